import { OutOfReachError } from "../../../errors.ts";
import type { AlbumFacts } from "../../../facts.ts";
import type { AlbumRow } from "../../../library/items/albums.ts";
import { resolveAlbum } from "../../../matching/albums/album-resolver.ts";
import type { TitleReading } from "../../../matching/typed/recognise.ts";
import { refOf, textOfRef } from "../../../refs.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";
import type { ImportContext } from "../../context.ts";
import { unasked, withOdd, type ProviderAnswer } from "../../provider.ts";
import { findChosen } from "../../words.ts";
import { candidateOf, evidenceOf } from "../finding/candidates.ts";
import { lookUpAlbum, lookUpNamed } from "../finding/named-albums.ts";
import type { OwnQuery, TitleQuery } from "../finding/own-queries.ts";
import { searchAlbum } from "../finding/search.ts";
import { albumWordsKey } from "../query.ts";
import { lookUpByCatalogueNumber } from "./by-catalogue-number.ts";

/** The first of several ways to name one album that brings anything: an identifier is surer than words. One out of reach is passed over. */
export async function firstAnswer(
  context: ImportContext,
  source: AlbumSource,
  { item, queries }: { item: AlbumRow | undefined; queries: OwnQuery[] },
): Promise<ProviderAnswer<AlbumFacts>> {
  let absent = unasked("neither a title nor an identifier to ask for");
  let refusal: OutOfReachError | undefined;
  for (const query of queries) {
    const next = await answerTo(context, source, { item, query }).catch(outOfReach);
    if (next instanceof OutOfReachError) refusal ??= next;
    else if (next.outcome !== "absent") return next;
    else if (!next.unasked || absent.unasked) absent = next;
  }
  if (refusal && absent.unasked) throw refusal;
  return absent;
}

/** What those of the queries lead to that describe an album, and name none. */
export const describedBy =
  (
    context: ImportContext,
    source: AlbumSource,
    { item, queries }: { item: AlbumRow | undefined; queries: OwnQuery[] },
  ) =>
  () =>
    firstAnswer(context, source, {
      item,
      queries: queries.filter(({ kind }) => kind === "title" || kind === "catalogue-numbers"),
    });

function outOfReach(fault: unknown): OutOfReachError {
  if (fault instanceof OutOfReachError) return fault;
  throw fault;
}

function answerTo(
  context: ImportContext,
  source: AlbumSource,
  { item, query }: { item: AlbumRow | undefined; query: OwnQuery },
): Promise<ProviderAnswer<AlbumFacts>> {
  if (query.kind === "title") return lookUpByTitle(context, source, query);
  if (query.kind === "catalogue-numbers") return lookUpByCatalogueNumber(context, source, item, query);
  return lookUpNamed(context, source, query);
}

async function lookUpByTitle(
  context: ImportContext,
  source: AlbumSource,
  query: TitleQuery,
): Promise<ProviderAnswer<AlbumFacts>> {
  const chosen = findChosen(context.db, "album", albumWordsKey(query)!);
  if (chosen) {
    const ref = refOf(chosen);
    if (source.albumKinds.includes(chosen.kind)) {
      const { value: mbid } = chosen;
      return lookUpAlbum(context, source, ref, { by: "an earlier choice", mbid, ref });
    }
    return { outcome: "absent", why: `these words were chosen to mean ${textOfRef(ref)}` };
  }
  const { resolution, asked, odd } = await searchAlbum(context, source, query.readings);
  const evidence = { ...evidenceOf(source, resolution), asked };
  switch (resolution.outcome) {
    case "resolved":
      return withOdd(odd, await lookUpBest(context, source, { query, resolution, evidence }));
    case "none": {
      const why = `${source.title} has no album ${wordsOf(query.readings[0]!)}`;
      return { outcome: "absent", why, evidence, odd };
    }
    case "ambiguous":
    case "weak": {
      const candidates = resolution.ranked.map((each) =>
        candidateOf(source.albumRef(each.candidate.mbid), each),
      );
      return { outcome: resolution.outcome, why: resolution.why, candidates, evidence, odd };
    }
  }
}

type Resolved = Extract<Awaited<ReturnType<typeof searchAlbum>>["resolution"], { outcome: "resolved" }>;

/** A hit that its own look-up denies was only left in the index: then the next one is as if it had been alone. */
async function lookUpBest(
  context: ImportContext,
  source: AlbumSource,
  found: { query: TitleQuery; resolution: Resolved; evidence: unknown },
): Promise<ProviderAnswer<AlbumFacts>> {
  const { query, resolution, evidence } = found;
  const first = await lookUpAlbum(context, source, source.albumRef(resolution.best.candidate.mbid), evidence);
  if (first.outcome !== "absent") return first;
  const others = resolution.ranked.map(({ candidate }) => candidate);
  const again = resolveAlbum(
    { readings: query.readings },
    others.filter(({ mbid }) => mbid !== resolution.best.candidate.mbid),
  );
  if (again.outcome !== "resolved") return first;
  return lookUpAlbum(context, source, source.albumRef(again.best.candidate.mbid), evidence);
}

function wordsOf({ title, artist, year }: TitleReading): string {
  return `"${title}"${artist === undefined ? "" : ` by ${artist}`}${year === undefined ? "" : ` of ${year}`}`;
}
