import { expect, test } from "vitest";
import { readGate } from "../../src/db/services/gates.ts";
import type { Fault } from "../../src/demo/stand-in.ts";
import {
  ForeignAnswerError,
  HttpError,
  PayloadError,
  RejectedError,
  UnavailableError,
} from "../../src/errors.ts";
import { always, everyFault, inTurn } from "../helpers/faults.ts";
import { lrclibOverloaded, lrclibStandIn, lrclibTooFast, lyricsRecord } from "../helpers/lrclib.ts";
import { askedOf, lrclibClient } from "./lrclib-client.ts";

const song = { title: "Example Song", artist: "Example Band" };

/** A stand-in that answers with this, and a client for it. */
async function answering(fault: Fault, options: { timeoutMs?: number } = {}) {
  const server = await lrclibStandIn([lyricsRecord()]);
  server.setFault(always(fault));
  return { server, ...(await lrclibClient(server, options)) };
}

const json = (document: unknown, status = 200): Fault => ({
  kind: "status",
  status,
  contentType: "application/json",
  body: JSON.stringify(document),
});

/** The record as the service writes it. */
const document = (facts: Record<string, unknown> = {}) => ({
  id: 7,
  name: "Example Song",
  trackName: "Example Song",
  artistName: "Example Band",
  albumName: "Example Album",
  duration: 233.0,
  instrumental: false,
  plainLyrics: "line one\nline two\n",
  syncedLyrics: "[00:12.34] line one",
  lyricsfile: null,
  ...facts,
});

test("a look-up sends the names, the album and the length, and says who asks", async () => {
  const server = await lrclibStandIn([lyricsRecord()]);
  const { lrclib } = await lrclibClient(server);
  const record = await lrclib.get({ ...song, album: "Example Album", durationSecs: 233 });
  expect(askedOf(server)).toEqual([
    "get track_name=Example Song artist_name=Example Band album_name=Example Album duration=233",
  ]);
  expect(server.requests[0]?.headers["user-agent"]).toBe("importer-test/1 ( test@example.org )");
  expect(record).toEqual({
    id: "1",
    title: "Example Song",
    artist: "Example Band",
    album: "Example Album",
    durationSecs: 233,
    plain: "line one\nline two\n",
    synced: "[00:12.34] line one\n[00:15.80] line two",
    instrumental: false,
  });
});

test("a search sends words only, and returns at most what they send", async () => {
  const records = Array.from({ length: 25 }, (_, id) => lyricsRecord({ id: id + 1, duration: 200 + id }));
  const server = await lrclibStandIn(records);
  const { lrclib } = await lrclibClient(server);
  expect(await lrclib.search(song)).toHaveLength(20);
  expect(await lrclib.search({ title: "Example Song" })).toHaveLength(20);
  expect(await lrclib.search({ title: "Another Song" })).toEqual([]);
  expect(askedOf(server)).toEqual([
    "search track_name=Example Song artist_name=Example Band",
    "search track_name=Example Song",
    "search track_name=Another Song",
  ]);
});

test.each([
  ["a number", 424242, "424242"],
  ["text", "lrc-9f", "lrc-9f"],
])("an id may be %s", async (_, id, read) => {
  const { lrclib } = await answering(json(document({ id })));
  expect((await lrclib.get(song))?.id).toBe(read);
});

test.each([
  ["plain only", { syncedLyrics: null }, { plain: "line one\nline two\n", synced: null }],
  ["synced only", { plainLyrics: null }, { plain: null, synced: "[00:12.34] line one" }],
  [
    "instrumental",
    { plainLyrics: null, syncedLyrics: null, instrumental: true },
    { plain: null, synced: null, instrumental: true },
  ],
  ["without album and duration", { albumName: null, duration: null }, { album: null, durationSecs: null }],
  ["without keys that are null", { lyricsfile: undefined, syncedLyrics: undefined }, { synced: null }],
  ["with the title under its older name only", { trackName: undefined }, { title: "Example Song" }],
])("a record %s is read as it is", async (_, facts, read) => {
  const { lrclib } = await answering(json(document(facts)));
  expect(await lrclib.get(song)).toMatchObject(read);
});

test.each([
  ["null", null],
  ["empty", ""],
])("a record whose lyrics are both %s, and which is not instrumental, is none", async (_, nothing) => {
  const empty = document({ plainLyrics: nothing, syncedLyrics: nothing });
  const server = await lrclibStandIn([]);
  server.setFault(inTurn(json(empty), json([empty, document()])));
  const { lrclib } = await lrclibClient(server);
  expect(await lrclib.get(song)).toBeUndefined();
  expect(await lrclib.search(song)).toHaveLength(1);
});

test("records without names are left out of what a search found", async () => {
  const nameless = document({ name: null, trackName: null });
  const { lrclib } = await answering(json([nameless, document({ artistName: null }), document({ id: 8 })]));
  expect((await lrclib.search(song)).map(({ id }) => id)).toEqual(["8"]);
});

test("a 404 that says TrackNotFound is an answer: they have none", async () => {
  const server = await lrclibStandIn([]);
  const { lrclib } = await lrclibClient(server);
  expect(await lrclib.get(song)).toBeUndefined();
  expect(server.requests.map(({ status }) => status)).toEqual([404]);
});

test("a 404 of another address is never taken for an answer, and names the setting", async () => {
  const server = await lrclibStandIn([lyricsRecord()]);
  const { lrclib } = await lrclibClient({ url: server.url.replace("/api", "/apl") });
  for (const asking of [lrclib.get(song), lrclib.search(song)]) {
    const fault = await asking.catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(RejectedError);
    expect((fault as RejectedError).hint).toContain("IMPORTER_LRCLIB_URL");
    expect((fault as RejectedError).message).toContain(new URL(server.url).host);
  }
  expect(server.requests.map(({ status }) => status)).toEqual([404, 404]);
});

test.each([
  [
    "in JSON of another program",
    json({ statusCode: 404, message: "Cannot GET /get", error: "Not Found" }, 404),
  ],
  ["in HTML", { kind: "html", status: 404 }],
  ["of a proxy, with 410", { kind: "html", status: 410 }],
] as [string, Fault][])("nor is a 404 %s: that is somebody else", async (_, fault) => {
  const { lrclib } = await answering(fault);
  await expect(lrclib.get(song)).rejects.toBeInstanceOf(ForeignAnswerError);
});

test.each([
  ["with an empty body", { kind: "status", status: 404, body: "" }],
  ["as gone", { kind: "status", status: 410, body: "" }],
] as [string, Fault][])("nor is a 404 %s", async (_, fault) => {
  const { lrclib } = await answering(fault);
  await expect(lrclib.get(song)).rejects.toBeInstanceOf(RejectedError);
});

test("who does not say who they are is refused, and told what to do", async () => {
  const server = await lrclibStandIn([lyricsRecord()]);
  const { lrclib } = await lrclibClient(server, { userAgent: "undici" });
  const fault = await lrclib.get(song).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(RejectedError);
  expect(fault).toMatchObject({ message: "LRCLIB answered 403", hint: "say who you are" });
  expect(server.requests).toHaveLength(1);
});

test.each([
  [
    "text",
    { kind: "status", status: 400, contentType: "text/plain", body: "Failed to deserialize query string" },
  ],
  [
    "JSON",
    json({ message: "duration: must be between 1 and 3600", name: "ValidationError", statusCode: 400 }, 400),
  ],
] as [string, Fault][])(
  "a question they do not take (400 in %s) is a fault of that question only",
  async (_, fault) => {
    const { lrclib, server } = await answering(fault);
    const thrown = await lrclib.get(song).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(PayloadError); // not a refusal, which would put the source to rest
    expect((thrown as Error).message).toMatch(/400: (Failed to deserialize|duration: must be)/);
    expect(server.requests).toHaveLength(1);
  },
);

test("429 with Retry-After shuts the gate for everybody, and the next request waits for it", async () => {
  const server = await lrclibStandIn([lyricsRecord()]);
  server.setFault(inTurn(lrclibTooFast));
  const { lrclib, db } = await lrclibClient(server);
  const before = Date.now();
  await expect(lrclib.get(song)).rejects.toMatchObject({ status: 429, retryAfterMs: 1000 });
  expect(server.requests).toHaveLength(1); // enrichment repeats, not the client
  const gate = readGate(db, "lrclib");
  expect(gate?.reason).toBe("LRCLIB answered 429: Rate limit exceeded");
  expect(gate?.nextAt).toBeGreaterThanOrEqual(before + 1000);
  expect(await lrclib.get(song)).toMatchObject({ id: "1" });
  expect(server.requests[1]!.at - server.requests[0]!.at).toBeGreaterThanOrEqual(990);
});

test("an overloaded service is unavailable, after one request", async () => {
  const { lrclib, server } = await answering(lrclibOverloaded);
  const fault = await lrclib.get(song).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(HttpError);
  expect(fault).toMatchObject({ status: 503, retryAfterMs: undefined });
  expect((fault as Error).message).toContain("The server is busy");
  expect(server.requests).toHaveLength(1);
});

const passing = Object.entries(everyFault).filter(([name]) => name !== "the rate limit");
test.each(passing)("%s is unavailable, never absent", async (_, fault) => {
  const { lrclib, server } = await answering(fault, { timeoutMs: 500 }); // two of them are silence
  await expect(lrclib.get(song)).rejects.toBeInstanceOf(UnavailableError);
  await expect(lrclib.search(song)).rejects.toBeInstanceOf(UnavailableError);
  expect(server.requests).toHaveLength(2);
});

test("a single record where a list was asked for is an answer of an unknown shape", async () => {
  const { lrclib } = await answering(json(document()));
  await expect(lrclib.search(song)).rejects.toBeInstanceOf(PayloadError);
});

test("an odd record among those found spoils only itself; only odd ones are no answer", async () => {
  const odd = [document({ id: 8, duration: "200" }), "record", null, document({ id: null })];
  const mixed = await answering(json([odd[0], document(), ...odd.slice(1)]));
  expect((await mixed.lrclib.search(song)).map(({ id }) => id)).toEqual(["7"]);
  const { lrclib } = await answering(json(odd));
  await expect(lrclib.search(song)).rejects.toBeInstanceOf(PayloadError);
});
