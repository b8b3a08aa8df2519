import { textOfRef } from "../../refs.ts";
import type { Candidate } from "../provider.ts";
import type { ImportResult } from "./result.ts";

/**
 * An import of words that were never decided, beside the items of the library that fit them. A question lists the surest
 * first. Where nobody could be asked, or they have none, the library's own are all there is to choose from.
 */
export function withFitting<C>(result: ImportResult<C>, fitting: Candidate[]): ImportResult<C> {
  if (fitting.length === 0) return result;
  switch (result.outcome) {
    case "ambiguous":
      return { ...result, candidates: withOwn(result.candidates, fitting) };
    case "unavailable":
    case "rejected":
    case "failed":
      return { ...result, candidates: fitting };
    case "not_found":
      return result.itemId === undefined ? { ...result, outcome: "ambiguous", candidates: fitting } : result;
    default:
      return result;
  }
}

/** Candidates that are in the library have its id; each is there once. */
function withOwn(candidates: Candidate[], fitting: Candidate[]): Candidate[] {
  const isSame = (one: Candidate, other: Candidate): boolean =>
    one.ref !== null && other.ref !== null && textOfRef(one.ref) === textOfRef(other.ref);
  const isFitting = (each: Candidate): boolean =>
    fitting.some((own) => own.id === each.id || isSame(own, each));
  const others = candidates.filter((each) => !isFitting(each));
  const own = fitting.map((each) => {
    const scored = candidates.find((other) => isSame(each, other));
    return scored ? { ...scored, id: each.id!, why: [...each.why, ...scored.why] } : each;
  });
  return surestFirst([...own, ...others]);
}

/** Ranking. By score, best first; of equals those that are in the library, and else as they came. */
export const surestFirst = (candidates: Candidate[]): Candidate[] =>
  [...candidates].sort((one, other) => other.score - one.score || Number(isOwn(other)) - Number(isOwn(one)));

const isOwn = ({ id }: Candidate): boolean => id !== undefined;
