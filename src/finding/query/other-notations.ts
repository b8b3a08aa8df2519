import { UserError } from "../../errors.ts";
import { shellQuoted } from "../../plain-text.ts";
import { findField, type Kind } from "../field.ts";
import { signedMeant } from "./range-meant.ts";
import type { QueryToken } from "./read-terms.ts";

/** Query notations of other programs: what cannot be meant as words is refused, with the way that it is written here. */

/** One term as it was typed, or a word that would be an operator elsewhere. */
interface Piece {
  typed: string;
  hasField: boolean;
  /** What it is elsewhere. */
  operator?: "or" | "and" | "not" | undefined;
}

const operators: Readonly<Record<string, Piece["operator"]>> = {
  or: "or",
  "|": "or",
  "||": "or",
  and: "and",
  "&&": "and",
  not: "not",
};

/** @throws UserError for an operator of another program */
export function refuseOtherNotations(kind: Kind, tokens: readonly QueryToken[]): void {
  const pieces = tokens.flatMap(piecesOf);
  const operator = pieces.find((piece, at) => isMeantAsOperator(piece, pieces, at));
  if (operator) throw operatorFault(kind, operator, pieces);
  for (const { typed, hasField } of pieces) if (!hasField) refuseCondition(kind, typed);
}

function piecesOf(token: QueryToken): Piece[] {
  if (token.kind === "or") return [{ typed: ",", hasField: true }];
  if (token.kind === "sort")
    return [{ typed: `${token.field}${token.isDescending ? "-" : "+"}`, hasField: true }];
  const { typed, field } = token;
  if (field === undefined) return [{ typed, hasField: false, operator: operatorOf(typed) }];
  // The value of a text goes on to the next term, and would take the operator along.
  const [, before, last = ""] = /^(.*\S)\s+(\S+)$/s.exec(typed) ?? [];
  const operator = operatorOf(last);
  if (before === undefined || operator === undefined) return [{ typed, hasField: true }];
  return [
    { typed: before, hasField: true },
    { typed: last, hasField: false, operator },
  ];
}

const operatorOf = (word: string): Piece["operator"] =>
  Object.hasOwn(operators, word.toLowerCase()) ? operators[word.toLowerCase()] : undefined;

/**
 * A title may have these words (`Sink or Swim`). They are operators between terms of which one has a field, and in capitals among words
 * that have none.
 */
function isMeantAsOperator({ typed, operator }: Piece, pieces: readonly Piece[], at: number): boolean {
  const [before, after] = [pieces[at - 1], pieces[at + 1]];
  if (operator === undefined || !after || (!before && operator !== "not")) return false;
  if (before?.hasField || after.hasField) return true;
  const others = pieces.filter((each) => each.operator === undefined);
  return /^[A-Z]+$/.test(typed) && others.some((each) => each.typed !== each.typed.toUpperCase());
}

const ways = {
  or: "a comma between spaces means or",
  and: "all conditions hold anyway",
  not: "a dash before a condition means not",
};

function operatorFault({ name }: Kind, { typed, operator }: Piece, pieces: readonly Piece[]): UserError {
  return new UserError(`"${typed}" is no operator here: ${ways[operator!]}`, {
    hint: `importer list ${name} ${written(pieces)}; for the word itself: '"${typed}"'`,
  });
}

/** The same question as this program takes it. */
function written(pieces: readonly Piece[]): string {
  let isNegated = false;
  const words = pieces.flatMap(({ typed, operator }) => {
    if (operator === "not") isNegated = true;
    if (operator === "and" || operator === "not") return [];
    const word = operator === "or" ? "," : shellQuoted(`${isNegated ? "-" : ""}${typed}`);
    if (operator !== "or") isNegated = false;
    return [word];
  });
  return words.join(" ");
}

/** `year>1980`, `!genre:live`, `(genre:rock`: a field in the notation of another program. */
function refuseCondition(kind: Kind, typed: string): void {
  const [, minus = "", marks = "", name = "", sign = "", value = ""] =
    /^([-^]?)([(!+~[{]*)([a-z]\w*)(:|[<>=!~]+)(.*)$/is.exec(typed) ?? [];
  if (!findField(kind, name) || (sign === ":" && marks === "")) return;
  const hint = (way: string): string => `${way}; for the words themselves: '"${typed}"'`;
  if (/[([{]/.test(marks)) {
    throw new UserError(`"${typed}": there are no brackets here`, {
      hint: hint(
        "or stands within a field (genre:rock,jazz) and between whole queries (genre:rock year:1973 , genre:jazz)",
      ),
    });
  }
  const plain =
    sign === ":" ? `${name}:${value}` : (signedMeant(name, `${sign}${value}`) ?? `${name}:${value}`);
  const isNegated = minus !== "" || marks.startsWith("!");
  throw new UserError(
    `"${typed}" is no condition here: a field and its value stand with a colon between them`,
    {
      hint: hint(`it is written ${isNegated ? "-" : ""}${plain}`),
    },
  );
}

/** Words of a full-text search that are conditions or operators, as `importer list` takes them; undefined where all are mere words. */
export function commandMeant({ name }: Kind, tokens: readonly QueryToken[]): string | undefined {
  const pieces = tokens.flatMap(piecesOf);
  const isMore = pieces.some(({ hasField, operator }) => hasField || operator !== undefined);
  return isMore ? `importer list ${name} ${written(pieces)}` : undefined;
}

/**
 * Of a question that nothing fits: what of its words is an operator or a pattern elsewhere, and was looked for as it stands. One sentence
 * each.
 */
export function lookedForAsWords(kind: Kind, tokens: readonly QueryToken[]): string[] {
  const pieces = tokens.flatMap(piecesOf);
  const between = pieces.slice(1, -1).find(({ operator }) => operator !== undefined);
  const values = tokens.flatMap((token) =>
    token.kind === "term" ? token.alternatives.map(({ text }) => text) : [],
  );
  const has = (pattern: RegExp): boolean => values.some((value) => pattern.test(value));
  const bare = pieces.filter(({ hasField }) => !hasField).map(({ typed }) => typed);
  return [
    ...blankWords(tokens),
    ...(between ? [`"${between.typed}" was looked for as a word: ${ways[between.operator!]}`] : []),
    ...sortWords(kind, bare.join(" ")),
    ...(has(/^[*?%]|[*?%]$|\w[*%]/)
      ? ["* ? and % were looked for as they stand: a part of a text is found anyway"]
      : []),
    ...(has(/^[:~^]|^\/.*\/$|\.\*|\$$/)
      ? ["there are no regular expressions: a part of a text is found, the whole with title:=…"]
      : []),
    ...(has(/\S\|\S/) ? ["| was looked for as it stands: a comma means or (genre:rock,jazz)"] : []),
    ...(has(/[“”„«»]|^['‘].*['’]$/) ? ['quotes that count are straight double ones: title:"dark side"'] : []),
  ];
}

/** `year: 1973` and `year:1970 .. 1979`: what a blank takes apart. */
function blankWords(tokens: readonly QueryToken[]): string[] {
  const texts = tokens.map((token) => (token.kind === "term" ? token.typed : ""));
  return texts.flatMap((typed, at) => {
    const [next = "", last = ""] = texts.slice(at + 1);
    const [, name = ""] = /^[-^]?(\w+):=?$/.exec(typed) ?? [];
    if (name !== "" && next !== "" && !next.includes(":"))
      return [`${typed} asks for what has no ${name}; no blank comes behind the colon: ${typed}${next}`];
    if (!/^\.{2,}|^\S+\.\.$/.test(next) || !/^\w+:/.test(typed)) return [];
    return [`a range is one word: ${typed}..${last}`];
  });
}

function sortWords(kind: Kind, words: string): string[] {
  const [, name = "", down] = /\b(?:sort|order)(?:ed)?(?: by)? (\w+)( desc)?/i.exec(words) ?? [];
  if (!findField(kind, name)) return [];
  return [`"${words}" was looked for as words; to sort: --sort ${name}${down === undefined ? "" : "-"}`];
}
