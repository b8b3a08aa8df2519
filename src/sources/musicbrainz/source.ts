import { PayloadError } from "../../errors.ts";
import type { AlbumFacts, ArtistFacts } from "../../facts.ts";
import type { ArtistCandidate } from "../../matching/artist-resolver.ts";
import type { AlbumCandidate } from "../../matching/candidate.ts";
import type { Api, HttpClient, JsonRequest } from "../http/client.ts";
import { publicAddress } from "../http/public-address.ts";
import { albumQuery, artistQuery, type AlbumQuestion } from "./album-queries.ts";
import { albumCandidateOf, artistCandidateOf } from "./candidates.ts";
import * as documents from "./documents.ts";
import { linkedItemsOf, type LinkedItems } from "./linked-items.ts";
import { albumFactsOf, artistFactsOf } from "./facts-of.ts";
import { readReleasePages, type ReleasePage } from "./release-pages.ts";
import { judgeMusicBrainz } from "./verdict.ts";

/** The first (at most 100) hits of a search, best first. `total` is how many there are in all. */
export interface AlbumPage {
  albums: AlbumCandidate[];
  total: number;
  /** What was asked, in Lucene's words. */
  query: string;
}

/**
 * MusicBrainz, WS/2 JSON (https://musicbrainz.org/doc/MusicBrainz_API). Every call is one request, but for
 * redirects of merged MBIDs and the pages of `releasePages`. Undefined or empty: they have none. Faults are
 * those of `HttpClient.getJson`.
 */
export interface MusicBrainz {
  /** Its base URL, without secrets. */
  address: string;
  /** Release groups that answer a question; `offset` skips those of the pages before. */
  searchAlbums(question: AlbumQuestion, signal?: AbortSignal, offset?: number): Promise<AlbumPage>;
  /** Artists who go by this name, or by one of these, or by something near. */
  searchArtists(name: string | string[], signal?: AbortSignal): Promise<ArtistCandidate[]>;
  /** MBIDs of the release groups that have a release with one of these barcodes. */
  findAlbumsByBarcode(barcodes: string[], signal?: AbortSignal): Promise<string[]>;
  /** The same of an ASIN. */
  findAlbumsByAsin(asin: string, signal?: AbortSignal): Promise<string[]>;
  /** What an address is linked with, in the very form in which they store it: MBIDs. Undefined: they don't have it. */
  lookUpAddress(url: string, signal?: AbortSignal): Promise<LinkedItems | undefined>;
  /** The release group that a release belongs to. */
  findAlbumOfRelease(mbid: string, signal?: AbortSignal): Promise<string | undefined>;
  /** A merged MBID is followed: the facts then hold both. */
  lookUpAlbum(mbid: string, signal?: AbortSignal): Promise<AlbumFacts | undefined>;
  lookUpArtist(mbid: string, signal?: AbortSignal): Promise<ArtistFacts | undefined>;
  /** Page after page, as they come; undefined first page: there is no such release group. */
  releasePages(albumMbid: string, signal?: AbortSignal): AsyncGenerator<ReleasePage>;
}

const releaseGroupInc = "artist-credits aliases genres url-rels"; // a space travels as "+"
const artistInc = "aliases genres url-rels";

export function createMusicBrainz(http: HttpClient, service: Api): MusicBrainz {
  const api: Api = { ...service, judge: judgeMusicBrainz };
  const get: typeof http.getJson = (_, request) =>
    http.getJson(api, { ...request, query: { ...request.query, fmt: "json" } });
  const search = async <T>(request: JsonRequest<T>): Promise<T> =>
    (await get(api, request)) ?? refuseAddress(api);

  async function findAlbumsOfReleases(query: string, signal: AbortSignal | undefined): Promise<string[]> {
    const schema = documents.releaseSearch;
    const found = await search({ path: "release", query: { query, limit: 100 }, schema, signal });
    const groups = found.releases.map((release) => release["release-group"]?.id.toLowerCase());
    return [...new Set(groups.filter((mbid) => mbid !== undefined))];
  }

  return {
    address: publicAddress(new URL(api.baseUrl)),

    async searchAlbums(question, signal, offset = 0) {
      const query = albumQuery(question);
      const page = { query, limit: 100, ...(offset > 0 && { offset }) };
      const schema = documents.releaseGroupSearch;
      const found = await search({ path: "release-group", query: page, schema, signal });
      return { albums: found["release-groups"].map(albumCandidateOf), total: found.count, query };
    },

    async searchArtists(name, signal) {
      const query = artistQuery([name].flat());
      const schema = documents.artistSearch;
      const found = await search({ path: "artist", query: { query, limit: 25 }, schema, signal });
      return found.artists.map(artistCandidateOf);
    },

    findAlbumsByBarcode: (barcodes, signal) =>
      findAlbumsOfReleases(barcodes.map((barcode) => `barcode:${barcode}`).join(" OR "), signal),

    findAlbumsByAsin: (asin, signal) => findAlbumsOfReleases(`asin:${asin}`, signal),

    async lookUpAddress(resource, signal) {
      const query = { resource, inc: "artist-rels release-rels release-group-rels" };
      const document = await get(api, { path: "url", query, schema: documents.urlDocument, signal });
      return document && linkedItemsOf(document);
    },

    async findAlbumOfRelease(mbid, signal) {
      const [path, query] = [`release/${mbid}`, { inc: "release-groups" }];
      const release = await get(api, { path, query, schema: documents.releaseDocument, signal });
      if (release && !release["release-group"]) {
        throw new PayloadError(
          api.name,
          `${api.name} does not say to which album the release ${mbid} belongs`,
        );
      }
      return release?.["release-group"]?.id.toLowerCase();
    },

    async lookUpAlbum(mbid, signal) {
      const [path, query] = [`release-group/${mbid}`, { inc: releaseGroupInc }];
      const document = await get(api, { path, query, schema: documents.releaseGroupDocument, signal });
      return document && keepAsked(albumFactsOf(document), mbid);
    },

    async lookUpArtist(mbid, signal) {
      const [path, query] = [`artist/${mbid}`, { inc: artistInc }];
      const document = await get(api, { path, query, schema: documents.artistDocument, signal });
      return document && keepAsked(artistFactsOf(document), mbid);
    },

    releasePages: (albumMbid, signal) => readReleasePages({ http, api, albumMbid, signal }),
  };
}

/** A merged MBID answers under the surviving one; the old one goes on naming the same item. */
function keepAsked<F extends AlbumFacts | ArtistFacts>(facts: F, askedMbid: string): F {
  const [own, ...others] = facts.identifiers;
  const asked = askedMbid.toLowerCase();
  if (!own || own.value === asked) return facts;
  return { ...facts, identifiers: [own, { kind: own.kind, value: asked }, ...others] };
}

/** A search without hits is an answer; one that "does not exist" was asked in the wrong place. */
function refuseAddress({ name, baseUrl }: Api): never {
  const address = publicAddress(new URL(baseUrl));
  throw new PayloadError(name, `${name} knows no search at ${address}: is the address right?`);
}
