import { PayloadError, UnavailableError } from "../errors.ts";
import { isPassing } from "./damage.ts";
import type { CatalogueFile } from "./open.ts";
import { catalogueIdentity, createCatalogueSource, type CatalogueSource } from "./source.ts";
import { dayOf } from "../stamp.ts";

/**
 * The source of an open file, made when it is first asked. A file that turns out damaged, then or later, is one source that can't be
 * asked: it is not the library that failed, and nothing is absent. `failed` hears of the first fault, whoever is asked instead.
 */
export function guardedSource(
  file: CatalogueFile,
  failed: (fault: FileFault) => void = () => undefined,
): CatalogueSource {
  let made: CatalogueSource | undefined;
  const source = (): CatalogueSource => (made ??= createCatalogueSource(file));
  const explain = createExplain(file, failed);
  const guard =
    <Asked extends unknown[], T>(ask: (...asked: Asked) => Promise<T>) =>
    async (...asked: Asked): Promise<T> => {
      try {
        return await ask(...asked);
      } catch (error) {
        throw explain(error);
      }
    };
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
    } catch (error) {
      explain(error);
      return otherwise;
    }
  };
  // Each by its name, none spread: what the source learns later is guarded, or is no source.
  return {
    ...catalogueIdentity(file.about),
    lookUpAddress: guard((...asked) => source().lookUpAddress(...asked)),
    whereIs: guard((...asked) => source().whereIs(...asked)),
    searchAlbums: guard((...asked) => source().searchAlbums(...asked)),
    searchArtists: guard((...asked) => source().searchArtists(...asked)),
    findAlbumsByBarcode: guard((...asked) => source().findAlbumsByBarcode(...asked)),
    findAlbumsByAsin: guard((...asked) => source().findAlbumsByAsin(...asked)),
    findAlbumsByCatalogueNumbers: guard((...asked) => source().findAlbumsByCatalogueNumbers(...asked)),
    lookUpRelease: guard((...asked) => source().lookUpRelease(...asked)),
    findAlbumOfRelease: guard((...asked) => source().findAlbumOfRelease(...asked)),
    lookUpAlbum: guard((...asked) => source().lookUpAlbum(...asked)),
    lookUpArtist: guard((...asked) => source().lookUpArtist(...asked)),
    lookUpCollection: guard((...asked) => source().lookUpCollection(...asked)),
    collectionPages: guardPages((...asked) => source().collectionPages(...asked)),
    albumPages: guardPages((...asked) => source().albumPages(...asked)),
    releasePages: guardPages((...asked) => source().releasePages(...asked)),
    /** Then they are asked for, as a job. */
    releasesAtHand: (albumMbid) => ifReadable(() => source().releasesAtHand(albumMbid), undefined),
    /** Then the web is asked for the artist's albums. */
    hasArtist: (mbid) => ifReadable(() => source().hasArtist(mbid), false),
    hasAlbum: (mbid) => ifReadable(() => source().hasAlbum(mbid), false),
  };
}

export interface FileFault {
  /** For the person who waits for an answer. */
  says: string;
  /** For whoever looks at the file later; undefined: it can't be read now, which says nothing of what is in it. */
  damage: string | undefined;
}

/** Error translation: a fault of the file as one of a source; the first is told. */
function createExplain(
  { about }: CatalogueFile,
  failed: (fault: FileFault) => void,
): (error: unknown) => Error {
  let isTold = false;
  return (error) => {
    if (error instanceof UnavailableError) return error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "a row in it is broken";
    const says = `the catalogue of ${dayOf(about.stamp)} can't be read (${code}): importer catalogue verify --deep`;
    const damage = isPassing(error) ? undefined : `an import could not read it (${code})`;
    if (!isTold) failed({ says, damage });
    isTold = true;
    return new PayloadError("MusicBrainz", says); // without the cause: its code would be taken for the library's
  };
}
