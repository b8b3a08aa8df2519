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
import { categoryOf } from "../../library/write/items/associations.ts";
import { isToldByFiles } from "../../library/write/items/remove-untold.ts";
import { write } from "../../library/write/tables.ts";
import { listSourceFacts } from "../../library/memory/source-facts.ts";
import { refOfAddress, refText } from "../../matching/services/service-address.ts";
import { isExact, refOf, textOfRef } from "../../refs.ts";
import type { Identifier, IdentifierKind } from "../../facts.ts";
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
 * An album is not what it was said to be at one source: these identities of it there go, the links that lead to them, and what that source
 * said of it, genres of which no other source tells among it; words that led here by these ids are asked anew. Within a transaction.
 */
export function leaveSource(db: Db, albumId: number, source: string, named: readonly Identifier[]): void {
  const refs = new Set(named.map((each) => textOfRef(refOf(each))));
  const genres = genresToldBy(db, albumId, source);
  for (const { table, row } of listHanging(db, ledgerTables.get("albums")!, albumId)) {
    const isTheirs: Record<string, () => boolean> = {
      identifiers: () => isExact(row["kind"] as IdentifierKind, "album") && refs.has(refOfRow(row)),
      external_links: () => refs.has(refTextAt(String(row["url"]))),
      source_facts: () => row["source"] === source,
      item_categories: () => genres.has(Number(row["category_id"])),
      provider_runs: () => row["importer"] === "album" && refs.has(String(row["query"]).replace(/^ref:/, "")),
    };
    if (isTheirs[table.name]?.()) table.remove(db, row);
  }
}

const refOfRow = ({ kind, value }: HangingRow["row"]): string =>
  textOfRef(refOf({ kind: kind as IdentifierKind, value: String(value) }));

function refTextAt(url: string): string {
  const ref = refOfAddress(url);
  return ref ? refText(ref) : "";
}

/** Ids of the genres that this source tells of, and no other. */
function genresToldBy(db: Db, albumId: number, source: string): Set<number> {
  const told = listSourceFacts(db, albumId);
  const others = new Set(told.filter((each) => each.source !== source).flatMap(({ said }) => said.genres));
  const own = told.filter((each) => each.source === source).flatMap(({ said }) => said.genres);
  return new Set(
    own.filter((name) => !others.has(name)).flatMap((name) => categoryOf.get(db, "genre", name)?.id ?? []),
  );
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
