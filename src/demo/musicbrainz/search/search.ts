import { isJson, type Catalogue, type Entity, type Json } from "../documents.ts";
import { findMistake, scoreDocument } from "./evaluate.ts";
import { fieldsOf } from "./fields.ts";
import { parseQuery } from "./parse.ts";
import type { Query } from "./query.ts";
import { artistSearchDocument, releaseSearchDocument } from "./search-documents.ts";

export type SearchResult =
  { kind: "found"; count: number; documents: Json[] } | { kind: "malformed"; message: string };

export interface Page {
  limit: number;
  offset: number;
}

export type SearchIndex = (entity: Entity, text: string, page: Page, syntax: Syntax) => SearchResult;

/** `plain` is what the service calls dismax: raw text in which no character means anything. */
export type Syntax = "lucene" | "plain";

/** The search side of a catalogue. Documents of releases and artists are derived from their look-ups. */
export function createSearchIndex(catalogue: Catalogue): SearchIndex {
  const documents: Record<Entity, () => Json[]> = {
    "release-group": () => catalogue.searchDocuments.filter(isJson),
    release: () => [...catalogue.releases.values()].map(releaseSearchDocument),
    artist: () => [...catalogue.artists.values()].map(artistSearchDocument),
  };
  return (entity, text, page, syntax) => {
    const parsed =
      syntax === "plain" ? { kind: "query" as const, query: readPlainText(text) } : parseQuery(text);
    if (parsed.kind === "malformed") return parsed;
    const mistake = findMistake(parsed.query, fieldsOf[entity]);
    if (mistake) return { kind: "malformed", message: mistake };
    const hits = findHits(parsed.query, documents[entity](), entity);
    return {
      kind: "found",
      count: hits.length,
      documents: hits.slice(page.offset, page.offset + page.limit),
    };
  };
}

/** Best first, and by MBID where that is equal; the best has score 100, even if it is wrong. */
function findHits(query: Query, documents: Json[], entity: Entity): Json[] {
  const hits = documents.flatMap((document) => {
    const score = scoreDocument(query, document, fieldsOf[entity]);
    return score === undefined ? [] : [{ document, score }];
  });
  hits.sort((a, b) => b.score - a.score || (String(a.document.id) < String(b.document.id) ? -1 : 1));
  const best = hits[0]?.score ?? 0;
  return hits.map(({ document, score }) => ({
    ...document,
    score: best === 0 ? 100 : Math.round((100 * score) / best),
  }));
}

function readPlainText(text: string): Query {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const clauses = words.map((word) => ({
    occur: "should" as const,
    query: { kind: "term" as const, field: undefined, text: word, boost: 1 },
  }));
  return { kind: "group", clauses, boost: 1 };
}
