import type { Db } from "../../db/connection.ts";
import { getAlbum } from "../../library/items/albums.ts";
import { listFilesOfTrack } from "../../library/items/files.ts";
import { getLyrics } from "../../library/enrichment/lyrics.ts";
import { getTrack } from "../../library/items/tracks.ts";
import {
  withdrawCoversOfGoneProducts,
  withdrawFetchedCovers,
  type CoverRule,
} from "../../library/write/enrichment/covers.ts";
import { isToldByFiles } from "../../library/write/items/remove-untold.ts";
import { write } from "../../library/write/tables.ts";
import { isExact } from "../../refs.ts";
import type { IdentifierKind } from "../../facts.ts";
import { betterLyrics } from "./better-lyrics.ts";
import { listHanging, type HangingRow } from "./hanging.ts";
import { mergeItems } from "./merge.ts";
import { cancelJobs } from "./queued-jobs.ts";
import { dropStranded } from "./stranded.ts";
import { ledgerTables } from "../tables.ts";

/** What hangs on an album because of what it was said to be. */
const ofIdentity = new Set(["item_categories", "external_links", "products", "source_facts"]);

/**
 * Manual match, the first half: an album is not what it was said to be. Its identities at every source go, with what those said of it,
 * their links and covers; its jobs are cancelled, and words that led to it are asked anew. Title, files and what a person gave or decided
 * (lyrics, covers, links) stay. Within a transaction. @throws UserError while a job works on it.
 */
export function leaveIdentity(db: Db, albumId: number, rule: CoverRule): void {
  const { now } = rule;
  cancelJobs(db, albumId, now);
  const hanging = listHanging(db, ledgerTables.get("albums")!, albumId);
  const isProduct = ({ table, row }: HangingRow): boolean =>
    table.name === "products" && row["decision"] !== null;
  const decided = new Set(
    hanging.filter(isProduct).map(({ row }) => `${row["source"]} ${row["external_id"]}`),
  );
  for (const { table, row } of hanging) {
    const isIdentity = table.name === "identifiers" && isExact(row["kind"] as IdentifierKind, "album");
    const isDecision = table.name === "provider_runs" && row["importer"] === "album" && row["query"] !== "";
    const isPersons = decided.has(`${row["source"]} ${row["external_id"]}`);
    if (isIdentity || isDecision || (ofIdentity.has(table.name) && !isPersons)) table.remove(db, row);
  }
  withdrawCoversOfGoneProducts(db, albumId, rule);
  withdrawFetchedCovers(db, albumId, rule);
  const unsaid = { primaryType: null, secondaryTypes: [], firstReleaseDate: null, releaseYear: null };
  const album = getAlbum(db, albumId)!;
  write.albums.set(db, album, { ...unsaid, disambiguation: null, coversAskedAt: null }, { updatedAt: now });
}

/**
 * A file is another track than it was taken for. A track that nothing else told of becomes that one, and its id leads there; else only what
 * the file itself said goes along. The former one goes where it stood on no release and had no other file. Within a transaction.
 */
export function giveFile(db: Db, file: { id: number; trackId: number }, trackId: number, now: number): void {
  const { trackId: formerId } = file;
  if (formerId === trackId) return;
  const others = listFilesOfTrack(db, formerId).filter(({ id }) => id !== file.id);
  if (others.length === 0 && isToldByFiles(db, formerId)) {
    mergeItems(db, "track", formerId, trackId, now);
    return;
  }
  const row = listFilesOfTrack(db, formerId).find(({ id }) => id === file.id)!;
  write.files.set(db, row, { trackId });
  const words = getLyrics(db, formerId);
  const isOwn = ["file", "embedded"].includes(words?.source ?? "") || getTrack(db, formerId)!.lyricsOverride;
  if (isOwn && others.length === 0) betterLyrics(db, formerId, trackId);
  dropStranded(db, [formerId]);
}
