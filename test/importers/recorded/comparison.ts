import { isJson, type Json } from "../../../src/demo/musicbrainz/documents.ts";
import type { Db } from "../../../src/db/connection.ts";

/** What was recorded, held against what was saved. Every difference is a line that says where. */
export interface Comparison {
  db: Db;
  differences: string[];
  equal(where: string, said: unknown, saved: unknown): void;
  /** The saved value is one of those that were said: for what several documents tell, each in its way. */
  oneOf(where: string, said: unknown[], saved: unknown): void;
  /** Every key is either compared or left out on purpose: one that is neither is a difference. */
  keys(where: string, document: Json, known: KnownKeys): void;
}

export interface KnownKeys {
  compared: string;
  leftOut: string;
}

export function createComparison(db: Db): Comparison {
  const differences: string[] = [];
  const text = (value: unknown): string => JSON.stringify(value) ?? "nothing";
  return {
    db,
    differences,
    equal(where, said, saved) {
      if (text(said) !== text(saved))
        differences.push(`${where}: said ${text(said)}, saved is ${text(saved)}`);
    },
    oneOf(where, said, saved) {
      if (said.some((value) => text(value) === text(saved))) return;
      differences.push(`${where}: said ${text([...new Set(said)])}, saved is ${text(saved)}`);
    },
    keys(where, document, { compared, leftOut }) {
      const known = new Set(`${compared} ${leftOut}`.split(/\s+/));
      const unknown = Object.keys(document).filter((key) => !known.has(key));
      if (unknown.length > 0) differences.push(`${where}: nobody looks at ${unknown.join(", ")}`);
    },
  };
}

/** `""`, null and an absent key all say nothing. */
export function orNull(value: unknown): unknown {
  return value === "" || value === undefined ? null : value;
}

export function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

export function object(value: unknown): Json {
  return isJson(value) ? value : {};
}

/** A credit as it is printed. */
export function printed(credits: unknown): string {
  return objects(credits)
    .map((credit) => `${nameIn(credit)}${String(credit["joinphrase"] ?? "")}`)
    .join("");
}

export function nameIn(credit: Json): string {
  return String(credit["name"] || object(credit["artist"])["name"]);
}
