import { bearsCatalogueNumber, foldCatalogueNumber } from "../../../matching/typed/catalogue-number.ts";
import { albumsOfReleases } from "../../albums/editions-of-one.ts";
import type { JsonRequest } from "../../http/api.ts";
import type { Lenient, OddPart } from "../../lenient.ts";
import type { AlbumPage, AlbumQuestion, AlbumsBearing, ArtistPage } from "../../albums/source.ts";
import { albumQuery, artistQuery } from "./album-queries.ts";
import { albumCandidateOf, albumCandidateOfRelease, artistCandidateOf } from "./candidates.ts";
import * as documents from "../documents.ts";
import { anyOf, phrase } from "./lucene.ts";

/** MBIDs of release groups that have a release of this kind. */
export interface AlbumsFound {
  albums: string[];
  /** MBIDs of those releases. */
  releases: string[];
  odd: OddPart[];
}

/** Search: questions in words or codes. Every call is one request; undefined or empty: they have none. */
export interface Searches {
  /** Release groups that answer a question; `offset` skips those of the pages before. */
  searchAlbums(question: AlbumQuestion, signal?: AbortSignal, offset?: number): Promise<AlbumPage>;
  /** Artists who go by this name, or by one of these, or by something near. */
  searchArtists(name: string | string[], signal?: AbortSignal, offset?: number): Promise<ArtistPage>;
  /** Albums that have a release with one of these barcodes. */
  findAlbumsByBarcode(barcodes: string[], signal?: AbortSignal): Promise<AlbumsFound>;
  /** The same of an ASIN. */
  findAlbumsByAsin(asin: string, signal?: AbortSignal): Promise<AlbumsFound>;
  /** Albums that have a release with one of these catalogue numbers. `unasked`: whoever answers knows nothing of numbers. */
  findAlbumsByCatalogueNumbers(numbers: string[], signal?: AbortSignal): Promise<AlbumsBearing | "unasked">;
}

/** `search` sends one request; what comes is read leniently. */
export function createSearches(search: <T>(request: JsonRequest<T>) => Promise<Lenient<T>>): Searches {
  async function findAlbumsOfReleases(query: string, signal: AbortSignal | undefined): Promise<AlbumsFound> {
    const schema = documents.releaseSearch;
    const { document, odd } = await search({ path: "release", query: { query, limit: 100 }, schema, signal });
    const groups = document.releases.map((release) => release["release-group"].id.toLowerCase());
    const releases = document.releases.map(({ id }) => id.toLowerCase());
    return { albums: [...new Set(groups)], releases, odd };
  }

  return {
    async searchAlbums(question, signal, offset = 0) {
      const query = albumQuery(question);
      const page = { query, limit: 100, ...(offset > 0 && { offset }) };
      const schema = documents.releaseGroupSearch;
      const { document, odd } = await search({ path: "release-group", query: page, schema, signal });
      const albums = document["release-groups"].map(albumCandidateOf);
      return {
        albums,
        total: document.count,
        received: albums.length + leftOut(odd, "release group"),
        query,
        odd,
      };
    },

    async searchArtists(name, signal, offset = 0) {
      const page = { query: artistQuery([name].flat()), limit: 100, ...(offset > 0 && { offset }) };
      const schema = documents.artistSearch;
      const { document, odd } = await search({ path: "artist", query: page, schema, signal });
      const artists = document.artists.map(artistCandidateOf);
      return { artists, total: document.count, received: artists.length + leftOut(odd, "artist"), odd };
    },

    findAlbumsByBarcode: (barcodes, signal) =>
      findAlbumsOfReleases(barcodes.map((barcode) => `barcode:${barcode}`).join(" OR "), signal),

    findAlbumsByAsin: (asin, signal) => findAlbumsOfReleases(`asin:${asin}`, signal),

    async findAlbumsByCatalogueNumbers(numbers, signal) {
      const folded = new Set(numbers.map(foldCatalogueNumber));
      const query = anyOf([...new Set([...numbers, ...folded])].map((number) => `catno:${phrase(number)}`));
      const schema = documents.releaseHitSearch;
      const { document, odd } = await search({
        path: "release",
        query: { query, limit: 100 },
        schema,
        signal,
      });
      const bearing = document.releases.filter((release) =>
        (release["label-info"] ?? []).some((info) =>
          bearsCatalogueNumber(info["catalog-number"] ?? "", folded),
        ),
      );
      const isCut = document.count > document.releases.length + leftOut(odd, "release");
      return { albums: albumsOfReleases(bearing.map(albumCandidateOfRelease)), isCut, odd };
    },
  };
}

/** How many elements of a kind were left out. */
const leftOut = (odd: OddPart[], kind: string): number =>
  odd.filter(({ element }) => element?.kind === kind).length;
