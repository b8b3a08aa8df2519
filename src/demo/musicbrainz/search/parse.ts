import type { Clause, LuceneQuery } from "./query.ts";
import { tokenise, unexpected, type LuceneToken } from "./tokens.ts";

export type Parsed = { kind: "query"; query: LuceneQuery } | { kind: "malformed"; message: string };

/** Reads a query in the classic Lucene language, in which two words side by side mean OR. */
export function parseLucene(text: string): Parsed {
  try {
    const cursor: Cursor = { text, tokens: tokenise(text), position: 0 };
    const query = readClauses(cursor, undefined);
    if (cursor.position < cursor.tokens.length) throw unexpectedToken(cursor);
    return { kind: "query", query };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: "malformed", message: error.message };
    throw error;
  }
}

interface Cursor {
  text: string;
  tokens: LuceneToken[];
  position: number;
}

const peek = (cursor: Cursor): LuceneToken | undefined => cursor.tokens[cursor.position];

function unexpectedToken(cursor: Cursor): SyntaxError {
  return unexpected(cursor.text, peek(cursor)?.at ?? cursor.text.length);
}

function accept<K extends LuceneToken["kind"]>(
  cursor: Cursor,
  ...kinds: K[]
): Extract<LuceneToken, { kind: K }> | undefined {
  const token = peek(cursor);
  if (!token || !kinds.some((kind) => kind === token.kind)) return undefined;
  cursor.position += 1;
  return token as Extract<LuceneToken, { kind: K }>;
}

/** Clauses up to a closing parenthesis or the end; at least one. */
function readClauses(cursor: Cursor, field: string | undefined): LuceneQuery {
  const clauses: Clause[] = [];
  do {
    const joint = clauses.length > 0 ? accept(cursor, "and", "or")?.kind : undefined;
    const sign = accept(cursor, "+", "-", "not")?.kind;
    const query = readClause(cursor, field);
    const previous = clauses.at(-1);
    // AND makes the clause on its left obligatory too; OR changes nothing, as in the real parser.
    if (joint === "and" && previous?.occur === "should") previous.occur = "must";
    clauses.push({ occur: occurrence(sign, joint), query });
  } while (peek(cursor) && peek(cursor)?.kind !== ")");
  const [only] = clauses;
  return clauses.length === 1 && only?.occur !== "must-not" && only
    ? only.query
    : { kind: "group", clauses, boost: 1 };
}

function occurrence(sign: "+" | "-" | "not" | undefined, joint: "and" | "or" | undefined): Clause["occur"] {
  if (sign === "-" || sign === "not") return "must-not";
  return sign === "+" || joint === "and" ? "must" : "should";
}

function readClause(cursor: Cursor, outerField: string | undefined): LuceneQuery {
  const [here, next] = [peek(cursor), cursor.tokens[cursor.position + 1]];
  const named = next?.kind === ":" && (here?.kind === "term" || here?.kind === "*");
  if (named) cursor.position += 2;
  if (named && here.kind === "*") {
    if (!accept(cursor, "*")) throw unexpectedToken(cursor);
    return { kind: "everything", boost: readBoost(cursor) };
  }
  const field = named && here.kind === "term" ? here.text : outerField;
  if (!accept(cursor, "(")) return readValue(cursor, field);
  const query = readClauses(cursor, field);
  if (!accept(cursor, ")")) throw unexpectedToken(cursor);
  return { ...query, boost: query.boost * readBoost(cursor) };
}

function readValue(cursor: Cursor, field: string | undefined): LuceneQuery {
  const token = accept(cursor, "term", "phrase", "pattern", "range", "*");
  if (!token) throw unexpectedToken(cursor);
  const tilde = token.kind === "term" || token.kind === "phrase" ? accept(cursor, "tilde") : undefined;
  const boost = readBoost(cursor);
  switch (token.kind) {
    case "term":
      return tilde
        ? { kind: "fuzzy", field, text: token.text, similarity: tilde.value ?? 2, boost }
        : { kind: "term", field, text: token.text, boost };
    case "phrase":
      return { kind: "phrase", field, text: token.text, slop: tilde?.value ?? 0, boost };
    case "pattern":
      return { kind: "pattern", field, pattern: token.pattern, boost };
    case "range":
      return { kind: "range", field, range: token.range, boost };
    case "*":
      return { kind: "pattern", field, pattern: { kind: "wildcards", pieces: ["", "*", ""] }, boost };
  }
}

function readBoost(cursor: Cursor): number {
  return accept(cursor, "boost")?.value ?? 1;
}
