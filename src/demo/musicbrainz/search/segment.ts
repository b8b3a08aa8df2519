import type { Analyser } from "./analyse.ts";
import { indexFields, type Documents, type FieldIndex } from "./field-index.ts";
import type { SearchField } from "./fields.ts";

/** A part of an index: documents, and the inverted index of each field that anybody has asked for. */
export interface Segment {
  documents: Documents;
  field(name: string): FieldIndex;
  /** Indexes these fields, if they are not yet, in one reading of the documents. */
  prepare(names: string[]): void;
}

export function createSegment(
  documents: Documents,
  fields: Record<string, SearchField>,
  analyser: Analyser,
): Segment {
  const indexes = new Map<string, FieldIndex>();
  const prepare = (names: string[]): void => {
    const missing = names.filter((name) => !indexes.has(name));
    if (missing.length === 0) return;
    for (const [name, index] of indexFields(documents, fields, missing, analyser)) indexes.set(name, index);
  };
  return {
    documents,
    prepare,
    field(name) {
      prepare([name]);
      const index = indexes.get(name);
      if (!index) throw new Error(`no field ${name}`);
      return index;
    },
  };
}

/** BM25, with the parameters that Solr has by default; its statistics are those of all segments together. */
export interface Bm25 {
  /** In how many documents a token stands. */
  frequency(field: string, token: string): number;
  /** Inverse document frequency. */
  rarity(field: string, frequency: number): number;
  /**
   * How much `count` occurrences in a text of `length` tokens weigh, below 1; `length` undefined where it does not
   * count.
   */
  weigh(field: string): (count: number, length: number | undefined) => number;
}

const saturation = 1.2;
const lengthWeight = 0.75;

export function createBm25(segments: Segment[]): Bm25 {
  const sum = (field: string, of: (index: FieldIndex) => number): number =>
    segments.reduce((total, segment) => total + of(segment.field(field)), 0);
  return {
    frequency: (field, token) => sum(field, (index) => index.postings.get(token)?.documents.length ?? 0),
    rarity(field, frequency) {
      const having = sum(field, (index) => index.having);
      return Math.log(1 + (having - frequency + 0.5) / (frequency + 0.5));
    },
    weigh(field) {
      const average =
        sum(field, (index) => index.tokens) /
        Math.max(
          1,
          sum(field, (index) => index.having),
        );
      return (count, length) => {
        const norm = length === undefined ? 1 : 1 - lengthWeight + (lengthWeight * length) / average;
        return count / (count + saturation * norm);
      };
    },
  };
}

/** Hits of a part of a query: documents, ascending, with their scores. */
export interface Hits {
  documents: number[];
  scores: number[];
}
