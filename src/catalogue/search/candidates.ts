import type { ArtistFacts } from "../../facts.ts";
import type { ArtistCandidate } from "../../matching/artists/artist-resolver.ts";
import type { AlbumCandidate, CandidateArtist } from "../../matching/candidate.ts";
import { mbidOfArtist } from "../packing/artists.ts";
import type { CatalogueReader } from "../reader.ts";

/** Rows as the resolvers want them, as the web's search would say it. */
export interface Candidates {
  album(id: number): AlbumCandidate | undefined;
  artist(id: number): ArtistCandidate | undefined;
}

/** Those of one artist come one after another. */
const mostKept = 2_000;

export function createCandidates(reader: CatalogueReader, hasReleases: boolean): Candidates {
  const known = new Map<string, string[]>();

  /** A credit does not say what else somebody is called. */
  function aliasesOf(mbid: string): string[] {
    const kept = known.get(mbid);
    if (kept) return kept;
    if (known.size >= mostKept) known.clear();
    const id = reader.artistId(mbid);
    const aliases = (id === undefined ? undefined : reader.artist(id))?.aliases ?? [];
    known.set(mbid, aliases);
    return aliases;
  }

  const creditedArtist = (artist: ArtistFacts, creditedAs: string, joinPhrase: string): CandidateArtist => {
    const mbid = mbidOfArtist(artist) ?? "";
    const { name, sortName } = artist;
    return {
      mbid,
      name,
      creditedAs,
      joinPhrase,
      aliases: aliasesOf(mbid),
      ...(sortName !== null && { sortName }),
    };
  };

  return {
    album(id) {
      const stored = reader.album(id);
      if (!stored) return undefined;
      const { facts, aliases } = stored;
      const editions = hasReleases ? reader.editionsOf(id) : undefined;
      return {
        mbid: facts.identifiers[0]!.value,
        title: facts.title,
        aliases,
        ...(editions && { editionTitles: editions.titles, releaseCount: editions.count }),
        artists: facts.credits.map((credit) =>
          creditedArtist(credit.artist, credit.creditedAs, credit.joinPhrase),
        ),
        secondaryTypes: facts.secondaryTypes ?? [],
        ...(facts.disambiguation !== null && { disambiguation: facts.disambiguation }),
        ...(facts.primaryType !== null && { primaryType: facts.primaryType }),
        ...(facts.firstReleaseDate !== null && { firstReleaseDate: facts.firstReleaseDate }),
      };
    },

    artist(id) {
      const facts = reader.artist(id);
      if (!facts) return undefined;
      return {
        mbid: facts.identifiers[0]!.value,
        name: facts.name,
        aliases: facts.aliases ?? [],
        ...(facts.sortName !== null && { sortName: facts.sortName }),
        ...(facts.disambiguation !== null && { disambiguation: facts.disambiguation }),
        ...(facts.kind !== null && { kind: facts.kind }),
        ...(facts.country !== null && { country: facts.country }),
      };
    },
  };
}
