import { artworkStatuses } from "../../db/schema/music.ts";
import { lyricsStatuses } from "../../db/schema/releases.ts";
import type { IndexHits, ItemField, Kind, Test } from "../field.ts";
import {
  addedField,
  genreField,
  idField,
  length,
  listField,
  mbidField,
  number,
  ownerIdField,
  text,
  word,
} from "./common.ts";

const artistName = "(SELECT name FROM artists WHERE artists.id = tracks.artist_id)";
const credit = `coalesce(tracks.artist_credit, ${artistName})`;
const albumOf = (column: string): string =>
  `(SELECT ${column} FROM albums WHERE albums.id = tracks.album_id)`;

/** The artist it is filed under is called so, or its credit says so. */
export const trackArtistHolds = (test: Test): string =>
  `${test("tracks.artist_credit")} OR tracks.artist_id IN (SELECT id FROM artists WHERE ${test("artists.name")})`;

/** The index has tracks by their credits: the artist may be called otherwise. */
const byArtists = (candidates: IndexHits): string =>
  `SELECT id FROM tracks WHERE artist_id IN (${candidates("artist", "title")})`;
const trackArtistAmong = (candidates: IndexHits): string =>
  `${candidates("track", "names")} UNION ALL ${byArtists(candidates)}`;

const ofAlbums = (test: Test, column: string): string =>
  `SELECT tracks.id FROM albums CROSS JOIN tracks ON tracks.album_id = albums.id WHERE ${test(column)}`;

/** Where it stands on an edition: on the one that the user has, else on the first of its album. What its file says goes before. */
const placeOf = (column: string): string =>
  `(SELECT placed.${column} FROM release_tracks AS placed CROSS JOIN releases ON releases.id = placed.release_id
    WHERE placed.track_id = tracks.id
    ORDER BY releases.id = ${albumOf("owned_release_id")} DESC, releases.album_id = tracks.album_id DESC,
      releases.released_on IS NULL, releases.released_on, releases.id LIMIT 1)`;

const filesOf = "FROM files WHERE files.track_id = tracks.id";
const path: ItemField = {
  names: ["path"],
  type: "list",
  value: `(SELECT json_group_array(path ORDER BY path) ${filesOf})`,
  holds: (test) => `EXISTS (SELECT 1 ${filesOf} AND ${test("+path")})`,
  isUnknown: `NOT EXISTS (SELECT 1 ${filesOf})`,
};

/** `importer list tracks`. */
export const trackKind: Kind = {
  name: "tracks",
  table: "tracks",
  fields: [
    idField("tracks", "track"),
    mbidField("track"),
    text(["title"], "tracks.title", { among: (candidates) => candidates("track", "title") }),
    text(["artist", "artistCredit"], credit, {
      holds: trackArtistHolds,
      among: trackArtistAmong,
    }),
    {
      names: ["artists"],
      type: "credit",
      holds: trackArtistHolds,
      among: trackArtistAmong,
      value: `(SELECT json_array(json_object('id', artists.id, 'name', artists.name,
        'creditedAs', coalesce(tracks.artist_credit, artists.name), 'joinPhrase', ''))
        FROM artists WHERE artists.id = tracks.artist_id)`,
      isUnknown: "false",
    },
    ownerIdField("tracks", "artist"),
    ownerIdField("tracks", "album"),
    text(["album"], albumOf("title"), {
      ids: (test) => ofAlbums(test, "albums.title"),
      among: (candidates) => `SELECT id FROM tracks WHERE album_id IN (${candidates("album", "title")})`,
    }),
    number(["year", "releaseYear"], albumOf("release_year"), {
      ids: (test) => ofAlbums(test, "albums.release_year"),
    }),
    length("tracks.length_ms"),
    number(["lengthMs"], "tracks.length_ms"),
    number(["disc"], `coalesce(tracks.disc, iif(tracks.number IS NULL, ${placeOf("medium")}, NULL))`),
    text(["number"], `coalesce(tracks.number, ${placeOf("number")})`),
    genreField(
      "((item_type = 'album' AND item_id = tracks.album_id) OR (item_type = 'track' AND item_id = tracks.id))",
      (categories) =>
        `SELECT tracks.id FROM item_categories CROSS JOIN tracks ON album_id = item_id
           WHERE item_type = 'album' AND category_id IN (${categories})
         UNION ALL SELECT item_id FROM item_categories WHERE item_type = 'track' AND category_id IN (${categories})`,
    ),
    listField(["isrc", "isrcs"], "tracks.isrcs"),
    word(["lyrics", "lyricsStatus"], "tracks.lyrics_status", lyricsStatuses),
    word(["cover", "artworkStatus"], "tracks.artwork_status", artworkStatuses),
    word(["video"], "iif(tracks.is_video, 'yes', 'no')", ["yes", "no"]),
    path,
    number(["files"], `(SELECT count(*) ${filesOf})`),
    text(["note", "disambiguation"], "tracks.disambiguation"),
    addedField("tracks"),
  ],
  anywhere: {
    holds: (test) => `${test("tracks.title")} OR ${trackArtistHolds(test)}`,
    among: (candidates) => `${candidates("track", "title names")} UNION ALL ${byArtists(candidates)}`,
  },
  order: "tracks.id",
  index: "",
  columns: ["id", "mbid", "title", "artists", "albumId", "album", "lengthMs"],
};
