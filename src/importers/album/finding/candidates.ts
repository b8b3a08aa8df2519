import { idOfKind } from "../../../facts.ts";
import { creditText, type AlbumFacts } from "../../../facts.ts";
import { getAlbum, listAlbumCredits, yearOf, type AlbumRow } from "../../../library/items/albums.ts";
import { listIdentifiers } from "../../../library/identity/identifiers.ts";
import type { AlbumResolution, ScoredAlbum } from "../../../matching/albums/album-resolver.ts";
import { ownRef, textOfRef, type Ref } from "../../../refs.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";
import type { ImportContext } from "../../context.ts";
import { mbidOf } from "../../mbid.ts";
import type { ImportResult } from "../../flow/result.ts";
import type { Candidate } from "../../provider.ts";

/** How sure a candidate is, from 0 to 1, and by what. */
type Found = Pick<Candidate, "score" | "why">;

/** What tells one album from another, for a person to choose by. */
export function candidateOf(ref: Ref, { candidate, score, why }: ScoredAlbum): Candidate {
  return {
    mbid: mbidOf(ref),
    ref,
    title: candidate.title,
    artists: creditText(candidate.artists),
    year: yearOf(candidate.firstReleaseDate ?? null),
    primaryType: candidate.primaryType ?? null,
    secondaryTypes: candidate.secondaryTypes,
    disambiguation: candidate.disambiguation ?? null,
    releaseCount: candidate.releaseCount ?? null,
    score: Math.round(score * 1000) / 1000,
    why,
  };
}

/** An album of the library that the words may mean. */
export function candidateOfAlbum({ db }: Pick<ImportContext, "db">, album: AlbumRow): Candidate {
  const identifiers = listIdentifiers(db, "album", album.id);
  return {
    mbid: idOfKind(identifiers, "musicbrainz_release_group") ?? "",
    ref: ownRef(identifiers, "album"),
    id: album.id,
    title: album.title,
    artists: creditText(listAlbumCredits(db, album.id)),
    year: album.releaseYear,
    primaryType: album.primaryType,
    secondaryTypes: album.secondaryTypes,
    disambiguation: album.disambiguation,
    releaseCount: null,
    score: 1,
    why: ["in the library"],
  };
}

type AlbumsFound = Pick<ImportResult<AlbumFacts>, "itemId" | "preview" | "candidates" | "providers">;

/** What an import found, or would have: an album of the library, one of a dry run, or those that may be meant. */
export function candidatesIn(
  context: ImportContext,
  { itemId, preview, candidates, providers }: AlbumsFound,
): Candidate[] {
  const album = itemId === undefined ? undefined : getAlbum(context.db, itemId);
  if (album) return [candidateOfAlbum(context, album)];
  const evidence = providers.find(({ outcome }) => outcome === "found")?.evidence;
  const found = preview.flatMap((facts) => {
    const own = ownRef(facts.identifiers, "album");
    return own ? [candidateFound(own, facts, evidence)] : [];
  });
  return found.length > 0 ? found : candidates;
}

/** A hit of a ranked search that says nothing of the decision has less. */
const telling = 0.3;

/** What is kept of a decision: how it went, why, and the first few with their scores. */
export function evidenceOf(source: AlbumSource, resolution: AlbumResolution): Record<string, unknown> {
  const near = resolution.ranked.filter(({ score }, at) => at === 0 || score >= telling);
  const ranked = near.slice(0, 5).map((each) => {
    const candidate = candidateOf(source.albumRef(each.candidate.mbid), each);
    const { mbid, ref, title, artists, year, score, why } = candidate;
    return { mbid, ref, title, artists, year, score, coverage: each.coverage, why };
  });
  return { by: "search", decision: resolution.outcome, why: resolution.why, ranked };
}

/** The same of an album that was looked up; `found` says what led to it. */
export function candidateOfLookUp(ref: Ref, facts: AlbumFacts, found: Found): Candidate {
  return {
    mbid: mbidOf(ref),
    ref,
    title: facts.title,
    artists: creditText(facts.credits),
    year: yearOf(facts.firstReleaseDate),
    primaryType: facts.primaryType,
    secondaryTypes: facts.secondaryTypes ?? [],
    disambiguation: facts.disambiguation,
    releaseCount: null,
    ...found,
  };
}

/** The same of one that a question led to; its evidence says how sure that is, and why. */
export const candidateFound = (ref: Ref, facts: AlbumFacts, evidence: unknown): Candidate =>
  candidateOfLookUp(ref, facts, foundBy(ref, evidence));

/** What leads to an album, by the `by` of its evidence. */
const leads: Record<string, string> = {
  mbid: "MBID",
  release: "release MBID",
  barcode: "barcode",
  address: "address",
  "catalogue number": "catalogue number",
  "track list": "track list",
  "an earlier choice": "an earlier choice",
};

/** Provenance of a match: how sure it is and why, by the evidence that came with it. A search has scores; what is named needs none. */
function foundBy(ref: Ref, evidence: unknown): Found {
  const { by = "", ranked = [] } = (evidence ?? {}) as { by?: string; ranked?: Candidate[] };
  const hit = ranked.find((each) => each.ref !== null && textOfRef(each.ref) === textOfRef(ref));
  if (by === "search" && hit) return { score: hit.score, why: hit.why };
  return foundAs(...(leads[by] === undefined ? [] : [leads[by]]));
}

/** Of what is named and not scored. */
export const foundAs = (...why: string[]): Found => ({ score: 1, why });
