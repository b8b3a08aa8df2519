import { creditText, type AlbumFacts } from "../../../facts.ts";
import { listAlbumCredits, yearOf, type AlbumRow } from "../../../library/items/albums.ts";
import { listReleases } from "../../../library/items/releases.ts";
import { resolveAlbum } from "../../../matching/albums/album-resolver.ts";
import type { AlbumCandidate } from "../../../matching/candidate.ts";
import type { ImportContext } from "../../context.ts";

/** Whether an album of the library may go by this name, as the resolver holds words: under its floor it is another. */
export function isCalled(
  context: ImportContext,
  album: AlbumRow,
  { title, credits }: Pick<AlbumFacts, "title" | "credits">,
): boolean {
  const readings = [{ title, artist: creditText(credits) }];
  return resolveAlbum({ readings }, [candidateOfRow(context, album)]).outcome !== "none";
}

/** An album of the library as the resolver takes one; its id stands in the place of an MBID. */
export function candidateOfRow({ db }: Pick<ImportContext, "db">, album: AlbumRow): AlbumCandidate {
  const credits = listAlbumCredits(db, album.id);
  const releases = listReleases(db, album.id);
  return {
    mbid: String(album.id),
    title: album.title,
    aliases: [],
    editionTitles: releases.map(({ title }) => title),
    editionYears: { years: yearsOf(releases), areAll: true },
    artists: credits.map(({ id, name, creditedAs, joinPhrase }) => {
      return { mbid: String(id), name, creditedAs: creditedAs || name, joinPhrase, aliases: [] };
    }),
    secondaryTypes: album.secondaryTypes,
    ...(album.firstReleaseDate !== null && { firstReleaseDate: album.firstReleaseDate }),
  };
}

/** When they came out, where that is known. */
export const yearsOf = (releases: { releasedOn: string | null }[]): number[] =>
  releases.flatMap(({ releasedOn }) => yearOf(releasedOn) ?? []);

/** An album as a source tells of it, as the resolver takes one. */
export function candidateOfFacts(
  facts: AlbumFacts,
  editionTitles: string[],
  editionYears?: AlbumCandidate["editionYears"],
): AlbumCandidate {
  return {
    mbid: "named",
    title: facts.title,
    aliases: facts.aliases ?? [],
    editionTitles,
    ...(editionYears && { editionYears }),
    artists: facts.credits.map(({ artist, creditedAs, joinPhrase }) => {
      const { name, sortName, aliases = [] } = artist;
      return {
        mbid: creditedAs,
        name,
        creditedAs,
        joinPhrase,
        aliases,
        ...(sortName !== null && { sortName }),
      };
    }),
    secondaryTypes: facts.secondaryTypes ?? [],
    ...(facts.firstReleaseDate !== null && { firstReleaseDate: facts.firstReleaseDate }),
  };
}
