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
