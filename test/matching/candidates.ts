import { resolveAlbum } from "../../src/matching/albums/album-resolver.ts";
import { recogniseAlbum } from "../../src/matching/typed/recognise.ts";
import type { AlbumCandidate, CandidateArtist } from "../../src/matching/candidate.ts";

/** An MBID that is always the same for the same words. */
export function mbidOf(words: string): string {
  let hash = 0;
  for (const letter of words) hash = (hash * 31 + letter.codePointAt(0)!) % 0xffffffff;
  return `00000000-0000-4000-8000-${hash.toString(16).padStart(12, "0")}`;
}

export function artist(name: string, more: Partial<CandidateArtist> = {}): CandidateArtist {
  return { mbid: mbidOf(name), name, creditedAs: name, joinPhrase: "", aliases: [], ...more };
}

/** An album by one artist, or several with "&" between them; a plain album unless `more` says otherwise. */
export function album(
  title: string,
  by: string | CandidateArtist | (string | CandidateArtist)[],
  more: Partial<AlbumCandidate> = {},
): AlbumCandidate {
  const artists = [by].flat().map((each) => (typeof each === "string" ? artist(each) : each));
  const key = [title, ...artists.map(({ name }) => name), more.firstReleaseDate, more.primaryType].join("|");
  return {
    mbid: mbidOf(key + (more.disambiguation ?? "") + (more.secondaryTypes ?? []).join()),
    title,
    aliases: [],
    artists: artists.map((each, at) => ({ ...each, joinPhrase: at < artists.length - 1 ? " & " : "" })),
    primaryType: "Album",
    secondaryTypes: [],
    ...more,
  };
}

/** As a person types it, with what stands in the flags. */
export function resolve(
  title: string,
  flags: { artist?: string; year?: number },
  candidates: AlbumCandidate[],
) {
  const recognised = recogniseAlbum(title);
  if (recognised.kind !== "title") throw new Error(`${title} is a ${recognised.kind}`);
  return resolveAlbum({ readings: recognised.readings.map((each) => ({ ...each, ...flags })) }, candidates);
}
