import { UserError } from "../../errors.ts";
import type { ShownQuestion } from "./list-questions.ts";

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
  list: ({ rows }) => rows.map(({ name }) => name).join("\n"),
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
  const conditions = text.split(/\s+and\s+/i).map(parseCondition);
  return (question) => conditions.every((fits) => fits(question));
}

function parseCondition(text: string): (question: ShownQuestion) => boolean {
  const [, field = "", operator = "", quoted = ""] =
    /^\s*(\w+)\s*(>=|<=|!=|=|>|<|~)\s*(.*?)\s*$/s.exec(text) ?? [];
  const key = field.toLowerCase();
  const valueOf = Object.hasOwn(values, key) ? values[key] : undefined;
  const wanted = quoted.replace(/^(["'])(.*)\1$/s, "$2");
  const isNumber = field !== "" && ["id", "score", "candidates"].includes(key);
  const isOdd = isNumber && (wanted === "" || Number.isNaN(Number(wanted)));
  if (!valueOf || isOdd) {
    throw new UserError(`--where ${text.trim()}: it is no condition`, {
      hint: `fields: ${Object.keys(values).join(", ")}; for instance: --where 'score>0.9 and artist~floyd'`,
    });
  }
  return (question) => tests[operator]!(valueOf(question), wanted);
}
