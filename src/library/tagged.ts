import type { Db } from "../db/open.ts";
import { statement } from "../db/statement.ts";
import type { Identifier } from "../facts.ts";
import { foldName, foldTitle } from "../matching/fold.ts";
import { yearOf } from "./albums.ts";
import { findByIdentifier, hasMbid } from "./identifiers.ts";
import { getRelease } from "./releases.ts";
import { getTrack } from "./tracks.ts";
import { saveArtist } from "./write/artists.ts";
import { saveIdentifiers } from "./write/identifiers.ts";
import type { Saved } from "./write/saved.ts";
import { write } from "./write/tables.ts";

/** What tags of audio files say: names first, identifiers only sometimes. Everything here runs in a transaction. */

export interface NamedCredit {
  name: string;
  mbid: string | null;
  creditedAs: string;
  joinPhrase: string;
}

export interface TaggedAlbum {
  title: string;
  primaryType: string | null;
  secondaryTypes: string[];
  firstReleaseDate: string | null;
  credits: NamedCredit[];
}

export interface TaggedTrack {
  title: string;
  albumId: number | null;
  artistId: number;
  artistCredit: string;
  lengthMs: number | null;
  isrcs: string[];
}

const selectNamesakes = statement<[nameKey: string], { id: number; isIdentified: 0 | 1 }>(`
  SELECT id, EXISTS (SELECT 1 FROM identifiers WHERE item_type = 'artist' AND item_id = artists.id
    AND kind = 'musicbrainz_artist') AS isIdentified
  FROM artists WHERE name_key = ? ORDER BY id`);

/** The artist with this MBID, else the only one of this name (one without an MBID, if several share it), else a new one. */
export function saveNamedArtist(
  db: Db,
  { name, mbid }: Pick<NamedCredit, "name" | "mbid">,
  now: number,
): Saved {
  const identifiers: Identifier[] = mbid ? [{ kind: "musicbrainz_artist", value: mbid }] : [];
  const [known] = mbid ? findByIdentifier(db, "artist", "musicbrainz_artist", [mbid]) : [];
  if (known !== undefined) return { id: known, change: "unchanged" };
  const namesakes = selectNamesakes(db).all(foldName(name));
  const unidentified = namesakes.filter(({ isIdentified }) => !isIdentified);
  const fits = mbid || namesakes.length > 1 ? unidentified : namesakes;
  if (fits.length === 1) {
    const changed = saveIdentifiers(db, "artist", fits[0]!.id, identifiers);
    return { id: fits[0]!.id, change: changed ? "updated" : "unchanged" };
  }
  const unsaid = { sortName: null, kind: null, country: null, disambiguation: null, beganOn: null };
  return saveArtist(db, { name, ...unsaid, endedOn: null, identifiers, categories: [], links: [] }, now);
}

export function createTaggedAlbum(db: Db, album: TaggedAlbum, artistIds: number[], now: number): number {
  const { title, primaryType, secondaryTypes, firstReleaseDate, credits } = album;
  const id = write.albums.insert(db, {
    title,
    titleKey: foldTitle(title),
    primaryType,
    secondaryTypes,
    firstReleaseDate,
    releaseYear: yearOf(firstReleaseDate),
    createdAt: now,
    updatedAt: now,
  });
  credits.forEach(({ creditedAs, joinPhrase }, position) => {
    write.albumArtists.insert(db, {
      albumId: id,
      position,
      artistId: artistIds[position]!,
      creditedAs,
      joinPhrase,
    });
  });
  return id;
}

export function createTaggedTrack(db: Db, track: TaggedTrack, now: number): number {
  return write.tracks.insert(db, { ...track, createdAt: now, updatedAt: now });
}

/** What nobody knew of the track yet. */
export function fillTrack(db: Db, id: number, { albumId, lengthMs, isrcs }: TaggedTrack, now: number): void {
  const row = getTrack(db, id)!;
  const unknown = {
    albumId: row.albumId === null ? albumId : null,
    lengthMs: row.lengthMs === null ? lengthMs : null,
    isrcs: row.isrcs.length === 0 ? isrcs : null,
  };
  write.tracks.merge(db, row, unknown, { updatedAt: now });
}

/** The tags of its only file changed: the track is what they say now. */
export function retagTrack(db: Db, id: number, track: TaggedTrack, now: number): void {
  write.tracks.set(db, getTrack(db, id)!, track, { updatedAt: now });
}

const selectOther = statement<[trackId: number, path: string], { one: 1 }>(
  "SELECT 1 AS one FROM files WHERE track_id = ? AND path <> ? LIMIT 1",
);
const selectPlace = statement<[trackId: number], { one: 1 }>(
  "SELECT 1 AS one FROM release_tracks WHERE track_id = ? LIMIT 1",
);

/** Nothing but this file tells of the track: no MBID, no place on a release, no other file. */
export function isKnownByFileOnly(db: Db, trackId: number, path: string): boolean {
  if (!getTrack(db, trackId) || hasMbid(db, "track", "musicbrainz_recording", trackId)) return false;
  return !selectOther(db).get(trackId, path) && !selectPlace(db).get(trackId);
}

/** A title under which a track is known on an album: its own, or as a release has it. */
export interface TrackTitle {
  trackId: number;
  title: string;
  lengthMs: number | null;
  hasMbid: boolean;
}

const identified = `EXISTS (SELECT 1 FROM identifiers WHERE item_type = 'track' AND item_id = tracks.id
    AND kind = 'musicbrainz_recording') AS hasMbid`;
const albumTitles = statement<[number, number], Omit<TrackTitle, "hasMbid"> & { hasMbid: number }>(
  `
  SELECT tracks.id AS trackId, tracks.title, tracks.length_ms AS lengthMs, ${identified}
  FROM tracks WHERE album_id = ?
  UNION
  SELECT tracks.id, places.title, places.length_ms, ${identified}
  FROM releases JOIN release_tracks AS places ON places.release_id = releases.id
  JOIN tracks ON tracks.id = places.track_id
  WHERE releases.album_id = ?
  ORDER BY 1`,
  { sorts: "the titles of one album" },
);
const looseTitles = statement<[number, string], Omit<TrackTitle, "hasMbid"> & { hasMbid: number }>(`
  SELECT tracks.id AS trackId, tracks.title, tracks.length_ms AS lengthMs, ${identified}
  FROM tracks WHERE artist_id = ? AND album_id IS NULL AND title = ? COLLATE NOCASE ORDER BY id`);

export function listAlbumTitles(db: Db, albumId: number): TrackTitle[] {
  return albumTitles(db)
    .all(albumId, albumId)
    .map((row) => ({ ...row, hasMbid: row.hasMbid === 1 }));
}

/** Tracks of this title and artist that belong to no album. */
export function listLooseTitles(db: Db, artistId: number, title: string): TrackTitle[] {
  return looseTitles(db)
    .all(artistId, title)
    .map((row) => ({ ...row, hasMbid: row.hasMbid === 1 }));
}

export function albumOfRelease(db: Db, mbid: string): number | undefined {
  const [releaseId] = findByIdentifier(db, "release", "musicbrainz_release", [mbid]);
  if (releaseId === undefined) return findByIdentifier(db, "album", "musicbrainz_release", [mbid])[0];
  return getRelease(db, releaseId)?.albumId;
}

const selectTitled = statement<[titleKey: string], { one: 1 }>(
  "SELECT 1 AS one FROM albums WHERE title_key = ? LIMIT 1",
);

/** Whether it is worth asking whose it is. */
export function hasAlbumTitled(db: Db, title: string): boolean {
  return selectTitled(db).get(foldTitle(title)) !== undefined;
}

const selectUnsung = statement<[id: number], { lengthMs: number | null }>(`
  SELECT length_ms AS lengthMs FROM tracks
  WHERE id = ? AND NOT EXISTS (SELECT 1 FROM lyrics WHERE track_id = tracks.id)`);

/** The track, if it has no lyrics yet. */
export function findUnsung(db: Db, trackId: number): { lengthMs: number | null } | undefined {
  return selectUnsung(db).get(trackId);
}
