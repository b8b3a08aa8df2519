import type { Db } from "../../../db/connection.ts";
import { rowsBy } from "../../../db/rows.ts";
import { artistAliases } from "../../../db/schema/music.ts";
import { statement } from "../../../db/statement.ts";
import type { ArtistFacts, Credit } from "../../../facts.ts";
import { unsorted } from "../../../matching/artists/compare-artists.ts";
import { foldName } from "../../../matching/text/fold.ts";
import { artistKey, getArtist } from "../../items/artists.ts";
import { findItemId, findOrKnown, isOfFormer } from "../../identity/identifiers.ts";
import { addAssociations, saveAssociations } from "./associations.ts";
import type { Saved } from "../saved.ts";
import { write } from "../tables.ts";

const aliasesOf = rowsBy(artistAliases, ["artistId"], { only: ["nameKey"] });
// Tracks of the album, and those of another that stand on its releases.
const selectOwn = statement<[{ nameKey: string; albumId: number }], { id: number }>(`
  SELECT id FROM artists WHERE name_key = @nameKey AND (
    EXISTS (SELECT 1 FROM album_artists WHERE album_id = @albumId AND artist_id = artists.id)
    OR EXISTS (SELECT 1 FROM tracks WHERE album_id = @albumId AND +artist_id = artists.id)
    OR EXISTS (SELECT 1 FROM releases CROSS JOIN release_tracks AS places ON places.release_id = releases.id
      CROSS JOIN tracks ON tracks.id = places.track_id WHERE releases.album_id = @albumId AND +tracks.artist_id = artists.id))
  LIMIT 1`);

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
  const id = findOrKnown(db, "artist", facts.identifiers, knownId);
  const row = id === undefined ? undefined : getArtist(db, id);
  if (row && isOfFormer(db, "artist", row.id, facts.identifiers)) return { id: row.id, change: "unchanged" };
  if (!row) {
    const artistId = write.artists.insert(db, { ...wanted, createdAt: now, updatedAt: now });
    addAssociations(db, "artist", [[artistId, facts]], now);
    addAliases(db, artistId, facts, []);
    return { id: artistId, change: "created" };
  }
  const changed = write.artists.merge(db, row, wanted, { updatedAt: now });
  const associated = saveAssociations(db, "artist", row.id, facts, now);
  const former = row.nameKey === wanted.nameKey ? [] : [row.name];
  const named = addAliases(db, row.id, facts, aliasesOf.all(db, row.id), former);
  return { id: row.id, change: changed || associated || named ? "updated" : "unchanged" };
}

/** Names are added, never taken away: the one it had before is another name from now on. A sort name counts as it is spoken: "Nakamori, Akina" is Akina Nakamori. */
function addAliases(
  db: Db,
  artistId: number,
  { name, sortName, aliases }: ArtistFacts,
  there: readonly { nameKey: string }[],
  former: string[] = [],
): boolean {
  const spoken = sortName === null ? [] : [unsorted(sortName)];
  const names = [...(aliases ? [...aliases, ...spoken] : []), ...former];
  const known = new Set([foldName(name), ...there.map(({ nameKey }) => nameKey)]);
  const added: (typeof artistAliases.$inferInsert)[] = [];
  for (const alias of names) {
    const nameKey = foldName(alias);
    if (nameKey === "" || known.has(nameKey)) continue;
    known.add(nameKey);
    added.push({ artistId, nameKey, name: alias });
  }
  write.artistAliases.insertMany(db, added);
  return added.length > 0;
}

/**
 * The artist of every credit, by `artistKey`; those not known yet are created with what the credit says. Of an artist without an
 * identity only this album's own (if one is given) is the same: two nobodies share a name.
 */
export function ensureArtists(db: Db, credits: Credit[], now: number, albumId?: number): Map<string, number> {
  const facts = new Map<string, ArtistFacts>();
  for (const { artist } of credits) facts.set(artistKey(artist), artist);
  const ids = new Map<string, number>();
  for (const [key, artist] of facts) ids.set(key, ensureArtist(db, artist, now, albumId));
  return ids;
}

function ensureArtist(db: Db, artist: ArtistFacts, now: number, albumId: number | undefined): number {
  const named = findItemId(db, "artist", artist.identifiers);
  if (named !== undefined) return named;
  const own =
    artist.identifiers.length === 0 && albumId !== undefined
      ? selectOwn(db).get({ nameKey: foldName(artist.name), albumId })
      : undefined;
  return own?.id ?? saveArtist(db, artist, now).id;
}
