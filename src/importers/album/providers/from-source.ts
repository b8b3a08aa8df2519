import { OutOfReachError } from "../../../errors.ts";
import { creditText, type AlbumFacts } from "../../../facts.ts";
import { findAlbumsByTitle, type AlbumRow } from "../../../library/items/albums.ts";
import { resolveAlbum } from "../../../matching/albums/album-resolver.ts";
import type { TitleReading } from "../../../matching/typed/recognise.ts";
import { partOf, type SourceEnding } from "../../../matching/albums/source-chain.ts";
import { isKeptFrom } from "../../../library/decisions/kept-apart.ts";
import { ownRef, refOf, textOfRef } from "../../../refs.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";
import type { ImportContext } from "../../context.ts";
import { theFound, unasked, withOdd, type ProviderAnswer, type Provider } from "../../provider.ts";
import { askedOnce } from "../finding/asked-once.ts";
import { refuseTaken } from "../binding/bind.ts";
import { layBinding, bindingTableOf, type BoundFacts } from "../binding/binding.ts";
import { byTrackList, heldAgainstFiles } from "../binding/by-track-list.ts";
import { candidateOf, evidenceOf } from "../finding/candidates.ts";
import { withFormerIds } from "../../upstream/former.ts";
import { ownRefAt } from "../../own-ref.ts";
import { findChosen } from "../../words.ts";
import { askedTwice } from "../finding/doubled.ts";
import { joinLibrary } from "../finding/join-library.ts";
import {
  ownQueries,
  ownQuestionKey,
  toldByTags,
  type OwnQuery,
  type TitleQuery,
} from "../finding/own-queries.ts";
import { contradiction } from "../binding/own-contradiction.ts";
import { albumWordsKey, questionKey, type AlbumQuery } from "../query.ts";
import { searchAlbum } from "../finding/search.ts";
import { lookUpByCatalogueNumber } from "./by-catalogue-number.ts";
import { lookUpAlbum, lookUpNamed, refreshAlbum } from "../finding/named-albums.ts";

/**
 * A source of albums as a provider of the chain. Two requests for most titles (one ranked search, look-up); up to three more where
 * the artist goes by another name, a word is misspelled, or a title alone may be that of others. An album of files whose MBID and barcode
 * lead nowhere costs one more for the catalogue number that they tell.
 */
export function albumsFrom(source: AlbumSource): Provider<AlbumRow, AlbumQuery, BoundFacts> {
  return {
    name: source.name,
    asOf: source.asOf,

    async ask(context, { item, query, before = [], binds }) {
      if (item && query && binds) return bind(context, source, { item, query, before });
      const ref = item && ownRefAt(context.db, source, item);
      const part = partOf({ before, hasItem: item !== undefined, hasRef: ref !== undefined });
      if (part.may === "nothing") return { outcome: "skipped", why: part.why };
      const once = askedOnce(source);
      const told = item && ref && toldByTags(context.db, item, ref);
      const queries = told ?? queriesOf(context, { item, query });
      const contradicts = ref && !told ? undefined : await contradiction(context, once, queries);
      if (contradicts) return contradicts; // a track list that fits one of them does not tell which tag is wrong
      const own = ref && (await refreshAlbum(context, once, ref));
      if (own && !(told && own.outcome === "absent")) return withFormer(context, source, own);
      const first = await firstAnswer(context, once, { item, queries });
      const judged = await (first.outcome === "found" ? heldAgainstFiles : byTrackList)(
        context,
        source,
        item,
        first,
      );
      const answer = withOdd(own ? [own.why] : [], await withFormer(context, source, judged));
      const joined = await joinLibrary({ context, source, item, part }, answer);
      if (!item) return joined;
      const settled = keptApart(context, source, item, joined);
      return query?.kind === "title" ? settled : askedTwice(context, source, item, settled); // words mean what they lead to
    },

    address: () => source.address,

    question(context, { item, query, binds }) {
      if (binds) return () => questionKey(query);
      const ref = item && ownRefAt(context.db, source, item);
      const told = item && ref && toldByTags(context.db, item, ref);
      if (ref && !told) return () => (source.name === "musicbrainz" ? `mbid:${ref.id}` : textOfRef(ref));
      const queries = told ?? queriesOf(context, { item, query });
      // The resolver judges by more than is asked: the year, signs.
      return () =>
        queries
          .map((target) => {
            const first = target.kind === "title" ? source.firstQuestion(target.readings) : "";
            return `${first}\n${ownQuestionKey(target)}`;
          })
          .join("\n");
    },
  };
}

/** What a person took back is not found again by itself. */
function keptApart(
  { db }: ImportContext,
  source: AlbumSource,
  item: AlbumRow,
  answer: ProviderAnswer<AlbumFacts>,
): ProviderAnswer<AlbumFacts> {
  const facts = theFound(answer);
  if (!facts || !isKeptFrom(db, "album", item.id, facts.identifiers)) return answer;
  const why = `you took back that album ${item.id} is the "${facts.title}" that ${source.title} has`;
  const candidates = [candidateOf(ownRef(facts.identifiers, "album")!, facts)];
  return { outcome: "weak", why, candidates };
}

/** What was merged into it meanwhile is called the same, mostly. */
function withFormer(
  context: ImportContext,
  source: AlbumSource,
  answer: ProviderAnswer<AlbumFacts>,
): Promise<ProviderAnswer<AlbumFacts>> {
  const alike = ({ title, credits }: AlbumFacts): number[] =>
    findAlbumsByTitle(context.db, { title, artist: creditText(credits) }).map(({ id }) => id);
  return withFormerIds(context, source, answer, { itemType: "album", alike });
}

/** A person says what the item is: it is looked up as if it were new, its files are laid beside the tracks, and all of it is saved or nothing. */
async function bind(
  context: ImportContext,
  source: AlbumSource,
  { item, query, before }: { item: AlbumRow; query: AlbumQuery; before: readonly SourceEnding[] },
): Promise<ProviderAnswer<BoundFacts>> {
  const part = partOf({ before, hasItem: false, hasRef: false });
  if (part.may === "nothing") return { outcome: "skipped", why: part.why };
  const answer = await firstAnswer(context, source, { item, queries: [query] });
  const facts = theFound(answer);
  if (answer.outcome !== "found" || !facts) return answer as ProviderAnswer<BoundFacts>;
  refuseTaken(context, item, facts);
  const binding = await layBinding(context, source, { album: item, facts, evidence: answer.evidence });
  const table = bindingTableOf(binding);
  const { edition, files, unfitting } = table;
  if (unfitting.length === 0 || (context.unfitting ?? "ask") !== "ask") {
    const bound = { ...answer, contributions: [{ ...facts, binding }], binding: table };
    return withOdd(binding.edition?.odd ?? [], bound);
  }
  const about = [edition?.releasedOn, edition?.country].filter(Boolean).join(" ");
  const name = `"${edition?.title ?? facts.title}"${about && ` (${about})`}`;
  const why = `${unfitting.length} of ${files.length} files fit no track of ${name}`;
  const ref = (edition?.isNamed ? edition.ref : null) ?? ownRef(facts.identifiers, "album")!;
  const named = { ...candidateOf(ref, facts), why: ["named by you"] };
  return { outcome: "ambiguous", why, candidates: [named], binding: table };
}

const queriesOf = (
  { db }: ImportContext,
  { item, query }: { item: AlbumRow | undefined; query: AlbumQuery | undefined },
): OwnQuery[] => (item ? ownQueries(db, item) : query ? [query] : []);

/** The first of several ways to name one album that brings anything: an identifier is surer than words. One out of reach is passed over. */
async function firstAnswer(
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
