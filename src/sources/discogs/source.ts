import type { AlbumFacts, Identifier } from "../../facts.ts";
import { PayloadError } from "../../errors.ts";
import type { Ref } from "../../refs.ts";
import type { AlbumSource, ReleasePage } from "../album-source.ts";
import type { Api, HttpClient } from "../http/api.ts";
import { publicAddress } from "../http/public-address.ts";
import type { OddPart } from "../lenient.ts";
import { createDiscogsClient, type DiscogsAccess } from "./client.ts";
import * as documents from "./documents.ts";
import { albumOfMaster, albumOfRelease, artistFactsOf, releaseFactsOf } from "./facts-of.ts";
import { statusOf } from "./formats.ts";
import { albumRef, createSearches, queriesOf } from "./searches.ts";

/** A release with what of it could not be read. */
interface ReleaseFound {
  document: documents.ReleaseDocument;
  odd: OddPart[];
}

/**
 * Discogs' API v2 (https://www.discogs.com/developers): 60 requests a minute with a personal token. Albums are masters, and releases
 * without one. Pictures, prices and what people own are never read. Faults are those of `HttpClient.getJson`.
 */
export function createDiscogs(http: HttpClient, api: Api, access: DiscogsAccess): AlbumSource {
  const get = createDiscogsClient(http, api, access);
  const { searchAlbums, searchArtists, albumsOfBarcode } = createSearches(get);

  /** Drafts and deleted ones are gone. */
  async function getRelease(id: string, signal?: AbortSignal): Promise<ReleaseFound | undefined> {
    const found = await get({ path: `releases/${id}`, schema: documents.releaseDocument, signal });
    const isGone = found && /^(?:draft|deleted|rejected)$/i.test(found.document.status ?? "");
    return found && !isGone ? found : undefined;
  }

  async function getMaster(id: string, signal?: AbortSignal) {
    return get({ path: `masters/${id}`, schema: documents.masterDocument, signal });
  }

  /** The edition that stands for a master: the main release, else the earliest that is official. */
  async function mainRelease(
    master: documents.MasterDocument,
    signal?: AbortSignal,
  ): Promise<ReleaseFound | undefined> {
    const main = master.main_release ? await getRelease(String(master.main_release), signal) : undefined;
    if (main) return main;
    const query = { sort: "released", sort_order: "asc", per_page: 100, page: 1 };
    const schema = documents.versionsDocument;
    const listed = await get({ path: `masters/${master.id}/versions`, query, schema, signal });
    const dated = (listed?.document.versions ?? []).filter(({ released }) => released);
    const [first, second] = dated.length > 0 ? dated : (listed?.document.versions ?? []);
    for (const version of [first, second]) {
      const release = version && (await getRelease(String(version.id), signal));
      if (release && statusOf(release.document.formats) !== "Bootleg") return release;
    }
    return undefined;
  }

  async function lookUpMaster(id: string, signal?: AbortSignal): Promise<AlbumFacts | undefined> {
    const master = await getMaster(id, signal);
    if (!master) return undefined;
    const main = await mainRelease(master.document, signal);
    return withOdd(keepAsked(albumOfMaster(master.document, main?.document), id), master.odd);
  }

  async function lookUpRelease(id: string, signal?: AbortSignal): Promise<AlbumFacts | undefined> {
    const release = await getRelease(id, signal);
    if (!release) return undefined;
    const { master_id: master } = release.document;
    if (master) return lookUpMaster(String(master), signal);
    return withOdd(keepAsked(albumOfRelease(release.document), id), release.odd);
  }

  async function albumOfReleaseRef(ref: Ref, signal?: AbortSignal): Promise<Ref | undefined> {
    const release = await getRelease(ref.id, signal);
    if (!release) return undefined;
    const { master_id: master, id } = release.document;
    return albumRef(master ? `master:${master}` : `release:${id}`);
  }

  return {
    name: "discogs",
    title: "Discogs",
    address: publicAddress(new URL(api.baseUrl)),
    albumKinds: ["discogs_master", "discogs_release"],
    artistKind: "discogs_artist",
    albumRef,
    firstQuestion: (readings) => JSON.stringify(readings.map((reading) => queriesOf(reading, "ranked")[0])),
    ...{ searchAlbums, searchArtists, albumsOfBarcode },

    lookUpAlbum: ({ entity, id }, signal) =>
      entity === "master" ? lookUpMaster(id, signal) : lookUpRelease(id, signal),

    async lookUpArtist({ id }, signal) {
      const found = await get({ path: `artists/${id}`, schema: documents.artistDocument, signal });
      return found && { ...artistFactsOf(found.document), ...oddOf(found.odd) };
    },

    albumOfRelease: albumOfReleaseRef,

    async albumsAt({ source, noun, id }, signal) {
      if (source !== "discogs") return "unasked";
      if (noun !== "release") return { albums: [albumRef(`${noun}:${id}`)], odd: [] };
      const album = await albumOfReleaseRef({ source, entity: noun, id }, signal);
      return { albums: album ? [album] : [], odd: [] };
    },

    async *releasePages({ entity, id }, signal): AsyncGenerator<ReleasePage> {
      const master = entity === "master" ? await getMaster(id, signal) : undefined;
      if (entity === "master" && !master) return;
      const release = master ? await mainRelease(master.document, signal) : await getRelease(id, signal);
      if (!release) return;
      const facts = releaseFactsOf(release.document);
      if (facts.title === "")
        throw new PayloadError(
          api.name,
          `${api.name} sent the release ${release.document.id} without a title`,
        );
      const odd = [...release.odd.map(({ says }) => says), ...(facts.odd ?? [])];
      yield { releases: [facts], received: 1, total: 1, odd };
    },
  };
}

const oddOf = (odd: OddPart[]): { odd?: string[] } =>
  odd.length === 0 ? {} : { odd: odd.map(({ says }) => says) };

const withOdd = (facts: AlbumFacts, odd: OddPart[]): AlbumFacts => ({ ...facts, ...oddOf(odd) });

/** Answered under another id, it was merged: the one that was asked goes on naming the same album. */
function keepAsked(facts: AlbumFacts, asked: string): AlbumFacts {
  const [own, ...others] = facts.identifiers;
  if (!own || own.value === asked) return facts;
  const former: Identifier = { kind: own.kind, value: asked };
  return { ...facts, identifiers: [own, former, ...others] };
}
