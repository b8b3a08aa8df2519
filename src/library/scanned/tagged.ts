import type { Db } from "../../db/connection.ts";
import { rowsBy } from "../../db/rows.ts";
import { lyrics } from "../../db/schema/facts.ts";
import { statement } from "../../db/statement.ts";
import type { Identifier } from "../../facts.ts";
import { foldName, foldTitle } from "../../matching/text/fold.ts";
import { yearOf } from "../items/albums.ts";
import { readerVersion } from "../items/files.ts";
import { findByIdentifier } from "../identity/identifiers.ts";
import { getRelease } from "../items/releases.ts";
import { getTrack } from "../items/tracks.ts";
import { saveArtist } from "../write/items/artists.ts";
import { saveIdentifiers } from "../write/items/identifiers.ts";
import { isToldByFiles } from "../write/items/remove-untold.ts";
import type { Saved } from "../write/saved.ts";
import { write } from "../write/tables.ts";

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
  disc: number | null;
  number: string | null;
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
export function fillTrack(db: Db, id: number, track: TaggedTrack, now: number): void {
  const row = getTrack(db, id)!;
  const unknown = {
    albumId: row.albumId === null ? track.albumId : null,
    lengthMs: row.lengthMs === null ? track.lengthMs : null,
    disc: row.number === null ? track.disc : null,
    number: row.number === null ? track.number : null,
    isrcs: row.isrcs.length === 0 ? track.isrcs : null,
  };
  write.tracks.merge(db, row, unknown, { updatedAt: now });
}

/**
 * The tags of its file changed: the track is what they say now. Lyrics that were fetched for another length, or for a
 * length nobody knew, are asked for again.
 */
export function retagTrack(db: Db, id: number, track: TaggedTrack, now: number): void {
  const row = getTrack(db, id)!;
  write.tracks.set(db, row, track, { updatedAt: now });
  if (isOtherLength(row.lengthMs, track.lengthMs)) forgetFetchedLyrics(db, id);
}

/** Lyrics fit a length within so many ms. */
const mostOffMs = 3000;

const isOtherLength = (former: number | null, now: number | null): boolean =>
  now !== null && (former === null || Math.abs(former - now) > mostOffMs);

const selectOther = statement<[trackId: number, fileId: number, readerVersion: number], { one: 1 }>(`
  SELECT 1 AS one FROM files
  WHERE track_id = ? AND id <> ? AND reader_version >= ? AND state <> 'missing' LIMIT 1`);
/**
 * Nothing but this file tells of the track: no MBID, no place on a release, and no other file that this reader has read.
 * So the first file of a track that an older reader had put together takes it along, and the others come apart.
 */
export function isKnownByFileOnly(db: Db, trackId: number, fileId: number): boolean {
  return isToldByFiles(db, trackId) && !selectOther(db).get(trackId, fileId, readerVersion);
}

/** A title under which a track is known on an album: its own, or as a release has it. */
export interface TrackTitle {
  trackId: number;
  title: string;
  artistId: number;
  artistCredit: string | null;
  lengthMs: number | null;
  hasMbid: boolean;
  /** Where it stands, as `1.7`; `""` where nothing says so. */
  place: string;
  /** A release lists it: it is known from elsewhere than files. */
  isListed: boolean;
}

type TitleRow = Omit<TrackTitle, "hasMbid" | "isListed"> & { hasMbid: number; isListed: number };

const identified = `EXISTS (SELECT 1 FROM identifiers WHERE item_type = 'track' AND item_id = tracks.id
    AND kind = 'musicbrainz_recording') AS hasMbid`;
const own = `tracks.id AS trackId, tracks.title, artist_id AS artistId, tracks.artist_credit AS artistCredit,
  tracks.length_ms AS lengthMs, ${identified},
  CASE WHEN tracks.number IS NULL THEN '' ELSE coalesce(tracks.disc, 1) || '.' || tracks.number END AS place`;
const albumTitles = statement<[number, number], TitleRow>(
  `
  SELECT ${own}, 0 AS isListed FROM tracks WHERE album_id = ?
  UNION
  SELECT tracks.id, places.title, artist_id, coalesce(places.artist_credit, tracks.artist_credit),
    places.length_ms, ${identified}, places.medium || '.' || ltrim(places.number, '0'), 1
  FROM releases JOIN release_tracks AS places ON places.release_id = releases.id
  JOIN tracks ON tracks.id = places.track_id
  WHERE releases.album_id = ?
  ORDER BY 1`,
  { sorts: "the titles of one album" },
);
const looseTitles = statement<[number, string], TitleRow>(`
  SELECT ${own}, 0 AS isListed
  FROM tracks WHERE artist_id = ? AND album_id IS NULL AND title = ? COLLATE NOCASE ORDER BY id`);

const titleOf = (row: TitleRow): TrackTitle => ({
  ...row,
  hasMbid: row.hasMbid === 1,
  isListed: row.isListed === 1,
});

export function listAlbumTitles(db: Db, albumId: number): TrackTitle[] {
  return albumTitles(db).all(albumId, albumId).map(titleOf);
}

/** Tracks of this title and artist that belong to no album. */
export function listLooseTitles(db: Db, artistId: number, title: string): TrackTitle[] {
  return looseTitles(db).all(artistId, title).map(titleOf);
}

const lyricsOf = rowsBy(lyrics, ["trackId"]);

/** Lyrics that the files themselves told, or a person has a word on, stay. Within a transaction. */
function forgetFetchedLyrics(db: Db, trackId: number): void {
  const [row, track] = [lyricsOf.get(db, trackId), getTrack(db, trackId)!];
  if (!row || ["file", "embedded"].includes(row.source) || track.lyricsOverride !== null) return;
  write.lyrics.remove(db, row);
  write.tracks.set(db, track, { lyricsStatus: "not_fetched", lyricsRetryAt: null });
}

export function albumIdOfRelease(db: Db, mbid: string): number | undefined {
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
