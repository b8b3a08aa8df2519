import { expect, test } from "vitest";
import type { LyricsBaseRecord } from "../../../src/demo/lrclib/server.ts";
import { lrclibStandIn, lyricsRecord } from "../../helpers/lrclib.ts";
import { agent } from "../../helpers/musicbrainz.ts";

const records = [
  lyricsRecord({
    id: 1,
    trackName: "Time",
    artistName: "Pink Floyd",
    albumName: "The Dark Side of the Moon",
  }),
  lyricsRecord({ id: 2, trackName: "Time (Live)", artistName: "Pink Floyd", albumName: "Pulse" }),
  lyricsRecord({
    id: 3,
    trackName: "Time After Time",
    artistName: "Cyndi Lauper",
    albumName: "She's So Unusual",
  }),
  lyricsRecord({ id: 4, trackName: "Comfortably Numb", artistName: "Pink Floyd", albumName: "The Wall" }),
  lyricsRecord({ id: 5, trackName: "サマーれげぇ!レインボー", artistName: "7人祭", albumName: "夏" }),
];

test.each([
  ["q=time", [1, 2, 3]],
  ["q=floyd+time", [1, 2]],
  ["q=Dark+moon+TIME", [1]],
  ["q=shes", [3]],
  ["q=tim", []],
  ["q=サマーれげぇ+レインボー", [5]],
  ["track_name=Time", [1, 2, 3]],
  ["track_name=time+after", [3]],
  ["track_name=after+time+time", []],
  ["track_name=Time&artist_name=Floyd,+Pink", [1, 2]],
  ["track_name=Time&artist_name=Pink+Floyd+Two", []],
  ["track_name=Time&artist_name=Pink+Floyd&album_name=dark+side", [1]],
  ["q=numb&track_name=Time", [4]],
  ["artist_name=Pink+Floyd", []],
  ["q=&track_name=!", []],
  ["", []],
])("search?%s finds %j", async (query, expected) => {
  expect((await search(records, query)).map(({ id }) => id)).toEqual(expected);
});

test("a hit is a whole record", async () => {
  const [hit] = await search([lyricsRecord()], "q=example");
  expect(hit).toEqual({ ...lyricsRecord(), name: "Example Song", lyricsfile: null });
});

test("there are twenty hits at most", async () => {
  const many = Array.from({ length: 25 }, (_, id) => lyricsRecord({ id }));
  expect(await search(many, "q=example")).toHaveLength(20);
});

async function search(catalogue: LyricsBaseRecord[], query: string): Promise<LyricsBaseRecord[]> {
  const response = await fetch(`${(await lrclibStandIn(catalogue)).url}/search?${query}`, { headers: agent });
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
  return (await response.json()) as LyricsBaseRecord[];
}
