import type { Pattern, Range } from "./query.ts";

/** The words of the query language. A term's text has its backslashes resolved. */
export type LuceneToken =
  | Sign<"(" | ")" | "and" | "or" | "not" | "+" | "-" | ":" | "*">
  | { kind: "term"; text: string; at: number }
  | { kind: "pattern"; pattern: Pattern; at: number }
  | { kind: "phrase"; text: string; at: number }
  | { kind: "range"; range: Range; at: number }
  | { kind: "boost"; value: number; at: number }
  | { kind: "tilde"; value: number | undefined; at: number };

type Sign<K> = K extends string ? { kind: K; at: number } : never;
type Step = { token: LuceneToken | undefined; end: number };

const symbols = new Set(["(", ")", "+", "-", ":"]);
const operators: Record<string, "and" | "or" | "not"> = {
  AND: "and",
  OR: "or",
  NOT: "not",
  "&&": "and",
  "||": "or",
};
const notInTerm = new Set([...'!():^[]"{}~/', ..." \t\n\r\u3000"]);

/**
 * Splits a Lucene query into tokens.
 * @throws SyntaxError for an open quote, an open regular expression, a broken range, a lone bracket …
 */
export function tokenise(text: string): LuceneToken[] {
  const tokens: LuceneToken[] = [];
  let at = 0;
  while (at < text.length) {
    const { token, end } = readToken(text, at);
    if (token) tokens.push(token);
    at = end;
  }
  return tokens;
}

function readToken(text: string, at: number): Step {
  const first = text.charAt(at);
  if (/\s/.test(first)) return { token: undefined, end: at + 1 };
  if (symbols.has(first)) return { token: { kind: first as "(", at }, end: at + 1 };
  if (first === "!") return { token: { kind: "not", at }, end: at + 1 };
  if (first === '"') return readPhrase(text, at);
  if (first === "/") return readRegex(text, at);
  if (first === "[" || first === "{") return readRange(text, at);
  if (first === "^") return readBoost(text, at);
  if (first === "~") return readTilde(text, at);
  if (first === "]" || first === "}") throw unexpected(text, at);
  return readTerm(text, at);
}

function readPhrase(text: string, at: number): Step {
  const match = /^"((?:[^"\\]|\\[^])*)"/.exec(text.slice(at));
  if (!match) throw unexpected(text, at);
  return { token: { kind: "phrase", text: unescape(match[1] ?? ""), at }, end: at + match[0].length };
}

function readRegex(text: string, at: number): Step {
  const match = /^\/((?:[^/\\]|\\[^])*)\//.exec(text.slice(at));
  if (!match) throw unexpected(text, at); // the trap of "AC/DC", unescaped
  new RegExp(match[1] ?? "", "u"); // throws for one that cannot be read
  return {
    token: { kind: "pattern", pattern: { kind: "regex", source: match[1] ?? "" }, at },
    end: at + match[0].length,
  };
}

function readRange(text: string, at: number): Step {
  const end = String.raw`("(?:[^"\\]|\\[^])*"|[^\s"\]}]+)`;
  const match = new RegExp(String.raw`^[\[{]\s*${end}\s+TO\s+${end}\s*[\]}]`).exec(text.slice(at));
  if (!match) throw unexpected(text, at);
  const range: Range = {
    low: readRangeEnd(match[1] ?? ""),
    high: readRangeEnd(match[2] ?? ""),
    withLow: match[0].startsWith("["),
    withHigh: match[0].endsWith("]"),
  };
  return { token: { kind: "range", range, at }, end: at + match[0].length };
}

function readRangeEnd(text: string): string | undefined {
  if (text === "*") return undefined;
  return unescape(text.startsWith('"') ? text.slice(1, -1) : text);
}

function readBoost(text: string, at: number): Step {
  const match = /^\^\s*(\d+(?:\.\d+)?)/.exec(text.slice(at));
  if (!match) throw unexpected(text, at);
  return { token: { kind: "boost", value: Number(match[1]), at }, end: at + match[0].length };
}

function readTilde(text: string, at: number): Step {
  const match = /^~(\d*\.?\d+)?/.exec(text.slice(at));
  const value = match?.[1] === undefined ? undefined : Number(match[1]);
  return { token: { kind: "tilde", value, at }, end: at + (match?.[0].length ?? 1) };
}

/** A run of term characters, in which unescaped `*` and `?` are wildcards. */
function readTerm(text: string, at: number): Step {
  const pieces = [""];
  let end = at;
  while (end < text.length && !notInTerm.has(text.charAt(end))) {
    const character = text.charAt(end);
    if (character === "\\") {
      const [plain, length] = readEscape(text, end);
      pieces[pieces.length - 1] += plain;
      end += length;
    } else {
      if (character === "*" || character === "?") pieces.push(character, "");
      else pieces[pieces.length - 1] += character;
      end += 1;
    }
  }
  return { token: termToken(text.slice(at, end), pieces, at), end };
}

function termToken(written: string, pieces: string[], at: number): LuceneToken {
  const operator = operators[written];
  if (operator) return { kind: operator, at };
  if (written === "*") return { kind: "*", at };
  if (pieces.length === 1) return { kind: "term", text: pieces[0] ?? "", at };
  return { kind: "pattern", pattern: { kind: "wildcards", pieces }, at };
}

function readEscape(text: string, at: number): [plain: string, length: number] {
  const unicode = /^\\u([0-9a-f]{4})/i.exec(text.slice(at));
  if (unicode) return [String.fromCharCode(parseInt(unicode[1] ?? "", 16)), 6];
  if (at + 1 >= text.length) throw unexpected(text, at);
  return [text.charAt(at + 1), 2];
}

function unescape(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})|\\([^])/gi, (_, code: string | undefined, plain: string) =>
    code === undefined ? plain : String.fromCharCode(parseInt(code, 16)),
  );
}

/** What the search server says of a query that it cannot read. */
export function unexpected(text: string, at: number): SyntaxError {
  const found = at < text.length ? `"${text.charAt(at)}"` : '"<EOF>"';
  return new SyntaxError(`Cannot parse '${text}': Encountered ${found} at line 1, column ${at}.`);
}
