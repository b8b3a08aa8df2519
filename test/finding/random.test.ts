import { expect, it } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { findIds } from "../../src/finding/find.ts";
import { itemKinds } from "../../src/finding/kinds/kinds.ts";
import { parseQuery } from "../../src/finding/query/parse-query.ts";
import { refreshIndex } from "../../src/finding/search/refresh.ts";
import { seeded } from "../helpers/random.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { fits, knowAll, typedOf, type Asked, type Known } from "./naive.ts";
import { linesOf, putAlbum } from "./shelf.ts";

/** Property test: every operator of the query language, against a filter that is too simple to be wrong, over random libraries. */

type Pick = <T>(from: readonly T[]) => T;

const words = [
  "dark",
  "Side",
  "MOON",
  "the",
  "Love",
  "love",
  "10,000",
  "Days",
  "Café",
  "cafe",
  "naïve",
  "Ænima",
  "weiß",
  "WEISS",
  "ﬁre",
  "fire",
  "Ｆｕｌｌ",
  "don’t",
  "don't",
  "Motörhead",
  "進撃の",
  "巨人",
  "ガ",
  "カ",
  "İstanbul",
  "100%",
  "a_b",
  "back\\slash",
  'quo"te',
  "+",
  "(Live)",
  "-",
  "e\u0301tude",
  "étude",
  "Ⅱ",
  "😀",
  "Straße",
  "x",
];
const dates = [null, "1969", "1973", "1973-03", "1973-03-24", "1977-01-21", "1991-09", "2007-10-23", "2024"];
const types = ["Album", "EP", "Single", "Live", "Übergang"];
const genres = ["rock", "progressive rock", "art rock", "pop", "électro", "J-Pop"];

async function randomLibrary(random: () => number, pick: Pick): Promise<Db> {
  const { db } = await temporaryLibrary();
  const phrase = (): string =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(words)).join(" ");
  const names = Array.from({ length: 8 }, phrase);
  for (let at = 0; at < 30; at++) {
    const artists: [string, string?][] =
      random() < 0.3
        ? [[pick(names), pick([" & ", " feat. ", "", "'", "-"])], [pick(names)]]
        : [[pick(names)]];
    putAlbum(
      db,
      {
        title: phrase(),
        artists,
        date: pick(dates),
        type: pick(types),
        genres: [...new Set(Array.from({ length: Math.floor(random() * 3) }, () => pick(genres)))],
        tracks: Array.from({ length: Math.floor(random() * 3) }, phrase),
      },
      at + 1,
    );
  }
  const { $client } = db;
  $client.exec("UPDATE albums SET primary_type = NULL WHERE id % 7 = 0");
  $client.exec(`UPDATE albums SET secondary_types = '["Live","Remix"]' WHERE id % 5 = 0`);
  $client.exec("UPDATE album_artists SET credited_as = 'Ｐｒｉｎｔｅｄ ' || id WHERE id % 6 = 0");
  $client.exec("UPDATE album_artists SET credited_as = 'apart' || id WHERE album_id % 3 = 0"); // as no artist is called
  $client.exec("UPDATE tracks SET length_ms = NULL WHERE id % 4 = 0");
  $client.exec("UPDATE tracks SET artist_credit = NULL WHERE id % 5 = 0");
  return db;
}

/** What is asked for of an index that lacks all, that has all, and that lacks what changed and came since. */
const phases: ((db: Db, random: () => number, pick: Pick) => void | Promise<void>)[] = [
  () => undefined,
  (db) => refreshIndex(db),
  ({ $client }, _, pick) => {
    for (let at = 0; at < 12; at++) {
      $client.prepare("UPDATE albums SET title = title || ? WHERE id = ?").run(pick(words), 1 + at * 2);
      $client.prepare("UPDATE tracks SET title = ? || title WHERE id = ?").run(pick(words), 1 + at * 2);
    }
    $client.prepare("UPDATE artists SET name = name || ? WHERE id % 2 = 0").run(pick(words));
    $client.prepare("UPDATE album_artists SET join_phrase = ? WHERE id % 3 = 0").run(pick(words));
    $client.exec("UPDATE search_marks SET up_to = 20"); // as if the rest had come since
  },
];
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
    const whole = cut.trim().replace(/[\ud800-\udfff]|^\u0301+/g, ""); // half a letter, an accent without one
    return whole.trim() === "" ? "o" : whole;
  };
  if (random() < 0.1) return { field, by: "unknown", texts: [], isNegated };
  const isNumber = ["id", "year", "albumId", "lengthMs"].includes(field);
  if (isNumber || field === "released") {
    const ends = [pick(values), pick(values)].sort((a, b) => (a < b ? -1 : 1)).map(String);
    const [from, to] = pick([ends, [ends[0]], [undefined, ends[1]], [ends[0], ends[0]]]);
    if (isNumber && random() < 0.5) return { field, by: "part", texts: [pick(ends), pick(ends)], isNegated };
    return { field, by: "range", texts: [], isNegated, ...(from && { from }), ...(to && { to }) };
  }
  if (random() < 0.2) {
    const text = piece().replace(/^[-^]+/, "");
    return { field: "", by: "words", texts: [/[:,"+-]/.test(text) || text === "" ? "o" : text], isNegated };
  }
  const by = random() < 0.2 ? "whole" : "part";
  return { field, by, isNegated, texts: Array.from({ length: 1 + Math.floor(random() * 2) }, piece) };
}

it.each<["albums" | "tracks", string[], string[]]>([
  [
    "albums",
    ["id", "title", "artist", "year", "released", "type", "genre", "types"],
    ["year", "id", "released"],
  ],
  [
    "tracks",
    ["id", "title", "artist", "album", "year", "genre", "albumId", "lengthMs"],
    ["year", "albumId", "lengthMs"],
  ],
])("%s are found as a naive filter finds them", async (what, fields, sortable) => {
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
        .sort(byField(sort ?? "id", isDescending && sort !== undefined))
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
