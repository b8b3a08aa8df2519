import { idOfKind } from "../../facts.ts";
import type { Db } from "../../db/connection.ts";
import { findAlbumsByTitle, getAlbum, yearOf, type AlbumRow } from "../../library/items/albums.ts";
import { findAlbumsOfFolder } from "../../library/items/files.ts";
import { findByIdentifier, listIdentifiers } from "../../library/identity/identifiers.ts";
import { albumIdOfRelease, hasAlbumTitled } from "../../library/scanned/tagged.ts";
import { getTrack } from "../../library/items/tracks.ts";
import { findBinding } from "../../library/write/decisions/bindings.ts";
import { isEditionText } from "../../matching/titles/edition-words.ts";
import { foldTitle } from "../../matching/text/fold.ts";
import { creditText } from "../../facts.ts";
import type { AlbumGroup } from "./group.ts";

/** The album in the library that these files are of: by a person's word, by MBID, then by title and artist as the importers find it. */
export function findAlbum(db: Db, group: AlbumGroup & { title: string }): number | undefined {
  return (
    byBinding(db, group) ??
    byMbid(db, group) ??
    byTitle(db, group) ??
    byFolder(db, group) ??
    byEdition(db, group)
  );
}

/** Files of an album of which a person said what it is stay there, whatever their tags say. */
function byBinding(db: Db, { files }: AlbumGroup): number | undefined {
  const ids = new Set(files.map(({ file: { known } }) => getTrack(db, known?.trackId ?? 0)?.albumId ?? null));
  const [id] = ids;
  return ids.size === 1 && id != null && findBinding(db, id) ? id : undefined;
}

function byMbid(db: Db, { files }: AlbumGroup): number | undefined {
  const { releaseGroupMbid, releaseMbid } = files[0]!.tags;
  const [album] = releaseGroupMbid
    ? findByIdentifier(db, "album", "musicbrainz_release_group", [releaseGroupMbid])
    : [];
  return album ?? (releaseMbid ? albumIdOfRelease(db, releaseMbid) : undefined);
}

function byTitle(db: Db, group: AlbumGroup & { title: string }): number | undefined {
  return titled(db, group, group.title)[0]?.id;
}

/** A compilation's next file, by one artist only, follows those that were read before. */
function byFolder(db: Db, group: AlbumGroup & { title: string }): number | undefined {
  if (group.isCreditTagged || group.isParted) return undefined;
  const ids = findAlbumsOfFolder(db, group.folder, foldTitle(group.title));
  return ids.length === 1 && mayBe(db, group, ids[0]!) ? ids[0] : undefined;
}

/** "Nevermind (Deluxe Edition)" is the album Nevermind, if that came from MusicBrainz. */
function byEdition(db: Db, group: AlbumGroup & { title: string }): number | undefined {
  const [, title, note] = /^(.*\S)\s*[([]([^()[\]]+)[)\]]$/s.exec(group.title) ?? [];
  if (title === undefined || note === undefined || !isEditionText(note)) return undefined;
  return titled(db, group, title).find(({ id }) => groupMbidOf(db, id) !== undefined)?.id;
}

function titled(db: Db, group: AlbumGroup, title: string): AlbumRow[] {
  if (!hasAlbumTitled(db, title)) return [];
  const names = new Set([creditText(group.credits), group.credits[0]!.name]);
  const found = [...names].flatMap((artist) => findAlbumsByTitle(db, { title, artist }));
  const year = yearOf(group.files[0]!.tags.date);
  const off = (album: AlbumRow): number =>
    year === null || album.releaseYear === null ? 50 : Math.min(49, Math.abs(album.releaseYear - year));
  return found.filter(({ id }) => mayBe(db, group, id)).sort((a, b) => off(a) - off(b));
}

/** Another release group's album is another album, whatever it is called. */
function mayBe(db: Db, { files }: AlbumGroup, albumId: number): boolean {
  const { releaseGroupMbid } = files[0]!.tags;
  if (!getAlbum(db, albumId)) return false;
  const known = groupMbidOf(db, albumId);
  return releaseGroupMbid === null || known === undefined || known === releaseGroupMbid;
}

const groupMbidOf = (db: Db, albumId: number): string | undefined =>
  idOfKind(listIdentifiers(db, "album", albumId), "musicbrainz_release_group");
