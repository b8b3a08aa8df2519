import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "../db/connection.ts";
import { DayOverError, InterruptedError, UnavailableError } from "../errors.ts";
import { getAlbum } from "../library/items/albums.ts";
import { albumsWithProduct, isTaken, listProducts } from "../library/products/products.ts";
import { amazon } from "../products/refusal.ts";
import { importReleasesJob } from "../importers/album/releases-job.ts";
import { enrichProductsJob } from "../importers/album/providers/amazon.ts";
import type { PayloadOf } from "../jobs/queue/kinds.ts";
import { enqueue, findLive, stateOfLast } from "../jobs/queue/queue.ts";
import type { Task } from "../jobs/queue/task.ts";
import type { CoverOutcome } from "../products/cover.ts";
import { enrichProducts, type ProductsResult } from "../products/enrich-products.ts";
import { forgetShopAnswers } from "../library/write/products/shop-answers.ts";
import { hasUnseenAsins } from "../products/unseen-asins.ts";
import type { TaskContext } from "./context.ts";
import { refreshPricesJob } from "./refresh-prices.ts";
import { countsText, countText } from "../counts.ts";

/** Amazon's products for one album. It runs on the serial queue: one album at a time, whatever the number of workers. */
export function enrichAlbumProducts(context: TaskContext): Task<PayloadOf<"amazon-product-enrichment">> {
  return async ({ payload: { albumId }, save, signal, attempt }) => {
    await letReleasesGoFirst(context.importing, albumId, signal);
    let result: ProductsResult;
    try {
      result = await enrichProducts(await context.createProducts({ transact: save, signal }), albumId);
    } catch (error) {
      if (!(error instanceof DayOverError)) throw error;
      // A large library takes days at what Amazon allows: that must not use up a job's tries.
      const delayMs = error.retryAfterMs ?? dayMs;
      return { outcome: "snooze", delayMs, reason: error.message, waitsFor: error.source };
    }
    if (result.outcome === "searched") throwPassing(result.cover, attempt);
    if (result.outcome === "gone") {
      return { outcome: "cancel", reason: `album ${albumId} is no longer in the library` };
    }
    const { db, now } = context.importing;
    return {
      outcome: "done",
      detail: wordsOf(result) + sharedWords(db, albumId),
      save() {
        forgetShopAnswers(db, albumId);
        // One that a person has cancelled stays so.
        if (result.outcome === "searched" && stateOfLast(db, refreshPricesJob.uniqueKey) !== "cancelled")
          enqueue(db, refreshPricesJob, now());
        // Releases that were imported meanwhile could not queue this job, since it ran.
        if (hasUnseenAsins(db, albumId)) enqueue(db, enrichProductsJob(albumId), now());
      },
    };
  };
}

/** The links are saved. A picture's server that is down for a while is worth a few tries, and no more. */
const triesForCover = 3;

function throwPassing(cover: CoverOutcome, attempt: number): void {
  if (cover.outcome !== "none" || !cover.isPassing || attempt > triesForCover) return;
  throw new UnavailableError("Amazon's images", `the links are saved; no cover yet: ${cover.why[0] ?? ""}`);
}

const dayMs = 24 * 3_600_000;
const lookEveryMs = 200;
const longestWaitMs = { running: 120_000, ready: 2_000 };

/**
 * With the releases come ASINs and barcodes. A job that imports them now is waited for; one that nobody takes up soon is
 * not: when it is done, it queues this one again.
 */
async function letReleasesGoFirst(
  { db, signal: stopping }: TaskContext["importing"],
  albumId: number,
  signal: AbortSignal,
): Promise<void> {
  const since = performance.now();
  for (;;) {
    const state = findLive(db, importReleasesJob(albumId).uniqueKey)?.state;
    if (state !== "running" && state !== "ready") return;
    if (stopping?.aborted) throw new InterruptedError("stopped instead of waiting for its releases");
    if (performance.now() - since > longestWaitMs[state]) return;
    await sleep(lookEveryMs, undefined, { signal });
  }
}

function wordsOf(result: Exclude<ProductsResult, { outcome: "gone" }>): string {
  const about = `"${result.title}"`;
  if (result.outcome === "free") {
    const links = `${countText(result.known, "link")} from MusicBrainz`;
    return `${about}: ${links}; with Amazon credentials it would search, too (importer amazon check)`;
  }
  const { found, accepted, refused, unsure } = result.counts;
  const judged = countsText([
    [accepted, "accepted"],
    [refused, "refused"],
    [unsure, "unsure"],
  ]);
  const counts = found === 0 ? "no product found" : `${countText(found, "product")} found, ${judged}`;
  return `${about}: ${counts}${coverWords(result.cover)}`;
}

/** A product that is a link of another album too: at most one of the two is right, and a person should know. */
function sharedWords(db: Db, albumId: number): string {
  const shared = listProducts(db, albumId, amazon)
    .filter(isTaken)
    .flatMap((product) => albumsWithProduct(db, product).map((other) => ({ ...product, other })));
  return shared
    .map(
      ({ externalId, other }) =>
        `; ${externalId} is a link of "${getAlbum(db, other)?.title}" (album ${other}) as well`,
    )
    .join("");
}

function coverWords(cover: CoverOutcome): string {
  if (cover.outcome === "taken") return `; cover from ${cover.asin}`;
  const [why] = cover.outcome === "none" ? cover.why : [];
  return why === undefined ? "" : `; no cover (${why})`;
}
