import { expect, it } from "vitest";
import type { CoverSource } from "../../src/enrichment/covers/cover-source.ts";
import { readGate } from "../../src/db/services/gates.ts";
import { ForeignAnswerError, HttpError, PayloadError, RejectedError } from "../../src/errors.ts";
import type { Reply } from "../../src/demo/stand-in.ts";
import { asked, coverSources, coverStandIn, json, pictureOf } from "../helpers/covers.ts";
import { always } from "../helpers/faults.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const never = new AbortController().signal;
const mbid = "00000000-0000-4000-8000-000000000123";
const wanted = {
  id: 1,
  title: "Long Road",
  artist: "The Testers",
  year: null,
  releaseGroupMbid: mbid,
  barcodes: [],
  releaseMbids: [],
};
const key = "s3cret-key";
const clientKey = "s3cret-own";

async function fanartTv(answer: (images: string) => Reply, env: Record<string, string> = {}) {
  const { db } = await temporaryLibrary();
  let url = "";
  const standIn = await coverStandIn(() => answer(new URL("/images", url).href));
  url = standIn.url;
  const { sources, announced } = coverSources(db, ["fanart_tv"], {
    IMPORTER_FANART_TV_URL: url,
    IMPORTER_FANART_TV_KEY: key,
    ...env,
  });
  return { standIn, db, announced, source: sources[0] as CoverSource };
}

const albumcover = (images: string) => [
  { id: "1", url: `${images}/nine.jpg`, likes: "9", width: "1000", height: "1000" },
  { id: "2", url: `${images}/ten.jpg`, likes: "10", width: "1000", height: "1000" },
  { id: "3", url: `${images}/none.jpg` },
];
const listed = (...albums: object[]) => json({ name: "The Testers", mbid_id: "x", image_count: 3, albums });
const notFound = JSON.stringify({ status: "error", "error message": "Not found" });
const keyInvalid = JSON.stringify({ status: "error", "error message": `${key} is no valid API key` });

it("asks for the release group, with the key in a header, and gets the picture without", async () => {
  const env = { IMPORTER_FANART_TV_CLIENT_KEY: clientKey };
  const { standIn, source } = await fanartTv(
    (images) => listed({ release_group_id: mbid, albumcover: albumcover(images) }),
    env,
  );
  const found = await source.findCover(wanted, never);
  expect(found?.bytes.equals(pictureOf("/images/ten.jpg"))).toBe(true);
  expect(found).toMatchObject({
    url: new URL("/images/ten.jpg", standIn.url).href,
    matchedBy: "identifier",
  });
  expect(asked(standIn)).toEqual([`/api/music/albums/${mbid}`, "/images/ten.jpg"]);
  const keysOf = (at: number) => [
    standIn.requests[at]!.headers["api-key"],
    standIn.requests[at]!.headers["client-key"],
  ];
  expect(keysOf(0)).toEqual([key, clientKey]);
  expect(keysOf(1)).toEqual([undefined, undefined]);
});

it("sends no key of a person's own where there is none", async () => {
  const { standIn, source } = await fanartTv(() => listed());
  await source.findCover(wanted, never);
  expect(standIn.requests[0]!.headers).not.toHaveProperty("client-key");
});

it("reads the albums of v3, which are an object", async () => {
  const { source } = await fanartTv((images) =>
    json({ name: "The Testers", albums: { [mbid]: { albumcover: albumcover(images) } } }),
  );
  expect((await source.findCover(wanted, never))?.url).toMatch(/\/images\/ten\.jpg$/);
});

const album = (images: string, over: object = {}) => ({
  release_group_id: mbid,
  albumcover: albumcover(images),
  ...over,
});
it.each<[string, (images: string) => Reply]>([
  ["no album", () => listed()],
  ["no album, in v3", () => json({ albums: {} })],
  ["an album with a picture of the disc only", () => listed({ release_group_id: mbid, cdart: [{}] })],
  ["an album without pictures", (images) => listed(album(images, { albumcover: [] }))],
  ["another album", (images) => listed(album(images, { release_group_id: "another" }))],
  ["another album, in v3", (images) => json({ albums: { another: album(images) } })],
  ["not found", () => ({ status: 404, body: notFound })],
  ["not found with status 200", () => ({ status: 200, body: notFound })],
])("takes %s for none", async (_, answer) => {
  const { source, standIn } = await fanartTv(answer);
  expect(await source.findCover(wanted, never)).toBeUndefined();
  expect(standIn.requests).toHaveLength(1);
});

it("asks nothing where the release group is not known", async () => {
  const { source, standIn } = await fanartTv(() => listed());
  expect(await source.findCover({ ...wanted, releaseGroupMbid: undefined }, never)).toBeUndefined();
  expect(standIn.requests).toHaveLength(0);
});

it.each([
  [401, keyInvalid],
  [403, ""],
  [404, keyInvalid],
  [400, keyInvalid],
  [200, keyInvalid],
])("takes %i %s for a refusal of the key, which says what to set", async (status, body) => {
  const { source, standIn } = await fanartTv(() => listed());
  standIn.setFault(always({ kind: "status", status, body }));
  const error = (await source.findCover(wanted, never).catch((thrown: unknown) => thrown)) as RejectedError;
  expect(error).toBeInstanceOf(RejectedError);
  expect(error.hint).toContain("IMPORTER_FANART_TV_KEY");
  expect(error.message).toContain("key");
});

it("takes the page of another place for no absence", async () => {
  const { source, standIn } = await fanartTv(() => listed());
  for (const status of [403, 404]) {
    standIn.setFault(always({ kind: "html", status }));
    await expect(source.findCover(wanted, never)).rejects.toBeInstanceOf(ForeignAnswerError);
  }
  standIn.setFault(always({ kind: "status", status: 404 }));
  await expect(source.findCover(wanted, never)).rejects.toMatchObject({
    hint: expect.stringContaining("IMPORTER_FANART_TV_URL") as string,
  });
});

it.each([
  ["another shape", { kind: "wrong-shape" }],
  ["a page", { kind: "html" }],
  ["an unknown error", { kind: "status", status: 200, body: '{"status":"error","error message":"odd"}' }],
  ["an error without words", { kind: "status", status: 404, body: '{"status":"error"}' }],
] as const)("takes %s for no absence", async (_, fault) => {
  const { source, standIn } = await fanartTv(() => listed());
  standIn.setFault(always(fault));
  await expect(source.findCover(wanted, never)).rejects.toBeInstanceOf(PayloadError);
});

it.each([
  [{}, 60_000],
  [{ "retry-after": "600" }, 600_000],
])("gives everybody a pause when it is asked too often (%j)", async (headers, pauseMs) => {
  const { source, standIn, db } = await fanartTv(() => listed());
  const before = Date.now();
  standIn.setFault(always({ kind: "status", status: 429, headers }));
  await expect(source.findCover(wanted, never)).rejects.toBeInstanceOf(HttpError);
  expect(standIn.requests).toHaveLength(1);
  const { nextAt } = readGate(db, "fanart_tv")!;
  expect(nextAt).toBeGreaterThanOrEqual(before + pauseMs);
  expect(nextAt).toBeLessThanOrEqual(Date.now() + pauseMs);
});

const repeated = `${key} and ${clientKey}`;
it.each([
  ["refused", { kind: "status", status: 401, body: JSON.stringify({ error: repeated }) }],
  ["too fast", { kind: "status", status: 429, body: JSON.stringify({ error: repeated }) }],
  ["broken", { kind: "status", status: 500, body: JSON.stringify({ message: repeated }) }],
  ["odd", { kind: "status", status: 400, body: `{"status":"error","error message":"${repeated}"}` }],
  ["another shape", { kind: "wrong-shape" }],
  ["cut", { kind: "reset" }],
] as const)("shows its keys nowhere when the answer is %s", async (_, fault) => {
  const env = { IMPORTER_FANART_TV_CLIENT_KEY: clientKey };
  const { source, standIn, announced, db } = await fanartTv(() => listed(), env);
  standIn.setFault(always(fault));
  const error = (await source.findCover(wanted, never).catch((thrown: unknown) => thrown)) as Error;
  expect(error).toBeInstanceOf(Error);
  const shown =
    error.message + JSON.stringify(error) + announced() + JSON.stringify(readGate(db, "fanart_tv"));
  expect(announced()).toContain(`/api/music/albums/${mbid}`);
  for (const secret of [key, clientKey]) expect(shown).not.toContain(secret);
});
