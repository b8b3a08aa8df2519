import { describe, expect, it, onTestFinished } from "vitest";
import { createGateRows, readGate } from "../../src/db/services/gates.ts";
import type { CoverSource } from "../../src/enrichment/covers/cover-source.ts";
import { ForeignAnswerError, PayloadError, RejectedError, UnavailableError } from "../../src/errors.ts";
import { createEvents } from "../../src/events.ts";
import { createGate } from "../../src/sources/gate.ts";
import { createHttpClient } from "../../src/sources/http/client.ts";
import { createLinkedImages } from "../../src/sources/linked-image.ts";
import type { FaultRule, Reply } from "../../src/demo/stand-in.ts";
import { asked, coverSources, coverStandIn, json, pictureOf } from "../helpers/covers.ts";
import { always } from "../helpers/faults.ts";
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
const noData = { error: { type: "DataException", message: "no data", code: 800 } };

interface Hit {
  title?: string;
  artist?: string;
  cover?: string | null;
  type?: string;
  date?: string;
}

/** Deezer that knows albums by barcode, and finds the same hits whatever is searched. */
async function deezer({ upc = {}, hits = [] }: { upc?: Record<string, Hit>; hits?: Hit[] } = {}) {
  const { db } = await temporaryLibrary();
  let url = "";
  const documentOf = ({ title, artist, cover, type, date }: Hit) => ({
    id: 7,
    title: title ?? "Long Road",
    type: "album",
    record_type: type ?? "album",
    artist: { id: 3, name: artist ?? "The Testers" },
    cover_xl: cover === null ? null : new URL(cover ?? "/images/cover/aa/1000x1000.jpg", url).href,
    ...(date !== undefined && { release_date: date }),
  });
  const standIn = await coverStandIn(({ url: { pathname } }): Reply => {
    const [, barcode] = /\/album\/upc:(\d+)$/.exec(decodeURIComponent(pathname)) ?? [];
    if (barcode !== undefined) return json(upc[barcode] ? documentOf(upc[barcode]) : noData);
    return json({ data: hits.map(documentOf), total: hits.length });
  });
  url = standIn.url;
  const { sources } = coverSources(db, ["deezer"], { IMPORTER_DEEZER_URL: url });
  return { standIn, db, source: sources[0] as CoverSource };
}

it("takes the album of the barcode, also under its other form, without a search", async () => {
  const { standIn, source } = await deezer({ upc: { "0077774600125": { title: "Another name" } } });
  const found = await source.findCover({ ...wanted, barcodes: ["077774600125"] }, never);
  expect(found?.bytes.equals(pictureOf("/images/cover/aa/1000x1000.jpg"))).toBe(true);
  expect(found).toMatchObject({
    url: new URL("/images/cover/aa/1000x1000.jpg", standIn.url).href,
    matchedBy: "identifier",
  });
  expect(asked(standIn)).toEqual([
    "/api/album/upc:077774600125",
    "/api/album/upc:0077774600125",
    "/images/cover/aa/1000x1000.jpg",
  ]);
});

it("searches by fields, then by words, when no barcode is known there", async () => {
  const { standIn, source } = await deezer();
  const quoted = { ...wanted, title: 'Long "Road"', barcodes: ["5099902895529"] };
  expect(await source.findCover(quoted, never)).toBeUndefined();
  expect(asked(standIn)).toEqual([
    "/api/album/upc:5099902895529",
    '/api/search/album?q=artist:"The Testers" album:"Long  Road"&limit=25',
    "/api/search/album?q=The Testers Long  Road&limit=25",
  ]);
});

it.each<[string, Hit]>([
  ["the same names", {}],
  ["names in another spelling", { title: "LONG ROAD!", artist: "the testers" }],
  ["an edition of it", { title: "Long Road (Deluxe Edition)" }],
])("accepts %s", async (_, hit) => {
  const { source } = await deezer({ hits: [{ title: "Something else" }, hit] });
  expect(await source.findCover(wanted, never)).toMatchObject({ matchedBy: "name" });
});

it.each<[string, Hit]>([
  ["another artist", { artist: "The Tasters of Wine" }],
  ["an artist that is only nearly the same", { artist: "The Tester" }],
  ["another title", { title: "Long Way Down" }],
  ["another volume", { title: "Long Road 2" }],
  ["a karaoke version", { title: "Long Road (Karaoke Version)" }],
  ["a tribute", { artist: "The Testers Tribute" }],
  ["a tribute in the title", { title: "Long Road (Tribute Edition)" }],
  ["a concert", { title: "Long Road (Live)" }],
  ["a hit without a cover", { cover: null }],
  ["a hit with the placeholder for a cover", { cover: "/images/cover//1000x1000.jpg" }],
])("does not accept %s", async (_, hit) => {
  const { source } = await deezer({ hits: [hit] });
  expect(await source.findCover(wanted, never)).toBeUndefined();
});

it("lets the year decide between albums of one name, and takes none where it can't", async () => {
  const first = { cover: "/images/cover/first/x.jpg", date: "1990-05-01" };
  const second = { cover: "/images/cover/second/x.jpg", date: "2004-01-01" };
  const { source } = await deezer({ hits: [second, first] });
  expect((await source.findCover(wanted, never))?.url).toContain("/first/");
  expect(await source.findCover({ ...wanted, year: null }, never)).toBeUndefined();
});

it("does not look for an album by nobody in particular", async () => {
  const { source } = await deezer({ hits: [{ artist: "Various Artists" }] });
  expect(await source.findCover({ ...wanted, artist: "Various Artists" }, never)).toBeUndefined();
});

describe("tried again after a failure", () => {
  const album = { ...wanted, barcodes: ["5099902895529", "077774600125"] };
  const questions = [
    "/api/album/upc:5099902895529",
    "/api/album/upc:077774600125",
    "/api/album/upc:0077774600125",
    '/api/search/album?q=artist:"The Testers" album:"Long Road"&limit=25',
    "/images/cover/aa/1000x1000.jpg",
  ];
  const failAt =
    (at: number): FaultRule =>
    (request) =>
      request.index === at ? { kind: "status", status: 500 } : undefined;

  it.each([0, 1, 3, 4])("asks only what was not answered: from question %i on", async (at) => {
    const { standIn, source } = await deezer({ hits: [{}] });
    standIn.setFault(failAt(at));
    await expect(source.findCover(album, never)).rejects.toBeInstanceOf(UnavailableError);
    const before = standIn.requests.length;
    expect(await source.findCover(album, never)).toBeDefined();
    expect(asked(standIn).slice(before)).toEqual(questions.slice(at));
  });

  it("asks all of it about another album", async () => {
    const { standIn, source } = await deezer({ hits: [{}] });
    standIn.setFault(failAt(4));
    await expect(source.findCover(album, never)).rejects.toBeInstanceOf(UnavailableError);
    await source.findCover({ ...album, id: 2 }, never);
    expect(asked(standIn).slice(5)).toEqual(questions);
  });

  it("asks all of it anew once it has ended well", async () => {
    const { standIn, source } = await deezer({ hits: [{}] });
    await source.findCover(album, never);
    await source.findCover(album, never);
    expect(asked(standIn)).toEqual([...questions, ...questions]);
  });
});

it.each([4, 700])("takes error %i for busy, and gives everybody a pause", async (code) => {
  const { standIn, source, db } = await deezer();
  const body = JSON.stringify({ error: { type: "Exception", message: "Quota limit exceeded", code } });
  standIn.setFault(always({ kind: "status", status: 200, body }));
  const error = await source.findCover(wanted, never).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UnavailableError);
  expect(error).not.toBeInstanceOf(PayloadError);
  expect(standIn.requests).toHaveLength(1);
  expect(readGate(db, "deezer")?.reason).toContain(`error ${code}: Quota limit exceeded`);
});

it.each([
  [300, RejectedError],
  [600, PayloadError],
])("takes error %i for no absence", async (code, kind) => {
  const { standIn, source } = await deezer();
  standIn.setFault(always({ kind: "status", status: 200, body: JSON.stringify({ error: { code } }) }));
  await expect(source.findCover(wanted, never)).rejects.toBeInstanceOf(kind);
});

it("takes a wrong address for no absence", async () => {
  const { standIn, source } = await deezer();
  standIn.setFault(always({ kind: "html", status: 404 }));
  await expect(source.findCover(wanted, never)).rejects.toBeInstanceOf(ForeignAnswerError);
  standIn.setFault(always({ kind: "status", status: 404 }));
  await expect(source.findCover(wanted, never)).rejects.toThrow(/not found at 127/);
  standIn.setFault(always({ kind: "wrong-shape" }));
  await expect(source.findCover(wanted, never)).rejects.toBeInstanceOf(PayloadError);
});

it.each(["http://images.example/a.jpg", "file:///a.jpg", "ftp://127.0.0.1/a.jpg"])(
  "does not follow the address %s of a picture",
  async (cover) => {
    const { standIn, source } = await deezer({ hits: [{ cover }] });
    await expect(source.findCover(wanted, never)).rejects.toThrow(/no https address/);
    expect(standIn.requests).toHaveLength(1);
  },
);

it("does not let a service elsewhere point at this machine", async () => {
  const { standIn } = await deezer();
  const { db } = await temporaryLibrary();
  const events = createEvents();
  const http = createHttpClient({
    userAgent: "test",
    timeoutMs: 20_000,
    retryDelayMs: 1,
    proxy: {},
    events,
  });
  onTestFinished(() => http.close());
  const gate = createGate({ api: "images", intervalMs: 0, rows: createGateRows(db), events });
  const images = { name: "Images", baseUrl: "https://api.example", gate, rejectedHint: "" };
  const get = createLinkedImages(http, images, 1_000_000);
  await expect(get(new URL("/images/a.jpg", standIn.url).href)).rejects.toThrow(/no https address/);
  expect(standIn.requests).toHaveLength(0);
});

it("reads no more of a picture than it may", async () => {
  const { standIn, source } = await deezer({ hits: [{}] });
  standIn.setFault(({ path }) =>
    path.startsWith("/images/") ? { kind: "huge-body", bytes: 64 * 1024 * 1024 } : undefined,
  );
  await expect(source.findCover(wanted, never)).rejects.toThrow(/more than 20 MB/);
});
