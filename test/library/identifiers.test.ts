import { describe, expect, test } from "vitest";
import { saveIdentifiers } from "../../src/library/write/items/identifiers.ts";
import {
  findByIdentifier,
  findItemId,
  listIdentifiers,
  mapByIdentifier,
  mbidOfItem,
} from "../../src/library/identity/identifiers.ts";
import { saveAlbum } from "../../src/library/write/items/albums.ts";
import { saveRelease } from "../../src/library/write/items/releases.ts";
import { transact } from "../../src/db/transact.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { albumFacts, mediumFacts, releaseFacts, trackFacts } from "./facts.ts";

test("a name is saved once, and only the first time is news", async () => {
  const { db } = await temporaryLibrary();
  const { id } = saveAlbum(db, albumFacts("a", { identifiers: [] }), 1);
  const names = [{ kind: "discogs_master", value: "1" } as const, { kind: "wikidata", value: "Q1" } as const];
  expect(saveIdentifiers(db, "album", id, names)).toBe(true);
  expect(saveIdentifiers(db, "album", id, names)).toBe(false);
  expect(saveIdentifiers(db, "album", id, [])).toBe(false);
  expect(listIdentifiers(db, "album", id)).toEqual(names);
  expect(listIdentifiers(db, "release", id)).toEqual([]);
});

test("a name that another item has stays there; what several share by nature is kept for each", async () => {
  const { db } = await temporaryLibrary();
  const albumId = saveAlbum(db, albumFacts("a"), 1).id;
  for (const mbid of ["r1", "r2"]) saveRelease(db, albumId, releaseFacts(mbid, { barcode: "123" }), 1);
  for (const kind of ["barcode", "asin", "catalog_number"] as const) {
    for (const id of [1, 2]) saveIdentifiers(db, "release", id, [{ kind, value: "123" }]);
    expect(findByIdentifier(db, "release", kind, ["123"])).toEqual([1, 2]);
  }
  for (const id of [1, 2]) saveIdentifiers(db, "release", id, [{ kind: "wikidata", value: "Q1" }]);
  expect(findByIdentifier(db, "release", "wikidata", ["Q1"])).toEqual([1]);
});

test("a link joins two sources, and never two items of one", async () => {
  const { db } = await temporaryLibrary();
  const link = { kind: "discogs_master" as const, value: "7" };
  const group = (value: string) => ({ kind: "musicbrainz_release_group" as const, value });
  saveIdentifiers(db, "album", 1, [link]);
  expect(findItemId(db, "album", [group("a"), link])).toBe(1);
  saveIdentifiers(db, "album", 1, [group("b")]);
  expect(findItemId(db, "album", [group("a"), link])).toBeUndefined();
  expect(findItemId(db, "album", [link])).toBe(1);
});

test("a name whose item was deleted names the next that has it", async () => {
  const { db } = await temporaryLibrary();
  const album = saveAlbum(db, albumFacts("a"), 1);
  saveIdentifiers(db, "album", 99, [{ kind: "wikidata", value: "Q1" }]);
  expect(saveIdentifiers(db, "album", album.id, [{ kind: "wikidata", value: "Q1" }])).toBe(true);
  expect(findByIdentifier(db, "album", "wikidata", ["Q1"])).toEqual([album.id]);
  const other = saveAlbum(db, albumFacts("b"), 1);
  expect(saveIdentifiers(db, "album", other.id, [{ kind: "wikidata", value: "Q1" }])).toBe(false);
});

test("the same value may name items of other types, and of other kinds", async () => {
  const { db } = await temporaryLibrary();
  const all = [
    ["album", 1],
    ["artist", 2],
  ] as const;
  for (const [type, id] of all) saveIdentifiers(db, type, id, [{ kind: "wikidata", value: "Q1" }]);
  saveIdentifiers(db, "album", 3, [{ kind: "allmusic", value: "Q1" }]);
  expect(findByIdentifier(db, "album", "wikidata", ["Q1"])).toEqual([1]);
  expect(findByIdentifier(db, "artist", "wikidata", ["Q1"])).toEqual([2]);
  expect(findByIdentifier(db, "album", "allmusic", ["Q1"])).toEqual([3]);
});

describe("an item is found", () => {
  test("by the first of its exact names that is known", async () => {
    const { db } = await temporaryLibrary();
    saveIdentifiers(db, "album", 4, [{ kind: "musicbrainz_release_group", value: "old" }]);
    const asked = ["new", "old"].map((value) => ({ kind: "musicbrainz_release_group" as const, value }));
    expect(findItemId(db, "album", asked)).toBe(4);
    saveIdentifiers(db, "album", 5, [{ kind: "musicbrainz_release_group", value: "new" }]);
    expect(findItemId(db, "album", asked)).toBe(5);
    expect(findItemId(db, "album", [])).toBeUndefined();
  });

  test("never by a name that may be printed on several", async () => {
    const { db } = await temporaryLibrary();
    for (const kind of ["barcode", "asin", "isrc", "catalog_number"] as const) {
      saveIdentifiers(db, "release", 1, [{ kind, value: "x" }]);
      expect(findItemId(db, "release", [{ kind, value: "x" }])).toBeUndefined();
    }
  });
});

test("more names than a statement has parameters are looked up and added", async () => {
  const { db } = await temporaryLibrary();
  const values = Array.from({ length: 40_000 }, (_, at) => `recording ${at}`);
  const named = values.slice(0, 1000).map((value, at) => {
    return { kind: "musicbrainz_recording" as const, value, itemId: at + 1 };
  });
  await transact(db, () => {
    for (const { itemId, ...each } of named) saveIdentifiers(db, "track", itemId, [each]);
  });
  const found = mapByIdentifier(db, "track", "musicbrainz_recording", values);
  expect(found.size).toBe(1000);
  expect(found.get("recording 999")).toBe(1000);
  expect(mapByIdentifier(db, "track", "musicbrainz_recording", []).size).toBe(0);
});

test("after a merge at the source the survivor is the one in use, before every link to another source", async () => {
  const { db } = await temporaryLibrary();
  const group = (value: string) => ({ kind: "musicbrainz_release_group" as const, value });
  const link = { kind: "discogs_master" as const, value: "7" };
  const { id } = saveAlbum(db, albumFacts("b", { identifiers: [group("b"), group("a"), link] }), 1);
  saveIdentifiers(db, "album", id, [group("z"), group("b"), link]);
  expect(listIdentifiers(db, "album", id).map(({ value }) => value)).toEqual(["z", "b", "7", "a"]);
  expect(mbidOfItem(db, "album", id)).toBe("z");
  expect(db.$client.prepare("SELECT mbid FROM album_overview_v1").all()).toEqual([{ mbid: "z" }]);
  expect(saveIdentifiers(db, "album", id, [group("z"), group("b")])).toBe(false);
});

test("two recordings with one ISRC: each tells it, and as an identifier it names the one that had it first", async () => {
  const { db } = await temporaryLibrary();
  const albumId = saveAlbum(db, albumFacts("a"), 1).id;
  const isrc = "GBN9Y1100088";
  const save = (...recordings: string[]): void => {
    const tracks = recordings.map((mbid, at) => {
      const recording = {
        isrcs: [isrc],
        identifiers: [
          { kind: "musicbrainz_recording" as const, value: mbid },
          { kind: "isrc" as const, value: isrc },
        ],
      };
      return trackFacts(at + 1, mbid, { recording });
    });
    saveRelease(db, albumId, releaseFacts("r", { media: [mediumFacts(1, tracks)] }), 1);
  };
  const owners = (): number[] => findByIdentifier(db, "track", "isrc", [isrc]);
  save("one", "other");
  const told = db.$client.prepare("SELECT DISTINCT isrcs FROM tracks").pluck().all();
  expect(told).toEqual([JSON.stringify([isrc])]);
  expect(owners()).toEqual([1]);
  save("other", "one"); // in whatever order they come again
  expect(owners()).toEqual([1]);
  db.$client.exec("DELETE FROM release_tracks WHERE track_id = 1; DELETE FROM tracks WHERE id = 1");
  save("other");
  expect(owners()).toEqual([2]);
});
