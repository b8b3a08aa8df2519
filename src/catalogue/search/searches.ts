import type { ReleaseFacts } from "../../facts.ts";
import type { AlbumCandidate } from "../../matching/candidate.ts";
import type { AlbumQuestion } from "../../sources/albums/source.ts";
import type { Searches } from "../../sources/musicbrainz/searching/searches.ts";
import { hashOfKey } from "../keys.ts";
import type { CatalogueFile } from "../open.ts";
import type { CatalogueReader } from "../reader.ts";
import { createAlbumSearch } from "./albums.ts";
import { createCandidates } from "./candidates.ts";
import { createNames } from "./names.ts";
import { createWords } from "./similar.ts";
import { createTitles } from "./titles.ts";

/** As many as the web has on a page. */
const pageSize = 100;

/** Questions in words or codes, as the file answers them. `refuse` throws for what it can't know. */
export function createCatalogueSearches(
  { db, about }: CatalogueFile,
  reader: CatalogueReader,
  refuse: (what: string) => never,
): Searches {
  const hasReleases = about.parts.includes("release");
  const words = createWords(db);
  const names = createNames(db, reader, words);
  const findAlbums = createAlbumSearch({ db, reader, names, words, titles: createTitles(db) });
  const candidates = createCandidates(reader, hasReleases);
  const byCode = db.prepare<[number], number>("SELECT DISTINCT grp FROM codes WHERE hash = ?").pluck();

  function findByCodes(codes: string[], what: string) {
    if (!hasReleases) refuse(`${what}: it has no releases (importer catalogue build --releases)`);
    const bears = ({ barcode, asin }: ReleaseFacts): boolean =>
      codes.some((code) => code === barcode || code === asin);
    const groups = new Set(codes.flatMap((code) => byCode.all(hashOfKey(code))));
    const found = [...groups].map((id) => ({ id, releases: reader.releasesOf(id).filter(bears) }));
    const named = found.filter(({ releases }) => releases.length > 0);
    return {
      albums: named.flatMap(({ id }) => reader.album(id)?.facts.identifiers[0]?.value ?? []),
      releases: named.flatMap(({ releases }) => releases.flatMap((each) => each.identifiers[0]?.value ?? [])),
      odd: [],
    };
  }

  return {
    async searchAlbums(question, _signal, offset = 0) {
      const { ids, isCut, areEquals } = findAlbums(question);
      const albums: AlbumCandidate[] = ids
        .slice(offset, offset + pageSize)
        .flatMap((id) => candidates.album(id) ?? []);
      const query = `catalogue: ${questionText(question)}`;
      const hasMoreEquals = areEquals === true && ids.length > offset + pageSize;
      const total = ids.length + (isCut ? 1 : 0);
      return {
        albums,
        total,
        received: albums.length,
        query,
        odd: [],
        ...(hasMoreEquals && { hasMoreEquals }),
      };
    },

    async searchArtists(name, _signal, offset = 0) {
      const ids = [...new Set([name].flat().flatMap((each) => names.calledOrNearly(each)))];
      const artists = ids.slice(offset, offset + pageSize).flatMap((id) => candidates.artist(id) ?? []);
      return { artists, total: ids.length, received: artists.length, odd: [] };
    },

    findAlbumsByBarcode: async (barcodes) => findByCodes(barcodes, "a barcode"),
    findAlbumsByAsin: async (asin) => findByCodes([asin], "an ASIN"),
    /** They are not indexed in the file; a number alone names no album, so that nothing is lost but a hint. */
    findAlbumsByCatalogueNumbers: () => Promise.resolve("unasked"),
  };
}

/** For people; the web's own text takes as long to make as the answer. */
const questionText = ({ readings }: AlbumQuestion): string =>
  readings
    .map(({ title, artist }) => (artist === undefined ? `"${title}"` : `"${title}" by ${artist}`))
    .join(" or ");
