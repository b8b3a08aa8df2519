import { describe, expect, test } from "vitest";
import { nevermind } from "../../../src/demo/musicbrainz/albums/nevermind.ts";
import type { Json } from "../../../src/demo/musicbrainz/documents.ts";
import { numbered, type DemoAlbum, type DemoMedium } from "../../../src/demo/musicbrainz/facts.ts";
import { column, dump, rows } from "../../helpers/importing.ts";
import { albumOf, boxSet, type ReleaseImporting } from "./albums.ts";

const places =
  "SELECT medium || '.' || position || ' ' || title || ' ' || ifnull(length_ms, '-') FROM release_tracks ORDER BY medium, position";

const songs = (...titles: string[]): DemoMedium => ({
  format: "CD",
  tracks: numbered(
    "One",
    titles.map((title) => [title, 1000 * title.length]),
  ),
});

function oneRelease(...media: DemoMedium[]): DemoAlbum {
  const album = boxSet("One", 1, 0);
  return { ...album, releases: [{ ...album.releases[0]!, media }] };
}

/** Imported, then changed at the server, then imported again. */
async function afterChange(before: DemoAlbum, after: DemoAlbum): Promise<ReleaseImporting> {
  const t = await albumOf(before);
  await t.releases();
  t.serve(after);
  t.clock.now += 1000;
  expect(await t.releases()).toMatchObject({ saved: { created: 0, updated: 1, unchanged: 0 } });
  const saved = dump(t.db);
  expect(await t.releases()).toMatchObject({ saved: { updated: 0, unchanged: 1 } });
  expect(dump(t.db)).toBe(saved);
  return t;
}

test("a release that is new on the server is added to those that are known", async () => {
  const { releases } = nevermind;
  const t = await albumOf({ ...nevermind, releases: releases.slice(1) });
  await t.releases();
  const known = rows(t.db, "SELECT * FROM releases");
  t.serve(nevermind);
  t.clock.now += 1000;
  expect(await t.releases()).toMatchObject({ saved: { created: 1, updated: 0, unchanged: 2 } });
  const now = rows(t.db, "SELECT * FROM releases");
  expect(now.slice(0, 2)).toEqual(known);
  expect(now).toHaveLength(3);
});

test("what changed on a release is updated, and what is no longer said stays", async () => {
  const t = await albumOf({ ...nevermind, releases: [nevermind.releases[0]!] });
  await t.releases();
  const [before] = rows(t.db, "SELECT * FROM releases");
  const [document] = t.catalogue.releasesByGroup.get(nevermind.id)!;
  t.catalogue.releasesByGroup.set(nevermind.id, [
    {
      ...document,
      title: "Never Mind",
      date: "1991-10",
      barcode: null,
      asin: null,
      packaging: null,
      country: null,
      disambiguation: "",
      "text-representation": null,
      "cover-art-archive": undefined,
      media: [],
    },
  ]);
  t.clock.now += 1000;
  expect(await t.releases()).toMatchObject({ saved: { updated: 1 } });
  const changed = { title: "Never Mind", released_on: "1991-10", updated_at: t.clock.now };
  expect(rows(t.db, "SELECT * FROM releases")).toEqual([{ ...before, ...changed }]);
  expect(column(t.db, "SELECT count(*) FROM release_tracks")).toEqual([12]);
  expect(column(t.db, "SELECT count(*) FROM media")).toEqual([1]);
});

describe("a track list that changed", () => {
  test("is updated, and places that are gone go", async () => {
    const t = await afterChange(oneRelease(songs("A", "BB", "CCC")), oneRelease(songs("A", "CCC")));
    expect(column(t.db, places)).toEqual(["1.1 A 1000", "1.2 CCC 3000"]);
  });

  test("may be turned round without a place being empty or taken twice", async () => {
    const t = await afterChange(oneRelease(songs("A", "BB", "CCC")), oneRelease(songs("CCC", "BB", "A")));
    expect(column(t.db, places)).toEqual(["1.1 CCC 3000", "1.2 BB 2000", "1.3 A 1000"]);
    expect(column(t.db, "SELECT count(*) FROM tracks")).toEqual([3]);
  });

  test("gives another recording nothing of the one that had its place", async () => {
    const unknown = { format: "CD" as const, tracks: numbered("One", [["Nobody knows how long", null]]) };
    const t = await afterChange(oneRelease(songs("A")), oneRelease(unknown));
    expect(column(t.db, places)).toEqual(["1.1 Nobody knows how long -"]);
  });

  test("may gain a track before the first and a data track", async () => {
    const more = { ...songs("A"), pregap: songs("Before").tracks![0]!, dataTracks: songs("Film").tracks! };
    const t = await afterChange(oneRelease(songs("A")), oneRelease(more));
    expect(column(t.db, places)).toEqual(["1.0 Before 6000", "1.1 A 1000", "1.2 Film 4000"]);
  });

  test("keeps the length of a track that they no longer tell", async () => {
    const t = await albumOf(oneRelease(songs("A")));
    await t.releases();
    editTrack(t, { length: null, recording: { length: null } });
    await t.releases();
    expect(column(t.db, places)).toEqual(["1.1 A 1000"]);
    expect(column(t.db, "SELECT length_ms FROM tracks")).toEqual([1000]);
  });

  test("that now says more of a recording says it on its track", async () => {
    const t = await albumOf(oneRelease(songs("A")));
    await t.releases();
    editTrack(t, {
      recording: { title: "A (demo)", isrcs: ["GBAAA0100001"], video: true, disambiguation: "first take" },
    });
    t.clock.now += 1000;
    expect(await t.releases()).toMatchObject({ saved: { updated: 1 } });
    expect(rows(t.db, "SELECT * FROM tracks")).toMatchObject([
      {
        title: "A (demo)",
        isrcs: '["GBAAA0100001"]',
        is_video: 1,
        disambiguation: "first take",
        length_ms: 1000,
        updated_at: t.clock.now,
      },
    ]);
    expect(column(t.db, places)).toEqual(["1.1 A 1000"]);
    expect(column(t.db, "SELECT value FROM identifiers WHERE kind = 'isrc'")).toEqual(["GBAAA0100001"]);
  });
});

describe("a medium", () => {
  test("that is new, or has another format, is saved", async () => {
    const dvd: DemoMedium = { format: "DVD-Video", title: "The film", trackCount: 2 };
    const t = await afterChange(
      oneRelease(songs("A")),
      oneRelease({ ...songs("A"), format: "Digital Media" }, dvd),
    );
    const media = rows(t.db, "SELECT position, title, format, track_count FROM media ORDER BY position");
    expect(media).toEqual([
      { position: 1, title: null, format: "Digital Media", track_count: 1 },
      { position: 2, title: "The film", format: "DVD-Video", track_count: 2 },
    ]);
    expect(column(t.db, "SELECT format FROM releases")).toEqual(["Digital Media + DVD-Video"]);
  });

  test("that is gone takes its places along", async () => {
    const t = await afterChange(oneRelease(songs("A"), songs("BB")), oneRelease(songs("A")));
    expect(column(t.db, places)).toEqual(["1.1 A 1000"]);
    expect(column(t.db, "SELECT position FROM media")).toEqual([1]);
  });

  test("whose tracks they do not list keeps those that are known", async () => {
    const t = await afterChange(
      oneRelease(songs("A"), songs("BB", "CCC")),
      oneRelease(songs("AAAA"), { format: "CD", trackCount: 2 }),
    );
    expect(column(t.db, places)).toEqual(["1.1 AAAA 4000", "2.1 BB 2000", "2.2 CCC 3000"]);
  });
});

test("a recording credited to nobody is its release's, until they say whose it is", async () => {
  const t = await albumOf(oneRelease(songs("A")));
  editTrack(t, { "artist-credit": undefined, recording: { "artist-credit": undefined } });
  expect(await t.releases()).toMatchObject({ outcome: "updated", saved: { created: 1 } });
  const credited = "SELECT name, artist_credit AS credit FROM tracks JOIN artists ON artists.id = artist_id";
  expect(rows(t.db, credited)).toEqual([{ name: "The Boxes", credit: "The Boxes" }]);
  const guest = { id: nevermind.id, name: "A Guest", "sort-name": "Guest, A" };
  const credits = [{ name: "Guest", joinphrase: "!", artist: guest }];
  editTrack(t, { recording: { "artist-credit": credits } });
  await t.releases();
  expect(rows(t.db, credited)).toEqual([{ name: "A Guest", credit: "Guest!" }]);
  editTrack(t, { recording: { "artist-credit": undefined } });
  await t.releases();
  expect(rows(t.db, credited)).toEqual([{ name: "A Guest", credit: "Guest!" }]);
});

test("a release that moved to another album moves here too, and is not doubled", async () => {
  const t = await albumOf(nevermind);
  await t.releases();
  t.db.$client.exec(
    "INSERT INTO albums (title, title_key, created_at, updated_at) SELECT 'Other', 'other', 0, 0",
  );
  const other = column(t.db, "SELECT max(id) FROM albums")[0];
  t.db.$client.prepare("UPDATE releases SET album_id = ? WHERE barcode LIKE '%517'").run(other);
  expect(await t.releases()).toMatchObject({ saved: { created: 0, updated: 1, unchanged: 2 } });
  expect(column(t.db, "SELECT DISTINCT album_id FROM releases")).toEqual([t.albumId]);
});

/** Changes keys of the only track of the only release, and of its recording. */
function editTrack({ catalogue, album }: ReleaseImporting, changes: Json & { recording?: Json }): void {
  const [document] = catalogue.releasesByGroup.get(album.id)!;
  const medium = (document!["media"] as Json[])[0]!;
  const track = (medium["tracks"] as Json[])[0]!;
  const recording = { ...(track["recording"] as Json), ...changes.recording };
  const changed = { ...medium, tracks: [{ ...track, ...changes, recording }] };
  catalogue.releasesByGroup.set(album.id, [{ ...document, media: [changed] }]);
}
