import { getCoverState, type CoverState } from "../../library/artworks.ts";
import { settleTrackCover } from "../../library/write/artworks.ts";
import { saveFile } from "../../library/files.ts";
import { mapByIdentifier } from "../../library/identifiers.ts";
import { addIdentifiers, saveIdentifiers } from "../../library/write/identifiers.ts";
import * as tagged from "../../library/tagged.ts";
import type { Identifier } from "../../facts.ts";
import type { ScanContext } from "../context.ts";
import { creditsOf, creditText } from "../grouping/credits.ts";
import { findAlbum } from "../grouping/find-album.ts";
import { findTrack } from "../grouping/find-track.ts";
import { readName } from "../tags/path-names.ts";
import { placeOf, type AlbumGroup, type TaggedFile } from "../grouping/group.ts";

export interface SavedGroup {
  group: AlbumGroup;
  /** Null for files of no album. */
  albumId: number | null;
  tracks: { tagged: TaggedFile; trackId: number }[];
  created: { albums: number; tracks: number; artists: number };
}

/** Links every file of the group to its track, found or made. Within a transaction. */
export function saveGroup(context: ScanContext, group: AlbumGroup): SavedGroup {
  const saved: SavedGroup = {
    group,
    albumId: null,
    tracks: [],
    created: { albums: 0, tracks: 0, artists: 0 },
  };
  saved.albumId = group.title === null ? null : saveAlbum(context, { ...group, title: group.title }, saved);
  const known = knownOf(context.db, group, saved.albumId);
  for (const each of group.files) {
    const trackId = saveTrack(context, each, saved, known);
    saved.tracks.push({ tagged: each, trackId });
  }
  const named = saved.tracks.flatMap(({ tagged: { tags }, trackId }) =>
    identifiersOf(tags).map((each) => ({ ...each, itemId: trackId })),
  );
  for (let at = 0; at < named.length; at += mostAtOnce) {
    addIdentifiers(context.db, "track", named.slice(at, at + mostAtOnce));
  }
  return saved;
}

/** SQLite takes 32,766 parameters in a statement, four for each. */
const mostAtOnce = 5000;

function saveAlbum(
  { db, now }: ScanContext,
  group: AlbumGroup & { title: string },
  { created }: SavedGroup,
): number {
  const named = group.files.flatMap(({ tags }) => tags.albumIdentifiers);
  const identifiers = [...new Map(named.map((each) => [`${each.kind} ${each.value}`, each])).values()];
  const known = findAlbum(db, group);
  if (known !== undefined) {
    saveIdentifiers(db, "album", known, identifiers);
    return known;
  }
  const artistIds = group.credits.map((credit) => saveArtist(db, credit, now(), created));
  const { tags } = group.files[0]!;
  const dates = group.files.flatMap(({ tags: { date } }) => (date === null ? [] : [date])).sort();
  const album: tagged.TaggedAlbum = {
    ...{ title: group.title, credits: group.credits },
    ...{ primaryType: tags.primaryType, secondaryTypes: tags.secondaryTypes },
    firstReleaseDate: dates[0] ?? null,
  };
  const id = tagged.createTaggedAlbum(db, album, artistIds, now());
  saveIdentifiers(db, "album", id, identifiers);
  created.albums++;
  return id;
}

function saveArtist(
  db: ScanContext["db"],
  credit: tagged.NamedCredit,
  now: number,
  created: SavedGroup["created"],
): number {
  const { id, change } = tagged.saveNamedArtist(db, credit, now);
  if (change === "created") created.artists++;
  return id;
}

/** What is known of the group's album, and is not asked again for each of its files. */
interface Known {
  titles: tagged.TrackTitle[];
  /** Tracks that a file of the group is already, and their places. */
  taken: Map<number, string>;
  cover: CoverState | undefined;
  artists: Map<string, number>;
  /** Tracks by their recording's MBID; those of this group that have one are noted down at its end. */
  recordings: Map<string, number>;
}

function knownOf(db: ScanContext["db"], { files }: AlbumGroup, albumId: number | null): Known {
  const mbids = files.flatMap(({ tags: { recordingMbid } }) => recordingMbid ?? []);
  return {
    titles: albumId === null ? [] : tagged.listAlbumTitles(db, albumId),
    taken: new Map(),
    cover: albumId === null ? undefined : getCoverState(db, albumId),
    artists: new Map(),
    recordings: mapByIdentifier(db, "track", "musicbrainz_recording", mbids),
  };
}

/** Tracks of no album by this title and artist. */
function looseTitles(
  db: ScanContext["db"],
  { artistId, title }: tagged.TaggedTrack,
  { recordings }: Known,
): tagged.TrackTitle[] {
  const identified = new Set(recordings.values());
  const titles = tagged.listLooseTitles(db, artistId, title);
  return titles.map((each) => ({ ...each, hasMbid: each.hasMbid || identified.has(each.trackId) }));
}

function saveTrack(
  { db, now }: ScanContext,
  { file, tags }: TaggedFile,
  { albumId, created }: SavedGroup,
  known: Known,
): number {
  const { titles, taken, cover, artists, recordings } = known;
  const credits = creditsOf(tags.artist ?? tags.albumArtist);
  const artistIds = credits.map((credit) => {
    const key = `${credit.mbid ?? ""} ${credit.name}`;
    const id = artists.get(key) ?? saveArtist(db, credit, now(), created);
    artists.set(key, id);
    return id;
  });
  const track: tagged.TaggedTrack = {
    ...{
      title: tags.title ?? readName(file.name, file.folder.audio, tags.number),
      albumId,
      artistId: artistIds[0]!,
    },
    ...{ artistCredit: creditText(credits), lengthMs: tags.lengthMs, isrcs: tags.isrcs },
  };
  const formerId = file.known?.trackId ?? null;
  const wanted = { ...track, place: placeOf({ file, tags }), hasMbid: tags.recordingMbid !== null, formerId };
  const listed = albumId === null ? looseTitles(db, track, known) : titles;
  const found = recordings.get(tags.recordingMbid ?? "") ?? findTrack(listed, wanted, taken);
  const isOwn = formerId !== null && tagged.isKnownByFileOnly(db, formerId, file.path);
  const trackId = found ?? (isOwn ? formerId : tagged.createTaggedTrack(db, track, now()));
  if (isOwn && trackId === formerId) tagged.retagTrack(db, trackId, track, now());
  else if (found !== undefined) tagged.fillTrack(db, found, track, now());
  else created.tracks++;
  if (tags.recordingMbid !== null) recordings.set(tags.recordingMbid, trackId);
  const { title, lengthMs } = track;
  titles.push({ trackId, title, lengthMs, hasMbid: wanted.hasMbid });
  taken.set(trackId, wanted.place);
  const { path, sizeBytes, mtimeMs } = file;
  saveFile(db, { path, sizeBytes, mtimeMs, state: "read", error: null, trackId }, now());
  if (cover?.state === "available") settleTrackCover(db, trackId, cover, now());
  return trackId;
}

const identifiersOf = ({ recordingMbid, isrcs }: TaggedFile["tags"]): Identifier[] => [
  ...(recordingMbid === null ? [] : [{ kind: "musicbrainz_recording" as const, value: recordingMbid }]),
  ...isrcs.map((value) => ({ kind: "isrc" as const, value })),
];
