import { onTestFinished } from "vitest";
import { discogsOf, type DiscogsCatalogue, type DiscogsDocument } from "../../src/demo/discogs/catalogue.ts";
import { discogsToken, startDiscogs, type DiscogsOptions } from "../../src/demo/discogs/server.ts";
import type { StandIn } from "../../src/demo/stand-in.ts";
import type { AlbumSource } from "../../src/sources/albums/source.ts";
import { createDiscogs } from "../../src/sources/discogs/source.ts";
import type { Gate } from "../../src/sources/gate.ts";
import { openGate, testClient } from "./http.ts";

/** A running stand-in of Discogs that ends with the test. */
export async function discogsStandIn(
  catalogue: DiscogsCatalogue,
  options: DiscogsOptions = {},
): Promise<StandIn> {
  const standIn = await startDiscogs(catalogue, options);
  onTestFinished(() => standIn.close());
  return standIn;
}

/** The real client at that stand-in; `null` is no token. */
export function discogsAt(
  standIn: StandIn,
  {
    token = discogsToken as string | null,
    gate = openGate(),
    userAgent = "importer/9.9 +test@example.org",
  }: { token?: string | null; gate?: Gate; userAgent?: string } = {},
): AlbumSource {
  const { http } = testClient();
  const api = { name: "Discogs", baseUrl: standIn.url, gate, rejectedHint: "" };
  return createDiscogs(http, api, { token: token ?? undefined, userAgent });
}

export interface DiscogsWorld {
  discogs: AlbumSource;
  standIn: StandIn;
}

/** A stand-in of these documents, and the real client at it. */
export async function discogsWorld(
  documents: Parameters<typeof discogsOf>[0],
  options: DiscogsOptions = {},
): Promise<DiscogsWorld> {
  const standIn = await discogsStandIn(discogsOf(documents), options);
  return { standIn, discogs: discogsAt(standIn) };
}

export const credit = (id: number, name: string, more: DiscogsDocument = {}): DiscogsDocument => ({
  id,
  name,
  anv: "",
  join: "",
  role: "",
  tracks: "",
  resource_url: "",
  ...more,
});

export const row = (
  position: string | null,
  title: string,
  duration = "",
  more: DiscogsDocument = {},
): DiscogsDocument => ({
  position,
  type_: "track",
  title,
  duration,
  ...more,
});

/** A release as plain as they come; `changes` with undefined take a key away. */
export function release(id: number, changes: DiscogsDocument = {}): DiscogsDocument {
  const document: DiscogsDocument = {
    id,
    status: "Accepted",
    title: "Night Shift",
    artists: [credit(11, "The Porters (2)")],
    artists_sort: "Porters, The (2)",
    year: 1994,
    released: "1994-05-02",
    country: "UK",
    notes: "",
    genres: ["Electronic"],
    styles: ["Deep House"],
    series: [],
    companies: [],
    data_quality: "Correct",
    labels: [{ id: 3, name: "Basement (4)", catno: "BASE 7", entity_type: "1" }],
    formats: [{ name: "CD", qty: "1", descriptions: ["Album"] }],
    identifiers: [{ type: "Barcode", value: "5 016026 202392" }],
    tracklist: [row("1", "First Light", "3:10"), row("2", "Second Wind", "4:20")],
    extraartists: null,
    master_id: 900,
    community: { have: 10, want: 5 },
    lowest_price: 9.99,
    num_for_sale: 3,
    images: [{ type: "primary", uri: "", resource_url: "" }],
  };
  return Object.fromEntries(
    Object.entries({ ...document, ...changes }).filter(([, value]) => value !== undefined),
  );
}

export function master(id: number, changes: DiscogsDocument = {}): DiscogsDocument {
  const document: DiscogsDocument = {
    id,
    title: "Night Shift",
    year: 1993,
    artists: [credit(11, "The Porters (2)")],
    main_release: 800,
    genres: ["Electronic"],
    styles: ["Deep House"],
    tracklist: [],
    data_quality: "Correct",
  };
  return Object.fromEntries(
    Object.entries({ ...document, ...changes }).filter(([, value]) => value !== undefined),
  );
}

export const masterRef = (id: number) => ({ source: "discogs", entity: "master", id: String(id) });
export const releaseRef = (id: number) => ({ source: "discogs", entity: "release", id: String(id) });
