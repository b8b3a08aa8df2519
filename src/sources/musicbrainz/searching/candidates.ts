import type { AlbumCandidate, CandidateArtist } from "../../../matching/candidate.ts";
import type { ArtistCandidate } from "../../../matching/artists/artist-resolver.ts";
import type { ArtistHit, CreditDocument, ReleaseGroupHit, ReleaseHit } from "../documents.ts";

/** Search documents as the resolver wants them. */

export function albumCandidateOf(document: ReleaseGroupHit): AlbumCandidate {
  return {
    mbid: document.id.toLowerCase(),
    title: document.title,
    aliases: aliasNames(document.aliases),
    editionTitles: editionTitlesOf(document),
    artists: document["artist-credit"].map(artistOf),
    secondaryTypes: document["secondary-types"] ?? [],
    ...(document.disambiguation && { disambiguation: document.disambiguation }),
    ...(document["primary-type"] && { primaryType: document["primary-type"] }),
    ...(document["first-release-date"] && { firstReleaseDate: document["first-release-date"] }),
    ...(document.count != null && { releaseCount: document.count }),
    ...(document.score != null && { searchScore: document.score }),
  };
}

/** The album of a release: its title is the group's, where that is told, and its artists are the release's. */
export function albumCandidateOfRelease({ title, ...document }: ReleaseHit): AlbumCandidate {
  const group = document["release-group"];
  return {
    mbid: group.id.toLowerCase(),
    title: group.title || title,
    aliases: [],
    editionTitles: group.title && group.title !== title ? [title] : [],
    artists: document["artist-credit"].map(artistOf),
    secondaryTypes: group["secondary-types"] ?? [],
    ...(group["primary-type"] && { primaryType: group["primary-type"] }),
  };
}

const artistOf = ({ name, joinphrase, artist }: CreditDocument): CandidateArtist => ({
  mbid: artist.id.toLowerCase(),
  name: artist.name,
  creditedAs: name || artist.name,
  joinPhrase: joinphrase ?? "",
  aliases: aliasNames(artist.aliases),
  ...(artist["sort-name"] && { sortName: artist["sort-name"] }),
});

export function artistCandidateOf(document: ArtistHit): ArtistCandidate {
  return {
    mbid: document.id.toLowerCase(),
    name: document.name,
    aliases: aliasNames(document.aliases),
    ...(document["sort-name"] && { sortName: document["sort-name"] }),
    ...(document.disambiguation && { disambiguation: document.disambiguation }),
    ...(document.type && { kind: document.type }),
    ...(document.country && { country: document.country }),
    ...(document.score != null && { searchScore: document.score }),
  };
}

const aliasNames = (aliases: { name: string }[] | null | undefined): string[] =>
  (aliases ?? []).map((alias) => alias.name);

/** The titles of its releases, where they are others than its own: *The Man-Machine* of *Die Mensch-Maschine*. */
function editionTitlesOf({ title, releases }: ReleaseGroupHit): string[] {
  const titles = (releases ?? []).flatMap((release) => release.title ?? []);
  return [...new Set(titles)].filter((each) => each !== title);
}
