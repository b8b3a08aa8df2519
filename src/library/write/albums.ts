import { rowsBy } from "../../db/rows.ts";
import type { Db } from "../../db/connection.ts";
import { albumArtists } from "../../db/schema/music.ts";
import type { AlbumFacts, Credit } from "../../facts.ts";
import { foldTitle } from "../../matching/fold.ts";
import { getAlbum, yearOf } from "../albums.ts";
import { artistMbid } from "../artists.ts";
import { findItemId } from "../identifiers.ts";
import { ensureArtists } from "./artists.ts";
import { saveAssociations } from "./associations.ts";
import type { Saved } from "./saved.ts";
import { write } from "./tables.ts";
import { replaceUnidentifiedArtist } from "./unidentified.ts";

const creditRows = rowsBy(albumArtists, ["albumId"], { rest: "ORDER BY position" });

/** Upsert: finds the album by its identifiers or creates it, and saves everything known of it. Within a transaction. */
export function saveAlbum(db: Db, facts: AlbumFacts, now: number, knownId?: number): Saved {
  const wanted = {
    title: facts.title,
    titleKey: foldTitle(facts.title),
    primaryType: facts.primaryType,
    secondaryTypes: facts.secondaryTypes ?? undefined,
    firstReleaseDate: facts.firstReleaseDate,
    releaseYear: yearOf(facts.firstReleaseDate),
    disambiguation: facts.disambiguation,
  };
  const id = findItemId(db, "album", facts.identifiers) ?? knownId;
  const row = id === undefined ? undefined : getAlbum(db, id);
  const albumId = row?.id ?? write.albums.insert(db, { ...wanted, createdAt: now, updatedAt: now });
  const changed = [
    row !== undefined && write.albums.merge(db, row, wanted, { updatedAt: now }),
    saveAlbumCredits(db, albumId, facts.credits, now),
    saveAssociations(db, "album", albumId, facts, now),
  ];
  if (!row) return { id: albumId, change: "created" };
  if (!changed.includes(true)) return { id: albumId, change: "unchanged" };
  if (!changed[0]) write.albums.set(db, row, { updatedAt: now });
  return { id: albumId, change: "updated" };
}

/** The credit, position by position. An empty one says nothing and changes nothing. */
function saveAlbumCredits(db: Db, albumId: number, credits: Credit[], now: number): boolean {
  if (credits.length === 0) return false;
  const artistIds = ensureArtists(db, credits, now);
  const former = creditRows.all(db, albumId);
  const wanted = credits.map(({ artist, creditedAs, joinPhrase }, position) => {
    return { albumId, position, artistId: artistIds.get(artistMbid(artist))!, creditedAs, joinPhrase };
  });
  const changed = wanted.map((credit, at) => {
    const row = former[at];
    if (row) return write.albumArtists.set(db, row, credit);
    write.albumArtists.insert(db, credit);
    return true;
  });
  const surplus = former.slice(wanted.length);
  for (const row of surplus) write.albumArtists.remove(db, row);
  if (surplus.length === 0 && !changed.includes(true)) return false;
  for (const { artistId: formerId } of former) {
    for (const { artistId } of wanted) replaceUnidentifiedArtist(db, albumId, formerId, artistId);
  }
  return true;
}
