import { expect, it } from "vitest";
import type { KindName } from "../../src/finding/field.ts";
import { findIds } from "../../src/finding/find.ts";
import { itemKinds } from "../../src/finding/kinds/kinds.ts";
import { parseQuery } from "../../src/finding/query/parse-query.ts";
import { seeded } from "../helpers/random.ts";
import { knowAll, type Known } from "./known.ts";
import { fits, typedOf, type Asked } from "./naive.ts";
import { phases, randomLibrary, words, type Pick } from "./random-library.ts";
import { linesOf } from "./shelf.ts";

/** Property test: every operator of the query language, against a filter that is too simple to be wrong, over random libraries. */

const rounds = 60;

/** A condition that now and then fits: made of pieces of what is there. */
function randomCondition(items: Known[], fields: readonly string[], random: () => number, pick: Pick): Asked {
  const field = pick(fields);
  const isNegated = random() < 0.3;
  const values = items.flatMap((item) => item[field]!);
  const piece = (): string => {
    const text = String(values.length > 0 && random() < 0.8 ? pick(values) : pick(words));
    const [from, length] = [Math.floor(random() * text.length), 1 + Math.floor(random() * 6)];
    const cut = random() < 0.5 ? text : text.slice(from, from + length);
    // Not half a letter, nor an accent without one; a backslash before a comma has it be one.
    const whole = cut.replace(/[\ud800-\udfff]|^\s*\u0301+|\\+$/g, "").trim();
    return whole === "" ? "o" : whole;
  };
  if (random() < 0.1) return { field, by: "unknown", texts: [], isNegated };
  const isNumber = typeof values[0] === "number";
  if (isNumber || ["released", "began", "ended"].includes(field)) {
    if (values.length === 0) return { field, by: "unknown", texts: [], isNegated };
    const ends = [pick(values), pick(values)].sort((a, b) => (a < b ? -1 : 1)).map(String);
    const [from, to] = pick([ends, [ends[0]], [undefined, ends[1]], [ends[0], ends[0]]]);
    if (isNumber && random() < 0.5) return { field, by: "part", texts: [pick(ends), pick(ends)], isNegated };
    return { field, by: "range", texts: [], isNegated, ...(from && { from }), ...(to && { to }) };
  }
  if (random() < 0.2) {
    const text = piece().replace(/^[-^\s]+/, "");
    return { field: "", by: "words", texts: [/[:,"+-]/.test(text) || text === "" ? "o" : text], isNegated };
  }
  const by = random() < 0.2 ? "whole" : "part";
  return { field, by, isNegated, texts: Array.from({ length: 1 + Math.floor(random() * 2) }, piece) };
}

it.each<[KindName, string, string[]]>([
  ["albums", "id title artist year released type genre types", ["year", "id", "released"]],
  ["tracks", "id title artist album year genre albumId lengthMs", ["year", "albumId", "lengthMs"]],
  [
    "artists",
    "id name sortName alias kind country note began ended albums tracks",
    ["albums", "tracks", "began", "ended"],
  ],
  [
    "releases",
    "id albumId album title artist released year country format label number tracks status genre note",
    ["released", "year", "albumId", "tracks"],
  ],
  [
    "files",
    "id path trackId title artist album year genre albumId lengthMs size error duplicate",
    ["size", "year", "trackId", "lengthMs"],
  ],
])("%s are found as a naive filter finds them", async (what, names, sortable) => {
  const fields = names.split(" ");
  let found = 0;
  for (const seed of [1, 2, 3]) {
    const random = seeded(seed);
    const pick: Pick = (from) => from[Math.floor(random() * from.length)]!;
    const db = await randomLibrary(random, pick);
    let items = knowAll(db)[what];
    for (let round = 0; round < phases.length * rounds; round++) {
      if (round % rounds === 0) {
        await phases[round / rounds]!(db, random, pick);
        items = knowAll(db)[what];
      }
      const condition = (): Asked => randomCondition(items, fields, random, pick);
      const groups = Array.from({ length: pick([1, 1, 1, 2]) }, () =>
        Array.from({ length: pick([1, 1, 2, 3]) }, condition),
      );
      const isApart = random() < 0.7;
      const sort = pick([undefined, ...sortable]);
      const isDescending = random() < 0.5;
      const typed = groups
        .map((group) => group.map((each) => typedOf(each, isApart)))
        .reduce((all, group) => [...all, ",", ...group]);
      if (sort) typed.push(`${sort}${isDescending ? "-" : "+"}`);
      const wanted = items
        .filter((item) => groups.some((group) => group.every((each) => fits(item, each))))
        .sort(sort ? byField(sort, isDescending) : () => 0)
        .map(({ id }) => id[0]);
      const ids = linesOf(db, what, isApart ? typed : [typed.join(" ")]).map(({ id }) => id);
      expect({ seed, typed, ids }).toEqual({ seed, typed, ids: wanted });
      const [limit, offset] = [1 + Math.floor(random() * 4), Math.floor(random() * 6)];
      const query = parseQuery(itemKinds[what], isApart ? typed : [typed.join(" ")]);
      const page = [...findIds(db, itemKinds[what], query, { limit, offset })];
      expect({ typed, limit, offset, page }).toEqual({
        typed,
        limit,
        offset,
        page: wanted.slice(offset, offset + limit),
      });
      found += Math.sign(ids.length);
    }
  }
  expect(found).toBeGreaterThan(200); // it is about what is there
});

/** Unknown last, whichever way; then as they came. */
function byField(field: string, isDescending: boolean): (one: Known, other: Known) => number {
  return (one, other) => {
    const [a, b] = [one[field]![0], other[field]![0]];
    if (a === b) return one.id[0] - other.id[0];
    if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
    return (a < b ? -1 : 1) * (isDescending ? -1 : 1);
  };
}
