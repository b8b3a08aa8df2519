import type { ItemType } from "../db/item-types.ts";
import type { SearchKind } from "../db/schema/search.ts";
import { UserError } from "../errors.ts";
import { calledHere } from "./called-elsewhere.ts";
import { nearestHint } from "../matching/text/edit-distance.ts";

/** A condition on one value: an expression of SQL in, an expression that holds or not (0, 1, null) out. */
export type Test = (value: string) => string;

/** Full-text look-up: SQL of ids among which are all items of a kind whose `title` or `names` (in the index) hold what is asked for. */
export type IndexHits = (kind: SearchKind, columns: "title" | "names" | "title names") => string;

/** When a test holds for an item, and where those for which it does are to be looked for. */
export interface Texts {
  holds: (test: Test) => string;
  /** SQL that selects ids, of all items for which the test may hold and others. Only for texts that the full-text index has. */
  among?: (candidates: IndexHits) => string;
}

/** What can be asked and shown of a kind of item. All SQL stands over the item's own table. */
export interface ItemField {
  /** The name that is shown, then others that are understood. */
  names: readonly [string, ...string[]];
  /**
   * What its values are: how they are compared and sorted. `word`: one of a few; `identifier`: a text that is compared whole where a
   * whole one is given; `length`: seconds, of milliseconds; `date`: partial
   * (`1973-03`); `time`: a moment, kept as ms UTC; `list` and `credit`: several, as JSON.
   */
  type: "text" | "identifier" | "number" | "date" | "time" | "length" | "word" | "list" | "credit";
  /** Of a number that names an item: of which kind. */
  isIdOf?: ItemType;
  /** Of texts that are compared as more than their letters. */
  compares?: "barcodes";
  /** SQL of what is shown. */
  value: string;
  /** When the test holds for an item, where that is more than the test of `value`. */
  holds?: (test: Test) => string;
  /** When nothing is known, where that is more than a `value` that is null or empty. */
  isUnknown?: string;
  /** Index look-up: SQL that selects the ids for which the test holds. Only for a field that an index answers. */
  ids?: (test: Test) => string;
  /** As in `Texts`. */
  among?: Texts["among"];
  /** SQL of what it is sorted by, where that is not the `value`. */
  sort?: string;
  /** The index that has its values in order, so that the first items come at once; "" where the table itself has. */
  index?: string;
  /** Of a `word`: all there are. */
  words?: readonly string[];
}

/** One kind of item that can be listed. */
export interface Kind {
  name: KindName;
  table: string;
  fields: readonly ItemField[];
  /** What bare words are looked for in. */
  anywhere: Texts;
  /** SQL of the order where none is asked for, and the index that has it (as in `ItemField`). */
  order: string;
  index: string;
  /** What is shown where nothing else is asked for, by the names of fields. */
  columns: readonly string[];
}

export const kindNames = ["albums", "artists", "releases", "tracks", "files"] as const;
export type KindName = (typeof kindNames)[number];

/** A field by any of its names, whatever their case. */
export function findField(kind: Kind, name: string): ItemField | undefined {
  const wanted = name.toLowerCase();
  return kind.fields.find(({ names }) => names.some((each) => each.toLowerCase() === wanted));
}

/** @throws UserError with the nearest name, and all of them. */
export function getField(kind: Kind, name: string, options: { hint?: string } = {}): ItemField {
  const field = findField(kind, name);
  if (field) return field;
  const known = kind.fields.flatMap(({ names }) => names);
  const here = calledHere(name).find((each) => findField(kind, each));
  const meant = here === undefined ? nearestHint(name, known) : `; did you mean ${here}?`;
  const hint = `${allFields(kind)}${options.hint === undefined ? "" : `; ${options.hint}`}`;
  throw new UserError(`${kind.name} have no field "${name}"${meant}`, { hint });
}

/** More than all fields under all their names; a statement can hold 2,000. */
const mostNamed = 500;

/** `id, artist,title` behind a flag: its names, one by one. @throws UserError where none stands there, with all there are. */
export function namesBetweenCommas(kind: Kind, flag: string, text: string): string[] {
  const names = text.split(",").map((name) => name.trim());
  const named = names.filter((name) => name !== "");
  if (named.length > mostNamed) {
    throw new UserError(`${flag} names ${named.length} fields: ${mostNamed} are the most`, {
      hint: allFields(kind),
    });
  }
  if (named.length > 0) return named;
  throw new UserError(`${flag} "${text}": no field is named`, { hint: allFields(kind) });
}

const allFields = ({ name, fields }: Kind): string =>
  `fields of ${name}: ${fields.map(({ names }) => names[0]).join(", ")}`;
