import { expect, test } from "vitest";
import type { LyricsBaseRecord } from "../../src/demo/lrclib/server.ts";
import { lrclibLyrics } from "../../src/enrichment/lyrics-sources/lrclib.ts";
import type { FoundLyrics } from "../../src/enrichment/lyrics/lyrics.ts";
import { HttpError, RejectedError } from "../../src/errors.ts";
import type { TrackToEnrich } from "../../src/library/enrichment/work-list.ts";
import { inTurn } from "../helpers/faults.ts";
import { lrclibOverloaded, lrclibStandIn, lyricsRecord } from "../helpers/lrclib.ts";
import { askedOf, lrclibClient } from "../sources/lrclib-client.ts";
import { plain, synced, trackToEnrich } from "./tracks.ts";

const never = new AbortController().signal;

/** Asks a stand-in that has these records, through a real client. */
async function asking(catalogue: LyricsBaseRecord[]) {
  const server = await lrclibStandIn(catalogue);
  const { lrclib } = await lrclibClient(server);
  const source = lrclibLyrics(lrclib);
  return {
    server,
    asked: () => askedOf(server),
    find: (track: TrackToEnrich): Promise<FoundLyrics | undefined> => source.findLyrics(track, never),
  };
}

/** How many requests it took, and which record was trusted. */
async function outcomeOf(catalogue: LyricsBaseRecord[], track: TrackToEnrich) {
  const { server, find } = await asking(catalogue);
  const found = await find(track);
  return { requests: server.requests.length, id: found?.sourceId };
}

test("the ordinary case is one request, with album and whole seconds", async () => {
  const { find, asked } = await asking([lyricsRecord()]);
  expect(await find(trackToEnrich())).toEqual({ plain, synced, instrumental: false, sourceId: "1" });
  expect(asked()).toEqual([
    "get track_name=Example Song artist_name=Example Band album_name=Example Album duration=233",
  ]);
});

test("another album's name costs a second request", async () => {
  const { find, asked } = await asking([lyricsRecord({ albumName: "Example Album (Deluxe)" })]);
  expect(await find(trackToEnrich())).toMatchObject({ sourceId: "1" });
  expect(asked().slice(1)).toEqual(["get track_name=Example Song artist_name=Example Band duration=233"]);
});

test("another pressing's length costs a third, and the nearest is taken", async () => {
  const records = [
    lyricsRecord({ id: 1, duration: 238 }),
    lyricsRecord({ id: 2, duration: 237 }),
    lyricsRecord({ id: 3, duration: 300 }),
  ];
  const { find, asked } = await asking(records);
  expect(await find(trackToEnrich())).toMatchObject({ sourceId: "2" });
  expect(asked()).toHaveLength(3);
  expect(asked().at(-1)).toBe("search track_name=Example Song artist_name=Example Band");
});

test("guests and versions cost a fourth, and nothing costs more", async () => {
  const { find, asked } = await asking([lyricsRecord()]);
  const track = trackToEnrich({
    title: "Example Song (Remastered 2011)",
    artist: "Example Band feat. Somebody",
  });
  expect(await find(track)).toMatchObject({ sourceId: "1" });
  expect(asked()).toEqual([
    "get track_name=Example Song (Remastered 2011) artist_name=Example Band feat. Somebody album_name=Example Album duration=233",
    "get track_name=Example Song (Remastered 2011) artist_name=Example Band feat. Somebody duration=233",
    "search track_name=Example Song (Remastered 2011) artist_name=Example Band feat. Somebody",
    "search track_name=Example Song artist_name=Example Band",
  ]);
});

test("nobody has them: three requests, or four where there is a wider question", async () => {
  expect(await outcomeOf([], trackToEnrich())).toEqual({ requests: 3, id: undefined });
  expect(await outcomeOf([], trackToEnrich({ title: "Example Song - Live" }))).toEqual({
    requests: 4,
    id: undefined,
  });
  expect(await outcomeOf([], trackToEnrich({ album: null, albumId: null }))).toEqual({
    requests: 2,
    id: undefined,
  });
});

test.each([
  ["unknown", null],
  ["none", 0],
  ["under a second", 400],
  ["over an hour", 3_600_600],
])("a length that is %s is not sent", async (_, lengthMs) => {
  const { find, asked } = await asking([lyricsRecord({ duration: (lengthMs ?? 0) > 400 ? 3601 : 233 })]);
  const found = await find(trackToEnrich({ lengthMs }));
  expect(asked()[0]).toBe("get track_name=Example Song artist_name=Example Band album_name=Example Album");
  expect(found?.sourceId).toBe(lengthMs === 400 ? undefined : "1"); // 0.4 s is known, and not 233
});

test.each([
  [500, 1],
  [3_600_499, 3600],
  [233_499, 233],
  [233_500, 234],
])("%i ms are asked for as %i s", async (lengthMs, seconds) => {
  const { find, asked } = await asking([]);
  await find(trackToEnrich({ lengthMs }));
  expect(asked()[0]).toContain(`duration=${seconds}`);
});

test.each([
  ["plain only", { syncedLyrics: null }, { plain, synced: null, instrumental: false }],
  ["synced only", { plainLyrics: null }, { plain, synced, instrumental: false }],
  [
    "instrumental",
    { plainLyrics: null, syncedLyrics: null, instrumental: true },
    { plain: null, synced: null, instrumental: true },
  ],
])("a record that is %s is an answer", async (_, facts, expected) => {
  const { find, server } = await asking([lyricsRecord(facts)]);
  expect(await find(trackToEnrich())).toEqual({ ...expected, sourceId: "1" });
  expect(server.requests).toHaveLength(1);
});

test("a record with nothing in it is none; another may have them", async () => {
  const empty = lyricsRecord({ plainLyrics: null, syncedLyrics: null });
  const other = lyricsRecord({ id: 2, albumName: "A Collection", duration: 236 });
  expect(await outcomeOf([empty], trackToEnrich())).toEqual({ requests: 3, id: undefined });
  expect(await outcomeOf([empty, other], trackToEnrich())).toEqual({ requests: 3, id: "2" });
});

test("stamps after the end of the track: the words are kept, the times are not", async () => {
  const late = "[00:10.00] line one\n[09:00.00] line two";
  const { find } = await asking([lyricsRecord({ syncedLyrics: late })]);
  expect(await find(trackToEnrich())).toMatchObject({ plain, synced: null });
});

test.each([
  ["by somebody else", { artistName: "Another Band" }],
  ["of quite another length", { duration: 300 }],
  ["an instrumental of it", { trackName: "Example Song (Instrumental)", duration: 240 }],
  ["with more words in its title", { trackName: "Example Song of Something", duration: 240 }],
])("a song of the same title %s is not trusted", async (_, facts) => {
  expect((await outcomeOf([lyricsRecord(facts)], trackToEnrich())).id).toBeUndefined();
});

test("what their folding takes for the same, and ours does not, is not trusted", async () => {
  const record = lyricsRecord({ trackName: "Song?", artistName: "A$B" });
  expect(await outcomeOf([record], trackToEnrich({ title: "Song?", artist: "A B" }))).toEqual({
    requests: 3,
    id: undefined,
  });
});

test.each([
  ["a true hyphen", { title: "Hip‐Hop" }, { trackName: "Hip-Hop" }, 1],
  ["a curly apostrophe", { title: "Don’t" }, { trackName: "Don't" }, 1],
  ["another apostrophe", { title: "Donʼt" }, { trackName: "Dont" }, 1],
  ["curly quotes", { title: "“Heroes”" }, { trackName: '"Heroes"' }, 1],
  ["three dots in one", { title: "Wait… Wait" }, { trackName: "Wait... Wait" }, 1],
  ["brackets", { title: "(First) Song [Two]" }, { trackName: "First Song Two" }, 1],
  ["accents", { artist: "Beyoncé" }, { artistName: "Beyonce" }, 1],
  ["a × for an x", { artist: "A × B" }, { artistName: "A x B" }, 1],
  ["a × for a ×", { artist: "A × B" }, { artistName: "A × B" }, 4],
  ["a × in the title", { title: "A × B" }, { trackName: "A × B" }, 4],
])("%s in the name costs no more than it must", async (_, facts, filed, requests) => {
  expect(await outcomeOf([lyricsRecord(filed)], trackToEnrich(facts))).toEqual({ requests, id: "1" });
});

test.each([["+"], ["???"], [""], ["word ".repeat(200)]])(
  "a title like «%.9s» is not asked for",
  async (title) => {
    expect(await outcomeOf([lyricsRecord({ trackName: title })], trackToEnrich({ title }))).toEqual({
      requests: 0,
      id: undefined,
    });
  },
);

test("a fault ends the asking; the next try goes on where it was", async () => {
  const { find, server, asked } = await asking([lyricsRecord({ duration: 236 })]);
  server.setFault(inTurn(undefined, lrclibOverloaded));
  const track = trackToEnrich();
  await expect(find(track)).rejects.toBeInstanceOf(HttpError);
  expect(await find(track)).toMatchObject({ sourceId: "1" });
  expect(asked().map((line) => line.replace(/ track_name.*Band/, ""))).toEqual([
    "get album_name=Example Album duration=233",
    "get duration=233",
    "get duration=233",
    "search",
  ]);
  await find(track); // from the start: that was another question
  expect(asked()).toHaveLength(7);
});

test("a wrong address is a refusal, not an absence", async () => {
  const server = await lrclibStandIn([lyricsRecord()]);
  const { lrclib } = await lrclibClient({ url: `${server.url}/v2` });
  await expect(lrclibLyrics(lrclib).findLyrics(trackToEnrich(), never)).rejects.toBeInstanceOf(RejectedError);
  expect(server.requests).toHaveLength(1);
});
