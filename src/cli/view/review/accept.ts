import type { WorkingContext } from "../../../composition/working.ts";
import type { Db } from "../../../db/connection.ts";
import {
  exitCodes,
  messageOf,
  RejectedError,
  UnavailableError,
  UserError,
  type ExitCode,
} from "../../../errors.ts";
import { getArtist } from "../../../library/items/artists.ts";
import { describeAlbum } from "../../../library/details/describe.ts";
import { decide, type Decided, type Decision } from "../../../lists/review/decide.ts";
import { isMerge } from "../../../lists/review/merges.ts";
import { saidOf } from "../../../lists/review/question-words.ts";
import type { ShownQuestion } from "../../../lists/review/list-questions.ts";
import type { GivenDecision } from "../../../lists/review/read-decisions.ts";
import { plainText } from "../../../plain-text.ts";
import type { Io } from "../../io/io.ts";
import { createOutput } from "../../io/output.ts";
import { exitCodeOfTroubles, type Troubles } from "../../ending/troubles.ts";
import { watchQueued } from "../imports/queued.ts";
import { candidateText } from "./questions.ts";

/** Picks the first candidate of each; those without one stay, and so do two items of a person's that may be one. */
export function acceptFirst(
  context: WorkingContext,
  questions: ShownQuestion[],
  io: Io,
  flags: { dryRun?: boolean; json?: boolean },
): Promise<ExitCode> | ExitCode {
  const easy = questions.filter((each) => each.candidates.length > 0 && !isMerge(each));
  if (!flags.dryRun) {
    const decisions = easy.map(({ id }) => ({ line: 0, id, decision: { kind: "pick", ref: "1" } as const }));
    return applyDecisions(context, decisions, io, flags);
  }
  const output = createOutput(io, flags);
  output.document({
    dryRun: true,
    picked: easy.map(({ id, said, candidates }) => ({ id, said, candidate: candidates[0] })),
  });
  for (const { id, said, candidates } of easy)
    output.line(
      `${id}  ${plainText(said)}  would be  ${plainText(candidateText(candidates[0]!))}  ${candidates[0]!.mbid}`,
    );
  output.line(`${easy.length} of ${questions.length} would be picked; nothing was written (--dry-run)`);
  return exitCodes.done;
}

/** Does what was decided, one after the other; one that fails stops nothing, and stays open. */
export async function applyDecisions(
  context: WorkingContext,
  decisions: GivenDecision[],
  io: Io,
  flags: { json?: boolean | undefined },
): Promise<ExitCode> {
  const output = createOutput(io, flags);
  const sayQueued = watchQueued(context.db, io);
  const done: object[] = [];
  const failed: { id: number; why: string }[] = [];
  const troubles: Troubles = { failed: 0, unavailable: 0, refused: 0 };
  for (const { id, decision } of decisions) {
    context.signal.throwIfAborted();
    try {
      const decided = await decide(context.importing, id, decision);
      done.push(jsonOfDecided(decision, decided));
      output.line(decidedWords(context.db, decision, decided));
    } catch (error) {
      const kind = kindOf(error);
      if (kind === undefined) throw error;
      failed.push({ id, why: messageOf(error) });
      troubles[kind]++;
      output.remark(plainText(messageOf(error)));
      if (error instanceof UserError && error.hint !== undefined) output.remark(`  ${plainText(error.hint)}`);
    }
  }
  output.document({ decided: done, failed });
  output.line(`${done.length} decided${failed.length > 0 ? `, ${failed.length} not` : ""}`);
  sayQueued();
  return exitCodeOfTroubles(troubles);
}

/** Of an import that ended so, or thrown by a source itself; undefined: a fault of ours, or a stop. */
function kindOf(error: unknown): keyof Troubles | undefined {
  if (error instanceof UnavailableError) return "unavailable";
  if (error instanceof RejectedError) return "refused";
  if (!(error instanceof UserError)) return undefined;
  if (error.exitCode === exitCodes.unavailable) return "unavailable";
  return error.exitCode === exitCodes.rejected ? "refused" : "failed";
}

export function jsonOfDecided({ kind }: Decision, { question, albumId, artistId, result }: Decided): object {
  const { id, words } = question;
  return {
    id,
    said: saidOf(words),
    decision: kind,
    albumId: albumId ?? null,
    ...(artistId !== undefined && { artistId }),
    ...(result && { outcome: result.outcome }),
  };
}

const what = { keep: "kept as it is", drop: "not wanted", later: "put off" };

/** `Desire: picked  Desire  [album 3]`. */
export function decidedWords(db: Db, decision: Decision, { question, albumId, artistId }: Decided): string {
  const said = plainText(saidOf(question.words));
  const album = albumId === undefined ? undefined : describeAlbum(db, albumId);
  const artist = artistId === undefined ? undefined : getArtist(db, artistId);
  const shown = album
    ? `  ${plainText(album.title)}  [album ${albumId}]`
    : artist
      ? `  ${plainText(artist.name)}  [artist ${artistId}]`
      : "";
  return `${said}: ${decision.kind === "pick" ? "picked" : what[decision.kind]}${shown}`;
}
