import { rowsBy } from "../../../db/rows.ts";
import type { Db } from "../../../db/connection.ts";
import { albumArtists } from "../../../db/schema/music.ts";
import type { AlbumFacts, Credit } from "../../../facts.ts";
import { foldTitle } from "../../../matching/text/fold.ts";
import { getAlbum, yearOf, type AlbumRow } from "../../items/albums.ts";
import { artistKey } from "../../items/artists.ts";
import { findOrKnown, isOfFormer } from "../../identity/identifiers.ts";
import { ensureArtists } from "./artists.ts";
import { addAssociations, saveAssociations } from "./associations.ts";
import type { Saved } from "../saved.ts";
import { keepFirstSaid, keepSaid, saidBefore, type SaidBy } from "../memory/source-facts.ts";
import { write } from "../tables.ts";
import { replaceUnidentifiedArtist } from "./unidentified.ts";

const creditRows = rowsBy(albumArtists, ["albumId"], { rest: "ORDER BY position" });

/**
 * Upsert: finds the album by its identifiers or creates it, and saves everything known of it. Of `by`, a source among others, only
 * what none before it has said counts. Within a transaction.
 */
export function saveAlbum(db: Db, facts: AlbumFacts, now: number, knownId?: number, by?: SaidBy): Saved {
  const id = findOrKnown(db, "album", facts.identifiers, knownId);
  const row = id === undefined ? undefined : getAlbum(db, id);
  return row ? saveKnown(db, row, facts, now, by) : saveNew(db, facts, now, by);
}

function saveNew(db: Db, facts: AlbumFacts, now: number, by: SaidBy | undefined): Saved {
  const id = write.albums.insert(db, { ...albumColumns(facts), createdAt: now, updatedAt: now });
  write.albumArtists.insertMany(db, creditRowsOf(db, id, facts.credits, now));
  addAssociations(db, "album", [[id, facts]], now);
  if (by) keepFirstSaid(db, id, facts, by.source, now);
  return { id, change: "created" };
}

function saveKnown(db: Db, row: AlbumRow, facts: AlbumFacts, now: number, by: SaidBy | undefined): Saved {
  const { id } = row;
  if (isOfFormer(db, "album", id, facts.identifiers)) return { id, change: "unchanged" };
  const isTaken = saidBefore(db, row, by);
  const hasGenres = !by?.isBeside && isTaken("genres");
  const changed = [
    write.albums.merge(db, row, untaken(albumColumns(facts), isTaken), { updatedAt: now }),
    !isTaken("artists") && saveAlbumCredits(db, id, facts.credits, now),
    saveAssociations(db, "album", id, hasGenres ? { ...facts, categories: [] } : facts, now),
  ];
  if (by) keepSaid(db, id, facts, by.source, now);
  if (!changed.includes(true)) return { id, change: "unchanged" };
  if (!changed[0]) write.albums.set(db, row, { updatedAt: now });
  return { id, change: "updated" };
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
  const wanted = creditRowsOf(db, albumId, credits, now);
  const former = creditRows.all(db, albumId);
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

/** As rows, with artists that are in the library. */
function creditRowsOf(db: Db, albumId: number, credits: Credit[], now: number) {
  const artistIds = ensureArtists(db, credits, now, albumId);
  return credits.map(({ artist, creditedAs, joinPhrase }, position) => {
    return { albumId, position, artistId: artistIds.get(artistKey(artist))!, creditedAs, joinPhrase };
  });
}
