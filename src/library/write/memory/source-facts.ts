import { rowsBy } from "../../../db/rows.ts";
import type { Db } from "../../../db/connection.ts";
import { sourceFacts, type SaidOfAlbum } from "../../../db/schema/facts.ts";
import { creditText, type AlbumFacts } from "../../../facts.ts";
import { refKinds } from "../../../refs.ts";
import { listAlbumCredits, type AlbumRow } from "../../items/albums.ts";
import { listIdentifiers } from "../../identity/identifiers.ts";
import { listSourceFacts } from "../../memory/source-facts.ts";
import { write } from "../tables.ts";

/** Who says it, and whose word counts more. */
export interface SaidBy {
  source: string;
  before: readonly string[];
  /** It is no source of albums, but a provider beside them: its genres stand with theirs. */
  isBeside?: boolean;
}

const bySource = rowsBy(sourceFacts, ["albumId", "source"]);

/** Precedence of a field: whether a source that comes earlier in the order has said it of this album. */
export function saidBefore(
  db: Db,
  album: AlbumRow | undefined,
  by: SaidBy | undefined,
): (field: keyof SaidOfAlbum) => boolean {
  if (!album || !by || by.before.length === 0) return () => false;
  const earlier = listSourceFacts(db, album.id).filter(({ source }) => by.before.includes(source));
  const kept = new Set(earlier.map(({ source }) => source));
  const named = listIdentifiers(db, "album", album.id).map(({ kind }) => refKinds[kind].source);
  // A library of 0.1 kept no words of its sources: what stands there is theirs.
  const isUntold = by.before.some((source) => named.includes(source) && !kept.has(source));
  return (field) =>
    earlier.some(({ said }) => isSaid(field, said[field])) ||
    (isUntold && isSaid(field, columnOf(db, album, field)));
}

/** No secondary types is a word as well; no genres is none. */
const isSaid = (field: keyof SaidOfAlbum, value: SaidOfAlbum[keyof SaidOfAlbum]): boolean =>
  value !== null && value !== "" && !(field === "genres" && value.length === 0);

function columnOf(db: Db, album: AlbumRow, field: keyof SaidOfAlbum): SaidOfAlbum[keyof SaidOfAlbum] {
  if (field === "artists") return creditText(listAlbumCredits(db, album.id));
  return field === "genres" ? [] : album[field];
}

/** What the source says that brings an album: nothing was kept of it yet. Within a transaction. */
export function keepFirstSaid(db: Db, albumId: number, facts: AlbumFacts, source: string, now: number): void {
  write.sourceFacts.insert(db, { albumId, source, said: saidIn(facts), heardAt: now });
}

/** Keeps what a source says of an album. Memory, and no change of the album. Within a transaction. */
export function keepSaid(db: Db, albumId: number, facts: AlbumFacts, source: string, now: number): void {
  const row = bySource.get(db, albumId, source);
  const said = { ...row?.said, ...(row ? saidOnly(saidIn(facts)) : saidIn(facts)) } as SaidOfAlbum;
  if (!row) write.sourceFacts.insert(db, { albumId, source, said, heardAt: now });
  else if (JSON.stringify(row.said) !== JSON.stringify(said)) {
    write.sourceFacts.set(db, row, { said }, { heardAt: now });
  }
}

/** What a source no longer says stays what it said. */
const saidOnly = (said: SaidOfAlbum): Partial<SaidOfAlbum> =>
  Object.fromEntries(
    Object.entries(said).filter(([field, value]) => isSaid(field as keyof SaidOfAlbum, value)),
  );

function saidIn(facts: AlbumFacts): SaidOfAlbum {
  const { title, primaryType, secondaryTypes, firstReleaseDate, disambiguation, credits, categories } = facts;
  const genres = categories.filter(({ kind }) => kind === "genre").map(({ name }) => name);
  const artists = creditText(credits) || null;
  return { title, primaryType, secondaryTypes, firstReleaseDate, disambiguation, artists, genres };
}
