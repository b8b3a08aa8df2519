import type { AlbumFacts } from "../../facts.ts";
import type { AlbumRow } from "../../library/albums.ts";
import { listOwnFiles, type HeldFile } from "../../library/held-files.ts";
import { layFiles } from "../../matching/editions/lay-files.ts";
import { ownRef, type Ref } from "../../refs.ts";
import type { AlbumSource } from "../../sources/albums/source.ts";
import type { ImportContext } from "../context.ts";
import type { ProviderAnswer } from "../provider.ts";
import { placesOf, unfittingOf } from "./binding.ts";
import { candidateOf } from "./candidates.ts";
import { readEditions } from "./editions.ts";
import { lookUpAlbum } from "./providers/named-albums.ts";

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
  const files = listOwnFiles(context.db, item.id);
  const { candidates } = answer;
  if (files.length < tellingFiles || candidates.length > mostCandidates) return answer;
  const holding: Ref[] = [];
  for (const { ref } of candidates) {
    if (ref?.source !== source.name) return answer;
    if (await isOnSome(context, source, { ref, files })) holding.push(ref);
  }
  const [only, ...others] = holding;
  if (!only || others.length > 0) return answer;
  return lookUpAlbum(context, source, only, { by: "track list", ref: only, decision: "resolved" });
}

async function isOnSome(
  context: ImportContext,
  source: AlbumSource,
  { ref, files }: { ref: Ref; files: HeldFile[] },
): Promise<boolean> {
  for await (const edition of readEditions(context, source, ref)) {
    const { laid } = layFiles(files, placesOf(edition));
    if (laid.every(({ fits, offMs }) => fits && offMs !== null)) return true;
  }
  return false;
}

/**
 * What words alone led to, held against the files: where each edition leaves some of them without a track, it may be another album, and is
 * a question. Where no edition's tracks are known there is nothing to hold it against.
 */
export async function heldAgainstFiles(
  context: ImportContext,
  source: AlbumSource,
  item: AlbumRow | undefined,
  answer: ProviderAnswer<AlbumFacts>,
): Promise<ProviderAnswer<AlbumFacts>> {
  const { by } = (answer.evidence ?? {}) as { by?: string };
  const [facts] = answer.outcome === "found" && by === "search" ? (answer.contributions as AlbumFacts[]) : [];
  const ref = facts && ownRef(facts.identifiers, "album");
  const files = item && ref ? listOwnFiles(context.db, item.id) : [];
  if (!ref || files.length === 0) return answer;
  let least = Infinity;
  for await (const edition of readEditions(context, source, ref)) {
    const places = placesOf(edition);
    if (places.length > 0) least = Math.min(least, unfittingOf(layFiles(files, places)).length);
    if (least === 0) break;
  }
  if (least === 0 || least === Infinity) return answer;
  const why = `${least} of ${files.length} files fit no track of "${facts.title}", in whatever edition`;
  return { outcome: "weak", why, candidates: [candidateOf(ref, facts)], evidence: answer.evidence };
}
