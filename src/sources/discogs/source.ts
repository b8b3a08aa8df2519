import type { AlbumFacts, ReleaseFacts } from "../../facts.ts";
import { PayloadError } from "../../errors.ts";
import type { Ref } from "../../refs.ts";
import { keepAsked } from "../albums/keep-asked.ts";
import type { AlbumSource, ReleasePage } from "../albums/source.ts";
import type { Api, HttpClient } from "../http/api.ts";
import { publicAddress } from "../http/public-address.ts";
import type { OddPart } from "../lenient.ts";
import { albumIdOf } from "./searching/candidates.ts";
import { createDiscogsClient, type DiscogsAccess, type GetDiscogs } from "./client.ts";
import * as documents from "./documents.ts";
import {
  albumOfMaster,
  albumFactsOfRelease,
  discogsArtistFacts,
  discogsReleaseFacts,
} from "./facts/facts-of.ts";
import { statusOf } from "./facts/formats.ts";
import { albumRef, discogsIdentity } from "./identity.ts";
import * as searches from "./searching/searches.ts";

/** A release with what of it could not be read. */
interface ReleaseDocumentFound {
  document: documents.DiscogsReleaseDocument;
  odd: OddPart[];
}

/**
 * Discogs' API v2 (https://www.discogs.com/developers): 60 requests a minute with a personal token. Albums are masters, and releases
 * without one. Pictures, prices and what people own are never read. Faults are those of `HttpClient.getJson`.
 */
export function createDiscogs(http: HttpClient, api: Api, access: DiscogsAccess): AlbumSource {
  const get = createDiscogsClient(http, api, access);
  const lookUps = createLookUps(get);
  return {
    ...discogsIdentity(publicAddress(new URL(api.baseUrl))),
    searchAlbums: (question, signal, offset) => searches.searchAlbums(get, question, signal, offset),
    searchArtists: (name, signal, offset) => searches.searchArtists(get, name, signal, offset),
    albumsOfBarcode: (barcode, signal) => searches.albumsOfBarcode(get, barcode, signal),
    albumsOfCatalogueNumbers: (numbers, readings, signal) =>
      searches.albumsOfCatalogueNumbers(get, numbers, readings, signal),

    lookUpAlbum: ({ entity, id }, signal) =>
      entity === "master" ? lookUps.master(id, signal) : lookUps.release(id, signal),

    async lookUpArtist({ id }, signal) {
      const found = await get({ path: `artists/${id}`, schema: documents.discogsArtistDocument, signal });
      return found && { ...discogsArtistFacts(found.document), ...oddOf(found.odd) };
    },

    albumOfRelease: (ref, signal) => lookUps.albumOfRelease(ref, signal),

    async lookUpRelease({ id }, signal) {
      const found = await lookUps.edition({ source: "discogs", entity: "release", id }, signal);
      if (!found) return undefined;
      const { facts, odd } = editionFacts(api, found);
      const asked = keepAsked({ ...facts, ...(odd.length > 0 && { odd }) }, id);
      return { facts: asked, album: albumOf(found.document) };
    },

    async albumsAt({ source, noun, id }, signal) {
      if (source !== "discogs") return "unasked";
      if (noun !== "release") return { albums: [albumRef(`${noun}:${id}`)], releases: [], odd: [] };
      const release: Ref = { source, entity: noun, id };
      const album = await lookUps.albumOfRelease(release, signal);
      return { albums: album ? [album] : [], releases: album ? [release] : [], odd: [] };
    },

    artistsAt: ({ source, noun: entity, id }) =>
      Promise.resolve(source === "discogs" ? { artists: [{ source, entity, id }], odd: [] } : "unasked"),

    /** What becomes of an id that they merge is not told; a release says which master it is of. */
    async whereIs(ref, signal) {
      if (ref.entity === "master") return (await lookUps.hasMaster(ref.id, signal)) ? { ref } : "gone";
      if (ref.entity !== "release") return "unasked";
      const album = await lookUps.albumOfRelease(ref, signal);
      return album ? { ref, album } : "gone";
    },

    async *releasePages(album, signal): AsyncGenerator<ReleasePage> {
      const release = await lookUps.edition(album, signal);
      if (!release) return;
      const { facts, odd } = editionFacts(api, release);
      yield { releases: [facts], received: 1, total: 1, odd };
    },
  };
}

/** @throws PayloadError for one without a title. */
function editionFacts(
  { name }: Api,
  { document, odd }: ReleaseDocumentFound,
): { facts: ReleaseFacts; odd: string[] } {
  const facts = discogsReleaseFacts(document);
  if (facts.title === "")
    throw new PayloadError(name, `${name} sent the release ${document.id} without a title`);
  return { facts, odd: [...odd.map(({ says }) => says), ...(facts.odd ?? [])] };
}

const albumOf = ({ id, master_id }: documents.DiscogsReleaseDocument): Ref =>
  albumRef(albumIdOf({ type: "release", id, master_id }));

/** Look-ups by id: masters with the edition that stands for them, and releases. */
function createLookUps(get: GetDiscogs) {
  /** Drafts and deleted ones are gone. */
  async function getRelease(id: string, signal?: AbortSignal): Promise<ReleaseDocumentFound | undefined> {
    const found = await get({ path: `releases/${id}`, schema: documents.discogsReleaseDocument, signal });
    const isGone = found && /^(?:draft|deleted|rejected)$/i.test(found.document.status ?? "");
    return found && !isGone ? found : undefined;
  }

  const getMaster = (id: string, signal?: AbortSignal) =>
    get({ path: `masters/${id}`, schema: documents.masterDocument, signal });

  /** The main release, else the earliest that is official. */
  async function mainRelease(
    master: documents.MasterDocument,
    signal?: AbortSignal,
  ): Promise<ReleaseDocumentFound | undefined> {
    const main = master.main_release ? await getRelease(String(master.main_release), signal) : undefined;
    if (main) return main;
    const query = { sort: "released", sort_order: "asc", per_page: 100, page: 1 };
    const schema = documents.versionsDocument;
    const listed = await get({ path: `masters/${master.id}/versions`, query, schema, signal });
    const versions = listed?.document.versions ?? [];
    const dated = versions.filter(({ released }) => released);
    for (const { id } of (dated.length > 0 ? dated : versions).slice(0, mostVersions)) {
      const release = await getRelease(String(id), signal);
      if (release && statusOf(release.document.formats) !== "Bootleg") return release;
    }
    return undefined;
  }

  async function master(id: string, signal?: AbortSignal): Promise<AlbumFacts | undefined> {
    const found = await getMaster(id, signal);
    if (!found) return undefined;
    const main = await mainRelease(found.document, signal);
    return withOdd(keepAsked(albumOfMaster(found.document, main?.document), id), found.odd);
  }

  return {
    master,
    hasMaster: async (id: string, signal?: AbortSignal) => (await getMaster(id, signal)) !== undefined,

    async release(id: string, signal?: AbortSignal): Promise<AlbumFacts | undefined> {
      const found = await getRelease(id, signal);
      if (!found) return undefined;
      const { master_id: masterId } = found.document;
      if (masterId) return master(String(masterId), signal);
      return withOdd(keepAsked(albumFactsOfRelease(found.document), id), found.odd);
    },

    async albumOfRelease({ id: asked }: Ref, signal?: AbortSignal): Promise<Ref | undefined> {
      const found = await getRelease(asked, signal);
      return found && albumOf(found.document);
    },

    /** The one edition that is imported of an album: a master may have hundreds. */
    async edition({ entity, id }: Ref, signal?: AbortSignal): Promise<ReleaseDocumentFound | undefined> {
      if (entity !== "master") return getRelease(id, signal);
      const found = await getMaster(id, signal);
      return found && mainRelease(found.document, signal);
    },
  };
}

/** Of those that stand for a master whose main release is not to be had. */
const mostVersions = 3;

const oddOf = (odd: OddPart[]): { odd?: string[] } =>
  odd.length === 0 ? {} : { odd: odd.map(({ says }) => says) };

const withOdd = (facts: AlbumFacts, odd: OddPart[]): AlbumFacts => ({ ...facts, ...oddOf(odd) });
