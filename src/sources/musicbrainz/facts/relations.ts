import type { Identifier, IdentifierKind, Link } from "../../../facts.ts";
import type { RelationDocument } from "../documents.ts";

/** URL relations as links, and, where the URL is somebody's identifier, as identifiers too. */
export function readRelations(relations: RelationDocument[] | null | undefined): {
  identifiers: Identifier[];
  links: Link[];
} {
  const links = (relations ?? []).flatMap(readLink);
  const identifiers = links.flatMap((link) => readIdentifier(link.url));
  return { identifiers, links };
}

function readLink({ type, ended, url }: RelationDocument): Link[] {
  // An ended relation is a dead link; a scheme other than http(s) is nothing to open.
  if (!url || ended || !/^https?:\/\//i.test(url.resource)) return [];
  const asin = type === "amazon asin" ? asinOf(url.resource) : undefined;
  return asin
    ? [{ source: "amazon", externalId: asin, url: url.resource }]
    : [
        {
          source: type,
          externalId: readIdentifier(url.resource)[0]?.value ?? url.resource,
          url: url.resource,
        },
      ];
}

const asinOf = (url: string): string | undefined =>
  /\/(?:gp\/product|dp|ASIN)\/([A-Z0-9]{10})\b/i.exec(url)?.[1]?.toUpperCase();

const patterns: [RegExp, IdentifierKind][] = [
  [/^https?:\/\/(?:www\.)?discogs\.com\/(?:[a-z]{2}\/)?master\/(\d+)/, "discogs_master"],
  [/^https?:\/\/(?:www\.)?discogs\.com\/(?:[a-z]{2}\/)?release\/(\d+)/, "discogs_release"],
  [/^https?:\/\/(?:www\.)?discogs\.com\/(?:[a-z]{2}\/)?artist\/(\d+)/, "discogs_artist"],
  [/^https?:\/\/(?:www\.)?wikidata\.org\/(?:wiki|entity)\/(Q\d+)/, "wikidata"],
  [/^https?:\/\/(?:www\.)?allmusic\.com\/(?:album|artist)\/(m[wn]\d+)/, "allmusic"],
  [/^https?:\/\/(?:www\.)?imdb\.com\/(?:name|title)\/((?:nm|tt)\d+)/, "imdb"],
];

function readIdentifier(url: string): Identifier[] {
  const asin = /^https?:\/\/(?:www\.)?amazon\./.test(url) ? asinOf(url) : undefined;
  if (asin) return [{ kind: "asin", value: asin }];
  for (const [pattern, kind] of patterns) {
    const value = pattern.exec(url)?.[1];
    if (value) return [{ kind, value }];
  }
  return [];
}
