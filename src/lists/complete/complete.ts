import { getAlbum, type AlbumRow } from "../../library/albums.ts";
import { unidentifiedAlbums } from "../../library/unidentified-albums.ts";
import { importAlbum, sourcesOnly } from "../../importers/album/import.ts";
import { ownWords } from "../../importers/album/own-queries.ts";
import type { ImportContext } from "../../importers/context.ts";
import { importReleases } from "../../importers/release/import.ts";
import { isInLibrary } from "../../importers/result.ts";
import { cancelJob } from "../../jobs/steer.ts";
import { RejectedError } from "../../errors.ts";
import { endingOf, type Asked } from "../ask-row.ts";
import { findQuestion, isQuestion, keyOfWords, putAsked } from "../review/questions.ts";
import { reasonToHalt } from "../halt.ts";

/** How many albums ended how. */
export interface CompleteResult {
  albums: number;
  identified: number;
  /** Of them, whose releases came as well. */
  withReleases: number;
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
  toReview: 0,
  notFound: 0,
  kept: 0,
  unavailable: 0,
  refused: 0,
  failed: 0,
};

/**
 * Identifies every album that was read from files and is not identified yet, by its identifiers, then its words; with its
 * releases. What only a person can tell becomes a question, and is not asked for again. Where a service rests, the run ends.
 * @throws InterruptedError, with all saved that was asked.
 */
export async function completeAlbums(
  context: ImportContext,
  { withoutProducts, retry }: { withoutProducts: boolean; retry: boolean },
): Promise<CompleteResult> {
  const { db, events } = context;
  const ids = [...unidentifiedAlbums(db)];
  const albums = ids.length;
  const result: CompleteResult = { albums, ...none, left: albums };
  events.emit("list-started", { name: "complete", rows: albums, open: albums, albums, requests: albums * 3 });
  for (const [at, id] of ids.entries()) {
    context.signal?.throwIfAborted();
    const album = getAlbum(db, id);
    if (!album) continue; // merged into another meanwhile
    const asked = await completeOne(context, album, { withoutProducts, retry });
    count(result, asked);
    if (asked.hasReleases) result.withReleases++;
    result.left = albums - at - 1;
    const about = { number: at + 1, line: null, raw: album.title, albumId: id };
    events.emit("list-row", { ...about, state: asked.state, why: asked.why ?? null });
    const why = reasonToHalt(asked.fault);
    if (why !== undefined) return { ...result, halted: { why, kind: kindOf(asked) } };
  }
  return result;
}

type Completed = Pick<Asked, "state" | "why" | "fault"> & { hasReleases: boolean };

async function completeOne(
  context: ImportContext,
  album: AlbumRow,
  { withoutProducts, retry }: { withoutProducts: boolean; retry: boolean },
): Promise<Completed> {
  const { db, now, transact } = context;
  const words = ownWords(db, album).readings[0]!; // under which the album itself is looked for
  const key = keyOfWords(words);
  const question = key === undefined ? undefined : findQuestion(db, key);
  if (question?.state === "kept" || question?.state === "dropped")
    return { state: "skipped", why: "kept as it is", hasReleases: false };
  if (question && !retry && question.state !== "moot" && question.state !== "picked")
    return { state: question.outcome, why: question.why, hasReleases: false };
  const only = withoutProducts ? sourcesOnly(context) : [];
  const result = await importAlbum(context, { id: album.id, force: retry, only });
  const asked = endingOf(result);
  if (isQuestion(asked.state)) {
    const about = { words, origin: "complete", itemId: album.id } as const;
    await transact(() => putAsked(db, asked, about, now()));
  }
  if (asked.albumId === undefined) return { ...asked, hasReleases: false };
  const hasReleases = await bringReleases(context, asked.albumId, result.jobs);
  return { ...asked, hasReleases };
}

/** Now, and not by the job that the album has queued for them: it is done with them. */
async function bringReleases(
  context: ImportContext,
  albumId: number,
  jobs: { id: number; kind: string }[],
): Promise<boolean> {
  const { outcome } = await importReleases(context, getAlbum(context.db, albumId)!);
  const came = isInLibrary(outcome);
  const job = jobs.find(({ kind }) => kind === "import-album-releases");
  if (came && job) cancelJob(context.db, job.id, context.now());
  return came;
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
