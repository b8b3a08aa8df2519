import { basename } from "node:path";
import { itemTypes } from "../../db/item-types.ts";
import { UserError } from "../../errors.ts";
import { nearestHint } from "../../matching/text/edit-distance.ts";
import { shellQuoted } from "../../plain-text.ts";
import type { ShownQuestion } from "./list-questions.ts";
import type { QuestionOrigin, QuestionOutcome } from "./questions.ts";

/** What a condition may ask of a question. */
const values: Record<string, (question: ShownQuestion) => string | number> = {
  id: ({ id }) => id,
  score: ({ score }) => score,
  candidates: ({ candidates }) => candidates.length,
  what: ({ itemType }) => itemType,
  outcome: ({ outcome }) => outcome,
  state: ({ state }) => state,
  origin: ({ origin }) => origin,
  artist: ({ artist }) => artist,
  title: ({ title }) => title,
};

/** Of what may be several: one of them is enough, and all must differ. A list is called by its name or path, the end of it, or its id. */
const namesOfLists = ({ rows }: ShownQuestion): string[][] =>
  rows.map(({ listId, name }) => [name, basename(name), String(listId)]);

const listTests: Record<string, (lists: string[][], wanted: string) => boolean> = {
  "=": (lists, wanted) => lists.some((names) => names.some((name) => tests["="]!(name, wanted))),
  "!=": (lists, wanted) => lists.every((names) => names.every((name) => tests["!="]!(name, wanted))),
  "~": (lists, wanted) => lists.some(([name = ""]) => tests["~"]!(name, wanted)),
};

const fields = [...Object.keys(values), "list"];

/** Of what has only a few values: all there are, of questions that wait. */
const fewValues: Record<string, readonly string[]> = {
  what: itemTypes,
  outcome: ["ambiguous", "weak", "not_found"] satisfies QuestionOutcome[],
  state: ["open", "later"],
  origin: ["typed", "list", "complete", "job", "merge"] satisfies QuestionOrigin[],
};

type Test = (value: string | number, wanted: string) => boolean;

const compare =
  (fits: (difference: number) => boolean): Test =>
  (value, wanted) =>
    fits(
      typeof value === "number"
        ? value - Number(wanted)
        : value.toLowerCase().localeCompare(wanted.toLowerCase()),
    );

const tests: Record<string, Test> = {
  ">": compare((difference) => difference > 0),
  ">=": compare((difference) => difference >= 0),
  "<": compare((difference) => difference < 0),
  "<=": compare((difference) => difference <= 0),
  "=": compare((difference) => difference === 0),
  "!=": compare((difference) => difference !== 0),
  "~": (value, wanted) => String(value).toLowerCase().includes(wanted.toLowerCase()),
};

/** `score>0.9 and outcome=weak`: all must hold; without a condition all fit. @throws UserError */
export function parseWhere(text: string): (question: ShownQuestion) => boolean {
  if (text.trim() === "") return () => true;
  const conditions = conditionsIn(text).map(parseCondition);
  return (question) => conditions.every((fits) => fits(question));
}

/** An `and` before another condition joins them; any other, or one in quotes, is a word of the value (Simon and Garfunkel). */
function conditionsIn(text: string): string[] {
  const one = /\s*(\w+\s*(?:[<>!=]?=|[<>~])\s*(?:"[^"]*"|'[^']*'|.*?)\s*)(?:$|\sand\s+(?=\w+\s*[<>=!~]))/isy;
  const found: string[] = [];
  while (one.lastIndex < text.length) {
    const rest = text.slice(one.lastIndex);
    found.push(one.exec(text)?.[1] ?? rest);
    if (one.lastIndex === 0) break; // it is none
  }
  return found;
}

function parseCondition(text: string): (question: ShownQuestion) => boolean {
  const [, before, or] = /^(.*\S)\s+(or|\|\|?)\s+\w+\s*[<>=!~]/is.exec(text) ?? [];
  if (before !== undefined) {
    throw new UserError(`--where ${text.trim()}: conditions are joined by and, not by ${or}`, {
      hint: `one after the other: importer review --where ${shellQuoted(before)}`,
    });
  }
  const [, field = "", sign = "", quoted = ""] =
    /^\s*(\w+)\s*(>=|<=|!=|==?|>|<|~)\s*(.*?)\s*$/s.exec(text) ?? [];
  const operator = sign === "==" ? "=" : sign;
  const key = field.toLowerCase();
  const wanted = quoted.replace(/^(["'])(.*)\1$/s, "$2");
  const ofLists = key === "list" ? listTests[operator] : undefined;
  if (ofLists) return (question) => ofLists(namesOfLists(question), wanted);
  const valueOf = Object.hasOwn(values, key) ? values[key] : undefined;
  const isNumber = ["id", "score", "candidates"].includes(key);
  const isOdd = isNumber && (wanted === "" || Number.isNaN(Number(wanted)));
  if (!valueOf || isOdd) throw noCondition(text, key);
  const isWord = operator === "=" || operator === "!=";
  const meant = isWord && fewValues[key] ? knownWord(text, key, wanted) : wanted;
  return (question) => tests[operator]!(valueOf(question), meant);
}

const noCondition = (text: string, field: string): UserError =>
  new UserError(
    `--where ${text.trim()}: it is no condition${fields.includes(field) ? "" : nearestHint(field, fields)}`,
    {
      hint: `fields: ${fields.join(", ")}; for instance: --where 'score>0.9 and artist~floyd'`,
    },
  );

/** As it is shown (`not found`), too. @throws UserError for a value that no question can have */
function knownWord(text: string, key: string, wanted: string): string {
  const known = fewValues[key]!;
  const word = wanted.toLowerCase().replace(/[\s-]+/g, "_");
  if (known.includes(word)) return word;
  throw new UserError(
    `--where ${text.trim()}: "${wanted}" is none of its values${nearestHint(wanted, known)}`,
    {
      hint: `it is one of ${known.join(", ")}`,
    },
  );
}
