import type { Db } from "../../db/connection.ts";
import { rowsBy } from "../../db/rows.ts";
import { artistAliases } from "../../db/schema/music.ts";
import type { ArtistFacts, Credit } from "../../facts.ts";
import { unsorted } from "../../matching/compare-artists.ts";
import { foldName } from "../../matching/fold.ts";
import { artistMbid, getArtist } from "../artists.ts";
import { findItemId, mapByIdentifier } from "../identifiers.ts";
import { saveAssociations } from "./associations.ts";
import type { Saved } from "./saved.ts";
import { write } from "./tables.ts";

const aliasesOf = rowsBy(artistAliases, ["artistId"], { only: ["nameKey"] });

/**
 * Upsert: finds the artist by its identifiers or creates it, and saves what is known of it. Never by name: two artists
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
  const artistId = row?.id ?? write.artists.insert(db, { ...wanted, createdAt: now, updatedAt: now });
  const changed = row !== undefined && write.artists.merge(db, row, wanted, { updatedAt: now });
  const associated = saveAssociations(db, "artist", artistId, facts, now);
  const named = saveAliases(db, artistId, facts);
  if (!row) return { id: artistId, change: "created" };
  return { id: artistId, change: changed || associated || named ? "updated" : "unchanged" };
}

/** Names are added, never taken away. A sort name counts as it is spoken: "Nakamori, Akina" is Akina Nakamori. */
function saveAliases(db: Db, artistId: number, { name, sortName, aliases }: ArtistFacts): boolean {
  if (!aliases) return false;
  const names = sortName === null ? aliases : [...aliases, unsorted(sortName)];
  const known = new Set([foldName(name), ...aliasesOf.all(db, artistId).map(({ nameKey }) => nameKey)]);
  let changed = false;
  for (const alias of names) {
    const nameKey = foldName(alias);
    if (nameKey === "" || known.has(nameKey)) continue;
    known.add(nameKey);
    write.artistAliases.insert(db, { artistId, nameKey, name: alias });
    changed = true;
  }
  return changed;
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
