/**
 * Our vocabulary for what is known about music, between the sources (which translate their documents into
 * it) and the library (which saves it). Null means "they did not say": it never overwrites what is known.
 */

export interface Identifier {
  kind: IdentifierKind;
  value: string;
}

/** Stored with the facts: never rename one. */
export type IdentifierKind =
  | "musicbrainz_release_group"
  | "musicbrainz_release"
  | "musicbrainz_artist"
  | "musicbrainz_recording"
  | "barcode"
  | "asin"
  | "isrc"
  | "catalog_number"
  | "discogs_master"
  | "discogs_release"
  | "discogs_artist"
  | "wikidata"
  | "allmusic"
  | "imdb";

export interface Category {
  kind: "genre" | "place";
  name: string;
  /** Votes at the source. */
  weight: number;
}

export interface Link {
  /** What it is: `wikipedia`, `amazon`, `official homepage` … */
  source: string;
  externalId: string;
  url: string;
}

/** What every item can have. */
export interface Associations {
  identifiers: Identifier[];
  categories: Category[];
  links: Link[];
  /** Parts of their document that could not be read, each named: told, and never saved. */
  odd?: string[];
  /** The dump that they are of, where the web was not asked: told, and kept as evidence. */
  catalogue?: string;
}

export interface ArtistFacts extends Associations {
  name: string;
  sortName: string | null;
  kind: string | null;
  country: string | null;
  disambiguation: string | null;
  /** Partial dates as text: `1965`, `1965-06`. */
  beganOn: string | null;
  endedOn: string | null;
  /** Other names; left out where nobody has looked. */
  aliases?: string[];
}

/** One name in an artist credit; the credit as printed is every `creditedAs + joinPhrase` in a row. */
export interface Credit {
  artist: ArtistFacts;
  creditedAs: string;
  joinPhrase: string;
}

export interface AlbumFacts extends Associations {
  title: string;
  primaryType: string | null;
  secondaryTypes: string[] | null;
  firstReleaseDate: string | null;
  disambiguation: string | null;
  /** Other titles; left out where nobody has looked. Told, and never saved. */
  aliases?: string[];
  /** The edition that stands for it, by the source's own word. Told, and never saved as the album's own. */
  mainRelease?: Identifier;
  credits: Credit[];
}

export interface LabelFacts {
  label: string | null;
  mbid: string | null;
  catalogNumber: string | null;
}

export interface ReleaseFacts extends Associations {
  title: string;
  releasedOn: string | null;
  country: string | null;
  status: string | null;
  packaging: string | null;
  /** `""`: known to have none. */
  barcode: string | null;
  asin: string | null;
  labels: LabelFacts[] | null;
  language: string | null;
  script: string | null;
  disambiguation: string | null;
  hasFrontCover: boolean | null;
  credits: Credit[];
  media: MediumFacts[];
  /** There are more media than these. */
  isCut?: boolean;
}

export interface MediumFacts {
  /** From 1. */
  position: number;
  title: string | null;
  format: string | null;
  trackCount: number;
  /** Empty where the source knows only how many there are. */
  tracks: TrackFacts[];
  /** There are more tracks than these. */
  isCut?: boolean;
}

/** A recording's place on a medium. */
export interface TrackFacts {
  mbid: string | null;
  /** From 1 within the medium; a pregap track is 0. */
  position: number;
  /** As printed: `A1`. */
  number: string;
  title: string;
  /** As on this release, else as the recording has it. */
  lengthMs: number | null;
  kind: "track" | "pregap" | "data";
  credits: Credit[];
  recording: RecordingFacts;
}

export interface RecordingFacts {
  title: string;
  lengthMs: number | null;
  isVideo: boolean | null;
  isrcs: string[] | null;
  disambiguation: string | null;
  credits: Credit[];
  identifiers: Identifier[];
}

/** What something is called by: its first identifier of this kind. */
export const idOfKind = (
  identifiers: readonly { kind: string; value: string }[],
  kind: IdentifierKind,
): string | undefined => identifiers.find((each) => each.kind === kind)?.value;

/** Whether it is one of these. */
export const hasIdentifier = (
  identifiers: readonly { kind: string; value: string }[],
  { kind, value }: { kind: string; value: string },
): boolean => identifiers.some((each) => each.kind === kind && each.value === value);

/** An artist credit as it is printed. */
export function creditText(credits: Pick<Credit, "creditedAs" | "joinPhrase">[]): string {
  return credits.map((credit) => credit.creditedAs + credit.joinPhrase).join("");
}

/** Where a cover came from, the most trusted first: the precedence of everything that arrives as a cover. */
export const coverTiers = [
  "person", // chosen or confirmed by hand
  "file", // in or beside the user's own files
  "owned_release", // the archive's, of the edition that the user has
  "release_group", // the archive's, of the album
  "identifier", // another service's, found by a barcode or another identifier
  "name", // another service's, found by artist and title
] as const;
export type CoverTier = (typeof coverTiers)[number];
