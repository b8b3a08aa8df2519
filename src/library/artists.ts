import { eq } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { artists } from "../db/schema/music.ts";
import type { ArtistFacts, Credit } from "../facts.ts";
import { foldName } from "../matching/fold.ts";
import { saveAssociations } from "./associations.ts";
import { changesOf } from "./changes.ts";
import { findItemId, mapByIdentifier } from "./identifiers.ts";
import type { Saved } from "./saved.ts";

export type ArtistRow = typeof artists.$inferSelect;

export function getArtist(db: Db, id: number): ArtistRow | undefined {
  return db.select().from(artists).where(eq(artists.id, id)).get();
}

/** Artists with this name, however it is written. Several may share one. */
export function findArtistsByName(db: Db, name: string): ArtistRow[] {
  return db
    .select()
    .from(artists)
    .where(eq(artists.nameKey, foldName(name)))
    .orderBy(artists.id)
    .all();
}

/**
 * Finds the artist by its identifiers or creates it, and saves what is known of it. Never by name: two artists
 * may share one. To be called within a transaction.
 */
export function saveArtist(db: Db, facts: ArtistFacts, now: number, knownId?: number): Saved {
  const wanted = {
    name: facts.name,
    nameKey: foldName(facts.name),
    sortName: facts.sortName,
    kind: facts.kind,
    country: facts.country,
    disambiguation: facts.disambiguation,
    beganOn: facts.beganOn,
    endedOn: facts.endedOn,
  };
  const id = findItemId(db, "artist", facts.identifiers) ?? knownId;
  const row = id === undefined ? undefined : getArtist(db, id);
  if (!row) {
    const created = db
      .insert(artists)
      .values({ ...wanted, createdAt: now, updatedAt: now })
      .returning({ id: artists.id })
      .get();
    saveAssociations(db, "artist", created.id, facts, now);
    return { id: created.id, change: "created" };
  }
  const changes = changesOf(row, wanted);
  if (changes) {
    db.update(artists)
      .set({ ...changes, updatedAt: now })
      .where(eq(artists.id, row.id))
      .run();
  }
  const associated = saveAssociations(db, "artist", row.id, facts, now);
  return { id: row.id, change: changes || associated ? "updated" : "unchanged" };
}

/** The artist of every credit, by MBID; those not known yet are created with what the credit says. */
export function ensureArtists(db: Db, credits: Credit[], now: number): Map<string, number> {
  const facts = new Map(credits.map(({ artist }) => [artistMbid(artist), artist]));
  const known = mapByIdentifier(db, "artist", "musicbrainz_artist", [...facts.keys()]);
  for (const [mbid, artist] of facts) {
    if (!known.has(mbid)) known.set(mbid, saveArtist(db, artist, now).id);
  }
  return known;
}

export function artistMbid(artist: ArtistFacts): string {
  const named = artist.identifiers.find(({ kind }) => kind === "musicbrainz_artist");
  if (!named) throw new Error(`the artist "${artist.name}" has no MusicBrainz identifier`);
  return named.value;
}
