import { UnavailableError } from "../errors.ts";
import { createScorer } from "../matching/albums/score-album.ts";
import type { AlbumPage, AlbumQuestion } from "../sources/albums/source.ts";
import type { MusicBrainz } from "../sources/musicbrainz/source.ts";
import { createBulkhead } from "./bulkhead.ts";
import type { CatalogueSource } from "./source.ts";

/** Of rows of a list: more of the service's turns are not taken before a typed album's. */
const mostAtWeb = 8;

/**
 * Read-through: the file in front of the web. Final there are an MBID, and a title (or alias) that is identical, by the artist that
 * was given. All else is asked on the web: a title alone, what only comes near, what is absent (the dumps know no merged MBIDs).
 * Who waits for the web is counted (`atWeb`): others may go on with the file.
 */
export function createLayered(
  catalogue: CatalogueSource,
  web: MusicBrainz,
  asked: (isHit: boolean) => void = () => undefined,
): MusicBrainz {
  const noted = <T>(answer: T | undefined): T | undefined => {
    asked(answer !== undefined);
    return answer;
  };
  const atWeb = createBulkhead(mostAtWeb);
  const { through } = atWeb;
  return {
    address: web.address,
    live: web,
    atWeb,
    releasesAtHand: catalogue.releasesAtHand,

    async searchAlbums(question, signal, offset = 0) {
      if (question.how === "ranked" && offset === 0 && question.readings[0]?.artist !== undefined) {
        const page = await ifReadable(catalogue.searchAlbums(question));
        const final = noted(page && isFinal(question, page) ? page : undefined);
        if (final) return final;
      }
      return through(() => web.searchAlbums(question, signal, offset));
    },

    searchArtists: (name, signal, offset) => through(() => web.searchArtists(name, signal, offset)),
    findAlbumsByBarcode: (barcodes, signal) => through(() => web.findAlbumsByBarcode(barcodes, signal)),
    findAlbumsByAsin: (asin, signal) => through(() => web.findAlbumsByAsin(asin, signal)),
    findAlbumsByCatalogueNumbers: (numbers, signal) =>
      through(() => web.findAlbumsByCatalogueNumbers(numbers, signal)),
    lookUpAddress: (url, signal) => through(() => web.lookUpAddress(url, signal)),

    async findAlbumOfRelease(mbid, signal) {
      const group = catalogue.hasReleases ? await ifReadable(catalogue.findAlbumOfRelease(mbid)) : undefined;
      return group ?? through(() => web.findAlbumOfRelease(mbid, signal));
    },

    async lookUpRelease(mbid, signal) {
      const release = catalogue.hasReleases ? await ifReadable(catalogue.lookUpRelease(mbid)) : undefined;
      return release ?? through(() => web.lookUpRelease(mbid, signal));
    },

    /** The dumps know no merged MBIDs, and are of some day. */
    whereIs: (entity, mbid, signal) => through(() => web.whereIs(entity, mbid, signal)),

    lookUpAlbum: async (mbid, signal) =>
      noted(await ifReadable(catalogue.lookUpAlbum(mbid))) ?? through(() => web.lookUpAlbum(mbid, signal)),
    lookUpArtist: async (mbid, signal) =>
      noted(await ifReadable(catalogue.lookUpArtist(mbid))) ?? through(() => web.lookUpArtist(mbid, signal)),

    /** Which albums are official only the web can tell. */
    albumPages: (artistMbid, wanted, signal) =>
      catalogue.hasArtist(artistMbid) && wanted?.status !== "website-default"
        ? readable(catalogue.albumPages(artistMbid, wanted, signal), () =>
            web.albumPages(artistMbid, wanted, signal),
          )
        : web.albumPages(artistMbid, wanted, signal),

    lookUpCollection: (mbid, signal) => web.lookUpCollection(mbid, signal),
    collectionPages: (collection, signal) => web.collectionPages(collection, signal),

    releasePages: (albumMbid, signal) =>
      catalogue.hasReleases && catalogue.hasAlbum(albumMbid)
        ? readable(catalogue.releasePages(albumMbid, signal), () => web.releasePages(albumMbid, signal))
        : web.releasePages(albumMbid, signal),
  };
}

/** A damaged file says nothing: the web does. Whoever guards the file has told of it; what is no fault of the file's stays one. */
const ifReadable = <T>(answer: Promise<T>): Promise<T | undefined> =>
  answer.catch((error: unknown) => {
    if (error instanceof UnavailableError) return undefined;
    throw error;
  });

/** The same of pages: once one is through, the rest can't come from elsewhere. */
async function* readable<Page>(
  pages: AsyncGenerator<Page>,
  otherwise: () => AsyncGenerator<Page>,
): AsyncGenerator<Page> {
  const first = await ifReadable(pages.next());
  if (first === undefined) return yield* otherwise();
  if (first.done) return;
  yield first.value;
  yield* pages;
}

function isFinal({ readings }: AlbumQuestion, { albums, hasMoreEquals }: AlbumPage): boolean {
  const [reading] = readings;
  if (!reading || hasMoreEquals) return false;
  const { score } = createScorer(new Set());
  return albums.some((album) => {
    const { title, artist } = score(album, reading);
    return title.kind === "identical" && artist?.kind === "identical";
  });
}
