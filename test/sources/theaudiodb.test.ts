import { expect, it } from "vitest";
import { readGate } from "../../src/db/services/gates.ts";
import type { CoverSource } from "../../src/enrichment/covers/cover-source.ts";
import { HttpError, PayloadError, RejectedError } from "../../src/errors.ts";
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

async function theAudioDb(album: (images: string) => object[] | null) {
  const { db } = await temporaryLibrary();
  let url = "";
  const standIn = await coverStandIn(() => json({ album: album(new URL("/images", url).href) }));
  url = standIn.url;
  const { sources, announced } = coverSources(db, ["theaudiodb"], {
    IMPORTER_THEAUDIODB_URL: url,
    IMPORTER_THEAUDIODB_KEY: key,
  });
  return { standIn, db, announced, source: sources[0] as CoverSource };
}

const record = (images: string) => ({
  idAlbum: "11",
  strAlbum: "Long Road",
  strMusicBrainzID: mbid,
  strAlbumThumbHQ: null,
  strAlbumThumb: `${images}/thumb.jpg`,
});

it("asks for the release group with the key, and gets its picture without", async () => {
  const { standIn, source } = await theAudioDb((images) => [record(images)]);
  const found = await source.findCover(wanted, never);
  expect(found?.bytes.equals(pictureOf("/images/thumb.jpg"))).toBe(true);
  expect(found).toMatchObject({ matchedBy: "identifier" });
  expect(asked(standIn)).toEqual([`/api/${key}/album-mb.php?i=${mbid}`, "/images/thumb.jpg"]);
});

it("prefers the larger picture", async () => {
  const { source } = await theAudioDb((images) => [
    { ...record(images), strAlbumThumbHQ: `${images}/hq.jpg` },
  ]);
  expect((await source.findCover(wanted, never))?.url).toMatch(/\/images\/hq\.jpg$/);
});

it.each<[string, (images: string) => object[] | null]>([
  ["no album", () => null],
  ["an album without a picture", (images) => [{ ...record(images), strAlbumThumb: "" }]],
  ["another album", (images) => [{ ...record(images), strMusicBrainzID: "another" }]],
])("takes %s for none", async (_, album) => {
  const { source, standIn } = await theAudioDb(album);
  expect(await source.findCover(wanted, never)).toBeUndefined();
  expect(standIn.requests).toHaveLength(1);
});

it("asks nothing where the release group is not known", async () => {
  const { source, standIn } = await theAudioDb((images) => [record(images)]);
  expect(await source.findCover({ ...wanted, releaseGroupMbid: undefined }, never)).toBeUndefined();
  expect(standIn.requests).toHaveLength(0);
});

it("takes a picture that is gone for none", async () => {
  const { source, standIn } = await theAudioDb((images) => [record(images)]);
  standIn.setFault(({ path }) => (path.includes("thumb") ? { kind: "status", status: 403 } : undefined));
  expect(await source.findCover(wanted, never)).toBeUndefined();
});

it("takes the page that a wrong key gets for a refusal, which says what to check", async () => {
  const { source, standIn } = await theAudioDb(() => null);
  const page = "<title>TheAudioDB.com</title><h1>404</h1>";
  standIn.setFault(always({ kind: "status", status: 404, contentType: "text/html", body: page }));
  const error = await source.findCover(wanted, never).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RejectedError);
  expect((error as RejectedError).hint).toContain("IMPORTER_THEAUDIODB_KEY");
});

it("gives everybody a pause of a minute when it is asked too often", async () => {
  const { source, standIn, db } = await theAudioDb(() => null);
  const before = Date.now();
  standIn.setFault(always({ kind: "status", status: 429 }));
  await expect(source.findCover(wanted, never)).rejects.toBeInstanceOf(HttpError);
  expect(standIn.requests).toHaveLength(1);
  expect(readGate(db, "theaudiodb")!.nextAt).toBeGreaterThanOrEqual(before + 60_000);
});

it.each([
  ["refused", { kind: "status", status: 401, body: JSON.stringify({ message: `bad key ${key}` }) }],
  ["too fast", { kind: "status", status: 429, body: JSON.stringify({ error: `too much of ${key}` }) }],
  ["broken", { kind: "status", status: 500, body: JSON.stringify({ error: `no ${key}` }) }],
  ["another shape", { kind: "wrong-shape" }],
  ["a page", { kind: "html" }],
  ["cut", { kind: "reset" }],
  ["a circle", { kind: "status", status: 302, headers: { location: `/api/${key}/album-mb.php` } }],
] as const)("shows its key nowhere when the answer is %s", async (_, fault) => {
  const { source, standIn, announced, db } = await theAudioDb(() => null);
  standIn.setFault(always(fault));
  const error = (await source.findCover(wanted, never).catch((thrown: unknown) => thrown)) as Error;
  expect(error).toBeInstanceOf(Error);
  const shown =
    error.message + JSON.stringify(error) + announced() + JSON.stringify(readGate(db, "theaudiodb"));
  expect(shown).not.toContain(key);
  expect(announced()).toContain(`/api/…/album-mb.php`);
});

it("takes another shape for no absence", async () => {
  const { source, standIn } = await theAudioDb(() => null);
  standIn.setFault(always({ kind: "wrong-shape" }));
  await expect(source.findCover(wanted, never)).rejects.toBeInstanceOf(PayloadError);
});
