import { describe, expect, it } from "vitest";
import type { ListOptions } from "../../src/lists/reading/read-list.ts";
import { mbid, read, rows, wordsOf } from "./list-text.ts";

/** Lists as their programs write them, with what is odd in each. */

const exportifyHead =
  '"Track URI","Track Name","Artist URI(s)","Artist Name(s)","Album URI","Album Name","Album Artist URI(s)","Album Artist Name(s)","Album Release Date","Album Image URL","Disc Number","Track Number","Track Duration (ms)","Explicit","Popularity","ISRC","Added By","Added At"';

describe("a list of tracks becomes its albums", () => {
  const of = (title: string, artist: string, year?: number): unknown => ({
    title,
    artist,
    ...(year !== undefined && { editionYear: year }),
  });
  it.each<[string, string, unknown[], Partial<ListOptions>?]>([
    [
      "Exportify: by the album's address, commas in names",
      rows(
        exportifyHead,
        '"spotify:track:1","Time","spotify:artist:1","Pink Floyd","spotify:album:1","The Dark Side of the Moon","spotify:artist:1","Pink Floyd","1973-03-01","","1","4","1","false","1","GB1","",""',
        '"spotify:track:2","Money","spotify:artist:1","Pink Floyd","spotify:album:1","The Dark Side of the Moon","spotify:artist:1","Pink Floyd","1973-03-01","","1","6","1","false","1","GB2","",""',
        '"spotify:track:3","See You Again","x","Tyler\\, The Creator,Kali Uchis","spotify:album:2","Flower Boy","x","Tyler\\, The Creator","2017-07-21","","1","6","1","false","1","GB2","",""',
        '"spotify:local:a:b:c:1","c","","a","spotify:local:x","","","a","","","","","","","","","",""',
      ),
      [
        of("The Dark Side of the Moon", "Pink Floyd", 1973),
        of("The Dark Side of the Moon", "Pink Floyd", 1973),
        of("Flower Boy", "Tyler, The Creator", 2017),
        "it names no album",
      ],
    ],
    [
      "Exportify's newer form: only the tracks' artists are told",
      rows(
        "Track URI,Track Name,Album Name,Artist Name(s),Release Date,Duration (ms)",
        ...["Blondie", "Devo", "Wire"].map((artist, at) => `u${at},song,Punk Hits,${artist},2001-02-03,1`),
        "u4,Alison,My Aim Is True,Elvis Costello;The Attractions,1977-07-22,1",
        "u5,Less Than Zero,My Aim Is True,Elvis Costello,1977-07-22,1",
      ),
      [
        ...Array.from({ length: 3 }, () => of("Punk Hits", "Various Artists", 2001)),
        of("My Aim Is True", "Elvis Costello", 1977),
        of("My Aim Is True", "Elvis Costello", 1977),
      ],
    ],
    [
      "an album's address is one album, whoever its tracks are by",
      rows(
        "Track Name,Album URI,Album Name,Artist Name(s)",
        ...["Blondie", "Devo", "Wire"].map((artist) => `song,spotify:album:1,Punk Hits,${artist}`),
        "song,spotify:album:2,Punk Hits,Blondie",
      ),
      [...Array.from({ length: 3 }, () => of("Punk Hits", "Various Artists")), of("Punk Hits", "Blondie")],
    ],
    [
      "an album's name with its artist is one album, wherever its day stands",
      rows(
        "Track Name,Album Name,Album Artist Name(s),Album Release Date",
        "Time,Animals,Pink Floyd,1977-01-23",
        "Dogs,Animals,Pink Floyd,",
        "Us,Animals,Muse,2012",
      ),
      [of("Animals", "Pink Floyd", 1977), of("Animals", "Pink Floyd", 1977), of("Animals", "Muse", 2012)],
    ],
    [
      "its header in Spanish",
      rows(
        '"URI de la canción","Nombre de la canción","URI(s) del artista","Nombre(s) del artista","URI del álbum","Nombre del álbum","URI(s) del artista del álbum","Nombre(s) del artista del álbum","Fecha de lanzamiento del álbum"',
        '"t","Ojos","a","Soda Stereo","spotify:album:9","Canción Animal","a","Soda Stereo","1990-08-07"',
      ),
      [of("Canción Animal", "Soda Stereo", 1990)],
    ],
    [
      "Last.fm: plays, albums without a name, MBIDs of releases",
      rows(
        "uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid",
        `"1","1 Jan 2020","Pink Floyd","${mbid}","Animals","b84ee12a-09ef-421b-82de-0441a926375b","Dogs",""`,
        '"2","1 Jan 2020","Pink Floyd","","","","Dogs",""',
        '"3","1 Jan 2020","Wire","","Pink Flag","","Strange",""',
      ),
      [
        { title: "Animals", artist: "Pink Floyd", releaseMbid: "b84ee12a-09ef-421b-82de-0441a926375b" },
        "it names no album",
        of("Pink Flag", "Wire"),
      ],
    ],
    [
      "Soundiiz: the title is the track's where there is an album",
      rows("Title,Artist,Album,ISRC", "Dogs,Pink Floyd,Animals,GB1"),
      [of("Animals", "Pink Floyd")],
    ],
    [
      "Spotify's history: plays, podcasts",
      JSON.stringify([
        {
          master_metadata_track_name: "Dogs",
          master_metadata_album_artist_name: "Pink Floyd",
          master_metadata_album_album_name: "Animals",
          spotify_track_uri: "spotify:track:1",
        },
        {
          master_metadata_track_name: null,
          master_metadata_album_artist_name: null,
          master_metadata_album_album_name: null,
          episode_name: "A podcast",
        },
      ]),
      [of("Animals", "Pink Floyd"), "it names no album"],
      { name: "Streaming_History_Audio.json" },
    ],
    [
      "Apple Music's text: the name is the track's",
      "Name\tArtist\tComposer\tAlbum\tGrouping\tYear\rDogs\tPink Floyd\tWaters\tAnimals\t\t1977\r",
      [of("Animals", "Pink Floyd", 1977)],
      { name: "Library.txt" },
    ],
  ])("%s", async (_, list, expected, options) => {
    expect(await wordsOf(list, options)).toEqual(expected);
  });
});

describe("JSON", () => {
  it.each<[string, unknown, unknown[]]>([
    [
      "a MusicBrainz collection of releases",
      {
        id: mbid,
        releases: [
          {
            id: mbid,
            title: "Desire",
            date: "1976",
            barcode: "",
            "artist-credit": [{ name: "Bob", joinphrase: " & " }, { name: "Co" }],
          },
        ],
      },
      [{ title: "Desire", artist: "Bob & Co", releaseMbid: mbid }],
    ],
    [
      "a MusicBrainz collection of release groups",
      {
        "release-groups": [
          {
            id: mbid,
            title: "Desire",
            "first-release-date": "1976-01-05",
            "artist-credit": [{ name: "Bob" }],
          },
        ],
      },
      [{ title: "Desire", artist: "Bob", year: 1976, groupMbid: mbid }],
    ],
    [
      "Discogs' own",
      {
        releases: [
          { id: 77, basic_information: { title: "Desire", year: 1988, artists: [{ name: "Bob (3)" }] } },
        ],
      },
      [{ title: "Desire", artist: "Bob", editionYear: 1988, ref: "discogs:release:77" }],
    ],
    [
      "objects of one's own",
      [{ artistName: "Bob", albumTitle: "Desire", year: 1976 }],
      [{ title: "Desire", artist: "Bob", year: 1976 }],
    ],
  ])("%s", async (_, document, expected) => {
    expect(await wordsOf(JSON.stringify(document), { name: "list.json" })).toEqual(expected);
  });

  it("an object a line, with its line", async () => {
    const list = '{"artist":"Bob","title":"Desire"}\n\n{"artist":"Wire","title":"Pink Flag","year":1977}\n';
    const entries = await read(list, { name: "list.ndjson" });
    expect(entries.map(({ line, words }) => [line, words])).toEqual([
      [1, { title: "Desire", artist: "Bob" }],
      [3, { title: "Pink Flag", artist: "Wire", year: 1977 }],
    ]);
  });
});
