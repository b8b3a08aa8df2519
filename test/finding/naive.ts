import { bareLetters, normaliseText } from "../../src/matching/text/letters.ts";
import type { Known } from "./known.ts";

/** The query language once more, the simplest way: over everything at once, in memory. It shares nothing with the real one but the letters. */

export interface Asked {
  field: string;
  /** How it compares. `unknown`: nothing is known. */
  by: "part" | "whole" | "range" | "unknown" | "words";
  texts: string[];
  from?: string;
  to?: string;
  isNegated: boolean;
}

const fold = (value: string | number): string => bareLetters(normaliseText(`é${String(value)}`)).slice(1);

/** As a person types it: as a word of its own, or with others in one. */
export function typedOf(
  { field, by, texts, from = "", to = "", isNegated }: Asked,
  isAlone: boolean,
): string {
  const hasThousands = texts.some((text) => /^\d{3}(?!\d)/.test(text)); // `00,100%` is one text
  const quoted = texts.map((text) =>
    hasThousands || /[\s,"]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text,
  );
  const not = isNegated ? "-" : "";
  if (by === "words") return `${not}${isAlone ? quoted[0]! : `"${texts[0]!}"`}`;
  if (by === "range") return `${not}${field}:${from}..${to}`;
  if (by === "unknown") return `${not}${field}:`;
  return `${not}${field}:${by === "whole" ? "=" : ""}${quoted.join(",")}`;
}

export function fits(item: Known, asked: Asked): boolean {
  return holds(item, asked) !== asked.isNegated;
}

function holds(item: Known, { field, by, texts, from, to }: Asked): boolean {
  if (by === "words") {
    return item["anywhere"]!.some((value) => fold(value).includes(fold(texts[0]!)));
  }
  const values = item[field]!;
  if (by === "unknown") return values.length === 0;
  if (by === "range") return values.some((value) => isWithin(value, from, to));
  return values.some((value) =>
    texts.some((text) => {
      if (typeof value === "number") return value === Number(text);
      return by === "whole" ? fold(value) === fold(text) : fold(value).includes(fold(text));
    }),
  );
}

/** A date counts as all its days: each must lie within. */
function isWithin(value: string | number, from: string | undefined, to: string | undefined): boolean {
  if (typeof value === "number") {
    return (from === undefined || value >= Number(from)) && (to === undefined || value <= Number(to));
  }
  const days = (date: string): [string, string] => [
    `${date}-01-01`.slice(0, 10),
    `${date}${{ 4: "-12-31", 7: "-31" }[date.length] ?? ""}`,
  ];
  const [first, last] = days(value);
  return (from === undefined || first >= days(from)[0]) && (to === undefined || last <= days(to)[1]);
}
