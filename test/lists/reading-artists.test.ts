import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { parseColumnMap } from "../../src/lists/reading/column-map.ts";
import { faultOf, mbid, rows, wordsOf } from "./list-text.ts";

/** Lists of artists: what their columns hold tells them from lists of albums. */

const other = "5b11f4ce-a62d-471e-81fc-a69a8278c7da";
const low = { title: "Hey What", artist: "Low" };

describe("a list of artists is refused, and what was seen is named", () => {
  it.each<[string, string, string, string?]>([
    ["this program's own", rows("id,mbid,name,albums,tracks", `1,${other},Low,1,13`), "name, albums"],
    ["albums and plays, counted", rows("artist,albums,plays", "Low,1,100", "Wire,12,50"), "artist, albums"],
    ["a count with a sign", rows("Artist;# Albums", "Low;1", "Wire;"), "Artist, # Albums"],
    ["albums and tracks, counted", rows("Artist,Albums,Tracks", "Low,1,13"), "Artist, Albums"],
    ["a count by its name", rows("Name,Album Count", "Low,1"), "Name, Album Count"],
    ["by name", rows("Name,Albums", "Low,1", "Wire,2"), "Name, Albums"],
    ["with their MBIDs", rows("artist,mbid", `Low,${other}`, `Wire,${mbid}`), "artist, mbid"],
    ["followed at Spotify", rows("name,uri", "Low,spotify:artist:0aBcDeFgHiJkLmNoPqRsTu"), "name, uri"],
    ["their pages", rows("Artist,URL", `Low,https://musicbrainz.org/artist/${other}`), "Artist, URL"],
    ["JSON", `[{"mbid":"${other}","name":"Low","albums":1}]`, "name, albums", "list.json"],
    [
      "NDJSON",
      `{"artist":"Low","albums":1}\n{"artist":"Wire","albums":2,"note":"x"}\n`,
      "artist, albums",
      "list.ndjson",
    ],
  ])("%s", async (_, list, telling, name = "list.csv") => {
    const fault = await faultOf(list, { name });
    expect(fault).toBeInstanceOf(UserError);
    expect(fault.exitCode).toBe(2);
    expect(fault.message).toContain(`it looks like a list of artists (${telling}`);
    expect(fault.hint).toMatch(/^columns: .*importer artist .*--map/);
  });
});

describe("a list of albums that looks a bit like one is read", () => {
  it.each<[string, string, unknown[], string?]>([
    [
      "titles below `albums`",
      rows("artist,albums", "Low,Hey What", "Adele,21"),
      [low, { title: "21", artist: "Adele" }],
    ],
    [
      "years as titles",
      rows("artist,albums", "Taylor Swift,1989"),
      [{ title: "1989", artist: "Taylor Swift" }],
    ],
    ["numbers below `album`", rows("artist,album", "Adele,21"), [{ title: "21", artist: "Adele" }]],
    ["a count beside titles", rows("artist,title,albums", "Low,Hey What,3"), [low]],
    ["a count of tracks", rows("artist,album,tracks", "Low,Hey What,13"), [low]],
    ["a name with an MBID", rows("name,mbid", `Hey What,${mbid}`), [{ title: "Hey What", mbid }]],
    [
      "an artist with the MBID of a release",
      rows("artist,release mbid", `Low,${mbid}`),
      [{ artist: "Low", releaseMbid: mbid }],
    ],
    [
      "objects with a count",
      '[{"artist":"Low","title":"Hey What","albums":3},{"artist":"Low","title":"Hey What"}]',
      [low, low],
      "list.json",
    ],
  ])("%s", async (_, list, expected, name = "list.csv") => {
    expect(await wordsOf(list, { name })).toEqual(expected);
  });

  it("as --map says", async () => {
    const read = { map: parseColumnMap("artist=artist,mbid=mbid") };
    expect(await wordsOf(rows("artist,mbid", `Low,${mbid}`), read)).toEqual([{ artist: "Low", mbid }]);
    const counted = { map: parseColumnMap("artist=artist,title=albums") };
    expect(await wordsOf(rows("artist,albums", "Adele,21"), counted)).toEqual([
      { title: "21", artist: "Adele" },
    ]);
  });
});
