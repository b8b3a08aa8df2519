import { exitCodes } from "../../../src/errors.ts";
import type { Answer } from "./ask.ts";
import type { WordedCase } from "./case-file.ts";

/** What came of a case, in the letters of its `want`; X is what nobody may want (a fault, a source unreachable). */
export type Came = "R" | "A" | "N" | "U" | "X";

export interface Verdict {
  came: Came;
  /** What came is among what was wanted. */
  isFine: boolean;
  /** Anything that was saved and is not the one wanted, or where a question or nothing was wanted. */
  isWrongAccept: boolean;
  /** It asks, and the right one is among those it shows. */
  isListed: boolean;
}

const cameByExit: Record<number, Came> = {
  [exitCodes.done]: "R",
  [exitCodes.usage]: "U",
  [exitCodes.notFound]: "N",
  [exitCodes.ambiguous]: "A",
};

/** Cases in which the target should be, or at least may be, accepted. */
export const isWanted = ({ want, target }: WordedCase): boolean =>
  target !== null && want.split("|").includes("R");

/** Cases that must not be decided: a pick would be a guess, even if it happens to be right. */
export const isToAsk = ({ want }: WordedCase): boolean => want === "A";

export function judge(each: WordedCase, answer: Answer): Verdict {
  const came = cameByExit[answer.exitCode] ?? "X";
  const allowed = each.want.split("|").flatMap((letter) => (letter === "H" ? ["A", "N"] : [letter]));
  const isTarget = answer.accepted?.mbid === each.target;
  const isAllowed = allowed.includes(came);
  return {
    came,
    isFine: isAllowed && (came !== "R" || isTarget),
    isWrongAccept: came === "R" && !(isAllowed && isTarget),
    isListed: came === "A" && answer.candidates.some(({ mbid }) => mbid === each.target),
  };
}
