import type { Analyser } from "./analyse.ts";
import { combineAll, combineBest } from "./combine.ts";
import { fieldTokensOf } from "./field-index.ts";
import type { SearchField } from "./fields.ts";
import { isWithinRange, near, patternOf } from "./match-token.ts";
import type { LuceneQuery } from "./query.ts";
import type { Bm25, Hits, Segment } from "./segment.ts";

type Leaf = Exclude<LuceneQuery, { kind: "group" | "everything" }>;

/** What a query is scored in: one segment, with the statistics of all. */
export interface Scope {
  segment: Segment;
  fields: Record<string, SearchField>;
  analyser: Analyser;
  bm25: Bm25;
}

/** Hits of a query; undefined for a part of it that says nothing, which is left out as if it were not there. */
export function scoreQuery(query: LuceneQuery, scope: Scope): Hits | undefined {
  if (query.kind === "everything") return constant(allOf(scope), query.boost);
  if (query.kind === "group") return scoreGroup(query, scope);
  if (query.field !== undefined) return scoreField(query, query.field, query.boost, scope);
  const weighted = Object.entries(scope.fields).flatMap(([name, { weight }]) => {
    const hits = weight ? scoreField(query, name, weight * query.boost, scope) : undefined;
    return hits ? [hits] : [];
  });
  return weighted.length > 0 ? combineBest(weighted, scope.segment.documents.size) : undefined;
}

function scoreGroup({ clauses, boost }: LuceneQuery & { kind: "group" }, scope: Scope): Hits | undefined {
  const scored = clauses.flatMap(({ occur, query }) => {
    const hits = scoreQuery(query, scope);
    return hits ? [{ occur, hits }] : [];
  });
  if (scored.length === 0) return undefined;
  const isNegative = scored.every(({ occur }) => occur === "must-not");
  const base = isNegative ? [{ occur: "must" as const, hits: constant(allOf(scope), 1) }] : [];
  return combineAll([...base, ...scored], boost, scope.segment.documents.size);
}

function scoreField(query: Leaf, name: string, boost: number, scope: Scope): Hits | undefined {
  const kind = scope.fields[name]?.kind ?? "words";
  const { postings } = scope.segment.field(name);
  switch (query.kind) {
    case "term":
    case "phrase": {
      if (kind === "date") return where(scope, name, boost, (token) => isOrBegins(token, query.text));
      const tokens = fieldTokensOf(kind, query.text, scope.analyser);
      if (tokens.length === 0) return undefined;
      if (query.kind === "phrase" && tokens.length > 1) {
        return scorePhrase(tokens, query.slop, name, boost, scope);
      }
      const hits = tokens.map((token) => scoreToken(token, name, boost, scope));
      return hits.length === 1 ? hits[0] : sumOf(hits, scope);
    }
    case "fuzzy": {
      const wanted = fieldTokensOf(kind, query.text, scope.analyser).join(" ");
      const hits = near(wanted, query.similarity, postings.keys()).map(({ token, likeness }) =>
        scoreToken(token, name, boost * likeness, scope),
      );
      return sumOf(hits, scope);
    }
    case "pattern": {
      const pattern = patternOf(query.pattern);
      return where(scope, name, boost, (token) => pattern.test(token));
    }
    case "range":
      return where(scope, name, boost, (token) => isWithinRange(token, query.range, kind));
  }
}

/** A year finds every date in it, a month every day. */
const isOrBegins = (value: string, wanted: string): boolean =>
  value === wanted.toLowerCase() || value.startsWith(`${wanted}-`);

function scoreToken(token: string, name: string, boost: number, scope: Scope): Hits {
  const index = scope.segment.field(name);
  const posting = index.postings.get(token);
  if (!posting) return { documents: [], scores: [] };
  const rarity = boost * scope.bm25.rarity(name, scope.bm25.frequency(name, token));
  const hasLength = ["words", "accented"].includes(scope.fields[name]?.kind ?? "");
  const weigh = scope.bm25.weigh(name);
  const { documents, counts } = posting;
  const scores = documents.map(
    (at, place) => rarity * weigh(counts[place] ?? 0, hasLength ? index.lengths[at] : undefined),
  );
  return { documents, scores };
}

/** Rarities of the words add up, and the phrase counts as one word. The texts are read again for their order. */
function scorePhrase(tokens: string[], slop: number, name: string, boost: number, scope: Scope): Hits {
  const index = scope.segment.field(name);
  const field = scope.fields[name];
  const [first = [], ...others] = tokens
    .map((token) => index.postings.get(token)?.documents ?? [])
    .sort((a, b) => a.length - b.length);
  const sets = others.map((documents) => new Set(documents));
  const rarity = tokens.reduce(
    (sum, token) => sum + boost * scope.bm25.rarity(name, scope.bm25.frequency(name, token)),
    0,
  );
  const weigh = scope.bm25.weigh(name);
  const hits: Hits = { documents: [], scores: [] };
  for (const at of first.filter((document) => sets.every((set) => set.has(document)))) {
    const values = field?.values(scope.segment.documents.at(at)) ?? [];
    const count = values.reduce(
      (sum, value) =>
        sum + countPhrase(tokens, fieldTokensOf(field?.kind ?? "words", value, scope.analyser), slop),
      0,
    );
    if (count === 0) continue;
    hits.documents.push(at);
    hits.scores.push(rarity * weigh(count, index.lengths[at]));
  }
  return hits;
}

function countPhrase(wanted: string[], tokens: string[], slop: number): number {
  const reach = wanted.length + slop;
  const isAt = (start: number): boolean =>
    slop === 0
      ? wanted.every((token, offset) => tokens[start + offset] === token)
      : wanted.every((token) => tokens.slice(start, start + reach).includes(token));
  return tokens.filter((_, start) => isAt(start)).length;
}

/** Documents with any token like that, all alike. */
function where(scope: Scope, name: string, boost: number, matches: (token: string) => boolean): Hits {
  const hits = [...scope.segment.field(name).postings]
    .filter(([token]) => matches(token))
    .map(([, { documents }]) => constant(documents, boost));
  return combineBest(hits, scope.segment.documents.size);
}

const sumOf = (hits: Hits[], scope: Scope): Hits =>
  combineAll(
    hits.map((each) => ({ occur: "should" as const, hits: each })),
    1,
    scope.segment.documents.size,
  );

const constant = (documents: number[], score: number): Hits => ({
  documents,
  scores: documents.map(() => score),
});

const allOf = ({ segment }: Scope): number[] => Array.from({ length: segment.documents.size }, (_, at) => at);
