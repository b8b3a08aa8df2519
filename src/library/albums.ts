import { and, eq, exists, inArray, sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { albumArtists, albums, artists, releases } from "../db/schema/music.ts";
import type { AlbumFacts, Credit } from "../facts.ts";
import { foldName, foldTitle } from "../matching/fold.ts";
import { artistMbid, ensureArtists } from "./artists.ts";
import { saveAssociations } from "./associations.ts";
import { changesOf } from "./changes.ts";
import { findItemId } from "./identifiers.ts";
import type { Saved } from "./saved.ts";
import { replaceUnidentifiedArtist } from "./unidentified.ts";

export type AlbumRow = typeof albums.$inferSelect;

export interface AlbumCredit {
  id: number;
  name: string;
  creditedAs: string;
  joinPhrase: string;
}

export function getAlbum(db: Db, id: number): AlbumRow | undefined {
  return db.select().from(albums).where(eq(albums.id, id)).get();
}

export function listAlbumCredits(db: Db, albumId: number): AlbumCredit[] {
  return db
    .select({
      id: artists.id,
      name: artists.name,
      creditedAs: albumArtists.creditedAs,
      joinPhrase: albumArtists.joinPhrase,
    })
    .from(albumArtists)
    .innerJoin(artists, eq(artists.id, albumArtists.artistId))
    .where(eq(albumArtists.albumId, albumId))
    .orderBy(albumArtists.position)
    .all();
}

/** Albums with this title, however it is written; of this artist (one of them, or the whole credit) if given. */
export function findAlbumsByTitle(
  db: Db,
  { title, artist, year }: { title: string; artist?: string; year?: number },
): AlbumRow[] {
  const titled = db
    .select()
    .from(albums)
    .where(
      and(
        eq(albums.titleKey, foldTitle(title)),
        year === undefined ? undefined : eq(albums.releaseYear, year),
      ),
    )
    .orderBy(albums.id)
    .all();
  if (artist === undefined) return titled;
  const key = foldName(artist);
  return titled.filter(({ id }) => {
    const credits = listAlbumCredits(db, id);
    const whole = credits.map((credit) => credit.creditedAs + credit.joinPhrase).join("");
    return [whole, ...credits.flatMap((credit) => [credit.name, credit.creditedAs])].some(
      (name) => foldName(name) === key,
    );
  });
}

/** Albums that have a release with one of these barcodes. */
export function findAlbumsByBarcode(db: Db, barcodes: string[]): AlbumRow[] {
  const pressed = db
    .select({ one: sql`1` })
    .from(releases)
    .where(and(eq(releases.albumId, albums.id), inArray(releases.barcode, barcodes)));
  return db.select().from(albums).where(exists(pressed)).orderBy(albums.id).all();
}

/** Finds the album by its identifiers or creates it, and saves everything known of it. Within a transaction. */
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
  const changes = row && changesOf(row, wanted);
  const albumId =
    row?.id ??
    db
      .insert(albums)
      .values({ ...wanted, createdAt: now, updatedAt: now })
      .returning({ id: albums.id })
      .get().id;
  const credited = saveAlbumCredits(db, albumId, facts.credits, now);
  const associated = saveAssociations(db, "album", albumId, facts, now);
  if (!row) return { id: albumId, change: "created" };
  if (!changes && !credited && !associated) return { id: albumId, change: "unchanged" };
  db.update(albums)
    .set({ ...changes, updatedAt: now })
    .where(eq(albums.id, albumId))
    .run();
  return { id: albumId, change: "updated" };
}

/** The credit, position by position. An empty one says nothing and changes nothing. */
function saveAlbumCredits(db: Db, albumId: number, credits: Credit[], now: number): boolean {
  if (credits.length === 0) return false;
  const artistIds = ensureArtists(db, credits, now);
  const wanted = credits.map(({ artist, creditedAs, joinPhrase }, position) => {
    return { albumId, position, artistId: artistIds.get(artistMbid(artist))!, creditedAs, joinPhrase };
  });
  const current = db
    .select()
    .from(albumArtists)
    .where(eq(albumArtists.albumId, albumId))
    .orderBy(albumArtists.position)
    .all()
    .map(({ id: _id, ...credit }) => credit);
  const same =
    current.length === wanted.length && wanted.every((credit, at) => !changesOf(current[at]!, credit));
  if (same) return false;
  db.delete(albumArtists).where(eq(albumArtists.albumId, albumId)).run();
  db.insert(albumArtists).values(wanted).run();
  for (const former of current) {
    for (const { artistId } of wanted) replaceUnidentifiedArtist(db, albumId, former.artistId, artistId);
  }
  return true;
}

/** `1973-03-24` → 1973; null when the year is unknown (`""`, `????-03`). */
export function yearOf(date: string | null): number | null {
  const year = /^\d{4}/.exec(date ?? "")?.[0];
  return year ? Number(year) : null;
}
