import { expect, test } from "vitest";
import type { StandIn } from "../../../src/demo/stand-in.ts";
import { always, firstTimes } from "../../helpers/faults.ts";
import { lrclibOverloaded, lrclibStandIn, lrclibTooFast, lyricsRecord } from "../../helpers/lrclib.ts";
import { agent } from "../../helpers/musicbrainz.ts";

const names = "track_name=Example+Song&artist_name=Example+Band";
const notFound = { message: "Failed to find specified track", name: "TrackNotFound", statusCode: 404 };

test("a look-up by names is answered with the whole record", async () => {
  const answer = await get(
    await lrclibStandIn([lyricsRecord()]),
    `get?${names}&album_name=Example+Album&duration=233`,
  );
  expect(answer).toEqual({
    status: 200,
    type: "application/json",
    body: {
      id: 1,
      name: "Example Song",
      trackName: "Example Song",
      artistName: "Example Band",
      albumName: "Example Album",
      duration: 233,
      instrumental: false,
      plainLyrics: "line one\nline two\n",
      syncedLyrics: "[00:12.34] line one\n[00:15.80] line two",
      lyricsfile: null,
    },
  });
});

test.each([
  ["instrumental", { instrumental: true, plainLyrics: null, syncedLyrics: null }],
  ["plain only", { syncedLyrics: null }],
  ["synced only", { plainLyrics: null }],
  ["empty", { plainLyrics: null, syncedLyrics: null }],
  ["with a lyricsfile", { lyricsfile: "version: '1.0'\n" }],
])("a record that is %s has all its keys", async (_, facts) => {
  const { status, body } = await get(await lrclibStandIn([lyricsRecord(facts)]), `get?${names}`);
  expect([status, body]).toEqual([200, expect.objectContaining(facts)]);
  expect(Object.keys(body as object)).toHaveLength(10);
});

test.each([
  ["track_name=EXAMPLE%20song!&artist_name=example-band", 200],
  ["track_name=Ex%C3%A1mple+S%C3%B6ng&artist_name=Example%20%26%20Band", 200],
  ["track_name=Example+Song&artist_name=Example+Band&album_name=example++ALBUM.", 200],
  ["track_name=Example+Song&artist_name=Example+Band&album_name=Other", 404],
  ["track_name=Example+Song&artist_name=Example+Band&album_name=", 200],
  ["track_name=Example+Song&artist_name=Example+Band&album_name=%2B", 200],
  ["track_name=Example&artist_name=Example+Band", 404],
  ["track_name=Example+Songs&artist_name=Example+Band", 404],
  ["track_name=Example+Song&artist_name=Example+Band+feat.+X", 404],
  ["track_name=%3F&artist_name=Example+Band", 404],
  [`${names}&duration=231`, 200],
  [`${names}&duration=235`, 200],
  [`${names}&duration=235.1`, 404],
  [`${names}&duration=230`, 404],
])("get?%s has status %d", async (query, status) => {
  const answer = await get(await lrclibStandIn([lyricsRecord()]), `get?${query}`);
  expect(answer.status).toBe(status);
  if (status === 404) expect([answer.type, answer.body]).toEqual(["application/json", notFound]);
});

test("among several records one with synced lyrics is preferred, then the oldest", async () => {
  const records = [
    lyricsRecord({ id: 5, syncedLyrics: null }),
    lyricsRecord({ id: 9 }),
    lyricsRecord({ id: 7, albumName: "Another" }),
  ];
  const standIn = await lrclibStandIn(records);
  expect(await get(standIn, `get?${names}`)).toMatchObject({ body: { id: 7 } });
  expect(await get(standIn, `get?${names}&album_name=Example+Album`)).toMatchObject({ body: { id: 9 } });
});

test.each([
  ["", "missing field `track_name`"],
  ["artist_name=x", "missing field `track_name`"],
  ["track_name=x&duration=9999", "missing field `artist_name`"],
  [`${names}&track_name=y`, "duplicate field `track_name`"],
  [`${names}&duration=3:53`, "invalid float literal"],
  [`${names}&duration=`, "invalid float literal"],
])("get?%s cannot be read, which is said in plain text: %s", async (query, why) => {
  const answer = await get(await lrclibStandIn(), `get?${query}`);
  expect(answer).toEqual({
    status: 400,
    type: "text/plain; charset=utf-8",
    body: `Failed to deserialize query string: ${why}`,
  });
});

test.each([
  [`${names}&duration=0`, "duration: must be between 1 and 3600"],
  [`${names}&duration=3601`, "duration: must be between 1 and 3600"],
  [`${names}&duration=-5`, "duration: must be between 1 and 3600"],
  ["track_name=&artist_name=x", "track_name: cannot be empty"],
  ["track_name=x&artist_name=", "artist_name: cannot be empty"],
])("get?%s is invalid, which is said in JSON: %s", async (query, message) => {
  const answer = await get(await lrclibStandIn(), `get?${query}`);
  expect(answer).toEqual({
    status: 400,
    type: "application/json",
    body: { message, name: "ValidationError", statusCode: 400 },
  });
});

test.each(["1", "3600"])("a duration of %s is allowed", async (duration) => {
  const answer = await get(await lrclibStandIn(), `get?${names}&duration=${duration}`);
  expect(answer.body).toEqual(notFound);
});

test("a record can be had by its number", async () => {
  const standIn = await lrclibStandIn([lyricsRecord({ id: 424_242 })]);
  expect(await get(standIn, "get/424242")).toMatchObject({ status: 200, body: { id: 424_242 } });
  expect(await get(standIn, "get/1")).toMatchObject({ status: 404, body: notFound });
  expect(await get(standIn, "get/one")).toMatchObject({ status: 400, type: "text/plain; charset=utf-8" });
});

test.each(["get-cached", "", "get/", "get/1/x", "unknown", "../ws/2"])(
  "/%s is not there: 404 without a body",
  async (path) => {
    const answer = await get(await lrclibStandIn(), `${path}?${names}`);
    expect(answer).toEqual({ status: 404, type: null, body: "" });
  },
);

test("a wrong method is refused without a body", async () => {
  const response = await fetch(`${(await lrclibStandIn()).url}/get?${names}`, {
    method: "POST",
    headers: agent,
  });
  expect([response.status, response.headers.get("allow"), await response.text()]).toEqual([
    405,
    "GET,HEAD",
    "",
  ]);
});

test.each(["", "node", "undici", "axios/1.7.0", "python-requests/2.32"])(
  'a client that calls itself "%s" is refused by the gateway, in HTML',
  async (name) => {
    const response = await fetch(`${(await lrclibStandIn()).url}/get?${names}`, {
      headers: { "user-agent": name },
    });
    expect([response.status, response.headers.get("content-type")]).toEqual([
      403,
      "text/html; charset=UTF-8",
    ]);
    expect(await response.text()).toContain("blocked");
  },
);

test("the header for browsers serves as well", async () => {
  const standIn = await lrclibStandIn([lyricsRecord()]);
  const headers = { "user-agent": "", "lrclib-client": "importer-test/1 (test@example.org)" };
  expect((await fetch(`${standIn.url}/get?${names}`, { headers })).status).toBe(200);
});

test("requests closer together than the interval are refused with the time to wait", async () => {
  const standIn = await lrclibStandIn([lyricsRecord()], { minIntervalMs: 59_500 });
  expect((await get(standIn, "get/1")).status).toBe(200);
  const response = await fetch(`${standIn.url}/get/1`, { headers: agent });
  expect([response.status, response.headers.get("retry-after")]).toEqual([429, "60"]);
  expect(await response.json()).toEqual({
    statusCode: 429,
    name: "TooManyRequests",
    message: "Rate limit exceeded",
  });
});

test("an overloaded service says so in JSON, and recovers", async () => {
  const standIn = await lrclibStandIn([lyricsRecord()]);
  standIn.setFault(firstTimes(1, lrclibOverloaded));
  expect(await get(standIn, "get/1")).toMatchObject({ status: 503, body: { name: "ServerOverloaded" } });
  expect((await get(standIn, "get/1")).status).toBe(200);
  standIn.setFault(always(lrclibTooFast));
  expect((await get(standIn, "get/1")).status).toBe(429);
});

async function get(
  standIn: StandIn,
  path: string,
): Promise<{ status: number; type: string | null; body: unknown }> {
  const response = await fetch(`${standIn.url}/${path}`, { headers: agent });
  const [text, type] = [await response.text(), response.headers.get("content-type")];
  return { status: response.status, type, body: type === "application/json" ? JSON.parse(text) : text };
}
