import { getCoverState, type CoverState } from "../../library/enrichment/artworks.ts";
import { listFilesOfSound, readerVersion, type FileRow } from "../../library/items/files.ts";
import { saveFile } from "../../library/write/items/files.ts";
import { mapByIdentifier } from "../../library/identity/identifiers.ts";
import * as tagged from "../../library/scanned/tagged.ts";
import { getTrack } from "../../library/items/tracks.ts";
import { removeEmptyAlbum, removeUntoldTrack } from "../../library/write/items/remove-untold.ts";
import { settleTrackCover } from "../../library/write/enrichment/artworks.ts";
import { foldTitle } from "../../matching/text/fold.ts";
import type { ScanContext } from "../context.ts";
import { creditText } from "../../facts.ts";
import { creditsOfPeople } from "../grouping/credits.ts";
import { createEditionLook } from "../grouping/find-on-edition.ts";
import { findTrack, isAsLong } from "../grouping/find-track.ts";
import { discOf, placeOnAlbum, type AlbumGroup, type TaggedFile } from "../grouping/group.ts";
import { readFileName } from "../tags/path-names.ts";
import { createArtistSaving, type Created } from "./save-artist.ts";

/** Links the files of one album to their tracks; what is known of the album is asked once for all of them. */
export interface TrackSaving {
  db: ScanContext["db"];
  now: number;
  albumId: number | null;
  created: Created;
  titles: tagged.TrackTitle[];
  cover: CoverState;
  saveArtist: (credit: tagged.NamedCredit) => number;
  /** Tracks by their recording's MBID; those of this group that have one are noted down at its end. */
  recordings: Map<string, number>;
  /** Tracks by their place on the edition that a file names. */
  onEdition: ReturnType<typeof createEditionLook>;
  /** Tracks that a file of the group is already, and their places. */
  taken: Map<number, string>;
  /** Tracks that files of the group were before, and are no more; albums that their tracks were of. */
  left: Set<number>;
  emptied: Set<number>;
}

export function createTrackSaving(
  { db, now }: ScanContext,
  { files }: AlbumGroup,
  albumId: number | null,
  created: Created,
): TrackSaving {
  const mbids = files.flatMap(({ tags: { recordingMbid } }) => recordingMbid ?? []);
  return {
    db,
    now: now(),
    albumId,
    created,
    titles: albumId === null ? [] : tagged.listAlbumTitles(db, albumId),
    cover: albumId === null ? { state: "unknown" } : getCoverState(db, albumId),
    saveArtist: createArtistSaving(db, now(), created),
    recordings: mapByIdentifier(db, "track", "musicbrainz_recording", mbids),
    onEdition: albumId === null ? () => undefined : createEditionLook(db, albumId),
    taken: new Map(),
    left: new Set(),
    emptied: new Set(),
  };
}

/** Finds or makes the track of a file, and links the two. Within a transaction. @returns the track's id. */
export function saveTrack(saving: TrackSaving, each: TaggedFile): number {
  const { db, now, created, albumId } = saving;
  const { file, tags, audioHash } = each;
  const track = trackOf(saving, each);
  const former = formerOf(db, each, track);
  const found = findKnown(saving, each, track) ?? former?.id;
  const formerAlbum = former?.isOwn ? getTrack(db, former.id)?.albumId : undefined;
  const trackId = found ?? tagged.createTaggedTrack(db, track, now);
  if (former?.isOwn && trackId === former.id) tagged.retagTrack(db, trackId, track, now);
  else if (found !== undefined) tagged.fillTrack(db, found, track, now);
  else created.tracks++;
  const { path, sizeBytes, mtimeMs, ctimeMs, beside, known } = file;
  const about = { path, sizeBytes, mtimeMs, ctimeMs, beside, audioHash, toldBy: tags.toldBy };
  const { title, disc, number, lengthMs } = track;
  const said = { title, disc, number, lengthMs, releaseMbid: tags.releaseMbid };
  saveFile(db, { ...about, ...said, state: "read", error: null, trackId }, now, known?.id);
  if (saving.cover.state === "available") settleTrackCover(db, trackId, saving.cover, now);
  noteTrack(saving, each, { ...track, trackId });
  if (known?.trackId != null && known.trackId !== trackId) saving.left.add(known.trackId);
  if (formerAlbum != null && formerAlbum !== albumId) saving.emptied.add(formerAlbum);
  return trackId;
}

/** What only the files told of before goes, if nothing is left of it. Within a transaction. */
export function removeLeft({ db, albumId, left, emptied }: TrackSaving): void {
  for (const id of left) {
    const album = getTrack(db, id)?.albumId;
    removeUntoldTrack(db, id);
    if (album != null && album !== albumId) emptied.add(album);
  }
  for (const id of emptied) removeEmptyAlbum(db, id);
}

/** The next files of the group may be of this track too. */
function noteTrack(
  { recordings, titles, taken }: TrackSaving,
  each: TaggedFile,
  { trackId, title, artistId, artistCredit, lengthMs }: tagged.TaggedTrack & { trackId: number },
): void {
  const { recordingMbid } = each.tags;
  if (recordingMbid !== null) recordings.set(recordingMbid, trackId);
  const place = placeOnAlbum(each);
  const told = { trackId, title, artistId, artistCredit, lengthMs, place };
  titles.push({ ...told, hasMbid: recordingMbid !== null, isListed: false });
  taken.set(trackId, place);
}

function trackOf({ albumId, saveArtist }: TrackSaving, each: TaggedFile): tagged.TaggedTrack {
  const { file, tags } = each;
  const credits = creditsOfPeople(tags.artist ?? tags.albumArtist);
  const artistIds = credits.map(saveArtist);
  return {
    title: tags.title ?? readFileName(file.name, file.folder.audio, tags.number),
    albumId,
    artistId: artistIds[0]!,
    artistCredit: creditText(credits),
    lengthMs: tags.lengthMs,
    disc: discOf(each),
    number: tags.number,
    isrcs: tags.isrcs,
  };
}

/** By its recording, by its place on the edition that it names, then as the album's or loose tracks of its title tell. */
function findKnown(saving: TrackSaving, each: TaggedFile, track: tagged.TaggedTrack): number | undefined {
  const { db, albumId, recordings, titles, taken } = saving;
  const { tags, audioHash } = each;
  const { recordingMbid, releaseMbid } = tags;
  const placed =
    recordingMbid === null && releaseMbid !== null ? saving.onEdition(releaseMbid, track) : undefined;
  const sounding = audioHash === null ? [] : listFilesOfSound(db, audioHash);
  const wanted = {
    ...track,
    hasArtist: (tags.artist ?? tags.albumArtist) !== null,
    place: placeOnAlbum(each),
    hasMbid: recordingMbid !== null,
    sameSound: new Set(sounding.flatMap(({ trackId }) => trackId ?? [])),
  };
  return (
    recordings.get(recordingMbid ?? "") ??
    placed ??
    findTrack(albumId === null ? looseTitles(saving, track) : titles, wanted, taken)
  );
}

/** Tracks of no album by this title and artist. */
function looseTitles({ db, recordings }: TrackSaving, track: tagged.TaggedTrack): tagged.TrackTitle[] {
  const identified = new Set(recordings.values());
  const loose = tagged.listLooseTitles(db, track.artistId, track.title);
  return loose.map((each) => ({ ...each, hasMbid: each.hasMbid || identified.has(each.trackId) }));
}

/** The track that the file was before, if it is the same sound, and the track its own or of the same name. */
function formerOf(
  db: ScanContext["db"],
  { file: { known }, audioHash, tags }: TaggedFile,
  track: tagged.TaggedTrack,
): { id: number; isOwn: boolean } | undefined {
  const row = known?.trackId == null ? undefined : getTrack(db, known.trackId);
  if (!known || !row || !isSameSound(known, row.lengthMs, { audioHash, lengthMs: tags.lengthMs }))
    return undefined;
  const isOwn = tagged.isKnownByFileOnly(db, row.id, known.id);
  const isNamedSo = foldTitle(row.title) === foldTitle(track.title) && row.artistId === track.artistId;
  const isKept = known.readerVersion >= readerVersion && isNamedSo && tags.recordingMbid === null;
  return isOwn || isKept ? { id: row.id, isOwn } : undefined;
}

/** A length says that two are not the same; that they are, content says, or a file that an older reader left in place. */
function isSameSound(
  known: FileRow,
  formerMs: number | null,
  { audioHash, lengthMs }: { audioHash: string | null; lengthMs: number | null },
): boolean {
  if (known.audioHash !== null && audioHash !== null) return known.audioHash === audioHash;
  if (formerMs === null || lengthMs === null) return known.readerVersion < readerVersion;
  return isAsLong({ lengthMs: formerMs }, { lengthMs });
}
