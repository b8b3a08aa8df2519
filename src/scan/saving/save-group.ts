import type { Identifier } from "../../facts.ts";
import * as tagged from "../../library/scanned/tagged.ts";
import { findAlbumsOfFiles } from "../../library/items/files.ts";
import { findBinding } from "../../library/write/decisions/bindings.ts";
import { saveIdentifiers } from "../../library/write/items/identifiers.ts";
import { settleOwnedRelease } from "../../library/write/decisions/owned-release.ts";
import { isExact } from "../../refs.ts";
import type { ScanContext } from "../context.ts";
import { findAlbum } from "../grouping/find-album.ts";
import type { AlbumGroup, TaggedFile } from "../grouping/group.ts";
import { createArtistSaving, type Created } from "./save-artist.ts";
import { createTrackSaving, removeLeft, saveTrack } from "./save-track.ts";

export interface SavedGroup {
  group: AlbumGroup;
  /** Null for files of no album. */
  albumId: number | null;
  tracks: { tagged: TaggedFile; trackId: number }[];
  created: Created;
}

/** Links every file of the group to its track, found or made. Within a transaction. */
export function saveGroup(context: ScanContext, group: AlbumGroup): SavedGroup {
  const saved: SavedGroup = {
    group,
    albumId: null,
    tracks: [],
    created: { albums: 0, tracks: 0, artists: 0 },
  };
  const known = group.files.flatMap(({ file }) => file.known?.id ?? []);
  const former = findAlbumsOfFiles(context.db, known);
  saved.albumId = group.title === null ? null : saveAlbum(context, { ...group, title: group.title }, saved);
  const saving = createTrackSaving(context, group, saved.albumId, saved.created);
  for (const each of group.files) saved.tracks.push({ tagged: each, trackId: saveTrack(saving, each) });
  removeLeft(saving);
  for (const { tagged: file, trackId } of saved.tracks) {
    saveIdentifiers(context.db, "track", trackId, identifiersOf(file.tags));
  }
  // Those that they left have fewer files to tell the edition by.
  for (const id of new Set(saved.albumId === null ? former : [...former, saved.albumId]))
    settleOwnedRelease(context.db, id, context.now());
  return saved;
}

function saveAlbum(
  { db, now }: ScanContext,
  group: AlbumGroup & { title: string },
  { created }: SavedGroup,
): number {
  const named = group.files.flatMap(({ tags }) => tags.albumIdentifiers);
  const identifiers = [...new Map(named.map((each) => [`${each.kind} ${each.value}`, each])).values()];
  const known = findAlbum(db, group);
  if (known !== undefined) {
    // What a person said that it is, tags don't say otherwise.
    const isBound = findBinding(db, known) !== undefined;
    const said = identifiers.filter(({ kind }) => !(isBound && isExact(kind, "album")));
    saveIdentifiers(db, "album", known, said);
    return known;
  }
  const artistIds = group.credits.map(createArtistSaving(db, now(), created));
  const { tags } = group.files[0]!;
  const dates = group.files.flatMap(({ tags: { date } }) => (date === null ? [] : [date])).sort();
  const album: tagged.TaggedAlbum = {
    title: group.title,
    credits: group.credits,
    primaryType: tags.primaryType,
    secondaryTypes: tags.secondaryTypes,
    firstReleaseDate: dates[0] ?? null,
  };
  const id = tagged.createTaggedAlbum(db, album, artistIds, now());
  saveIdentifiers(db, "album", id, identifiers);
  created.albums++;
  return id;
}

const identifiersOf = ({ recordingMbid, isrcs }: TaggedFile["tags"]): Identifier[] => [
  ...(recordingMbid === null ? [] : [{ kind: "musicbrainz_recording" as const, value: recordingMbid }]),
  ...isrcs.map((value) => ({ kind: "isrc" as const, value })),
];
