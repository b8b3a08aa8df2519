import { expect, it } from "vitest";
import { fewAlbums } from "./shelf.ts";

/** What other programs were promised: these columns, in this order. A change needs a view of a new name beside them. */
const promised = {
  album_overview_v1: "id mbid title artist year released type genres releases tracks",
  track_overview_v1: "id mbid title artist album_id album year length_ms isrcs lyrics files",
};

it("views keep their columns, and say what the lists say", async () => {
  const { $client } = await fewAlbums();
  for (const [view, columns] of Object.entries(promised)) {
    expect(
      $client
        .prepare(`SELECT * FROM ${view}`)
        .columns()
        .map(({ name }) => name)
        .join(" "),
    ).toBe(columns);
  }
  expect($client.prepare("SELECT * FROM album_overview_v1 WHERE artist LIKE '%Plant%'").all()).toEqual([
    {
      id: 4,
      mbid: "group of Raising Sand 1",
      title: "Raising Sand",
      artist: "Robert Plant & Alison Krauss",
      year: 2007,
      released: "2007-10-23",
      type: "Album",
      genres: '["folk"]',
      releases: 1,
      tracks: 1,
    },
  ]);
  expect($client.prepare("SELECT * FROM track_overview_v1 WHERE title = 'Polly'").all()).toMatchObject([
    {
      artist: "Robert Plant & Alison Krauss",
      album: "Raising Sand",
      year: 2007,
      length_ms: 1000,
      isrcs: "[]",
      files: 0,
    },
  ]);
});
