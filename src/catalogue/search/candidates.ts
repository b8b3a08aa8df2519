import type { Credit } from "../../facts.ts";
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
    const aliases = (id === undefined ? undefined : reader.artistHead(id))?.aliases ?? [];
    known.set(mbid, aliases);
    return aliases;
  }

  const creditedArtist = ({ artist, creditedAs, joinPhrase }: Credit): CandidateArtist => {
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
      const head = reader.albumHead(id);
      if (!head) return undefined;
      const { mbid, title, aliases, disambiguation, primaryType, firstReleaseDate } = head;
      const editions = hasReleases ? reader.editionsOf(id) : undefined;
      return {
        mbid,
        title,
        aliases,
        ...(editions && { editionTitles: editions.titles, releaseCount: editions.count }),
        artists: head.credits.map(creditedArtist),
        secondaryTypes: head.secondaryTypes ?? [],
        ...(disambiguation !== null && { disambiguation }),
        ...(primaryType !== null && { primaryType }),
        ...(firstReleaseDate !== null && { firstReleaseDate }),
      };
    },

    artist(id) {
      const head = reader.artistHead(id);
      if (!head) return undefined;
      const { mbid, name, aliases, sortName, disambiguation, kind, country } = head;
      return {
        mbid,
        name,
        aliases,
        ...(sortName !== null && { sortName }),
        ...(disambiguation !== null && { disambiguation }),
        ...(kind !== null && { kind }),
        ...(country !== null && { country }),
      };
    },
  };
}
