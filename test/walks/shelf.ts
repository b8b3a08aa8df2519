/** A source of albums in four small files, as somebody would add it: path below `src/sources/shelf` → text. */
export const shelfFiles: Record<string, string> = {
  "settings.ts": `
import { ownSettings, type ServiceConfig } from "../../settings/own.ts";
import { parseMs, parseUrl } from "../../settings/parse.ts";

export const shelfSettings = ownSettings({
  defaults: { IMPORTER_SHELF_URL: "https://shelf.example/api", IMPORTER_SHELF_INTERVAL_MS: "0" },
  read: (given): ServiceConfig => ({
    url: parseUrl(given("IMPORTER_SHELF_URL")),
    intervalMs: parseMs(given("IMPORTER_SHELF_INTERVAL_MS")),
  }),
});
`,
  "documents.ts": `
import * as z from "zod";

export const tapeDocument = z.object({ id: z.string(), title: z.string(), by: z.string(), year: z.string() });
export const tapesDocument = z.object({ tapes: z.array(tapeDocument) });
export type TapeDocument = z.infer<typeof tapeDocument>;
`,
  "facts-of.ts": `
import type { AlbumFacts } from "../../facts.ts";
import type { AlbumCandidate } from "../../matching/candidate.ts";
import type { TapeDocument } from "./documents.ts";

export const candidateOfTape = ({ id, title, by, year }: TapeDocument): AlbumCandidate => ({
  mbid: id,
  title,
  aliases: [],
  secondaryTypes: [],
  firstReleaseDate: year,
  artists: [{ mbid: "", name: by, creditedAs: by, joinPhrase: "", aliases: [] }],
});

export function albumFactsOfTape({ id, title, by, year }: TapeDocument): AlbumFacts {
  const none = { categories: [], links: [] };
  const unknown = { sortName: null, kind: null, country: null, disambiguation: null, beganOn: null, endedOn: null };
  return {
    ...none,
    title,
    primaryType: "Album",
    secondaryTypes: [],
    firstReleaseDate: year,
    disambiguation: null,
    identifiers: [{ kind: "shelf_tape", value: id }],
    credits: [{ artist: { ...none, ...unknown, name: by, identifiers: [] }, creditedAs: by, joinPhrase: "" }],
  };
}
`,
  "source.ts": `
import type { AlbumSource } from "../albums/source.ts";
import type { Api, HttpClient } from "../http/api.ts";
import { tapeDocument, tapesDocument } from "./documents.ts";
import { albumFactsOfTape, candidateOfTape } from "./facts-of.ts";
import { shelfIdentity } from "./identity.ts";

export function createShelf(http: HttpClient, service: Api): AlbumSource {
  const api: Api = {
    ...service,
    judge: ({ status, body }) => (status === 404 && body.includes("no such tape") ? "absent" : undefined),
  };
  return {
    ...shelfIdentity,
    address: service.baseUrl,
    async searchAlbums({ readings }, signal) {
      const [{ title }] = readings as [{ title: string }];
      const isFind = ({ tapes }: { tapes: unknown[] }) => tapes.length > 0;
      const page = await http.getJson(api, { path: "tapes", query: { title }, schema: tapesDocument, isFind, signal });
      const albums = (page?.tapes ?? []).map(candidateOfTape);
      return { albums, total: albums.length, received: albums.length, query: title, odd: [] };
    },
    async lookUpAlbum({ id }, signal) {
      const tape = await http.getJson(api, { path: "tapes/" + encodeURIComponent(id), schema: tapeDocument, signal });
      return tape && albumFactsOfTape(tape);
    },
    searchArtists: async () => ({ artists: [], total: 0, received: 0, odd: [] }),
    lookUpArtist: async () => undefined,
    lookUpRelease: async () => undefined,
    albumOfRelease: async () => undefined,
    albumsOfBarcode: async () => ({ albums: [], releases: [], odd: [] }),
    albumsOfCatalogueNumbers: async () => "unasked",
    albumsAt: async () => "unasked",
    artistsAt: async () => "unasked",
    whereIs: async () => "unasked",
  };
}
`,
  "identity.ts": `
import type { AlbumSource } from "../albums/source.ts";

/** What it is without being asked. */
export const shelfIdentity = {
  name: "shelf",
  title: "The Shelf",
  address: "https://shelf.example/api",
  albumKinds: ["shelf_tape"],
  artistKind: "shelf_band",
  asOf: undefined,
  live: undefined,
  albumRef: (id) => ({ source: "shelf", entity: "tape", id }),
  artistRef: (id) => ({ source: "shelf", entity: "band", id }),
  firstQuestion: (readings) => JSON.stringify(readings.map(({ title }) => title)),
  async *releasePages() {},
} satisfies Partial<AlbumSource>;
`,
};
