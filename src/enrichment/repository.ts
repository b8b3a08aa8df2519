import type { Db } from "../db/open.ts";
import * as artworks from "../library/artworks.ts";
import * as lyrics from "../library/lyrics.ts";
import * as workList from "../library/work-list.ts";
import type { CheckedImage } from "./image.ts";

/** All that enrichment reads from the library and saves to it; each save is one short transaction. */
export interface EnrichmentRepository {
  count(wanted: workList.Wanted): number;
  next(wanted: workList.Wanted, after: number, limit: number): workList.TrackToEnrich[];
  reopenAbsent(options: { all: boolean }): Promise<void>;
  markFetching(trackIds: number[]): Promise<void>;
  markNotFetched(trackIds: number[]): Promise<void>;
  getCoverState(albumId: number): artworks.CoverState;
  getAlbumToCover(albumId: number): artworks.AlbumToCover | undefined;
  /** @returns the artwork's id; the album and its tracks have it from now on. */
  saveCover(albumId: number, image: CheckedImage, path: string, source: string, url: string): Promise<number>;
  saveCoverAbsent(albumId: number, forMs: number): Promise<void>;
  /** For a track that joined its album after the cover was settled, or that has no album. */
  settleTrackCover(trackId: number, cover: artworks.CoverState): Promise<void>;
  saveLyrics(trackId: number, facts: lyrics.LyricsFacts): Promise<void>;
  saveLyricsAbsent(trackId: number, forMs: number): Promise<void>;
}

export interface RepositoryOptions {
  db: Db;
  now: () => number;
  transact: <T>(write: () => T) => Promise<T>;
}

/** A track outside any album has nothing to ask a cover by; an album may come. */
const withoutAlbumForMs = 7 * 24 * 3_600_000;

export function createEnrichmentRepository({ db, now, transact }: RepositoryOptions): EnrichmentRepository {
  return {
    count: (wanted) => workList.countTracks(db, wanted),
    next: (wanted, after, limit) => workList.nextTracks(db, wanted, after, limit),
    reopenAbsent: (options) => transact(() => workList.reopenAbsent(db, now(), options)),
    markFetching: (ids) => transact(() => lyrics.markLyricsFetching(db, ids)),
    markNotFetched: (ids) => transact(() => lyrics.markLyricsNotFetched(db, ids)),
    getCoverState: (albumId) => artworks.getCoverState(db, albumId),
    getAlbumToCover: (albumId) => artworks.getAlbumToCover(db, albumId),
    saveCover: (albumId, { bytes, ...image }, path, source, url) =>
      transact(() => {
        const about = { ...image, bytes: bytes.length, path, source, sourceUrl: url };
        const artworkId = artworks.saveArtwork(db, about, now());
        artworks.linkCover(db, albumId, artworkId, now());
        return artworkId;
      }),
    saveCoverAbsent: (albumId, forMs) => transact(() => artworks.markCoverAbsent(db, albumId, now() + forMs)),
    async settleTrackCover(trackId, cover) {
      if (!artworks.lacksCover(db, trackId)) return; // it came with the album's
      await transact(() => artworks.settleTrackCover(db, trackId, cover, now() + withoutAlbumForMs));
    },
    saveLyrics: (trackId, facts) => transact(() => lyrics.saveLyrics(db, trackId, facts, now())),
    saveLyricsAbsent: (trackId, forMs) => transact(() => lyrics.markLyricsAbsent(db, trackId, now() + forMs)),
  };
}
