import { OutOfReachError } from "../../../errors.ts";
import type { AlbumFacts } from "../../../facts.ts";
import type { AlbumRow } from "../../../library/items/albums.ts";
import { listOwnFiles, type HeldFile } from "../../../library/items/held-files.ts";
import { layFiles } from "../../../matching/editions/lay-files.ts";
import { ownRef, type Ref } from "../../../refs.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";
import type { ImportContext } from "../../context.ts";
import { theFound, type ProviderAnswer } from "../../provider.ts";
import { placesOf, unfittingOf } from "./binding.ts";
import { candidateFound } from "../finding/candidates.ts";
import { readEditions } from "./editions.ts";
import { lookUpAlbum } from "../finding/named-albums.ts";
import { unfittingText } from "../../binding-table.ts";

/** Each costs a request; of more, those that are not looked at might fit as well. */
const mostCandidates = 5;
/** With fewer files their titles and lengths prove nothing. */
const tellingFiles = 3;

/**
 * Record linkage by track list: of the albums that one read from files may be, the only one of which its files are an edition: every file
 * is on it, by title and a length that was measured. Where more than one is, or not all could be looked at, it stays a question.
 */
export async function byTrackList(
  context: ImportContext,
  source: AlbumSource,
  item: AlbumRow | undefined,
  answer: ProviderAnswer<AlbumFacts>,
): Promise<ProviderAnswer<AlbumFacts>> {
  if (!item || !("candidates" in answer)) return answer;
  const refs = answer.candidates.map(({ ref }) => ref);
  if (!refs.every((ref) => ref?.source === source.name)) return answer;
  const [only, ...others] = await holdingFiles(context, source, item, refs as Ref[]);
  if (!only || others.length > 0) return answer;
  return lookUpAlbum(context, source, only, { by: "track list", ref: only, decision: "resolved" });
}

/** Those of a few albums of which an edition has every file of this one, by title and a measured length. None where that would prove nothing. */
export async function holdingFiles(
  context: ImportContext,
  source: AlbumSource,
  item: AlbumRow,
  refs: Ref[],
): Promise<Ref[]> {
  const files = listOwnFiles(context.db, item.id);
  if (files.length < tellingFiles || refs.length > mostCandidates) return [];
  const holding: Ref[] = [];
  for (const ref of refs) {
    if (await isOnSome(context, source, { ref, files })) holding.push(ref);
  }
  return holding;
}

async function isOnSome(
  context: ImportContext,
  source: AlbumSource,
  { ref, files }: { ref: Ref; files: HeldFile[] },
): Promise<boolean> {
  for await (const edition of knownEditions(context, source, ref)) {
    const { laid } = layFiles(files, placesOf(edition));
    if (laid.every(({ fits, offMs }) => fits && offMs !== null)) return true;
  }
  return false;
}

/** A catalogue that was built without releases tells nothing of tracks: there is nothing to hold the files against. */
async function* knownEditions(...asked: Parameters<typeof readEditions>): ReturnType<typeof readEditions> {
  try {
    yield* readEditions(...asked);
  } catch (error) {
    if (!(error instanceof OutOfReachError)) throw error;
  }
}

/**
 * What words alone led to, held against the files: where each edition leaves half of them without a track, it may be another album, and is
 * a question; a bonus track or a misspelt title more makes no other album of it. Where no edition's tracks are known there is nothing to hold it against.
 */
export async function heldAgainstFiles(
  context: ImportContext,
  source: AlbumSource,
  item: AlbumRow | undefined,
  answer: ProviderAnswer<AlbumFacts>,
): Promise<ProviderAnswer<AlbumFacts>> {
  const { by } = (answer.evidence ?? {}) as { by?: string };
  const facts = by === "search" ? theFound(answer) : undefined;
  const ref = facts && ownRef(facts.identifiers, "album");
  if (!item || !facts || !ref) return answer;
  const { unfitting, files } = await leastUnfitting(context, source, item, ref);
  if (unfitting * 2 < files || unfitting === 0) return answer;
  const why = `${unfittingText(unfitting, files)} of "${facts.title}", in whatever edition`;
  const candidates = [candidateFound(ref, facts, answer.evidence)];
  return { outcome: "weak", why, candidates, evidence: answer.evidence };
}

/**
 * How few of the files fit no track of an edition, in the best of them; 0 where there are no files, or no tracks to hold them against. With
 * the titles of the editions that were looked at.
 */
export async function leastUnfitting(
  context: ImportContext,
  source: AlbumSource,
  item: AlbumRow,
  ref: Ref,
): Promise<{ unfitting: number; files: number; titles: string[] }> {
  const files = listOwnFiles(context.db, item.id);
  const titles: string[] = [];
  if (files.length === 0) return { unfitting: 0, files: 0, titles };
  let least = Infinity;
  for await (const edition of knownEditions(context, source, ref)) {
    const places = placesOf(edition);
    titles.push(edition.title);
    if (places.length > 0) least = Math.min(least, unfittingOf(layFiles(files, places)).length);
    if (least === 0) break;
  }
  return { unfitting: least === Infinity ? 0 : least, files: files.length, titles };
}
