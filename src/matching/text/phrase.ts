import { normaliseText, spellOutUmlauts } from "./letters.ts";
import { numbersOfWords, type NumberMark } from "./numbers.ts";

/** A title or a name, read once and compared often. */
export interface Phrase {
  shown: string;
  plain: string;
  folds: string[];
  /** The fold without spaces: Never Mind and Nevermind. */
  squashed: string;
  /** The same with numbers as values and no "Vol." before them: Vol. II, Volume Two, 2. */
  counted: string;
  words: string[];
  numbersOfWords: NumberMark[][];
  numbers: NumberMark[];
  symbolsOnly: boolean;
}

export type Fold = (text: string) => string;

export function readPhrase(text: string, fold: Fold): Phrase {
  const plain = normaliseText(text);
  const folded = fold(text);
  const spelledOut = spellOutUmlauts(plain);
  const words = folded.split(" ");
  const numbers = numbersOfWords(words);
  return {
    shown: text,
    plain,
    folds: spelledOut === undefined ? [folded] : [folded, fold(spelledOut)],
    squashed: words.join(""),
    counted: numbers.some((each) => each.length > 0) ? countedText(words, numbers) : words.join(""),
    words,
    numbersOfWords: numbers,
    numbers: numbers.flat(),
    symbolsOnly: !/[\p{L}\p{N}]/u.test(folded),
  };
}

const counters = new Map(
  Object.entries({
    volume: "vol",
    part: "pt",
    nos: "no",
    nr: "no",
    number: "no",
    disk: "disc",
  }),
);

function countedText(words: string[], numbers: NumberMark[][]): string {
  const valued = words.map((word, at) => {
    const [number] = numbers[at]!;
    return number && !/\p{L}\d|\d\p{L}/u.test(word) ? String(number.value) : (counters.get(word) ?? word);
  });
  const isCounter = (word: string, at: number): boolean =>
    /^(vol|pt|no)$/.test(word) && at > 0 && (numbers[at + 1]?.length ?? 0) > 0;
  return valued.filter((word, at) => !isCounter(word, at)).join("");
}
