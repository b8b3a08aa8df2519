import { describe, expect, it } from "vitest";
import { faultOf, mbid, rows, wordsOf } from "./list-text.ts";

/** What programs and shops export, with the headers that they have. */

const low = { title: "Hey What", artist: "Low" };
const dated = { ...low, year: 2021 };

describe("a list as a program exports it", () => {
  it.each<[string, string | Buffer, unknown[], string?]>([
    [
      "iTunes, old line ends",
      Buffer.from("\ufeffName\tArtist\tAlbum\tTime\tYear\rDays\tLow\tHey What\t210\t2021\r", "utf16le"),
      [{ ...low, editionYear: 2021 }],
      "Music.txt",
    ],
    ["MusicBee", rows("<Album>;<Album Artist>;<Year>", "Hey What;Low;2021"), [dated]],
    [
      "mp3tag",
      rows("Title;Artist;Album;Track;Year;Path;", "Days;Low;Hey What;1;2021;C:\\;"),
      [{ ...low, editionYear: 2021 }],
    ],
    ["Plex", rows("Artist,Album Title,Year,Rating Key", "Low,Hey What,2021,123"), [dated]],
    [
      "Plex, its tracks",
      rows(
        "grandparentTitle,parentTitle,title,index,parentYear",
        "Low,Hey What,Days,1,2021",
        "Low,Hey What,More,2,2021",
      ),
      [
        { ...low, editionYear: 2021 },
        { ...low, editionYear: 2021 },
      ],
    ],
    [
      "Plex, its albums",
      JSON.stringify({
        MediaContainer: { Metadata: [{ type: "album", parentTitle: "Low", title: "Hey What", year: 2021 }] },
      }),
      [dated],
      "albums.json",
    ],
    [
      "Tautulli, all that was played",
      rows(
        "date,media_type,title,parent_title,grandparent_title",
        "1577872800,track,Days,Hey What,Low",
        "1577872801,episode,Pilot,Season 1,Lost",
        "1577872802,movie,Heat,,",
      ),
      [low, 'it is of the kind "episode", and no album', 'it is of the kind "movie", and no album'],
    ],
    [
      "Roon",
      rows("Album Artist,Album Title,Disc#,Track#,Title,Track Artist(s)", "Low,Hey What,1,1,Days,Low"),
      [low],
    ],
    [
      "CLZ",
      rows("Artist,Title,Format,UPC (Barcode),Release Year", "Low,Hey What,CD,098787140729,2021"),
      [{ ...dated, barcode: "098787140729" }],
    ],
    [
      "MusicBuddy, whose barcodes lost a zero",
      rows("Title,Artist,Release Year,UPC/EAN13", "Hey What,Low,2021,98787140729"),
      [{ ...dated, barcode: "098787140729" }],
    ],
    [
      "Deezer",
      '{"data":[{"title":"Hey What","release_date":"2021-09-10","artist":{"name":"Low"}}]}',
      [dated],
      "list.json",
    ],
    [
      "TIDAL",
      rows("Album Name,Artist,Type,Release Date,Tidal - id", "Hey What,Low,album,2021-09-10,123"),
      [dated],
    ],
    [
      "YouTube Music",
      rows("Song URL,Song Title,Album Title,Artist Name 1,Artist Name 2", "https://x,Days,Hey What,Low,"),
      [low],
    ],
    [
      "YouTube Music in German",
      rows("Song-URL,Songtitel,Albumtitel,Künstlernamen", "https://x,Days,Hey What,Low"),
      [low],
    ],
    ["Amazon Music", rows("ASIN,Title,Artist Name,Album Name", "B00,Days,Low,Hey What"), [low]],
    ["Qobuz", rows("Album,Artist(s),Label,Release date", "Hey What,Low,Sub Pop,2021"), [dated]],
    [
      "Bandcamp's sales, of which a cell is called like a column",
      rows("date,item name,artist,item type", "2021-01-01,Hey What,Low,album"),
      [dated],
    ],
    [
      "Album of the Year",
      rows("Rank,Artist,Album,Release Date,User Score", '1,Low,Hey What,"Sep 10, 2021",80'),
      [dated],
    ],
    ["a table of Markdown", "| Artist | Album |\n| --- | :-: |\n| Low | Hey What |\n", [low], "list.md"],
    [
      "ListenBrainz, listens",
      `{"listened_at":1,"track_metadata":{"artist_name":"Low","track_name":"Days","release_name":"Hey What","additional_info":{"release_mbid":"${mbid}"}}}\n`,
      [{ ...low, releaseMbid: mbid }],
      "list.jsonl",
    ],
    [
      "ListenBrainz, songs that somebody loves",
      '{"score":1,"track_metadata":{"artist_name":"Low","track_name":"Days","release_name":"Hey What"}}\n',
      [low],
      "list.jsonl",
    ],
    [
      "Lidarr",
      `[{"title":"Hey What","foreignAlbumId":"${mbid}","artist":{"artistName":"Low"},"releaseDate":"2021-09-10T00:00:00Z"}]`,
      [{ ...dated, groupMbid: mbid }],
      "list.json",
    ],
  ])("%s", async (_, list, expected, name) => {
    expect(await wordsOf(list, name === undefined ? {} : { name })).toEqual(expected);
  });

  it.each<[string, string, RegExp]>([
    [
      "Shazam",
      rows("Index,TagTime,Title,Artist,URL,TrackKey", "1,2020,Days,Low,https://x,1"),
      /list of tracks/,
    ],
    ["a DJ's", rows("Title,Artist,BPM,Key", "Days,Low,90,Am"), /list of tracks/],
    ["StoryGraph", rows("Title,Authors,ISBN/UID,Read Status", "Dune,Herbert,1,read"), /list of books/],
    ["LibraryThing", "Book Id\tTitle\tPrimary Author\n1\tDune\tHerbert\n", /list of books/],
    [
      "YouTube's playlist",
      rows("Video ID,Playlist Video Creation Timestamp", "abcdefghijk,2020-01-01"),
      /list of videos \(Video ID\)/,
    ],
    [
      "sales without a name of what was sold",
      rows("date,artist,kind", "2021-01-01,Low,album"),
      /don't say which column/,
    ],
  ])("%s is refused, with what was seen", async (_, list, message) => {
    const { message: said, hint = "" } = await faultOf(list);
    expect(said).toMatch(message);
    expect(hint).toMatch(/^columns: /);
  });
});
