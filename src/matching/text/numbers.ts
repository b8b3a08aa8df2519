/** Numbers in titles, compared as values: II, 2, "two" and "2nd" are one, II and III are not. */
export interface NumberMark {
  value: number;
  shown: string;
}

const spelledOut = [
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split(
    " ",
  ),
  ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"],
];
const numberWords = new Map(
  spelledOut.flatMap((words) => words.map((word, value) => [word, value] as const)),
);
numberWords.delete("");

/** Only I, V and X: "mix", "di" and "cd" are valid Roman numerals too. */
const roman = /^(x{0,3})(ix|iv|v?i{0,3})$/;
const romanDigits: Record<string, number> = { i: 1, v: 5, x: 10 };

/** Words after which a single letter is a number. */
const counters = new Set(["vol", "volume", "pt", "part", "no", "book", "chapter", "act", "episode", "disc"]);

/** The numbers of each word; most have none. Takes the words of a folded text. */
export function numbersOfWords(words: string[]): NumberMark[][] {
  return words.map((word, index) => numbersOfWord(word, index, words));
}

/** A value in every way that `numbersOfWords` reads it: 2, two, second, ii, 2nd. */
export function spellNumber(value: number): string[] {
  const words = spelledOut.map((spelled) => spelled[value] ?? "").filter((word) => word !== "");
  const ending =
    value % 10 < 4 && Math.floor(value / 10) !== 1 ? ["th", "st", "nd", "rd"][value % 10]! : "th";
  return [
    String(value),
    ...words,
    ...(value > 0 && value < 40 ? [romanOf(value)] : []),
    ...(value > 0 && value < 40 ? [`${value}${ending}`] : []),
  ];
}

/** Do both hold the same values, in whatever order? */
export function sameNumbers(some: NumberMark[], others: NumberMark[]): boolean {
  if (some.length !== others.length) return false;
  return some.length === 0 || valuesOf(some) === valuesOf(others);
}

export function showNumbers(numbers: NumberMark[]): string {
  return numbers.map(({ shown }) => shown).join(" ") || "none";
}

function numbersOfWord(word: string, index: number, words: string[]): NumberMark[] {
  const digits = word.match(/\d+/g);
  if (digits) return digits.map((shown) => ({ value: Number(shown), shown }));
  const spelled = numberWords.get(word);
  if (spelled !== undefined) return [{ value: spelled, shown: word }];
  if (!roman.test(word) || (/^(.|x+)$/.test(word) && !bareLetterCounts(index, words))) return [];
  return [{ value: romanValue(word), shown: word.toUpperCase() }];
}

/** "Chicago V", "Part I: …" and "Ghosts I–IV" count; "I" and "xx" as a whole title, or within one, are words. */
function bareLetterCounts(index: number, words: string[]): boolean {
  const before = words[index - 1];
  const after = words[index + 1];
  const isFrom = after !== undefined && /^.[ivx]/.test(after) && roman.test(after) && !/^x+$/.test(after);
  return before !== undefined && (after === undefined || isFrom || counters.has(before));
}

function romanValue(word: string): number {
  const values = [...word].map((letter) => romanDigits[letter] ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}

const romanOnes = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
const romanOf = (value: number): string => "x".repeat(Math.floor(value / 10)) + romanOnes[value % 10]!;

const valuesOf = (numbers: NumberMark[]): string =>
  numbers
    .map(({ value }) => value)
    .sort((a, b) => a - b)
    .join(" ");
