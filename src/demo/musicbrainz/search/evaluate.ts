import type { Json } from "../documents.ts";
import { analyse, analyseWithAccents, fold } from "./analyse.ts";
import type { Field, FieldKind } from "./fields.ts";
import type { Clause, Pattern, Query, Range } from "./query.ts";

type Fields = Record<string, Field>;
type Leaf = Exclude<Query, { kind: "group" | "everything" }>;

/** How well a document answers a query: undefined for not at all, else a number above or equal to 0. */
export function scoreDocument(query: Query, document: Json, fields: Fields): number | undefined {
  if (query.kind === "everything") return query.boost;
  if (query.kind === "group") return scoreGroup(query.clauses, query.boost, document, fields);
  const wanted =
    query.field === undefined ? weightedFields(fields) : [{ field: fields[query.field], weight: 1 }];
  const scores = wanted.flatMap(({ field, weight }) => {
    const score = field ? scoreField(query, field, document) : undefined;
    return score === undefined ? [] : [score * weight * query.boost];
  });
  return scores.length > 0 ? Math.max(...scores) : undefined;
}

/** Why the search server would refuse a query: an unknown field, or a value that its field cannot have. */
export function findMistake(query: Query, fields: Fields): string | undefined {
  if (query.kind === "everything") return undefined;
  if (query.kind === "group") {
    return query.clauses
      .map((clause) => findMistake(clause.query, fields))
      .find((mistake) => mistake !== undefined);
  }
  if (query.field === undefined) return undefined;
  const field = fields[query.field];
  if (!field) return `undefined field ${query.field}`;
  const text = query.kind === "term" || query.kind === "phrase" ? query.text : undefined;
  if (text === undefined) return undefined;
  if (field.kind === "mbid" && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) {
    return `Invalid UUID String: '${text}'`;
  }
  return field.kind === "number" && !/^-?\d+$/.test(text) ? `Invalid Number: ${text}` : undefined;
}

function scoreGroup(clauses: Clause[], boost: number, document: Json, fields: Fields): number | undefined {
  let total = 0;
  let found = false;
  for (const { occur, query } of clauses) {
    const score = scoreDocument(query, document, fields);
    if (occur === "must-not" ? score !== undefined : occur === "must" && score === undefined)
      return undefined;
    if (occur !== "must-not" && score !== undefined) {
      total += score;
      found = true;
    }
  }
  const onlyNegative = clauses.every((clause) => clause.occur === "must-not");
  return found || onlyNegative ? total * boost : undefined;
}

function weightedFields(fields: Fields): { field: Field; weight: number }[] {
  return Object.values(fields).flatMap((field) => (field.weight ? [{ field, weight: field.weight }] : []));
}

function scoreField(query: Leaf, field: Field, document: Json): number | undefined {
  const scores = field.values(document).flatMap((value) => {
    const score = scoreValue(query, field.kind, value);
    return score === undefined || score === 0 ? [] : [score];
  });
  return scores.length > 0 ? Math.max(...scores) : undefined;
}

function scoreValue(query: Leaf, kind: FieldKind, value: string): number | undefined {
  const tokens = tokensOf(kind, value);
  switch (query.kind) {
    case "term":
      return kind === "date" ? scoreDate(query.text, value) : scoreTerms(tokensOf(kind, query.text), tokens);
    case "phrase":
      return kind === "date"
        ? scoreDate(query.text, value)
        : scorePhrase(tokensOf(kind, query.text), tokens, query.slop);
    case "fuzzy":
      return scoreWhere(tokens, (token) =>
        isNear(token, tokensOf(kind, query.text).join(" "), query.similarity),
      );
    case "pattern": {
      const pattern = patternOf(query.pattern);
      return scoreWhere(tokens, (token) => pattern.test(token));
    }
    case "range":
      return scoreWhere(tokens, (token) => isWithin(token, query.range, kind));
  }
}

function tokensOf(kind: FieldKind, text: string): string[] {
  switch (kind) {
    case "words":
      return analyse(text);
    case "accented":
      return analyseWithAccents(text);
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

/** More of the words found, and fewer others beside them, is better; so the exact title comes first. */
function scoreHits(hits: number, length: number): number | undefined {
  return hits === 0 ? undefined : hits * (1 + hits / Math.max(length, hits));
}

function scoreTerms(wanted: string[], tokens: string[]): number | undefined {
  return scoreHits(wanted.filter((token) => tokens.includes(token)).length, tokens.length);
}

function scoreWhere(tokens: string[], matches: (token: string) => boolean): number | undefined {
  return scoreHits(Math.min(1, tokens.filter(matches).length), tokens.length);
}

function scorePhrase(wanted: string[], tokens: string[], slop: number): number | undefined {
  const reach = wanted.length + slop;
  const isAt = (start: number): boolean =>
    slop === 0
      ? wanted.every((token, offset) => tokens[start + offset] === token)
      : wanted.every((token) => tokens.slice(start, start + reach).includes(token));
  const found = wanted.length > 0 && tokens.some((_, start) => isAt(start));
  return found ? scoreHits(wanted.length, tokens.length) : undefined;
}

/** A year finds every date in it, a month every day. */
function scoreDate(wanted: string, value: string): number | undefined {
  return value === wanted || value.startsWith(`${wanted}-`) ? 1 : undefined;
}

function isWithin(token: string, range: Range, kind: FieldKind): boolean {
  const compare = (end: string): number => {
    if (kind === "number") return Number(token) - Number(end);
    // A shorter end of a date range means the whole year or month.
    const [a, b] = kind === "date" ? [token.slice(0, end.length), end] : [token, fold(end)];
    return a < b ? -1 : Number(a > b);
  };
  const low = range.low === undefined ? 1 : compare(range.low);
  const high = range.high === undefined ? -1 : compare(range.high);
  return (low > 0 || (low === 0 && range.withLow)) && (high < 0 || (high === 0 && range.withHigh));
}

function patternOf(pattern: Pattern): RegExp {
  if (pattern.kind === "regex") return new RegExp(`^(?:${pattern.source})$`, "u");
  const source = pattern.pieces.map((piece, index) => {
    if (index % 2 === 1) return piece === "*" ? "[^]*" : "[^]";
    return fold(piece).replace(/[^\p{L}\p{N}\p{M}]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
  });
  return new RegExp(`^${source.join("")}$`, "u");
}

/** `similarity` from 1 up is a number of edits, at most 2; below 1 a share of the length, as of old. */
function isNear(token: string, wanted: string, similarity: number): boolean {
  const edits = similarity >= 1 ? similarity : Math.floor((1 - similarity) * wanted.length);
  return editsBetween(token, wanted) <= Math.min(2, edits);
}

function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
