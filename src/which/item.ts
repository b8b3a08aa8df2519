import { creditText } from "../facts.ts";
import type { Db } from "../db/connection.ts";
import type { ItemType } from "../db/item-types.ts";
import { getAlbum, listAlbumCredits } from "../library/items/albums.ts";
import { getArtist } from "../library/items/artists.ts";
import { getRelease } from "../library/items/releases.ts";
import { getTrack } from "../library/items/tracks.ts";

/** An item as it is told apart from others of its title. */
export interface NamedItem {
  id: number;
  title: string;
  /** Its artist, year, format …: what there is. */
  about: string;
}

/** Undefined when there is no such item. */
export function namedItem(db: Db, itemType: ItemType, id: number): NamedItem | undefined {
  switch (itemType) {
    case "album": {
      const album = getAlbum(db, id);
      const artists = creditText(listAlbumCredits(db, id));
      return album && { id, title: album.title, about: aboutOf(artists, album.releaseYear) };
    }
    case "artist": {
      const artist = getArtist(db, id);
      const told = artist && aboutOf(artist.disambiguation, artist.kind, artist.country);
      return artist && { id, title: artist.name, about: told! };
    }
    case "release": {
      const release = getRelease(db, id);
      const told = release && [release.artistCredit, release.releasedOn, release.country, release.format];
      return release && { id, title: release.title, about: aboutOf(...told!, release.barcode) };
    }
    case "track": {
      const track = getTrack(db, id);
      const album = track?.albumId ? getAlbum(db, track.albumId)?.title : undefined;
      return track && { id, title: track.title, about: aboutOf(track.artistCredit, album) };
    }
  }
}

const aboutOf = (...parts: (string | number | null | undefined)[]): string =>
  parts.filter((part) => part != null && part !== "").join(", ");
