import { idOfKind } from "../../../facts.ts";
import { creditText, type AlbumFacts } from "../../../facts.ts";
import { getAlbum, listAlbumCredits, yearOf, type AlbumRow } from "../../../library/items/albums.ts";
import { listIdentifiers } from "../../../library/identity/identifiers.ts";
import type { AlbumResolution, ScoredAlbum } from "../../../matching/albums/album-resolver.ts";
import { ownRef, type Ref } from "../../../refs.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";
import type { ImportContext } from "../../context.ts";
import { mbidOf } from "../../mbid.ts";
import type { ImportResult } from "../../flow/result.ts";
import type { Candidate } from "../../provider.ts";

/** What tells one album from another, for a person to choose by. */
export function candidateOf(ref: Ref, from: ScoredAlbum | AlbumFacts): Candidate {
  if ("credits" in from) return { mbid: mbidOf(ref), ref, ...ofFacts(from) };
  const { candidate, score, why } = from;
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

/** What an import found, or would have: an album of the library, one of a dry run, or those that may be meant. */
export function candidatesIn(
  context: ImportContext,
  { itemId, preview, candidates }: Pick<ImportResult<AlbumFacts>, "itemId" | "preview" | "candidates">,
): Candidate[] {
  const album = itemId === undefined ? undefined : getAlbum(context.db, itemId);
  if (album) return [candidateOfAlbum(context, album)];
  const found = preview.flatMap((facts) => {
    const own = ownRef(facts.identifiers, "album");
    return own ? [candidateOf(own, facts)] : [];
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

function ofFacts(facts: AlbumFacts): Omit<Candidate, "mbid" | "ref"> {
  return {
    title: facts.title,
    artists: creditText(facts.credits),
    year: yearOf(facts.firstReleaseDate),
    primaryType: facts.primaryType,
    secondaryTypes: facts.secondaryTypes ?? [],
    disambiguation: facts.disambiguation,
    releaseCount: null,
    score: 1,
    why: ["barcode"],
  };
}
