import { PayloadError } from "../../errors.ts";
import type { AlbumFacts, ArtistFacts, Associations, ReleaseFacts } from "../../facts.ts";
import type { HttpClient, JsonRequest, Api } from "../http/api.ts";
import { lenient, type Lenient, type OddPart } from "../lenient.ts";
import { publicAddress } from "../http/public-address.ts";
import * as documents from "./documents.ts";
import { linkedItemsOf, type LinkedItems } from "./facts/linked-items.ts";
import { albumFactsOf, artistFactsOf, releaseFactsOf } from "./facts/facts-of.ts";
import { keepAsked } from "../albums/keep-asked.ts";
import type { ReleasePage } from "../albums/source.ts";
import { oddOfReleases, readReleasePages, releaseInc } from "./pages/release-pages.ts";
import {
  lookUpCollection,
  readCollectionPages,
  type CollectionFacts,
  type CollectionPage,
} from "./pages/collection-pages.ts";
import { readAlbumPages, type ArtistAlbumPage, type WantedAlbums } from "./pages/album-pages.ts";
import { createSearches, type Searches } from "./searching/searches.ts";
import { judgeMusicBrainz } from "./verdict.ts";

/**
 * MusicBrainz, WS/2 JSON (https://musicbrainz.org/doc/MusicBrainz_API). Every call is one request, but for
 * redirects of merged MBIDs and the pages of `releasePages`. Undefined or empty: they have none. Faults are
 * those of `HttpClient.getJson`. What can't be read is left out and named in `odd`.
 */
export interface MusicBrainz extends Searches {
  /** Its base URL, without secrets. */
  address: string;
  /** What an address is linked with, in the very form in which they store it: MBIDs. Undefined: they don't have it. */
  lookUpAddress(url: string, signal?: AbortSignal): Promise<LinkedItems | undefined>;
  /** Where an id is now: under which one they answer, and of a release in which group. Undefined: they have none. */
  whereIs(
    entity: WhereEntity,
    mbid: string,
    signal?: AbortSignal,
  ): Promise<{ mbid: string; albumMbid?: string } | undefined>;
  /** The release group that a release belongs to. */
  findAlbumOfRelease(mbid: string, signal?: AbortSignal): Promise<string | undefined>;
  /** A release whole, and the release group that it belongs to. A merged MBID is followed: the facts then hold both. */
  lookUpRelease(
    mbid: string,
    signal?: AbortSignal,
  ): Promise<{ facts: ReleaseFacts; albumMbid: string } | undefined>;
  /** A merged MBID is followed: the facts then hold both. */
  lookUpAlbum(mbid: string, signal?: AbortSignal): Promise<AlbumFacts | undefined>;
  lookUpArtist(mbid: string, signal?: AbortSignal): Promise<ArtistFacts | undefined>;
  /** Release groups credited to an artist, page after page; undefined first page: there is no such artist. */
  albumPages(
    artistMbid: string,
    wanted?: WantedAlbums,
    signal?: AbortSignal,
  ): AsyncGenerator<ArtistAlbumPage>;
  /** A public collection of somebody's. @throws RejectedError for a private one. */
  lookUpCollection(mbid: string, signal?: AbortSignal): Promise<CollectionFacts | undefined>;
  /** The albums of a collection of releases or release groups, page after page. */
  collectionPages(collection: CollectionFacts, signal?: AbortSignal): AsyncGenerator<CollectionPage>;
  /** Releases that need no asking: an album is complete at once. Undefined: they must be asked for. */
  releasesAtHand?: ((albumMbid: string) => ReleaseFacts[] | undefined) | undefined;
  /** What its answers are as of, where that is not now. */
  asOf?: string | undefined;
  /** Who answers for today, where a file stands in front. */
  live?: MusicBrainz | undefined;
  /** Questions that wait for the web, where a file answers others at once. */
  atWeb?: AtWeb | undefined;
  /** Page after page, as they come; undefined first page: there is no such release group. */
  releasePages(albumMbid: string, signal?: AbortSignal): AsyncGenerator<ReleasePage>;
}

export interface AtWeb {
  count(): number;
  /** @returns what ends the listening. */
  onChange(listen: () => void): () => void;
}

/** What may be merged there, or deleted. */
export type WhereEntity = "release-group" | "release" | "recording" | "artist";

const releaseGroupInc = "artist-credits aliases genres url-rels"; // a space travels as "+"
const artistInc = "aliases genres url-rels";

export function createMusicBrainz(http: HttpClient, service: Api): MusicBrainz {
  const api: Api = { ...service, judge: judgeMusicBrainz };
  const get = <T>(
    { schema, query, path, signal }: JsonRequest<T>,
    isFind: (found: Lenient<T>) => boolean = () => true,
  ): Promise<Lenient<T> | undefined> =>
    http.getJson(api, { path, signal, isFind, schema: lenient(schema), query: { ...query, fmt: "json" } });
  const search = async <T>(request: JsonRequest<T>): Promise<Lenient<T>> =>
    (await get(request, hasHits)) ?? refuseAddress(api);

  const whereIs: MusicBrainz["whereIs"] = async (entity, mbid, signal) => {
    const query: Record<string, string> = entity === "release" ? { inc: "release-groups" } : {};
    const schema = documents.whereabouts;
    const found = (await get({ path: `${entity}/${mbid}`, query, schema, signal }))?.document;
    if (found && entity === "release" && !found["release-group"]) {
      throw withoutAlbum(api, mbid);
    }
    const album = found?.["release-group"]?.id.toLowerCase();
    return found && { mbid: found.id.toLowerCase(), ...(album !== undefined && { albumMbid: album }) };
  };

  return {
    address: publicAddress(new URL(api.baseUrl)),
    ...createSearches(search),

    async lookUpAddress(resource, signal) {
      const query = { resource, inc: "artist-rels release-rels release-group-rels" };
      const found = await get({ path: "url", query, schema: documents.urlDocument, signal });
      return found && { ...linkedItemsOf(found.document), odd: found.odd };
    },

    whereIs,

    async findAlbumOfRelease(mbid, signal) {
      return (await whereIs("release", mbid, signal))?.albumMbid;
    },

    async lookUpRelease(mbid, signal) {
      const request = { path: `release/${mbid}`, query: { inc: `${releaseInc} release-groups` }, signal };
      const found = await get({ ...request, schema: documents.releaseDocument });
      if (!found) return undefined;
      const albumMbid = found.document["release-group"]?.id.toLowerCase();
      if (albumMbid === undefined) throw withoutAlbum(api, mbid);
      const odd = oddOfReleases(api.name, [found.document], found.odd);
      return { facts: withOdd(keepAsked(releaseFactsOf(found.document), mbid), odd), albumMbid };
    },

    async lookUpAlbum(mbid, signal) {
      const [path, query] = [`release-group/${mbid}`, { inc: releaseGroupInc }];
      const found = await get({ path, query, schema: documents.releaseGroupDocument, signal });
      return found && withOdd(keepAsked(albumFactsOf(found.document), mbid), found.odd);
    },

    async lookUpArtist(mbid, signal) {
      const [path, query] = [`artist/${mbid}`, { inc: artistInc }];
      const found = await get({ path, query, schema: documents.artistDocument, signal });
      return found && withOdd(keepAsked(artistFactsOf(found.document), mbid), found.odd);
    },

    albumPages: (artistMbid, wanted = {}, signal) =>
      readAlbumPages({ http, api, artistMbid, wanted, signal }),

    lookUpCollection: (mbid, signal) => lookUpCollection({ http, api, signal }, mbid),
    collectionPages: (collection, signal) => readCollectionPages({ http, api, signal }, collection),

    releasePages: (albumMbid, signal) => readReleasePages({ http, api, albumMbid, signal }),
  };
}

const withoutAlbum = ({ name }: Api, mbid: string): PayloadError =>
  new PayloadError(name, `${name} does not say to which album the release ${mbid} belongs`);

/** An empty search is an answer, and says nothing of what was absent before. */
const hasHits = ({ document }: { document: unknown }): boolean =>
  (document as { count?: number } | undefined)?.count !== 0;

const withOdd = <F extends Associations>(facts: F, odd: OddPart[]): F =>
  odd.length === 0 ? facts : { ...facts, odd: odd.map(({ says }) => says) };

/** A search without hits is an answer; one that "does not exist" was asked in the wrong place. */
function refuseAddress({ name, baseUrl }: Api): never {
  const address = publicAddress(new URL(baseUrl));
  throw new PayloadError(name, `${name} knows no search at ${address}: is the address right?`);
}
