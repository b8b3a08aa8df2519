import { plainText, spellOutUmlauts } from "./letters.ts";
import { numbersOfWords, type NumberMark } from "./numbers.ts";

/** A title or a name, read once and compared often. */
export interface Phrase {
  shown: string;
  plain: string;
  folds: string[];
  /** The fold without spaces: Never Mind and Nevermind. */
  squashed: string;
  words: string[];
  numbersOfWords: NumberMark[][];
  numbers: NumberMark[];
  symbolsOnly: boolean;
}

export type Fold = (text: string) => string;

export function readPhrase(text: string, fold: Fold): Phrase {
  const plain = plainText(text);
  const folded = fold(text);
  const spelledOut = spellOutUmlauts(plain);
  const words = folded.split(" ");
  const numbers = numbersOfWords(words);
  return {
    shown: text,
    plain,
    folds: spelledOut === undefined ? [folded] : [folded, fold(spelledOut)],
    squashed: words.join(""),
    words,
    numbersOfWords: numbers,
    numbers: numbers.flat(),
    symbolsOnly: !/[\p{L}\p{N}]/u.test(folded),
  };
}
