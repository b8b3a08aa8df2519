import type { Json } from "../documents.ts";
import type { Analyser } from "./analyse.ts";
import type { SearchField, FieldKind } from "./fields.ts";

/** Documents by number from 0, as an index wants them. */
export interface Documents {
  size: number;
  id(at: number): string;
  at(at: number): Json;
}

/** Where a token stands: numbers of documents, ascending, and how often in each. */
export interface Posting {
  documents: number[];
  counts: number[];
}

/** Inverted index of one field. */
export interface FieldIndex {
  postings: Map<string, Posting>;
  /** Tokens by document. */
  lengths: Int32Array;
  /** Documents that have the field at all, and the tokens of all of them. */
  having: number;
  tokens: number;
}

/** Reads each document once for all of these fields: it may have to be made for that. */
export function indexFields(
  documents: Documents,
  fields: Record<string, SearchField>,
  names: string[],
  analyser: Analyser,
): Map<string, FieldIndex> {
  const indexes = names.map((name): [string, FieldIndex] => [
    name,
    { postings: new Map(), lengths: new Int32Array(documents.size), having: 0, tokens: 0 },
  ]);
  const known = new Map<string, string[]>();
  for (let at = 0; at < documents.size; at++) {
    const document = documents.at(at);
    for (const [name, index] of indexes) {
      const field = fields[name];
      for (const value of field?.values(document) ?? []) {
        const key = `${field?.kind} ${value}`; // names and titles come again and again
        let tokens = known.get(key);
        if (!tokens) known.set(key, (tokens = fieldTokensOf(field?.kind ?? "words", value, analyser)));
        for (const token of tokens) addToken(index, token, at);
      }
      if (index.lengths[at]) index.having += 1;
    }
  }
  return new Map(indexes);
}

function addToken(index: FieldIndex, token: string, at: number): void {
  let posting = index.postings.get(token);
  if (!posting) index.postings.set(token, (posting = { documents: [], counts: [] }));
  const last = posting.documents.length - 1;
  if (posting.documents[last] === at) posting.counts[last] = (posting.counts[last] ?? 0) + 1;
  else {
    posting.documents.push(at);
    posting.counts.push(1);
  }
  index.lengths[at] = (index.lengths[at] ?? 0) + 1;
  index.tokens += 1;
}

export function fieldTokensOf(kind: FieldKind, text: string, analyser: Analyser): string[] {
  switch (kind) {
    case "words":
      return analyser.words(text);
    case "accented":
      return analyser.accented(text);
    case "code":
      return [text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")];
    case "barcode":
      return [text.replace(/\s/g, "").replace(/^0+/, "")];
    case "whole":
    case "mbid":
    case "number":
    case "date":
      return [text.toLowerCase()];
  }
}
