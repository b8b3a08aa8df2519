import { creditText, type AlbumFacts } from "../../../facts.ts";
import { findAlbumsByTitle, type AlbumRow } from "../../../library/items/albums.ts";
import { partOf, type SourceEnding } from "../../../matching/albums/source-chain.ts";
import { isKeptFrom } from "../../../library/decisions/kept-apart.ts";
import { ownRef, textOfRef } from "../../../refs.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";
import type { ImportContext } from "../../context.ts";
import { theFound, withOdd, type ProviderAnswer, type Provider } from "../../provider.ts";
import { askedOnce } from "../finding/asked-once.ts";
import { refuseTaken } from "../binding/bind.ts";
import { layBinding, bindingTableOf, type BoundFacts } from "../binding/binding.ts";
import { byTrackList, heldAgainstFiles } from "../binding/by-track-list.ts";
import { heldAgainstTags } from "../binding/own-words.ts";
import { candidateFound, candidateOfLookUp, foundAs } from "../finding/candidates.ts";
import { withFormerIds } from "../../upstream/former.ts";
import { ownRefAt } from "../../own-ref.ts";
import { takenLink } from "../../taken-link.ts";
import { askedTwice } from "../finding/doubled.ts";
import { joinLibrary } from "../finding/join-library.ts";
import { ownQueries, ownQuestionKey, toldByTags, type OwnQuery } from "../finding/own-queries.ts";
import { refuseBeside } from "../binding/contradiction.ts";
import { contradiction } from "../binding/own-contradiction.ts";
import { questionKey, type AlbumQuery } from "../query.ts";
import { describedBy, firstAnswer } from "./first-answer.ts";
import { refreshAlbum } from "../finding/named-albums.ts";
import { whyUnfitting } from "../../binding-table.ts";

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
      const taken =
        item && (() => takenLink(context.db, { itemType: "album", id: item.id }, source.albumKinds));
      const part = partOf({ before, hasItem: item !== undefined, hasRef: ref !== undefined, taken });
      if (part.may === "nothing") return { outcome: "skipped", why: part.why };
      const once = askedOnce(source);
      const told = item && ref && toldByTags(context.db, item, ref);
      const queries = told ?? queriesOf(context, { item, query });
      const contradicts = ref && !told ? undefined : await contradiction(context, once, queries);
      if (contradicts) return contradicts; // a track list that fits one of them does not tell which tag is wrong
      const own =
        item && ref && (await refreshAlbum(context, once, { item, ref, isTold: told !== undefined }));
      if (own && !(told && own.outcome === "absent")) {
        const described = describedBy(context, once, { item, queries });
        const held = told ? await heldAgainstTags(context, once, { item, answer: own, described }) : own;
        const refreshed = await withFormer(context, source, held);
        return query?.kind === "title" ? refreshed : askedTwice(context, source, item!, refreshed);
      }
      const judged = await judgedAnswer(context, once, { item, queries });
      if (query?.kind !== "title") await refuseBeside(context, source, theFound(judged));
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

/** What is found, held against the files, and against what else their tags say. */
async function judgedAnswer(
  context: ImportContext,
  source: AlbumSource,
  asked: { item: AlbumRow | undefined; queries: OwnQuery[] },
): Promise<ProviderAnswer<AlbumFacts>> {
  const { item } = asked;
  const answer = await firstAnswer(context, source, asked);
  if (answer.outcome !== "found") return byTrackList(context, source, item, answer);
  const held = await heldAgainstTags(context, source, {
    item,
    answer,
    described: describedBy(context, source, asked),
  });
  return heldAgainstFiles(context, source, item, held);
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
  const ref = ownRef(facts.identifiers, "album")!;
  const candidates = [candidateFound(ref, facts, answer.evidence)];
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
  const { edition, unfitting } = table;
  if (unfitting.length === 0 || (context.unfitting ?? "ask") !== "ask") {
    const bound = { ...answer, contributions: [{ ...facts, binding }], binding: table };
    return withOdd(binding.edition?.odd ?? [], bound);
  }
  const about = [edition?.releasedOn, edition?.country].filter(Boolean).join(" ");
  const name = `"${edition?.title ?? facts.title}"${about && ` (${about})`}`;
  const why = whyUnfitting(table, name);
  const ref = (edition?.isNamed ? edition.ref : null) ?? ownRef(facts.identifiers, "album")!;
  const named = candidateOfLookUp(ref, facts, foundAs("named by you"));
  return { outcome: "ambiguous", why, candidates: [named], binding: table };
}

const queriesOf = (
  { db }: ImportContext,
  { item, query }: { item: AlbumRow | undefined; query: AlbumQuery | undefined },
): OwnQuery[] => (item ? ownQueries(db, item) : query ? [query] : []);
