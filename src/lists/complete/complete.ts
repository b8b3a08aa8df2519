import { getAlbum, type AlbumRow } from "../../library/items/albums.ts";
import { unidentifiedAlbums } from "../../library/scanned/unidentified-albums.ts";
import { importAlbum, sourcesOnly } from "../../importers/album/import.ts";
import { ownWords } from "../../importers/album/finding/own-queries.ts";
import type { ImportContext } from "../../importers/context.ts";
import { importReleases } from "../../importers/release/import.ts";
import { isInLibrary } from "../../importers/flow/result.ts";
import { cancelJob } from "../../jobs/operators/operator-actions.ts";
import { RejectedError } from "../../errors.ts";
import type { Db } from "../../db/connection.ts";
import { endingOf, type AskedRow } from "../ask-row.ts";
import type { RowWords } from "../reading/entry.ts";
import { albumsWithPendingReleases, findReleasesJob } from "./pending-releases.ts";
import { questionKeyOf } from "../review/question-words.ts";
import {
  findQuestion,
  isQuestion,
  isWaiting,
  putAsked,
  standingDecision,
  type ReviewQuestion,
} from "../review/questions.ts";
import { reasonToHalt } from "../halt.ts";

/** How many albums ended how. */
export interface CompleteResult {
  albums: number;
  identified: number;
  /** Of them, whose releases came as well. */
  withReleases: number;
  /** Identified before; only their releases were left, and came now. */
  releasesOnly: number;
  /** Identified, and their releases could not be had now: they are asked for by the next run, or a job. */
  releasesLeft: number;
  toReview: number;
  notFound: number;
  /** Their source could not be asked now. */
  unavailable: number;
  /** Their source refuses us. */
  refused: number;
  failed: number;
  /** Not asked for. */
  left: number;
  /** A person said of them that they stay as they are. */
  kept: number;
  /** Why the run ended before all were asked for: their source can't be asked now, or refuses us. */
  halted?: { why: string; kind: "unavailable" | "refused" };
}

const none = {
  identified: 0,
  withReleases: 0,
  releasesOnly: 0,
  releasesLeft: 0,
  toReview: 0,
  notFound: 0,
  kept: 0,
  unavailable: 0,
  refused: 0,
  failed: 0,
};

export interface CompleteOptions {
  withoutProducts: boolean;
  /** Ask again for what was not found, and what is a question. */
  retry: boolean;
}

/**
 * Identifies every album that was read from files and is not identified yet, by its identifiers, then its words; with its
 * releases, also those that an earlier run had to leave. What only a person can tell becomes a question, and is not asked for
 * again. Where a service rests, the run ends. @throws InterruptedError, with all saved that was asked.
 */
export async function completeAlbums(
  context: ImportContext,
  options: CompleteOptions,
): Promise<CompleteResult> {
  const { db, events } = context;
  const pending = [...albumsWithPendingReleases(db)];
  const ids = [...unidentifiedAlbums(db)];
  const albums = ids.length;
  const result: CompleteResult = { albums, ...none, left: albums };
  const inReview = ids.filter((id) => isInReview(db, id, options)).length;
  const [rows, toAsk] = [pending.length + albums, pending.length + albums - inReview];
  const requests = pending.length + (albums - inReview) * 3;
  events.emit("list-started", { name: "complete", rows, open: rows, albums: toAsk, requests, inReview });
  for (const [at, id] of [...pending, ...ids].entries()) {
    context.signal?.throwIfAborted();
    const album = getAlbum(db, id);
    if (!album) continue; // merged into another meanwhile
    const isIdentified = at < pending.length;
    const asked = isIdentified
      ? { state: "known" as const, ...(await bringReleases(context, id)) }
      : await completeOne(context, album, options);
    if (!isIdentified) count(result, asked);
    if (asked.releases === "left") result.releasesLeft++;
    if (asked.releases === "came") result[isIdentified ? "releasesOnly" : "withReleases"]++;
    result.left = Math.min(albums, rows - at - 1);
    const about = { number: at + 1, line: null, raw: album.title, albumId: id };
    events.emit("list-row", { ...about, state: asked.state, why: asked.why ?? null });
    const why = reasonToHalt(asked.fault);
    if (why !== undefined) return { ...result, halted: { why, kind: kindOf(asked) } };
  }
  return result;
}

/** What became of an album's releases: `none`: there are none to have; `left`: they could not be had now. */
interface Brought {
  releases: "came" | "none" | "left";
  fault?: unknown;
}

type Completed = Pick<AskedRow, "state" | "why" | "fault"> & Brought;

/** Under the words by which the album itself is looked for. */
function ownQuestion(db: Db, album: AlbumRow): { words: RowWords; question: ReviewQuestion | undefined } {
  const words = ownWords(db, album).readings[0]!;
  const key = questionKeyOf(words);
  return { words, question: key === undefined ? undefined : findQuestion(db, key) };
}

/** Nobody is asked for it: a person has decided, or must. */
export function isInReview(db: Db, albumId: number, { retry }: Pick<CompleteOptions, "retry">): boolean {
  const { question } = ownQuestion(db, getAlbum(db, albumId)!);
  return question !== undefined && (standingDecision(db, question) ? true : !retry && isWaiting(question));
}

async function completeOne(
  context: ImportContext,
  album: AlbumRow,
  { withoutProducts, retry }: CompleteOptions,
): Promise<Completed> {
  const { db, now, transact } = context;
  const { words, question } = ownQuestion(db, album);
  if (standingDecision(db, question)) return { state: "skipped", why: "kept as it is", releases: "none" };
  if (question && !retry && isWaiting(question))
    return { state: question.outcome, why: question.why, releases: "none" };
  const only = withoutProducts ? sourcesOnly(context) : [];
  const toAskAgain = `importer album --id ${album.id} --force-providers`;
  const asked = endingOf(await importAlbum({ ...context, toAskAgain }, { id: album.id, force: retry, only }));
  if (isQuestion(asked.state)) {
    const about = { words, origin: "complete", itemId: album.id } as const;
    await transact(() => putAsked(db, asked, about, now()));
  }
  if (asked.albumId === undefined) return { ...asked, releases: "none" };
  const { releases, fault = asked.fault } = await bringReleases(context, asked.albumId);
  return { ...asked, releases, fault };
}

/** Now, and not by the job that the album has queued for them: it is done with them. */
async function bringReleases(context: ImportContext, albumId: number): Promise<Brought> {
  const { db, now } = context;
  const { outcome, providers } = await importReleases(context, getAlbum(db, albumId)!);
  const troubled = providers.find(({ fault }) => fault !== undefined);
  if (troubled) return { releases: "left", fault: troubled.fault };
  const job = findReleasesJob(db, albumId);
  if (job !== undefined) cancelJob(db, job, now());
  return { releases: isInLibrary(outcome) ? "came" : "none" };
}

const kindOf = ({ fault }: Completed): "unavailable" | "refused" =>
  fault instanceof RejectedError ? "refused" : "unavailable";

function count(result: CompleteResult, { state, fault }: Completed): void {
  if (state === "created" || state === "known") result.identified++;
  else if (state === "ambiguous" || state === "weak") result.toReview++;
  else if (state === "not_found") result.notFound++;
  else if (state === "skipped") result.kept++;
  else if (state === "unavailable") result.unavailable++;
  else if (fault instanceof RejectedError) result.refused++;
  else result.failed++;
}
