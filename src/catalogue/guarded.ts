import { PayloadError, UnavailableError } from "../errors.ts";
import type { CatalogueSource } from "./source.ts";
import { dayOf } from "./stamp.ts";

/** A file that turns out damaged is one source that can't be asked: it is not the library that failed, and nothing is absent. */
export function guarded(source: CatalogueSource, stamp: string): CatalogueSource {
  const explain = (error: unknown): Error => {
    if (error instanceof UnavailableError) return error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "a row in it is broken";
    const says = `the catalogue of ${dayOf(stamp)} can't be read (${code}): importer catalogue verify --deep`;
    return new PayloadError("MusicBrainz", says); // without the cause: its code would be taken for the library's
  };
  const guard =
    <Asked extends unknown[], T>(ask: (...asked: Asked) => Promise<T>) =>
    (...asked: Asked): Promise<T> =>
      ask(...asked).catch((error: unknown) => Promise.reject(explain(error)));
  const guardPages = <Asked extends unknown[], T>(ask: (...asked: Asked) => AsyncGenerator<T>) =>
    async function* (...asked: Asked): AsyncGenerator<T> {
      try {
        yield* ask(...asked);
      } catch (error) {
        throw explain(error);
      }
    };
  const ifReadable = <T>(read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch {
      return otherwise;
    }
  };
  // Each by its name, none spread: what the source learns later is guarded, or is no source.
  return {
    address: source.address,
    asOf: source.asOf,
    hasReleases: source.hasReleases,
    lookUpAddress: guard(source.lookUpAddress),
    searchAlbums: guard(source.searchAlbums),
    searchArtists: guard(source.searchArtists),
    findAlbumsByBarcode: guard(source.findAlbumsByBarcode),
    findAlbumsByAsin: guard(source.findAlbumsByAsin),
    findAlbumOfRelease: guard(source.findAlbumOfRelease),
    lookUpAlbum: guard(source.lookUpAlbum),
    lookUpArtist: guard(source.lookUpArtist),
    albumPages: guardPages(source.albumPages),
    releasePages: guardPages(source.releasePages),
    /** Then they are asked for, as a job. */
    releasesAtHand: (albumMbid) => ifReadable(() => source.releasesAtHand(albumMbid), undefined),
    /** Then the web is asked for the artist's albums. */
    hasArtist: (mbid) => ifReadable(() => source.hasArtist(mbid), false),
  };
}
