import { storeArtwork } from "../../artwork/store.ts";
import { throwIfInterrupted } from "../../errors.ts";
import { isLibraryFault } from "../../db/faults.ts";
import { getAlbumToCover } from "../../library/enrichment/artworks.ts";
import {
  hasOwnCover,
  saveNoCoverFound,
  saveRefreshedCovers,
} from "../../library/write/decisions/cover-override.ts";
import { isLarge } from "../../matching/choose-cover.ts";
import { originOf, type CoverSource } from "./cover-source.ts";
import { collectCovers, type OfferableCover } from "./collect-covers.ts";
import { enrichmentAbsenceTtlMs } from "../config.ts";
import type { LyricsRefresh } from "../lyrics/refresh-lyrics.ts";
import { saveOffered } from "../repository.ts";

export interface RefreshingCover extends LyricsRefresh {
  /** The folder below which images are kept. */
  home: string;
  leastSide: number;
}

/** `own`: the files have one, and nobody was asked: nothing stands above it but a person's word, which is taken back. */
export type RefreshedCover = "fetched" | "absent" | "own";

/**
 * Cache refresh. Asks the sources, in their order, for the cover of one album until one is large enough, and takes a person's
 * override back; where none has any, what is there stays.
 * @throws the first fault of `errors.ts` where nothing came and somebody could not be asked: then nothing is changed.
 */
export async function refreshCover(
  { db, signal, now, transact, home, leastSide }: RefreshingCover,
  sources: CoverSource[],
  albumId: number,
): Promise<RefreshedCover> {
  const rule = () => ({ leastSide, now: now() });
  if (hasOwnCover(db, albumId)) {
    await transact(() => saveRefreshedCovers(db, albumId, [], rule()));
    return "own";
  }
  const album = getAlbumToCover(db, albumId);
  const collected: (OfferableCover & { source: CoverSource })[] = [];
  const faults: unknown[] = [];
  for (const source of album ? sources : []) {
    const answer = await collectCovers((isEnough) => source.findCover(album!, signal, isEnough), leastSide);
    throwIfInterrupted(answer.fault, signal);
    if (isLibraryFault(answer.fault)) throw answer.fault;
    if (answer.fault !== undefined) faults.push(answer.fault);
    collected.push(...answer.covers.map((cover) => ({ ...cover, source })));
    if (collected.some(({ image }) => isLarge(image, leastSide))) break;
  }
  if (collected.length === 0 && faults.length > 0) throw faults[0];
  const stored = await Promise.all(
    collected.map(async ({ found, image, source }) => ({
      image,
      origin: { path: await storeArtwork(home, image), ...originOf(source, found) },
    })),
  );
  await transact(() => {
    if (stored.length === 0) return saveNoCoverFound(db, albumId, now() + enrichmentAbsenceTtlMs, rule());
    const covers = stored.map(({ image, origin }) => ({ albumId, ...saveOffered(db, image, origin, now()) }));
    saveRefreshedCovers(db, albumId, covers, rule());
  });
  return stored.length === 0 ? "absent" : "fetched";
}
