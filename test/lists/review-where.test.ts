import { expect, it } from "vitest";
import type { ShownQuestion } from "../../src/lists/review/list-questions.ts";
import { parseWhere } from "../../src/lists/review/where.ts";

/** `review --where`: what the words of a condition are, and where the next one begins. */

const question = (artist: string, title: string): ShownQuestion =>
  ({ artist, title, score: 0.95, id: 7, candidates: [], outcome: "weak", itemType: "album" }) as never;
const questions = [
  question("Simon and Garfunkel", "Bookends"),
  question("Simon", "It's War and Peace = x"),
  question("Echo and the Bunnymen", 'The "Cutter" and more'),
];

it.each<[where: string, at: number[]]>([
  ["artist=Simon and Garfunkel", [0]],
  ["artist~and", [0, 2]],
  ["artist~simon and title~book", [0]],
  ["artist=simon and garfunkel and score>0.9", [0]],
  ["artist=simon and garfunkel AND score>0.99", []],
  ['artist="simon and garfunkel" and outcome=weak', [0]],
  ["title~'war and peace = x' and artist=simon", [1]],
  ["title~it's war and artist=simon", [1]],
  ["title~it's and title~and", [1]],
  [`title~'the "cutter" and' and id=7`, [2]],
  [`title~"cutter`, [2]],
  ["id=7 and id>=7 and id<=7 and id!=8", [0, 1, 2]],
  ["artist~and the", [2]],
  ["artist~bunnymen and", []],
])("%s", (where, at) => {
  const fits = parseWhere(where);
  expect(questions.flatMap((each, place) => (fits(each) ? [place] : []))).toEqual(at);
});

it.each(["artist", "and score>1", "score>0.9 and", "score>0.9 and artist", "nope=1", "score=x and id=1"])(
  "%s is no condition",
  (where) => {
    expect(() => parseWhere(where)).toThrow(/is no condition/);
  },
);

it.each<[where: string, fits: boolean]>([
  ["list=wishes.csv", true],
  ["list=/music/wishes.csv", true],
  ["list=Mine", true],
  ["list=4", true],
  ["list=ine", false],
  ["list~ish", true],
  ["list!=mine", false],
  ["list!=other", true],
  ["outcome=not found", true],
  ["outcome='Not-Found'", true],
  ["outcome!='not found'", false],
  ["score==0", true],
  ["score==0 and list==mine", true],
])("of two lists: %s", (where, fits) => {
  const rows = [
    { listId: 3, name: "/music/wishes.csv", number: 1 },
    { listId: 4, name: "mine", number: 7 },
  ];
  const asked = { ...question("A", "B"), score: 0, outcome: "not_found", rows } as ShownQuestion;
  expect(parseWhere(where)(asked)).toBe(fits);
});

it.each([
  ["scor>1", "score"],
  ["artits~x", "artist"],
  ["lists=x", "list"],
])("%s names the nearest field", (where, nearest) => {
  expect(() => parseWhere(where)).toThrow(`did you mean ${nearest}?`);
});
