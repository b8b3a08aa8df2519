import { files } from "../../db/schema/files.ts";
import type { ItemField, Kind, Test } from "../field.ts";
import { idField, number, ownerIdField, text, word } from "./common.ts";
import { trackArtistHolds, trackKind } from "./tracks.ts";

/** What stands in the track that the file is of. */
const ofTrack = (expression: string): string =>
  `(SELECT ${expression} FROM tracks WHERE tracks.id = files.track_id)`;
const trackHolds = (condition: string): string =>
  `EXISTS (SELECT 1 FROM tracks WHERE tracks.id = files.track_id AND (${condition}))`;

const ofTracks = (trackIds: string): string => `SELECT id FROM files WHERE track_id IN (${trackIds})`;

/** The same field of the track. */
function fromTrack(name: string): ItemField {
  const field = trackKind.fields.find(({ names }) => names[0] === name)!;
  const { names, type, value, holds = (test: Test) => test(value), words, ids, isIdOf, among, sort } = field;
  const { isUnknown = `coalesce(${value}, '') = ''` } = field;
  return {
    names,
    type,
    value: ofTrack(value),
    holds: (test) => trackHolds(holds(test)),
    isUnknown: `NOT ${trackHolds(`NOT (${isUnknown})`)}`,
    ...(words && { words }),
    ...(isIdOf && { isIdOf }),
    ...(sort !== undefined && { sort: ofTrack(sort) }),
    ...(ids && { ids: (test) => ofTracks(ids(test)) }),
    ...(among && { among: (candidates) => ofTracks(among(candidates)) }),
  };
}

/** The file that came before it for the same track: this one is a second copy. */
const first = `(SELECT path FROM files AS first WHERE first.track_id = files.track_id AND first.id < files.id
  AND first.state <> 'missing' ORDER BY first.id LIMIT 1)`;

const time = (names: ItemField["names"], value: string): ItemField => ({ names, type: "time", value });

/** `importer list files`: audio files that were scanned, and what they are. */
export const fileKind: Kind = {
  name: "files",
  table: "files",
  fields: [
    idField("files"),
    fromTrack("mbid"),
    text(["path"], "files.path", { sort: "files.path", index: "files_path" }),
    word(["state"], "files.state", files.state.enumValues),
    ownerIdField("files", "track"),
    ...["title", "artist", "artists", "albumId", "album", "year", "length", "lengthMs"].map(fromTrack),
    ...["disc", "number", "genre", "isrc", "lyrics"].map(fromTrack),
    number(["size", "sizeBytes"], "files.size_bytes"),
    text(["error"], "files.error"),
    text(["duplicate", "duplicateOf"], first),
    word(["told", "toldBy"], "files.told_by", files.toldBy.enumValues),
    text(["sound", "audioHash"], "files.audio_hash", {
      ids: (test) => `SELECT id FROM files WHERE audio_hash IS NOT NULL AND ${test("audio_hash")}`,
    }),
    time(["modified", "mtimeMs"], "files.mtime_ms"),
    time(["missing", "missingSince"], "files.missing_since"),
    time(["scanned", "scannedAt"], "files.scanned_at"),
  ],
  anywhere: {
    holds: (test) =>
      `${test("files.path")} OR ${trackHolds(`${test("tracks.title")} OR ${trackArtistHolds(test)}`)}`,
  },
  order: "files.path",
  index: "files_path",
  columns: [
    "id",
    "mbid",
    "path",
    "state",
    "trackId",
    "title",
    "artists",
    "albumId",
    "album",
    "lengthMs",
    "sizeBytes",
    "error",
    "duplicateOf",
    "scannedAt",
  ],
};
