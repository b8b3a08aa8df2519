import type { Db } from "../db/connection.ts";
import {
  getAlbumToCover,
  getCoverState,
  lacksCover,
  listArtworkFiles,
  type AlbumToCover,
  type CoverState,
} from "../library/enrichment/artworks.ts";
import { listCovers, type AlbumCover } from "../library/enrichment/covers.ts";
import type { CoverTier } from "../facts.ts";
import * as workList from "../library/enrichment/work-list.ts";
import * as artworks from "../library/write/enrichment/artworks.ts";
import { closeCover, offerCover } from "../library/write/enrichment/covers.ts";
import * as lyrics from "../library/write/enrichment/lyrics.ts";
import { reopenAbsent, reopenHeardElsewhere } from "../library/write/enrichment/reopen.ts";
import { isLost } from "../artwork/store.ts";
import { timeOfStamp } from "../stamp.ts";
import { enrichmentAbsenceTtlMs } from "./config.ts";
import type { Work } from "./forecast.ts";
import type { CheckedImage } from "../artwork/image.ts";

/** All that enrichment reads from the library and saves to it; each save is one short transaction. */
export interface EnrichmentRepository {
  count(wanted: workList.WantedWork): Work;
  /** Of the albums that `count` has, those for whose cover perhaps nobody can be asked. */
  doubtfulCovers(): number[];
  next(wanted: workList.WantedWork, after: number, limit: number): workList.TrackToEnrich[];
  /**
   * Puts what is known absent and due again back on the list, and what was heard from other addresses than are asked now; all
   * that was answered before `askedBefore`, too.
   */
  reopenAbsent(wanted: workList.WantedWork, askedBefore: number | undefined): Promise<void>;
  markFetching(trackIds: number[]): Promise<void>;
  markNotFetched(trackIds: number[]): Promise<void>;
  getCoverState(albumId: number): CoverState;
  getAlbumToCover(albumId: number): AlbumToCover | undefined;
  /** Until when (ms UTC) a dump is believed that no release of it has a front cover; undefined where none is, any more. */
  frontlessUntil(album: AlbumToCover): number | undefined;
  listCovers(albumId: number): AlbumCover[];
  /** One more picture that the album may have. */
  offerCover(albumId: number, image: CheckedImage, origin: CoverOrigin): Promise<void>;
  /** All were asked: the best of what was offered is the cover of the album and its tracks. @returns its id. */
  closeCover(albumId: number): Promise<number | undefined>;
  /** @param believedUntil ms UTC: sooner than an answer is believed, where nobody was asked. */
  saveCoverAbsent(albumId: number, believedUntil?: number): Promise<void>;
  /** @returns since when the cover is not to be had (`2026-11-29`); undefined while it may yet come. */
  noteCoverWithheld(albumId: number): Promise<string | undefined>;
  /** For a track that joined its album after the cover was settled, or that has no album. */
  settleTrackCover(trackId: number, cover: CoverState): Promise<void>;
  /** @returns whether the track still wanted them. */
  saveLyrics(trackId: number, facts: lyrics.LyricsFacts): Promise<boolean>;
  saveLyricsAbsent(trackId: number, forMs: number): Promise<void>;
}

/** Where an image lies, and where it came from. */
export interface CoverOrigin {
  /** Below the library's folder. */
  path: string;
  source: string;
  url: string;
  tier: CoverTier;
}

export interface RepositoryOptions {
  db: Db;
  /** The folder below which images are kept. */
  home: string;
  /** The short side, in pixels, of a cover that is large enough. */
  leastSide: number;
  now: () => number;
  transact: <T>(write: () => T) => Promise<T>;
  /** Where the sources are. */
  addresses?: SourceAddresses;
}

export interface SourceAddresses {
  covers: string[];
  lyrics: string[];
}

/** A track outside any album has nothing to ask a cover by; an album may come. */
const withoutAlbumForMs = 7 * 24 * 3_600_000;

export function createEnrichmentRepository(options: RepositoryOptions): EnrichmentRepository {
  const { db, home, leastSide, now, transact, addresses } = options;
  const rule = () => ({ leastSide, now: now() });
  return {
    count: (wanted) => workList.countWork(db, wanted),
    doubtfulCovers: () => workList.listDoubtfulCovers(db),
    next: (wanted, after, limit) => workList.nextTracks(db, wanted, after, limit),
    async reopenAbsent(wanted, askedBefore) {
      // An answer that is believed until then was given so long before.
      const until = askedBefore === undefined ? now() : Math.max(now(), askedBefore + enrichmentAbsenceTtlMs);
      await transact(() => {
        reopenAbsent(db, wanted, until);
        if (addresses && wanted.artwork) reopenHeardElsewhere(db, "covers", addresses.covers);
        if (addresses && wanted.lyrics) reopenHeardElsewhere(db, "lyrics", addresses.lyrics);
      });
      if (askedBefore === undefined || !wanted.artwork) return;
      const lost = listArtworkFiles(db).filter(({ path }) => isLost(home, path));
      for (const { id } of lost) await transact(() => artworks.forgetArtwork(db, id, rule()));
    },
    markFetching: (ids) => transact(() => lyrics.markLyricsFetching(db, ids)),
    markNotFetched: (ids) => transact(() => lyrics.markLyricsNotFetched(db, ids)),
    getCoverState: (albumId) => getCoverState(db, albumId),
    getAlbumToCover: (albumId) => getAlbumToCover(db, albumId),
    frontlessUntil({ frontlessAsOf }) {
      const until = frontlessAsOf === undefined ? 0 : timeOfStamp(frontlessAsOf) + enrichmentAbsenceTtlMs;
      return until > now() ? until : undefined;
    },
    listCovers: (albumId) => listCovers(db, albumId),
    offerCover: (albumId, image, origin) =>
      transact(() => {
        offerCover(db, { albumId, ...saveOffered(db, image, origin, now()) }, rule());
        artworks.forgetCoverWithheld(db, albumId);
      }),
    closeCover: (albumId) => transact(() => closeCover(db, albumId, rule())),
    saveCoverAbsent(albumId, believedUntil = Infinity) {
      const until = Math.min(now() + enrichmentAbsenceTtlMs, believedUntil);
      return transact(() => artworks.markCoverAbsent(db, albumId, until));
    },
    noteCoverWithheld: (albumId) =>
      transact(() => artworks.noteCoverWithheld(db, albumId, new Date(now()).toISOString().slice(0, 10))),
    async settleTrackCover(trackId, cover) {
      if (!lacksCover(db, trackId)) return; // it came with the album's
      await transact(() => artworks.settleTrackCover(db, trackId, cover, now() + withoutAlbumForMs));
    },
    saveLyrics: (trackId, facts) => transact(() => lyrics.saveFetchedLyrics(db, trackId, facts, now())),
    saveLyricsAbsent: (trackId, forMs) => transact(() => lyrics.markLyricsAbsent(db, trackId, now() + forMs)),
  };
}

/** Keeps the row of a picture that a source has, within a transaction. @returns the offer that is made of it. */
export function saveOffered(
  db: Db,
  { bytes, ...image }: CheckedImage,
  { path, source, url, tier }: CoverOrigin,
  now: number,
): { artworkId: number; tier: CoverTier; source: string } {
  const matchedBy = tier === "name" ? "name" : "identifier";
  const about = { ...image, bytes: bytes.length, path, source, sourceUrl: url, matchedBy } as const;
  return { artworkId: artworks.saveArtwork(db, about, now), tier, source };
}
