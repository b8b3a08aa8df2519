import type { ArtistFacts } from "../../../facts.ts";
import type { ArtistRow } from "../../../library/artists.ts";
import { listIdentifiers } from "../../../library/identifiers.ts";
import { resolveArtist, type ScoredArtist } from "../../../matching/artist-resolver.ts";
import { refText, type ServiceRef } from "../../../matching/service-address.ts";
import type { ImportContext } from "../../context.ts";
import { bareCandidate, type Answer, type Candidate, type Provider } from "../../provider.ts";
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

function ownQuery({ db }: ImportContext, artist: ArtistRow): ArtistQuery {
  const own = listIdentifiers(db, "artist", artist.id).find(({ kind }) => kind === "musicbrainz_artist");
  return own ? { kind: "mbid", mbid: own.value } : { kind: "name", name: artist.name };
}

/** Without evidence, why it is this one was settled before. */
async function lookUp(context: ImportContext, mbid: string, evidence: unknown): Promise<Answer<ArtistFacts>> {
  const facts = await context.musicbrainz.lookUpArtist(mbid, context.signal);
  if (!facts) return { outcome: "absent", why: `MusicBrainz has no artist ${mbid}` };
  return { outcome: "found", contributions: [facts], evidence };
}

async function lookUpByReference(context: ImportContext, ref: ServiceRef): Promise<Answer<ArtistFacts>> {
  for (const url of ref.urls) {
    const [mbid] = (await context.musicbrainz.lookUpAddress(url, context.signal))?.artists ?? [];
    if (mbid !== undefined) return lookUp(context, mbid, { by: "address", ref: refText(ref) });
  }
  return { outcome: "absent", why: `MusicBrainz has no artist at ${ref.urls[0] ?? refText(ref)}` };
}

async function lookUpByName(context: ImportContext, name: string): Promise<Answer<ArtistFacts>> {
  const candidates = await context.musicbrainz.searchArtists(name, context.signal);
  const resolution = resolveArtist(name, candidates);
  const ranked = resolution.ranked.map(candidateOf);
  const evidence = {
    by: "search",
    decision: resolution.outcome,
    why: resolution.why,
    ranked: ranked.slice(0, 5),
  };
  switch (resolution.outcome) {
    case "resolved":
      return lookUp(context, resolution.best.candidate.mbid, evidence);
    case "none":
      return { outcome: "absent", why: `MusicBrainz has no artist "${name}"`, evidence };
    case "ambiguous":
    case "weak":
      return { outcome: resolution.outcome, why: resolution.why, candidates: ranked, evidence };
  }
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
