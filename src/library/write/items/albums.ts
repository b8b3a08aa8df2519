import { rowsBy } from "../../../db/rows.ts";
import type { Db } from "../../../db/connection.ts";
import { albumArtists } from "../../../db/schema/music.ts";
import type { AlbumFacts, Credit } from "../../../facts.ts";
import { foldTitle } from "../../../matching/text/fold.ts";
import { getAlbum, yearOf } from "../../items/albums.ts";
import { artistKey } from "../../items/artists.ts";
import { findOrKnown, isOfFormer } from "../../identity/identifiers.ts";
import { ensureArtists } from "./artists.ts";
import { saveAssociations } from "./associations.ts";
import type { Saved } from "../saved.ts";
import { keepSaid, saidBefore, type SaidBy } from "../memory/source-facts.ts";
import { write } from "../tables.ts";
import { replaceUnidentifiedArtist } from "./unidentified.ts";

const creditRows = rowsBy(albumArtists, ["albumId"], { rest: "ORDER BY position" });

/**
 * Upsert: finds the album by its identifiers or creates it, and saves everything known of it. Of `by`, a source among others, only
 * what none before it has said counts. Within a transaction.
 */
export function saveAlbum(db: Db, facts: AlbumFacts, now: number, knownId?: number, by?: SaidBy): Saved {
  const wanted = albumColumns(facts);
  const id = findOrKnown(db, "album", facts.identifiers, knownId);
  const row = id === undefined ? undefined : getAlbum(db, id);
  if (row && isOfFormer(db, "album", row.id, facts.identifiers)) return { id: row.id, change: "unchanged" };
  const albumId = row?.id ?? write.albums.insert(db, { ...wanted, createdAt: now, updatedAt: now });
  const isTaken = saidBefore(db, row, by);
  const changed = [
    row !== undefined && write.albums.merge(db, row, untaken(wanted, isTaken), { updatedAt: now }),
    !isTaken("artists") && saveAlbumCredits(db, albumId, facts.credits, now),
    saveAssociations(db, "album", albumId, isTaken("genres") ? { ...facts, categories: [] } : facts, now),
  ];
  if (by) keepSaid(db, albumId, facts, by.source, now);
  if (!row) return { id: albumId, change: "created" };
  if (!changed.includes(true)) return { id: albumId, change: "unchanged" };
  if (!changed[0]) write.albums.set(db, row, { updatedAt: now });
  return { id: albumId, change: "updated" };
}

function albumColumns(facts: AlbumFacts) {
  return {
    title: facts.title,
    titleKey: foldTitle(facts.title),
    primaryType: facts.primaryType,
    secondaryTypes: facts.secondaryTypes ?? undefined,
    firstReleaseDate: facts.firstReleaseDate,
    releaseYear: yearOf(facts.firstReleaseDate),
    disambiguation: facts.disambiguation,
  };
}

/** Null says nothing: what an earlier source has said stays. */
function untaken(wanted: ReturnType<typeof albumColumns>, isTaken: ReturnType<typeof saidBefore>) {
  const [title, date] = [isTaken("title"), isTaken("firstReleaseDate")];
  return {
    title: title ? null : wanted.title,
    titleKey: title ? null : wanted.titleKey,
    primaryType: isTaken("primaryType") ? null : wanted.primaryType,
    secondaryTypes: isTaken("secondaryTypes") ? null : wanted.secondaryTypes,
    firstReleaseDate: date ? null : wanted.firstReleaseDate,
    releaseYear: date ? null : wanted.releaseYear,
    disambiguation: isTaken("disambiguation") ? null : wanted.disambiguation,
  };
}

/** The credit, position by position. An empty one says nothing and changes nothing. */
function saveAlbumCredits(db: Db, albumId: number, credits: Credit[], now: number): boolean {
  if (credits.length === 0) return false;
  const artistIds = ensureArtists(db, credits, now, albumId);
  const former = creditRows.all(db, albumId);
  const wanted = credits.map(({ artist, creditedAs, joinPhrase }, position) => {
    return { albumId, position, artistId: artistIds.get(artistKey(artist))!, creditedAs, joinPhrase };
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
