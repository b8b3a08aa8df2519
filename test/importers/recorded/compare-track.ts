import type { Json } from "../../../src/demo/musicbrainz/documents.ts";
import { column, rows } from "../../helpers/importing.ts";
import { object, objects, orNull, printed, type Comparison } from "./comparison.ts";
import { rowOf } from "./compare-shared.ts";

const trackKeys = { compared: "id number position title length artist-credit recording", leftOut: "" };
const recordingKeys = {
  compared: "id title length video disambiguation isrcs artist-credit",
  leftOut: "aliases annotation first-release-date genres tags relations rating",
};

/** Every place on every medium, with the recording that sits there. */
export function compareTracks(comparison: Comparison, where: string, releaseId: number, media: Json[]): void {
  const said = media.flatMap((medium, at) =>
    tracksOn(medium).map(({ kind, track, position }) => {
      comparison.keys(`${where}, track`, track, trackKeys);
      const recording = object(track["recording"]);
      return {
        medium: medium["position"] ?? at + 1,
        position,
        kind,
        number: String(track["number"]),
        title: track["title"],
        length: track["length"] ?? recording["length"] ?? null,
        credit: orNull(printed(track["artist-credit"])),
        mbid: track["id"],
        recording: recording["id"],
      };
    }),
  );
  const saved = rows(
    comparison.db,
    `SELECT medium, position, release_tracks.kind, number, title, length_ms AS length, artist_credit AS credit,
       mbid, value AS recording
     FROM release_tracks JOIN identifiers ON item_id = track_id AND item_type = 'track'
       AND identifiers.kind = 'musicbrainz_recording'
     WHERE release_id = ? ORDER BY medium, position`,
    releaseId,
  );
  comparison.equal(`${where}, places`, said.length, saved.length);
  said.forEach((track, at) =>
    comparison.equal(`${where}, medium ${String(track.medium)} track ${track.number}`, track, saved[at]),
  );
}

export function tracksOn(medium: Json): { kind: string; track: Json; position: number }[] {
  const [tracks, data] = [objects(medium["tracks"]), objects(medium["data-tracks"])];
  return [
    ...objects([medium["pregap"]]).map((track) => ({ kind: "pregap", track, position: 0 })),
    ...tracks.map((track, at) => ({ kind: "track", track, position: at + 1 })),
    ...data.map((track, at) => ({ kind: "data", track, position: tracks.length + at + 1 })),
  ];
}

/** One recording, as every release that has it tells of it: what was said last is what counts. */
export interface Recorded {
  documents: Json[];
  /** Lengths of its tracks, and credits of the releases it sits on. */
  lengths: unknown[];
  releaseCredits: unknown[];
  albums: string[];
}

export function compareRecording(comparison: Comparison, mbid: string, recorded: Recorded): void {
  const { documents } = recorded;
  const where = `recording ${mbid} ${String(documents.at(-1)?.["title"])}`;
  const row = rowOf(comparison, "track", mbid);
  for (const document of documents) comparison.keys(where, document, recordingKeys);
  const lastSaid = (key: string): unknown =>
    documents.map((document) => orNull(document[key])).findLast((value) => value !== null) ?? null;
  comparison.equal(`${where}, title`, lastSaid("title"), row["title"]);
  comparison.equal(`${where}, disambiguation`, lastSaid("disambiguation"), row["disambiguation"]);
  comparison.equal(`${where}, video`, Number(lastSaid("video") ?? false), row["is_video"]);
  const length = lastSaid("length");
  comparison.oneOf(`${where}, length`, length === null ? recorded.lengths : [length], row["length_ms"]);
  const isrcs = (lastSaid("isrcs") ?? []) as string[];
  comparison.equal(`${where}, ISRCs`, isrcs, JSON.parse(String(row["isrcs"])));
  for (const isrc of isrcs) compareIsrc(comparison, where, isrc);
  const credit = lastSaid("artist-credit") ?? recorded.releaseCredits[0];
  comparison.equal(`${where}, credit`, printed(credit), row["artist_credit"]);
  const artist = object(objects(credit)[0]?.["artist"])["id"];
  comparison.equal(`${where}, artist`, rowOf(comparison, "artist", artist).id, row["artist_id"]);
  comparison.equal(`${where}, album`, rowOf(comparison, "album", recorded.albums[0]).id, row["album_id"]);
}

function compareIsrc(comparison: Comparison, where: string, isrc: string): void {
  const owners = column(
    comparison.db,
    "SELECT item_id FROM identifiers WHERE item_type = 'track' AND kind = 'isrc' AND value = ?",
    isrc,
  );
  comparison.equal(`${where}, owners of the ISRC ${isrc}`, 1, owners.length);
}
