import { isJson, type DemoCatalogue, type Entity, type Json } from "../documents.ts";
import { createAnalyser, type AnalyserName } from "./analyse.ts";
import { fieldsIn, findMistake } from "./check.ts";
import type { Documents } from "./field-index.ts";
import { fieldsOf } from "./fields.ts";
import { parseLucene } from "./parse.ts";
import type { LuceneQuery } from "./query.ts";
import { scoreQuery } from "./score.ts";
import { artistSearchDocument, releaseSearchDocument } from "./search-documents.ts";
import { createBm25, createSegment, type Hits, type Segment } from "./segment.ts";

export type SearchResult =
  { kind: "found"; count: number; documents: Json[] } | { kind: "malformed"; message: string };

export interface SearchPage {
  limit: number;
  offset: number;
}

export type EntitySearch = (entity: Entity, text: string, page: SearchPage, syntax: Syntax) => SearchResult;

/** `plain` is what the service calls dismax: raw text in which no character means anything. */
export type Syntax = "lucene" | "plain";

/**
 * The search side of a catalogue, ranked by BM25 as the real one is. What the catalogue itself holds is indexed anew
 * for each question, since it may have changed; its surroundings once, field by field as they are asked for.
 */
export function createSearchIndex(
  catalogue: DemoCatalogue,
  { analyser: name = "musicbrainz" }: { analyser?: AnalyserName } = {},
): EntitySearch {
  const analyser = createAnalyser(name);
  const own: Record<Entity, () => Json[]> = {
    "release-group": () => catalogue.searchDocuments.filter(isJson),
    release: () => [...catalogue.releases.values()].map(releaseSearchDocument),
    artist: () => [...catalogue.artists.values()].map(artistSearchDocument),
  };
  const around = (entity: Entity): Segment[] => {
    const documents = catalogue.surroundings?.search[entity];
    return documents ? [createSegment(documents, fieldsOf[entity], analyser)] : [];
  };
  const fixed: Record<Entity, Segment[]> = {
    "release-group": around("release-group"),
    release: around("release"),
    artist: around("artist"),
  };
  return (entity, text, page, syntax) => {
    const parsed =
      syntax === "plain" ? { kind: "query" as const, query: readPlainText(text) } : parseLucene(text);
    if (parsed.kind === "malformed") return parsed;
    const { query } = parsed;
    const fields = fieldsOf[entity];
    const mistake = findMistake(query, fields);
    if (mistake) return { kind: "malformed", message: mistake };
    const segments = [createSegment(listed(own[entity]()), fields, analyser), ...fixed[entity]];
    for (const segment of segments) segment.prepare([...new Set(fieldsIn(query, fields))]);
    const bm25 = createBm25(segments);
    const found = segments.map((segment) => ({
      documents: segment.documents,
      hits: scoreQuery(query, { segment, fields, analyser, bm25 }) ?? { documents: [], scores: [] },
    }));
    const count = found.reduce((sum, { hits }) => sum + hits.documents.length, 0);
    return { kind: "found", count, documents: readPage(found, page) };
  };
}

function listed(documents: Json[]): Documents {
  return {
    size: documents.length,
    id: (at) => String(documents[at]?.id),
    at: (at) => documents[at] ?? {},
  };
}

/** Best first, and by MBID where that is equal; the best has score 100, even if it is wrong. */
function readPage(found: { documents: Documents; hits: Hits }[], { offset, limit }: SearchPage): Json[] {
  const scores = Float64Array.from(found.flatMap(({ hits }) => hits.scores)).sort();
  const best = scores.at(-1) ?? 0;
  const least = scores.at(-(offset + limit)) ?? 0; // who is below this can't be on the page
  const near = found.flatMap(({ documents, hits }) =>
    hits.documents.flatMap((at, place) => {
      const score = hits.scores[place] ?? 0;
      return score < least ? [] : [{ documents, at, score, id: documents.id(at) }];
    }),
  );
  return near
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(offset, offset + limit)
    .map(({ documents, at, score }) => ({
      ...documents.at(at),
      score: best === 0 ? 100 : Math.round((100 * score) / best),
    }));
}

function readPlainText(text: string): LuceneQuery {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const clauses = words.map((word) => ({
    occur: "should" as const,
    query: { kind: "term" as const, field: undefined, text: word, boost: 1 },
  }));
  return { kind: "group", clauses, boost: 1 };
}
