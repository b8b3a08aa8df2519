/**
 * Addresses of music services, one row a form: what it is of, its id there, and how MusicBrainz stores it (its URL clean-up
 * writes one form for each). Hosts are whole and in lower case; paths are decoded, without a slash at their end.
 */
export interface Service {
  name: string;
  source: string;
  hosts: RegExp;
  forms: AddressForm[];
}

export interface AddressForm {
  path: RegExp;
  /** Where the path does not say all: matched against the query. The last group of both is the id. */
  query?: RegExp;
  /** `any`: of an album or an artist alike. `other`: of what this program doesn't import. */
  entity: "album" | "artist" | "any" | "other";
  /** The kind of identifier that the library keeps of it. */
  kind?: RefKind;
  /** The entity as it stands in a typed ref (`discogs:master:10362`), where that is not `entity`. */
  noun?: string;
  /** The id is one of its host only: of an artist's own shop, of a language. */
  isOfHost?: boolean;
  /** Likeliest first; `$1` is the first group of `path`, `$shop` that of the host, `$path` all of the path, `$page` the id as wikis write it. */
  stored: string[];
}

export type RefKind =
  "discogs_master" | "discogs_release" | "discogs_artist" | "wikidata" | "allmusic" | "imdb" | "asin";

/** The parts of a locale before the path proper: `/de`, `/us-en`, `/intl-fr`. */
export const locale = "(?:/(?:intl-)?[a-z]{2}(?:-[a-z]{2})?)?";
export const other = (path: RegExp): AddressForm => ({ path, entity: "other", stored: [] });
