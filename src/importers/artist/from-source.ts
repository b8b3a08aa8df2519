import type { ArtistFacts } from "../../facts.ts";
import type { ArtistRow } from "../../library/items/artists.ts";
import { findArtistsCalled } from "../../library/items/artists.ts";
import { listIdentifiers } from "../../library/identity/identifiers.ts";
import {
  resolveArtist,
  type ArtistCandidate,
  type ArtistResolution,
  type ScoredArtist,
} from "../../matching/artists/artist-resolver.ts";
import { isFillerArtist } from "../../matching/fillers.ts";
import { foldName } from "../../matching/text/fold.ts";
import { refText, type ServiceRef } from "../../matching/services/service-address.ts";
import type { Ref } from "../../refs.ts";
import { partOf } from "../../matching/albums/source-chain.ts";
import type { OddPart } from "../../sources/lenient.ts";
import type { AlbumSource, ArtistPage } from "../../sources/albums/source.ts";
import type { ImportContext } from "../context.ts";
import { mbidOf } from "../mbid.ts";
import {
  bareCandidate,
  foundOne,
  unasked,
  withOdd,
  type ProviderAnswer,
  type Candidate,
  type Provider,
} from "../provider.ts";
import { takenLink } from "../taken-link.ts";
import { withFormerIds } from "../upstream/former.ts";
import type { ArtistQuery } from "./query.ts";
import { mayHaveIt, unreadHits } from "../unread-hits.ts";

/** A source of albums as a provider of artists: one request for an identifier, two for a name (search, look-up). */
export function artistsFrom(source: AlbumSource): Provider<ArtistRow, ArtistQuery, ArtistFacts> {
  return {
    name: source.name,
    asOf: source.asOf,

    async ask(context, { item, query, before = [] }) {
      const ref = item && ownArtistRef(context, source, item);
      const part = partOf({ before, hasItem: item !== undefined, hasRef: ref !== undefined });
      // A name alone joins nobody.
      const isJoining = part.may === "join" || (part.may === "nothing" && before.includes("found"));
      if (item && isJoining) {
        const taken = takenLink(context.db, { itemType: "artist", id: item.id }, [source.artistKind]);
        return { outcome: "skipped", why: `not asked: ${taken ?? "nothing links the artist with it"}` };
      }
      if (part.may === "nothing") return { outcome: "skipped", why: part.why };
      if (ref) return refresh(context, source, ref);
      const target = targetOf(item, query);
      if (!target) return unasked("neither a name nor an identifier to ask for");
      if (target.kind === "name") return lookUpByName(context, source, target.name);
      if (target.kind === "ref") return lookUpByReference(context, source, target.ref);
      if (source.artistKind !== "musicbrainz_artist") return unasked(`${source.title} knows no MBIDs`);
      const { mbid } = target;
      return lookUp(context, source, source.artistRef(mbid), { by: "mbid", mbid });
    },

    address: () => source.address,

    question(context, { item, query }) {
      const ref = item && ownArtistRef(context, source, item);
      if (ref && source.artistKind === "musicbrainz_artist")
        return () => JSON.stringify({ kind: "mbid", mbid: ref.id });
      return () => JSON.stringify(ref ?? targetOf(item, query));
    },
  };
}

/** The identity by which a source knows this artist. */
export function ownArtistRef(
  { db }: ImportContext,
  { artistKind, artistRef }: AlbumSource,
  { id }: ArtistRow,
): Ref | undefined {
  const own = listIdentifiers(db, "artist", id).find(({ kind }) => kind === artistKind);
  return own && artistRef(own.value);
}

/** Manual match: who somebody known by name only is, an identifier says; else that name is looked for. */
const targetOf = (item: ArtistRow | undefined, query: ArtistQuery | undefined): ArtistQuery | undefined =>
  item && query?.kind !== "mbid" && query?.kind !== "ref" ? ownName(item) : query;

/** An artist without an identity is looked for by name; a filler is no name. */
const ownName = ({ name }: ArtistRow): ArtistQuery | undefined =>
  isFillerArtist(name) ? undefined : { kind: "name", name };

/** The artist of the library by their own identity. Where that is gone, they were removed upstream. */
async function refresh(
  context: ImportContext,
  source: AlbumSource,
  ref: Ref,
): Promise<ProviderAnswer<ArtistFacts>> {
  const answer = await lookUp(context, source, ref, undefined);
  return answer.outcome === "absent" && source.asOf === undefined ? { ...answer, gone: true } : answer;
}

/** Without evidence, why it is this one was settled before. */
async function lookUp(
  context: ImportContext,
  source: AlbumSource,
  ref: Ref,
  evidence: unknown,
): Promise<ProviderAnswer<ArtistFacts>> {
  const facts = await source.lookUpArtist(ref, context.signal);
  if (!facts) return { outcome: "absent", why: `${source.title} has no artist ${ref.id}` };
  const alike = ({ name, aliases = [] }: ArtistFacts): number[] =>
    findArtistsCalled(context.db, [name, ...aliases]);
  return withFormerIds(context, source, foundOne(facts, evidence), { itemType: "artist", alike });
}

async function lookUpByReference(
  context: ImportContext,
  source: AlbumSource,
  ref: ServiceRef,
): Promise<ProviderAnswer<ArtistFacts>> {
  const found = await source.artistsAt(ref, context.signal);
  if (found === "unasked") return unasked(`${source.title} keeps no addresses of ${ref.service}`);
  const [artist] = found.artists;
  if (artist) {
    const odd = found.odd.map(({ says }) => says);
    return withOdd(odd, await lookUp(context, source, artist, { by: "address", ref: refText(ref) }));
  }
  if (found.odd[0]) throw mayHaveIt(source, found.odd[0]);
  return { outcome: "absent", why: `${source.title} has no artist at ${ref.urls[0] ?? refText(ref)}` };
}

async function lookUpByName(
  context: ImportContext,
  source: AlbumSource,
  name: string,
): Promise<ProviderAnswer<ArtistFacts>> {
  const { artists, isCut, ...seen } = await searchArtists(context, source, name);
  const odd = seen.odd.map(({ says }) => says);
  const resolution = withUnread(source, resolveArtist(name, artists), name, seen.odd);
  const ranked = resolution.ranked.map((each) => candidateOf(source, each));
  const evidence = {
    by: "search",
    decision: resolution.outcome,
    why: resolution.why,
    ranked: ranked.slice(0, 5),
  };
  switch (resolution.outcome) {
    case "resolved": {
      const { mbid: id } = resolution.best.candidate;
      if (!isCut) return withOdd(odd, await lookUp(context, source, source.artistRef(id), evidence));
      const why = `more than ${artists.length} artists have "${name}" in a name: too many to know that no other is called so`;
      return { outcome: "ambiguous", why, candidates: ranked.slice(0, 1), evidence, odd };
    }
    case "none":
      return { outcome: "absent", why: `${source.title} has no artist "${name}"`, evidence, odd };
    case "ambiguous":
    case "weak":
      return { outcome: resolution.outcome, why: resolution.why, candidates: ranked, evidence, odd };
  }
}

/** More pages bring nothing that a person could not be asked about. */
const mostPages = 3;

/**
 * Everybody who may be called so. Those with the whole name in one of theirs come first: as long as a page that is not the last
 * ends with one of them, there may be more. `isCut`: and there were more than could be asked for.
 */
async function searchArtists({ signal }: ImportContext, source: AlbumSource, name: string) {
  const seen: Omit<ArtistPage, "total"> & { isCut: boolean } = {
    artists: [],
    received: 0,
    odd: [],
    isCut: false,
  };
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await source.searchArtists(name, signal, seen.received);
    seen.artists.push(...page.artists);
    seen.odd.push(...page.odd);
    seen.received += page.received;
    seen.isCut = page.received > 0 && seen.received < page.total && holdsName(page.artists.at(-1), name);
    if (!seen.isCut) break;
  }
  return seen;
}

function holdsName(artist: ArtistCandidate | undefined, name: string): boolean {
  const wanted = ` ${foldName(name)} `;
  const names = artist ? [artist.name, artist.sortName ?? "", ...artist.aliases] : [];
  return names.some((each) => ` ${foldName(each)} `.includes(wanted));
}

/** An artist who can't be read may be the very one, or another of this name: unknown, and no absence. */
function withUnread(
  source: AlbumSource,
  resolution: ArtistResolution,
  name: string,
  odd: OddPart[],
): ArtistResolution {
  const { maybeIt, namesake } = unreadHits(odd, "artist", (title) => foldName(title) === foldName(name));
  if (resolution.outcome === "none" && maybeIt) throw mayHaveIt(source, maybeIt, "the artist");
  if (!namesake || resolution.outcome !== "resolved") return resolution;
  const why = `there may be another of this name: ${namesake.says}`;
  return { outcome: "ambiguous", ranked: [resolution.best], why };
}

function candidateOf(source: AlbumSource, { candidate, score, why }: ScoredArtist): Candidate {
  const ref = source.artistRef(candidate.mbid);
  return {
    ...bareCandidate,
    mbid: mbidOf(ref),
    ref,
    title: candidate.name,
    primaryType: candidate.kind ?? null,
    disambiguation: candidate.disambiguation ?? null,
    score: Math.round(score * 1000) / 1000,
    why,
  };
}
