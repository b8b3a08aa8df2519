import { countsText } from "../../../counts.ts";
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
import type { Candidate } from "../../../importers/provider.ts";
import { getArtist } from "../../../library/items/artists.ts";
import { describeAlbum } from "../../../library/details/describe.ts";
import { decide } from "../../../lists/review/decide.ts";
import type { Decided, Decision } from "../../../lists/review/decision.ts";
import { isMerge } from "../../../lists/review/merges.ts";
import { saidOf } from "../../../lists/review/question-words.ts";
import type { ShownQuestion } from "../../../lists/review/list-questions.ts";
import { refuseAnother } from "../../../lists/review/same-question.ts";
import { getQuestion } from "../../../lists/review/questions.ts";
import type { GivenDecision } from "../../../lists/review/read-decisions.ts";
import { plainText } from "../../../plain-text.ts";
import type { Io } from "../../io/io.ts";
import { createOutput, type Output } from "../../io/output.ts";
import { exitCodeOfTroubles, type Troubles } from "../../ending/troubles.ts";
import { watchQueued } from "../imports/queued.ts";
import { candidateText } from "./questions.ts";

/** Picks the first candidate of each; those without one stay, and so do two items of a person's that may be one. */
export async function acceptFirst(
  context: WorkingContext,
  questions: ShownQuestion[],
  io: Io,
  flags: { dryRun?: boolean; json?: boolean },
): Promise<ExitCode> {
  const easy = questions.filter((each) => each.candidates.length > 0 && !isMerge(each));
  if (flags.dryRun) return foreseeFirst(context, easy, questions.length, createOutput(io, flags));
  const decisions = easy.map(({ id }) => ({ line: 0, id, decision: firstOne }));
  const exitCode = await applyDecisions(context, decisions, io, flags);
  sayLeft(createOutput(io, flags), questions.length - easy.length);
  return exitCode;
}

const firstOne = { kind: "pick", ref: "1" } as const;

/** The same without writing: each is asked for as it would be, so that what can't be done is known beforehand. */
async function foreseeFirst(
  context: WorkingContext,
  easy: ShownQuestion[],
  asked: number,
  output: Output,
): Promise<ExitCode> {
  const picked: object[] = [];
  const settled = createFailures(output);
  const owners = new Map<string, number>();
  for (const { id, said, candidates, itemId } of easy) {
    const [candidate] = candidates as [Candidate];
    const isDone = await settled.attempt(context, id, async () => {
      const earlier = itemId === null ? undefined : owners.get(candidate.mbid);
      if (earlier !== undefined) throw bothWouldBe(id, earlier, candidate);
      await decide(context.importing, id, firstOne);
    });
    if (!isDone) continue;
    if (itemId !== null && candidate.mbid !== "") owners.set(candidate.mbid, id);
    picked.push({ id, said, candidate });
    output.line(
      `${id}  ${plainText(said)}  would be  ${plainText(candidateText(candidate))}  ${candidate.mbid}`,
    );
  }
  output.document({ dryRun: true, picked, failed: settled.failed });
  output.line(`${picked.length} of ${asked} would be picked; nothing was written (--dry-run)`);
  sayLeft(output, asked - easy.length);
  return exitCodeOfTroubles(settled.troubles);
}

/** Two albums of files whose first candidate is one: the second would be refused once the first is it. */
const bothWouldBe = (id: number, earlier: number, { title }: Candidate): UserError =>
  new UserError(`question ${id}: "${title}" would be the album of question ${earlier} by then`, {
    hint: `the run then names the command that makes one of the two; or: importer review pick ${id} <another>`,
  });

function sayLeft(output: Output, count: number): void {
  if (count === 0) return;
  const are = count === 1 ? "question has" : "questions have";
  output.remark(`  ${count} more ${are} no candidate, or may be one of two items of yours: importer review`);
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
  let already = 0;
  const told: object[] = [];
  const { attempt, failed, troubles } = createFailures(output);
  for (const { id, decision, about = [] } of decisions) {
    await attempt(context, id, async () => {
      refuseAnother(getQuestion(context.db, id), about);
      const decided = await decide(context.importing, id, decision);
      if (decided.isAlreadySo) already++;
      told.push(jsonOfDecided(decision, decided));
      output.line(decidedWords(context.db, decision, decided));
    });
  }
  output.document({ decided: told, failed });
  const said = countsText([
    [told.length - already, "decided"],
    [already, "decided so already"],
    [failed.length, "not"],
  ]);
  output.line(said || "nothing to decide");
  sayQueued();
  if (io.typed && failed.length > 0 && told.length > 0)
    io.typed.ending.came = `${told.length} of ${decisions.length} done, ${failed.length} failed`;
  return exitCodeOfTroubles(troubles);
}

/** Decisions that could not be done: each is told with the next command, and stops no other. */
function createFailures(output: Output): {
  failed: { id: number; why: string; hint?: string }[];
  troubles: Troubles;
  attempt(context: WorkingContext, id: number, work: () => Promise<void>): Promise<boolean>;
} {
  const failed: { id: number; why: string; hint?: string }[] = [];
  const troubles: Troubles = { failed: 0, unavailable: 0, refused: 0 };
  return {
    failed,
    troubles,
    async attempt({ signal }, id, work) {
      signal.throwIfAborted();
      try {
        await work();
        return true;
      } catch (error) {
        const kind = kindOf(error);
        if (kind === undefined) throw error;
        const hint = error instanceof UserError ? error.hint : undefined;
        failed.push({ id, why: messageOf(error), ...(hint !== undefined && { hint }) });
        troubles[kind]++;
        output.remark(plainText(messageOf(error)));
        if (hint !== undefined) output.remark(`  ${plainText(hint)}`);
        return false;
      }
    },
  };
}

/** Of an import that ended so, or thrown by a source itself; undefined: a fault of ours, or a stop. */
function kindOf(error: unknown): keyof Troubles | undefined {
  if (error instanceof UnavailableError) return "unavailable";
  if (error instanceof RejectedError) return "refused";
  if (!(error instanceof UserError)) return undefined;
  if (error.exitCode === exitCodes.unavailable) return "unavailable";
  return error.exitCode === exitCodes.rejected ? "refused" : "failed";
}

export function jsonOfDecided(
  { kind }: Decision,
  { question, albumId, artistId, result, isAlreadySo }: Decided,
): object {
  const { id, words } = question;
  return {
    id,
    said: saidOf(words),
    decision: kind,
    albumId: albumId ?? null,
    ...(artistId !== undefined && { artistId }),
    ...(result && { outcome: result.outcome }),
    ...(isAlreadySo && { alreadySo: true }),
  };
}

const what = { keep: "kept as it is", drop: "not wanted", later: "put off" };

/** `Desire: picked  Desire  [album 3]`. */
export function decidedWords(
  db: Db,
  decision: Decision,
  { question, albumId, artistId, isAlreadySo }: Decided,
): string {
  const said = plainText(saidOf(question.words));
  const album = albumId === undefined ? undefined : describeAlbum(db, albumId);
  const artist = artistId === undefined ? undefined : getArtist(db, artistId);
  const shown = album
    ? `  ${plainText(album.title)}  [album ${albumId}]`
    : artist
      ? `  ${plainText(artist.name)}  [artist ${artistId}]`
      : "";
  const became = decision.kind === "pick" ? "picked" : what[decision.kind];
  return `${said}: ${became}${isAlreadySo ? " already" : ""}${shown}`;
}
