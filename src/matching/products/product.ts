/** A shop's product, as the shop describes it. Anything but its id may be missing, and nothing of it can be trusted. */
export interface Product {
  asin: string;
  /** The address they gave, unchanged. */
  url: string;
  /** With all the noise that shops add: `Artist - Title [Vinyl LP] (2011 - Remaster)`. */
  title: string | null;
  /** Whom they credit as artist; empty when they name nobody. */
  artists: string[];
  /** Label or brand. */
  label: string | null;
  /** `Audio CD`, `Vinyl`, `MP3 Music`. */
  binding: string | null;
  /** `Music`; anything else is no album. */
  productGroup: string | null;
  /** EANs and UPCs, as they gave them. */
  barcodes: string[];
  /** Partial date as text. */
  releasedOn: string | null;
}

/** What is known of the album that products are compared with. */
export interface AlbumToMatch {
  title: string;
  /** The credit, one name for each artist, as credited. */
  artists: string[];
  /** In the same order: what each is really called, and the aliases; none may be known. */
  otherNames?: string[][];
  /** `Album`, `EP`, `Single`. */
  primaryType: string | null;
  /** `Compilation`, `Live`, `Soundtrack` … */
  secondaryTypes: string[];
  /** Of the first release. */
  year: number | null;
  disambiguation: string | null;
  /** Of its editions; none may be known. */
  barcodes: string[];
  asins: string[];
  releaseTitles: string[];
  trackTitles: string[];
  labels: string[];
}

/**
 * `certain`: an identifier agrees, nobody needs to be asked. `contradicts`: no later opinion may make a match of it. A
 * `no_match` that rests on a contradiction (another artist, another number, no music at all), or an `unsure` in which
 * evidence is missing that nobody can make up (who plays, which of several records of one name).
 */
export interface ProductVerdict {
  verdict: "match" | "no_match" | "unsure";
  certain: boolean;
  contradicts: boolean;
  /** What agreed and what did not, in words for a person; the one that decided comes first. */
  reasons: string[];
  /** 0 to 1, to order the unsure by. */
  score: number;
}
