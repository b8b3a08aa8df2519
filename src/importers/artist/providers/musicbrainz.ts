import { PayloadError } from "../../../errors.ts";
import type { ArtistFacts } from "../../../facts.ts";
import type { ArtistRow } from "../../../library/artists.ts";
import { listIdentifiers } from "../../../library/identifiers.ts";
import {
  resolveArtist,
  type ArtistCandidate,
  type ArtistResolution,
  type ScoredArtist,
} from "../../../matching/artist-resolver.ts";
import { isFillerArtist } from "../../../matching/fillers.ts";
import { foldName } from "../../../matching/fold.ts";
import { refText, type ServiceRef } from "../../../matching/service-address.ts";
import type { OddPart } from "../../../sources/lenient.ts";
import type { ArtistPage } from "../../../sources/musicbrainz/searches.ts";
import type { ImportContext } from "../../context.ts";
import { refuseUnread } from "../../album/providers/named-albums.ts";
import { bareCandidate, withOdd, type Answer, type Candidate, type Provider } from "../../provider.ts";
import type { ArtistQuery } from "../query.ts";

/** Artists of MusicBrainz: one request for an MBID, two for a name (search, look-up). */
export const musicbrainzArtists: Provider<ArtistRow, ArtistQuery, ArtistFacts> = {
  name: "musicbrainz",

  async ask(context, { item, query }) {
    const target = item ? ownQuery(context, item) : query;
    if (!target)
      return { outcome: "absent", unasked: true, why: "neither a name nor an identifier to ask for" };
    if (target.kind === "name") return lookUpByName(context, target.name);
    if (target.kind === "ref") return lookUpByReference(context, target.ref);
    return lookUp(context, target.mbid, item ? undefined : { by: "mbid", mbid: target.mbid });
  },

  address: ({ musicbrainz }) => musicbrainz.address,

  question: (context, { item, query }) => JSON.stringify(item ? ownQuery(context, item) : query),
};

/** An artist without an MBID is looked for by name; a filler is no name. */
function ownQuery({ db }: ImportContext, artist: ArtistRow): ArtistQuery | undefined {
  const own = listIdentifiers(db, "artist", artist.id).find(({ kind }) => kind === "musicbrainz_artist");
  if (own) return { kind: "mbid", mbid: own.value };
  return isFillerArtist(artist.name) ? undefined : { kind: "name", name: artist.name };
}

/** Without evidence, why it is this one was settled before. */
async function lookUp(context: ImportContext, mbid: string, evidence: unknown): Promise<Answer<ArtistFacts>> {
  const facts = await context.musicbrainz.lookUpArtist(mbid, context.signal);
  if (!facts) return { outcome: "absent", why: `MusicBrainz has no artist ${mbid}` };
  return { outcome: "found", contributions: [facts], evidence, odd: facts.odd ?? [] };
}

async function lookUpByReference(context: ImportContext, ref: ServiceRef): Promise<Answer<ArtistFacts>> {
  for (const url of ref.urls) {
    const linked = await context.musicbrainz.lookUpAddress(url, context.signal);
    const [mbid] = linked?.artists ?? [];
    if (mbid === undefined) {
      refuseUnread(linked);
      continue;
    }
    const odd = linked!.odd.map(({ says }) => says);
    return withOdd(odd, await lookUp(context, mbid, { by: "address", ref: refText(ref) }));
  }
  return { outcome: "absent", why: `MusicBrainz has no artist at ${ref.urls[0] ?? refText(ref)}` };
}

async function lookUpByName(context: ImportContext, name: string): Promise<Answer<ArtistFacts>> {
  const { artists, isCut, ...seen } = await searchArtists(context, name);
  const odd = seen.odd.map(({ says }) => says);
  const resolution = withUnread(resolveArtist(name, artists), name, seen.odd);
  const ranked = resolution.ranked.map(candidateOf);
  const evidence = {
    by: "search",
    decision: resolution.outcome,
    why: resolution.why,
    ranked: ranked.slice(0, 5),
  };
  switch (resolution.outcome) {
    case "resolved": {
      if (!isCut) return withOdd(odd, await lookUp(context, resolution.best.candidate.mbid, evidence));
      const why = `more than ${artists.length} artists have "${name}" in a name: too many to know that no other is called so`;
      return { outcome: "ambiguous", why, candidates: ranked.slice(0, 1), evidence, odd };
    }
    case "none":
      return { outcome: "absent", why: `MusicBrainz has no artist "${name}"`, evidence, odd };
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
async function searchArtists({ musicbrainz, signal }: ImportContext, name: string) {
  const seen: Omit<ArtistPage, "total"> & { isCut: boolean } = {
    artists: [],
    received: 0,
    odd: [],
    isCut: false,
  };
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await musicbrainz.searchArtists(name, signal, seen.received);
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
function withUnread(resolution: ArtistResolution, name: string, odd: OddPart[]): ArtistResolution {
  const hits = odd.filter(({ element }) => element?.kind === "artist");
  const isSame = ({ element }: OddPart): boolean =>
    element?.title !== undefined && foldName(element.title) === foldName(name);
  const maybeThem = hits.find((hit) => hit.element?.title === undefined || isSame(hit));
  if (resolution.outcome === "none" && maybeThem) {
    throw new PayloadError("MusicBrainz", `MusicBrainz may have the artist: ${maybeThem.says}`);
  }
  const other = hits.find(isSame);
  if (!other || resolution.outcome !== "resolved") return resolution;
  const why = `there may be another of this name: ${other.says}`;
  return { outcome: "ambiguous", ranked: [resolution.best], why };
}

function candidateOf({ candidate, score, why }: ScoredArtist): Candidate {
  return {
    ...bareCandidate,
    mbid: candidate.mbid,
    title: candidate.name,
    primaryType: candidate.kind ?? null,
    disambiguation: candidate.disambiguation ?? null,
    score: Math.round(score * 1000) / 1000,
    why,
  };
}
