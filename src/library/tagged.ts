import { and, eq, ne } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { statement } from "../db/statement.ts";
import { albumArtists, albums, files, releaseTracks, releases, tracks } from "../db/schema/music.ts";
import type { Identifier } from "../facts.ts";
import { foldTitle } from "../matching/fold.ts";
import { yearOf } from "./albums.ts";
import { findArtistsByName, saveArtist } from "./artists.ts";
import { findByIdentifier, saveIdentifiers } from "./identifiers.ts";
import type { Saved } from "./saved.ts";
import { hasMbid } from "./unidentified.ts";

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

/** The artist with this MBID, else the only one of this name (one without an MBID, if several share it), else a new one. */
export function saveNamedArtist(
  db: Db,
  { name, mbid }: Pick<NamedCredit, "name" | "mbid">,
  now: number,
): Saved {
  const identifiers: Identifier[] = mbid ? [{ kind: "musicbrainz_artist", value: mbid }] : [];
  const [known] = mbid ? findByIdentifier(db, "artist", "musicbrainz_artist", [mbid]) : [];
  if (known !== undefined) return { id: known, change: "unchanged" };
  const namesakes = findArtistsByName(db, name);
  const unidentified = namesakes.filter(({ id }) => !hasMbid(db, "artist", "musicbrainz_artist", id));
  const fits = mbid || namesakes.length > 1 ? unidentified : namesakes;
  if (fits.length === 1) {
    const changed = saveIdentifiers(db, "artist", fits[0]!.id, identifiers);
    return { id: fits[0]!.id, change: changed ? "updated" : "unchanged" };
  }
  const unsaid = { sortName: null, kind: null, country: null, disambiguation: null, beganOn: null };
  return saveArtist(db, { name, ...unsaid, endedOn: null, identifiers, categories: [], links: [] }, now);
}

export function createTaggedAlbum(db: Db, album: TaggedAlbum, artistIds: number[], now: number): number {
  const { credits, ...about } = album;
  const { id } = db
    .insert(albums)
    .values({
      ...about,
      titleKey: foldTitle(album.title),
      releaseYear: yearOf(album.firstReleaseDate),
      ...{ createdAt: now, updatedAt: now },
    })
    .returning({ id: albums.id })
    .get();
  const rows = credits.map(({ creditedAs, joinPhrase }, position) => {
    return { albumId: id, position, artistId: artistIds[position]!, creditedAs, joinPhrase };
  });
  if (rows.length > 0) db.insert(albumArtists).values(rows).run();
  return id;
}

// Prepared: a first scan does little else, and drizzle's builder takes longer than the insert itself.
const insertTrack = statement<
  [string, number | null, number, string, number | null, string, number, number],
  { id: number }
>(`
  INSERT INTO tracks (title, album_id, artist_id, artist_credit, length_ms, isrcs, created_at, updated_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`);

export function createTaggedTrack(db: Db, track: TaggedTrack, now: number): number {
  const { title, albumId, artistId, artistCredit, lengthMs, isrcs } = track;
  const values = [title, albumId, artistId, artistCredit, lengthMs, JSON.stringify(isrcs), now, now] as const;
  return insertTrack(db).get(...values)!.id;
}

/** What nobody knew of the track yet. */
export function fillTrack(db: Db, id: number, { albumId, lengthMs, isrcs }: TaggedTrack, now: number): void {
  const row = db.select().from(tracks).where(eq(tracks.id, id)).get()!;
  const changes = {
    ...(row.albumId === null && albumId !== null && { albumId }),
    ...(row.lengthMs === null && lengthMs !== null && { lengthMs }),
    ...(row.isrcs.length === 0 && isrcs.length > 0 && { isrcs }),
  };
  if (Object.keys(changes).length === 0) return;
  db.update(tracks)
    .set({ ...changes, updatedAt: now })
    .where(eq(tracks.id, id))
    .run();
}

/** The tags of its only file changed: the track is what they say now. */
export function retagTrack(db: Db, id: number, track: TaggedTrack, now: number): void {
  db.update(tracks)
    .set({ ...track, updatedAt: now })
    .where(eq(tracks.id, id))
    .run();
}

/** Nothing but this file tells of the track: no MBID, no place on a release, no other file. */
export function isKnownByFileOnly(db: Db, trackId: number, path: string): boolean {
  const [track] = db.select({ id: tracks.id }).from(tracks).where(eq(tracks.id, trackId)).all();
  if (!track || hasMbid(db, "track", "musicbrainz_recording", trackId)) return false;
  const other = db
    .select({ id: files.id })
    .from(files)
    .where(and(eq(files.trackId, trackId), ne(files.path, path)))
    .get();
  const place = db
    .select({ id: releaseTracks.id })
    .from(releaseTracks)
    .where(eq(releaseTracks.trackId, trackId))
    .get();
  return !other && !place;
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
const albumTitles = statement<[number, number], Omit<TrackTitle, "hasMbid"> & { hasMbid: number }>(`
  SELECT tracks.id AS trackId, tracks.title, tracks.length_ms AS lengthMs, ${identified}
  FROM tracks WHERE album_id = ?
  UNION
  SELECT tracks.id, places.title, places.length_ms, ${identified}
  FROM releases JOIN release_tracks AS places ON places.release_id = releases.id
  JOIN tracks ON tracks.id = places.track_id
  WHERE releases.album_id = ?
  ORDER BY 1`);
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
  return db.select({ id: releases.albumId }).from(releases).where(eq(releases.id, releaseId)).get()?.id;
}
