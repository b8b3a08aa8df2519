import { describe, expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { saveAlbum } from "../../src/library/write/items/albums.ts";
import { formatText, saveRelease } from "../../src/library/write/items/releases.ts";
import { getRelease, listMedia, listReleases } from "../../src/library/items/releases.ts";
import { getTrack, listReleaseTracks } from "../../src/library/items/tracks.ts";
import { column, rows } from "../helpers/importing.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { albumFacts, credits, mediumFacts, releaseFacts, trackFacts } from "./facts.ts";

async function shelf(): Promise<{ db: Db; albumId: number; otherId: number }> {
  const { db } = await temporaryLibrary();
  const ids = ["a", "b"].map((mbid) => saveAlbum(db, albumFacts(mbid), 1).id);
  return { db, albumId: ids[0]!, otherId: ids[1]! };
}

test.each([
  [[], null],
  [[null, null], null],
  [["CD"], "CD"],
  [["CD", "CD"], "2×CD"],
  [["CD", "DVD-Video", "CD"], "2×CD + DVD-Video"],
  [[null, "CD"], "CD"],
])("media %j are a %j", (formats, text) => {
  expect(formatText(formats.map((format) => ({ format })))).toBe(text);
});

test("releases come oldest first, by country on one day, and those without a date last", async () => {
  const { db, albumId } = await shelf();
  const all: [string, string | null, string | null][] = [
    ["unknown", null, null],
    ["later", "1985", "US"],
    ["british", "1973-03-24", "GB"],
    ["american", "1973-03-24", "AU"],
    ["that year", "1973", null],
  ];
  for (const [title, releasedOn, country] of all) {
    saveRelease(db, albumId, releaseFacts(title, { releasedOn, country }), 1);
  }
  const titles = listReleases(db, albumId).map((release) => release.title);
  expect(titles).toEqual(["that year", "american", "british", "later", "unknown"]);
});

describe("saving a release", () => {
  test("says whether it was new, changed, or as before", async () => {
    const { db, albumId } = await shelf();
    const facts = releaseFacts("r", { media: [mediumFacts(1, [trackFacts(1, "song")])] });
    expect(saveRelease(db, albumId, facts, 1)).toEqual({ id: 1, change: "created" });
    expect(saveRelease(db, albumId, facts, 2)).toEqual({ id: 1, change: "unchanged" });
    expect(getRelease(db, 1)).toMatchObject({ createdAt: 1, updatedAt: 1, trackCount: 1, format: "CD" });
    expect(saveRelease(db, albumId, { ...facts, country: "GB" }, 3)).toEqual({ id: 1, change: "updated" });
    expect(getRelease(db, 1)).toMatchObject({ createdAt: 1, updatedAt: 3, country: "GB" });
  });

  test("keeps what it knows of the cover, the barcode and the number of tracks when they are silent", async () => {
    const { db, albumId } = await shelf();
    const media = [mediumFacts(1, [trackFacts(1, "song")])];
    saveRelease(db, albumId, releaseFacts("r", { hasFrontCover: false, barcode: "", media }), 1);
    saveRelease(db, albumId, releaseFacts("r"), 2);
    expect(getRelease(db, 1)).toMatchObject({
      hasFrontCover: false,
      barcode: "",
      trackCount: 1,
      updatedAt: 1,
    });
    expect(listMedia(db, 1)).toHaveLength(1);
    expect(listReleaseTracks(db, 1)).toHaveLength(1);
  });
});

describe("a recording", () => {
  test("on releases of two albums is one track, of the album that was saved first", async () => {
    const { db, albumId, otherId } = await shelf();
    const media = [mediumFacts(1, [trackFacts(1, "song")])];
    saveRelease(db, albumId, releaseFacts("r1", { media }), 1);
    saveRelease(db, otherId, releaseFacts("r2", { media }), 1);
    expect(rows(db, "SELECT album_id AS album FROM tracks")).toEqual([{ album: albumId }]);
    expect(column(db, "SELECT track_id FROM release_tracks")).toEqual([1, 1]);
  });

  test("twice on one medium is one track in two places", async () => {
    const { db, albumId } = await shelf();
    const tracks = [trackFacts(1, "song"), trackFacts(2, "song", { title: "song (reprise)" })];
    saveRelease(db, albumId, releaseFacts("r", { media: [mediumFacts(1, tracks)] }), 1);
    expect(column(db, "SELECT count(*) FROM tracks")).toEqual([1]);
    const titles = listReleaseTracks(db, 1).map(({ trackId, title }) => `${trackId} ${title}`);
    expect(titles).toEqual(["1 song", "1 song (reprise)"]);
  });

  test("has the length of its place until they say its own, which then stays", async () => {
    const { db, albumId } = await shelf();
    const save = (mbid: string, own: number | null, placed: number): void => {
      const track = trackFacts(1, "song", { lengthMs: placed, recording: { lengthMs: own } });
      saveRelease(db, albumId, releaseFacts(mbid, { media: [mediumFacts(1, [track])] }), 1);
    };
    save("r1", null, 5000);
    save("r2", null, 6000);
    expect(getTrack(db, 1)).toMatchObject({ lengthMs: 5000 });
    save("r3", 5500, 7000);
    save("r1", null, 5000);
    expect(getTrack(db, 1)).toMatchObject({ lengthMs: 5500 });
  });

  test("that shares an ISRC with another keeps it in its row; the name is the first one's", async () => {
    const { db, albumId } = await shelf();
    const tracks = ["one", "two"].map((song, at) =>
      trackFacts(at + 1, song, { recording: { isrcs: ["GB1"] } }),
    );
    saveRelease(db, albumId, releaseFacts("r", { media: [mediumFacts(1, tracks)] }), 1);
    expect(rows(db, "SELECT isrcs FROM tracks")).toEqual([{ isrcs: '["GB1"]' }, { isrcs: '["GB1"]' }]);
    expect(rows(db, "SELECT item_id AS id FROM identifiers WHERE kind = 'isrc'")).toEqual([{ id: 1 }]);
  });

  test("of several artists belongs to the first, and its credit is kept as printed", async () => {
    const { db, albumId } = await shelf();
    const of = credits(["Queen", " & "], ["David Bowie"]);
    const track = trackFacts(1, "Under Pressure", { recording: { credits: of }, credits: [] });
    saveRelease(db, albumId, releaseFacts("r", { media: [mediumFacts(1, [track])] }), 1);
    const artists = "SELECT name, artist_credit AS credit FROM tracks JOIN artists ON artists.id = artist_id";
    expect(rows(db, artists)).toEqual([{ name: "Queen", credit: "Queen & David Bowie" }]);
    expect(column(db, "SELECT name FROM artists ORDER BY id")).toEqual(["Somebody", "Queen", "David Bowie"]);
  });

  test("that nobody is credited with at all can't be saved, and the message names it", async () => {
    const { db, albumId } = await shelf();
    const track = trackFacts(1, "Orphan", { recording: { credits: [] }, credits: [] });
    const facts = releaseFacts("r", { credits: [], media: [mediumFacts(1, [track])] });
    expect(() => saveRelease(db, albumId, facts, 1)).toThrow('the recording "Orphan" (Orphan) has no artist');
  });
});
