import type { AlbumFacts } from "../../../facts.ts";
import type { AlbumRow } from "../../../library/items/albums.ts";
import { agreesInWords, resolveAlbum } from "../../../matching/albums/album-resolver.ts";
import { createScorer } from "../../../matching/albums/score-album.ts";
import type { AlbumCandidate } from "../../../matching/candidate.ts";
import { textOfRef, type Ref } from "../../../refs.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";
import type { ImportContext } from "../../context.ts";
import { unasked, withOdd, type ProviderAnswer } from "../../provider.ts";
import { findChosen } from "../../words.ts";
import { holdingFiles, leastUnfitting } from "../binding/by-track-list.ts";
import { candidateOf } from "../finding/candidates.ts";
import type { OwnQuery } from "../finding/own-queries.ts";
import { albumWordsKey } from "../query.ts";
import { lookUpAlbum } from "../finding/named-albums.ts";

type ByNumbers = Extract<OwnQuery, { kind: "catalogue-numbers" }>;

/**
 * Look-up by what is printed on the spine. The number is nobody's own: it only says which of the albums that bear it may be meant. One
 * counts if it agrees with the words of the album or, where none does, has its files' track list. Absent unless one does; several that
 * do are a question.
 */
export async function lookUpByCatalogueNumber(
  context: ImportContext,
  source: AlbumSource,
  item: AlbumRow | undefined,
  query: ByNumbers,
): Promise<ProviderAnswer<AlbumFacts>> {
  const { numbers, words } = query;
  if (findChosen(context.db, "album", albumWordsKey(words)!))
    return unasked("its words were chosen to mean an album");
  const found = await source.albumsOfCatalogueNumbers(numbers, words.readings, context.signal);
  if (found === "unasked") return unasked(`${source.title} can't be asked for catalogue numbers`);
  const odd = found.odd.map(({ says }) => says);
  const printed = `the catalogue number ${numbers.join(" or ")}`;
  const none = { outcome: "absent" as const, why: `${source.title} has no such album with ${printed}`, odd };
  if (found.isCut && found.albums.length > 1) return none; // others of it were not seen
  const agreeing = await agreeingOf(context, source, { item, query, albums: found.albums });
  const [only, ...others] = agreeing;
  if (!only) return none;
  if (others.length === 0) {
    const ref = source.albumRef(only.mbid);
    return withOdd(odd, await lookUpAlbum(context, source, ref, { by: "catalogue number", numbers, ref }));
  }
  const { score } = createScorer(new Set());
  const [reading] = words.readings as [ByNumbers["words"]["readings"][number]];
  const candidates = agreeing.map((each) => candidateOf(source.albumRef(each.mbid), score(each, reading)));
  return { outcome: "ambiguous", why: `${agreeing.length} albums like it have ${printed}`, candidates, odd };
}

interface Bearing {
  item: AlbumRow | undefined;
  query: ByNumbers;
  albums: AlbumCandidate[];
}

/** Those that agree in words: the one that was clearly meant of several, and none whose tracks leave files over. Else by the tracks alone. */
async function agreeingOf(
  context: ImportContext,
  source: AlbumSource,
  { item, query: { words }, albums }: Bearing,
): Promise<AlbumCandidate[]> {
  const refOf = ({ mbid }: AlbumCandidate): Ref => source.albumRef(mbid);
  const called = albums.filter((album) => agreesInWords(words, album));
  if (called.length === 0) {
    const holding = item ? await holdingFiles(context, source, item, albums.map(refOf)) : [];
    return albums.filter((album) => holding.some((ref) => textOfRef(ref) === textOfRef(refOf(album))));
  }
  const resolution = resolveAlbum(words, called);
  const meant = resolution.outcome === "resolved" ? [resolution.best.candidate] : called;
  const [only, ...others] = meant;
  if (!only || others.length > 0 || !item) return meant;
  const { unfitting } = await leastUnfitting(context, source, item, refOf(only));
  return unfitting === 0 ? meant : [];
}
