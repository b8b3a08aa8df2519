import { expect, it, onTestFinished } from "vitest";
import { createGateRows, readGate } from "../../src/db/services/gates.ts";
import type { CoverSource } from "../../src/enrichment/covers/cover-source.ts";
import { HttpError, PayloadError, RejectedError, UnavailableError } from "../../src/errors.ts";
import { createEvents } from "../../src/events.ts";
import { createGate } from "../../src/sources/gate.ts";
import { createHttpClient } from "../../src/sources/http/client.ts";
import { createItunes } from "../../src/sources/itunes/source.ts";
import { startStandIn, type Reply } from "../../src/demo/stand-in.ts";
import { asked, coverSources, coverStandIn, pictureOf } from "../helpers/covers.ts";
import { always, onPath } from "../helpers/faults.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const never = new AbortController().signal;
const wanted = {
  id: 1,
  title: "Long Road",
  artist: "The Testers",
  year: 1990,
  releaseGroupMbid: undefined,
  barcodes: [] as string[],
  releaseMbids: [],
};
const search = "/api/search?term=The Testers Long Road&media=music&entity=album&limit=25&country=US";

interface Hit {
  title?: string;
  artist?: string;
  art?: string | null;
  date?: string;
  explicitness?: string;
  wrapper?: string;
}

/** As they send it: script, attached, after empty lines. */
const script = (document: unknown): Reply => ({
  status: 200,
  contentType: "text/javascript; charset=utf-8",
  headers: { "content-disposition": "attachment; filename=1.txt" },
  body: `\n\n\n${JSON.stringify(document)}\n\n\n`,
});

/** iTunes that knows albums by barcode, and finds the same hits whatever is searched. */
async function itunes(
  { upc = {}, hits = [] }: { upc?: Record<string, Hit>; hits?: Hit[] } = {},
  env: Record<string, string> = {},
) {
  const { db } = await temporaryLibrary();
  let url = "";
  const itemOf = (hit: Hit) => ({
    wrapperType: hit.wrapper ?? "collection",
    collectionType: "Album",
    collectionId: 2,
    collectionName: hit.title ?? "Long Road",
    artistName: hit.artist ?? "The Testers",
    ...(hit.art !== null && { artworkUrl100: new URL(hit.art ?? "/images/a.jpg/100x100bb.jpg", url).href }),
    ...(hit.date !== undefined && { releaseDate: `${hit.date}T08:00:00Z` }),
    collectionExplicitness: hit.explicitness ?? "notExplicit",
  });
  const standIn = await coverStandIn(({ url: { pathname, searchParams } }) => {
    const known = upc[searchParams.get("upc") ?? ""];
    const results = (pathname.endsWith("/lookup") ? (known ? [known] : []) : hits).map(itemOf);
    return script({ resultCount: results.length, results });
  });
  url = standIn.url;
  const { sources } = coverSources(db, ["itunes"], { IMPORTER_ITUNES_URL: url, ...env });
  return { standIn, db, source: sources[0] as CoverSource };
}

const faultOf = (source: CoverSource): Promise<unknown> =>
  source.findCover(wanted, never).catch((thrown: unknown) => thrown);

it("takes the album of the barcode, in the form of a UPC, and its picture 1200 pixels wide", async () => {
  const { standIn, source } = await itunes({ upc: { "077774600125": { title: "Another name" } } });
  const found = await source.findCover({ ...wanted, barcodes: ["0077774600125"] }, never);
  expect(found?.bytes.equals(pictureOf("/images/a.jpg/1200x1200bb.jpg"))).toBe(true);
  expect(found).toMatchObject({
    url: new URL("/images/a.jpg/1200x1200bb.jpg", standIn.url).href,
    matchedBy: "identifier",
  });
  expect(asked(standIn)).toEqual([
    "/api/lookup?upc=077774600125&country=US",
    "/images/a.jpg/1200x1200bb.jpg",
  ]);
});

it("asks for three barcodes at most, then searches once, in the catalogue that is set", async () => {
  const { standIn, source } = await itunes({ hits: [{}] }, { IMPORTER_ITUNES_COUNTRY: "gb" });
  const barcodes = ["5099902895529", "077774600125", "5052498646524", "4006381333931"];
  const found = await source.findCover({ ...wanted, barcodes }, never);
  expect(found).toMatchObject({ matchedBy: "name" });
  expect(asked(standIn).slice(0, 4)).toEqual([
    "/api/lookup?upc=5099902895529&country=GB",
    "/api/lookup?upc=077774600125&country=GB",
    "/api/lookup?upc=5052498646524&country=GB",
    search.replace("=US", "=GB"),
  ]);
  expect(standIn.requests).toHaveLength(5);
});

it("takes a smaller picture where the large one is not there, and none where neither is", async () => {
  const { standIn, source } = await itunes({ hits: [{}] });
  standIn.setFault(onPath(/1200x1200/, always({ kind: "status", status: 404 })));
  expect((await source.findCover(wanted, never))?.url).toMatch(/\/images\/a\.jpg\/600x600bb\.jpg$/);
  standIn.setFault(onPath(/images/, always({ kind: "status", status: 403 })));
  expect(await source.findCover(wanted, never)).toBeUndefined();
});

it.each([
  ["/images/a/100x100bb.png", "/images/a/1200x1200bb.png"],
  ["/images/a/100x100-75.jpg", "/images/a/100x100-75.jpg"],
  ["/images/100x100bb/a.jpg", "/images/100x100bb/a.jpg"],
])("of the picture %s asks for %s", async (art, larger) => {
  const { source } = await itunes({ hits: [{ art }] });
  expect(new URL((await source.findCover(wanted, never))!.url).pathname).toBe(larger);
});

it.each<[string, Hit]>([
  ["the same names", {}],
  ["names in another spelling", { title: "LONG ROAD!", artist: "the testers" }],
  ["an edition of it", { title: "Long Road (Deluxe Edition)" }],
  ["a single", { title: "Long Road - Single" }],
  ["an EP", { title: "Long Road - EP" }],
  ["a cleaned version where there is no other", { explicitness: "cleaned" }],
])("accepts %s", async (_, hit) => {
  const { source } = await itunes({ hits: [{ title: "Something else" }, hit] });
  expect(await source.findCover(wanted, never)).toBeDefined();
});

it.each<[string, Hit]>([
  ["another artist", { artist: "The Tasters of Wine" }],
  ["another title", { title: "Long Way Down" }],
  ["a karaoke version", { title: "Long Road (Karaoke Version)" }],
  ["a tribute", { artist: "The Testers Tribute" }],
  ["a hit without a cover", { art: null }],
  ["a track", { wrapper: "track" }],
  ["a hit without a name", { title: "" }],
])("does not accept %s", async (_, hit) => {
  const { source } = await itunes({ hits: [hit] });
  expect(await source.findCover(wanted, never)).toBeUndefined();
});

it("prefers the album to the single of its name, and what was not cleaned to its twin", async () => {
  const hits: Hit[] = [
    { title: "Long Road - Single", art: "/images/single/100x100bb.jpg" },
    { explicitness: "cleaned", art: "/images/cleaned/100x100bb.jpg" },
    { explicitness: "explicit", art: "/images/album/100x100bb.jpg" },
  ];
  const { source } = await itunes({ hits });
  expect((await source.findCover(wanted, never))?.url).toContain("/images/album/");
});

it("believes an empty list", async () => {
  const { source, standIn, db } = await itunes();
  expect(await source.findCover(wanted, never)).toBeUndefined();
  expect(asked(standIn)).toEqual([search]);
  expect(readGate(db, "itunes")?.reason ?? null).toBeNull();
});

it.each([
  ["403", { kind: "status", status: 403, body: "<html>Forbidden</html>", contentType: "text/html" }],
  ["429", { kind: "status", status: 429 }],
  ["a web page", { kind: "html" }],
  ["an empty body", { kind: "status", status: 200, body: "" }],
  ["null", { kind: "status", status: 200, body: "null" }],
  ["no list", { kind: "status", status: 200, body: '{"resultCount":0,"results":null}' }],
  ["a list of null", { kind: "status", status: 200, body: '{"resultCount":1,"results":[null]}' }],
] as const)("takes %s for its limit: never for none, and everybody pauses for a minute", async (_, fault) => {
  const { standIn, source, db } = await itunes({ hits: [{}] });
  const before = Date.now();
  standIn.setFault(always(fault));
  const error = await faultOf(source);
  expect(error).toBeInstanceOf(UnavailableError);
  expect(error).not.toBeInstanceOf(PayloadError); // that would not be asked again
  expect(standIn.requests).toHaveLength(1);
  const { nextAt, reason } = readGate(db, "itunes")!;
  expect(nextAt).toBeGreaterThanOrEqual(before + 60_000);
  expect(nextAt).toBeLessThanOrEqual(Date.now() + 60_000);
  expect(reason).toContain("iTunes answered");
});

/** A client whose clock stands still until it is moved; the stand-in answers with what it is told. */
async function atOwnTime(answer: () => Reply | Promise<Reply>) {
  const { db } = await temporaryLibrary();
  const standIn = await startStandIn({ basePath: "", answer });
  onTestFinished(() => standIn.close());
  const time = { now: Date.parse("2026-01-01") };
  const now = () => time.now;
  const events = createEvents();
  const http = createHttpClient({
    userAgent: "test",
    timeoutMs: 20_000,
    retryDelayMs: 1,
    proxy: {},
    events,
  });
  onTestFinished(() => http.close());
  const gate = createGate({ api: "itunes", intervalMs: 0, rows: createGateRows(db, now), events, now });
  const api = { name: "iTunes", baseUrl: standIn.url, gate, rejectedHint: "" };
  const client = createItunes(http, { api, images: api, country: "US", largestImageBytes: 1, now });
  const pauseMs = () => readGate(db, "itunes")!.nextAt - time.now;
  return { standIn, client, time, pauseMs };
}

it("pauses longer when it meets the limit again at once, and briefly again after an answer", async () => {
  let status = 403;
  const { client, time, pauseMs } = await atOwnTime(() =>
    status === 200 ? script({ resultCount: 0, results: [] }) : { status, body: "" },
  );
  const meet = () => expect(client.searchAlbums("x")).rejects.toBeInstanceOf(UnavailableError);
  const pauses: number[] = [];
  for (const next of [403, 403, 200, 403]) {
    status = next;
    if (status === 200) {
      expect(await client.searchAlbums("x")).toEqual([]);
      continue;
    }
    await meet();
    pauses.push(pauseMs());
    time.now += pauseMs() + 1;
  }
  expect(pauses).toEqual([60_000, 300_000, 60_000]);
});

it("keeps to a longer pause that they ask for", async () => {
  const { client, pauseMs } = await atOwnTime(() => ({
    status: 429,
    headers: { "retry-after": "900" },
    body: "",
  }));
  await expect(client.searchAlbums("x")).rejects.toMatchObject({ retryAfterMs: 900_000 });
  expect(pauseMs()).toBe(900_000);
});

it("takes what was under way when the limit was met for the same limit", async () => {
  const arrivals = { count: 0, both: () => {} };
  const bothHere = new Promise<void>((resolve) => (arrivals.both = resolve));
  const { client, pauseMs } = await atOwnTime(async () => {
    if (++arrivals.count === 2) arrivals.both();
    await bothHere;
    return { status: 403, body: "" };
  });
  const both = await Promise.allSettled([client.searchAlbums("x"), client.searchAlbums("y")]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(pauseMs()).toBe(60_000);
});

it.each([
  [400, { errorMessage: "Invalid value(s) for key(s): [country]" }, RejectedError],
  [400, { errorMessage: "Invalid value(s) for key(s): [term]", queryParameters: {} }, PayloadError],
  [400, "odd", PayloadError],
  [404, {}, RejectedError],
  [500, {}, HttpError],
  [200, { results: [{ artistName: 7 }] }, PayloadError],
] as const)("takes %i %j for no absence, and no limit", async (status, body, kind) => {
  const { standIn, source, db } = await itunes();
  standIn.setFault(always({ kind: "status", status, body: JSON.stringify(body) }));
  const error = await faultOf(source);
  expect(error).toBeInstanceOf(kind);
  expect(readGate(db, "itunes")?.reason ?? null).toBeNull();
  if (error instanceof RejectedError) expect(error.hint).toMatch(/IMPORTER_ITUNES_(COUNTRY|URL)/);
});
