import { describe, expect, it } from "vitest";
import { faultOf, mbid, wordsOf } from "./list-text.ts";

/** JSON as the services nest it: the rows lie deep, and what they say is wrapped. */

const low = { title: "Hey What", artist: "Low" };
const dated = { ...low, year: 2021 };

describe("the rows of a document", () => {
  it.each<[string, unknown, unknown[]]>([
    [
      "Last.fm, plays page by page: when it was played is no date of the album",
      [
        {
          track: [
            {
              artist: { mbid: "", "#text": "Low" },
              album: { mbid, "#text": "Hey What" },
              name: "Days",
              date: { uts: "1", "#text": "06 Nov 2022, 10:11" },
            },
          ],
        },
        { track: [{ artist: { "#text": "Wire" }, album: { "#text": "" }, name: "Strange" }] },
      ],
      [{ ...low, releaseMbid: mbid }, "it names no album"],
    ],
    [
      "Last.fm, an album chart",
      { topalbums: { album: [{ artist: { name: "Low", mbid }, mbid: "", name: "Hey What" }], "@attr": {} } },
      [low],
    ],
    [
      "Spotify's own archive, playlists",
      {
        playlists: [
          {
            name: "Favs",
            items: [
              { track: { trackName: "Days", artistName: "Low", albumName: "Hey What" }, episode: null },
            ],
          },
          {
            name: "More",
            items: [{ track: { trackName: "Hey", artistName: "Low", albumName: "Hey What" } }],
          },
        ],
      },
      [low, low],
    ],
    [
      "Spotify's archive, the albums that were saved",
      {
        tracks: [{ artist: "Wire", album: "154", track: "x" }],
        albums: [{ artist: "Low", album: "Hey What" }],
        shows: [],
      },
      [low],
    ],
    [
      "a playlist from Spotify's web service",
      {
        name: "Favs",
        tracks: {
          items: [
            {
              track: {
                name: "Days",
                album: { name: "Hey What", artists: [{ name: "Low" }], release_date: "2021-09-10" },
              },
            },
          ],
        },
      },
      [dated],
    ],
    [
      "Tidal",
      {
        items: [
          {
            created: "2024",
            item: {
              title: "Hey What",
              releaseDate: "2021-09-10",
              upc: "098787140729",
              artist: { name: "Low" },
            },
          },
        ],
      },
      [{ ...dated, barcode: "098787140729" }],
    ],
    [
      "Qobuz",
      {
        albums: {
          total: 1,
          items: [
            {
              title: "Hey What",
              artist: { name: "Low" },
              upc: "0098787140729",
              release_date_original: "2021-09-10",
            },
          ],
        },
      },
      [{ ...dated, barcode: "0098787140729" }],
    ],
    [
      "Jellyfin",
      {
        Items: [
          {
            Name: "Hey What",
            ProductionYear: 2021,
            AlbumArtist: "Low",
            ImageTags: { Primary: "x" },
            ProviderIds: { MusicBrainzReleaseGroup: mbid, MusicBrainzAlbumArtist: "x" },
          },
        ],
      },
      [{ ...dated, groupMbid: mbid }],
    ],
    [
      "Navidrome, as Subsonic's clients see it",
      {
        "subsonic-response": {
          status: "ok",
          albumList2: { album: [{ name: "Hey What", artist: "Low", year: 2021 }] },
        },
      },
      [dated],
    ],
    [
      "Kodi",
      {
        jsonrpc: "2.0",
        result: { albums: [{ artist: ["Low"], title: "Hey What", year: 2021, musicbrainzalbumid: mbid }] },
      },
      [{ ...dated, releaseMbid: mbid }],
    ],
    [
      "albums below their artists",
      {
        artists: [
          { name: "Low", albums: [{ title: "Hey What", year: 2021 }, { title: "Drums and Guns" }] },
          { name: "Wire", albums: [{ title: "154" }] },
        ],
      },
      [dated, { title: "Drums and Guns", artist: "Low" }, { title: "154", artist: "Wire" }],
    ],
    [
      "a table in lists",
      [
        ["Artist", "Album", "Year"],
        ["Low", "Hey What", 2021],
        ["Wire", "154"],
      ],
      [dated, { title: "154", artist: "Wire" }],
    ],
    [
      "a table below a key",
      {
        range: "A1:B2",
        values: [
          ["Artist", "Album"],
          ["Low", "Hey What"],
        ],
      },
      [low],
    ],
    [
      "an album that is wrapped, and its artist in it",
      [{ added: "2024", album: { title: "Hey What", artist: { name: "Low" } } }],
      [low],
    ],
  ])("%s", async (_, document, expected) => {
    expect(await wordsOf(JSON.stringify(document), { name: "list.json" })).toEqual(expected);
  });

  it.each<[string, unknown, RegExp]>([
    [
      "songs of a playlist that don't say of which albums they are",
      { name: "Favs", tracks: [{ title: "Days", artist: "Low" }] },
      /list of tracks/,
    ],
    [
      "artists that are followed, with their pictures",
      {
        artists: {
          items: [
            {
              name: "Low",
              genres: ["slowcore"],
              images: [{ url: "https://example.org/a.jpg", height: 640 }],
            },
          ],
        },
      },
      /don't say which column has the album/,
    ],
    [
      "videos that were watched, and whose they are",
      [
        {
          title: "Watched Days",
          titleUrl: "https://x",
          subtitles: [{ name: "Low - Topic", url: "https://x" }],
        },
      ],
      /list of videos/,
    ],
    ["a dictionary", { Low: ["Hey What", "Drums and Guns"] }, /holds no list of objects/],
    ["lists without names", { data: [["Low", "Hey What"]] }, /holds no list of objects/],
    ["settings", { volume: 3, window: { size: [1, 2] } }, /holds no list of objects/],
  ])("%s are refused", async (_, document, message) => {
    expect((await faultOf(JSON.stringify(document), { name: "list.json" })).message).toMatch(message);
  });
});
