import { expect, test } from "vitest";
import { demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { isJson, objectsOf, objectOf, type Json } from "../../../src/demo/musicbrainz/documents.ts";
import { madeUpMbid } from "../../../src/demo/musicbrainz/facts.ts";

const demo = demoCatalogue();
const mbid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

test("each album is in the search index, by MBID, with as many releases as it has", () => {
  const found = (demo.searchDocuments as Json[]).map((document) => [document.id, document.count]);
  expect(found).toEqual([...demo.releasesByGroup].map(([id, releases]) => [id, releases.length]));
  expect([...demo.releaseGroups.keys()]).toEqual([...demo.releasesByGroup.keys()]);
});

test("each release can be looked up, and names its album", () => {
  for (const [group, releases] of demo.releasesByGroup) {
    for (const release of releases) {
      expect(demo.releases.get(String(release.id))).toEqual(release);
      expect(objectOf(release, "release-group").id).toBe(group);
    }
  }
});

test("every credited artist can be looked up", () => {
  for (const release of demo.releases.values()) {
    for (const credit of everyObject(release).filter((object) => "joinphrase" in object)) {
      expect(demo.artists.has(String(objectOf(credit, "artist").id))).toBe(true);
    }
  }
});

test("every id is an MBID, and no two tracks share one", () => {
  for (const object of [...demo.releases.values(), ...demo.artists.values()].flatMap(everyObject)) {
    if ("id" in object) expect(object.id).toMatch(mbid);
  }
  const tracks = [...demo.releases.values()].flatMap((release) =>
    objectsOf(release, "media").flatMap((medium) => objectsOf(medium, "tracks")),
  );
  expect(new Set(tracks.map((track) => track.id)).size).toBe(tracks.length);
});

test("barcodes have a right check digit", () => {
  const barcodes = [...demo.releases.values()].flatMap((release) =>
    release.barcode ? [String(release.barcode)] : [],
  );
  expect(barcodes.length).toBeGreaterThan(10);
  for (const barcode of barcodes) expect(isEan(barcode), barcode).toBe(true);
});

test("the vinyl has sides, and a pregap stands outside the tracks", () => {
  const [side] = objectsOf(demo.releases.get("b84ee12a-09ef-421b-82de-0441a926375b") ?? {}, "media");
  expect(objectsOf(side ?? {}, "tracks").map((track) => track.number)).toEqual(
    "A1 A2 A3 A4 A5 B1 B2 B3 B4 B5".split(" "),
  );
  const odd = demo.releases.get(madeUpMbid("release", "Odd Sizes", "enhanced CD")) ?? {};
  const [medium] = objectsOf(odd, "media");
  expect(medium).toMatchObject({
    "track-count": 3,
    pregap: { position: 0 },
    "data-tracks": [{ position: 4 }],
  });
});

test("a medium of which nobody entered the tracks has a count and no list", () => {
  const [, film] = objectsOf(demo.releases.get("fa1c3567-24f0-42ec-9e1e-a33e8081eae9") ?? {}, "media");
  expect(film).toMatchObject({ format: "DVD-Video", "track-count": 12 });
  expect(film).not.toHaveProperty("tracks");
});

test("without an event a release has neither date nor country", () => {
  const odd = demo.releases.get(madeUpMbid("release", "Odd Sizes", "promotion")) ?? {};
  for (const key of ["date", "country", "release-events"]) expect(odd).not.toHaveProperty(key);
  expect(demo.releases.get("a16bb1c2-f69a-3a1d-af73-b09e179d7849")).toMatchObject({
    date: "",
    country: "XE",
  });
});

test("search documents leave out what is unknown, where look-ups say null or nothing", () => {
  const [odd] = (demo.searchDocuments as Json[]).filter((document) => document.title === "Odd Sizes");
  for (const key of [
    "first-release-date",
    "primary-type",
    "genres",
    "tags",
    "relations",
    "secondary-types",
  ]) {
    expect(odd).not.toHaveProperty(key);
  }
  expect(objectsOf(odd ?? {}, "artist-credit")[0]).not.toHaveProperty("joinphrase");
  const group = demo.releaseGroups.get(String(odd?.id));
  expect(group).toMatchObject({ "first-release-date": "", "primary-type": null, "secondary-types": [] });
});

test("merged MBIDs lead to an album that is there", () => {
  expect(demo.merged?.size).toBe(1);
  for (const [old, survivor] of demo.merged ?? []) {
    expect(demo.releaseGroups.has(survivor)).toBe(true);
    expect(demo.releaseGroups.has(old)).toBe(false);
  }
});

function everyObject(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(everyObject);
  return isJson(value) ? [value, ...Object.values(value).flatMap(everyObject)] : [];
}

function isEan(code: string): boolean {
  const digits = [...code.padStart(14, "0")].map(Number);
  return digits.reduce((sum, digit, index) => sum + digit * (index % 2 === 0 ? 3 : 1), 0) % 10 === 0;
}
