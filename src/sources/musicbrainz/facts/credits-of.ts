import type { ArtistFacts, Credit } from "../../../facts.ts";
import type { CreditDocument } from "../documents.ts";

/** `""` and an absent key both mean "they did not say". */
export const said = (text: string | null | undefined): string | null => text || null;

/** What a credit says of an artist: enough to file an album under, until the artist itself is looked up. */
export function bareArtistFactsOf(artist: CreditDocument["artist"]): ArtistFacts {
  return {
    name: artist.name,
    sortName: said(artist["sort-name"]),
    kind: said(artist.type),
    country: said(artist.country),
    disambiguation: said(artist.disambiguation),
    beganOn: null,
    endedOn: null,
    identifiers: [{ kind: "musicbrainz_artist", value: artist.id.toLowerCase() }],
    categories: [],
    links: [],
  };
}

export function creditsOf(credits: CreditDocument[] | null | undefined): Credit[] {
  return (credits ?? []).map(({ name, joinphrase, artist }) => ({
    artist: bareArtistFactsOf(artist),
    creditedAs: said(name) ?? artist.name, // search documents leave out a name that is the artist's own
    joinPhrase: joinphrase ?? "",
  }));
}
