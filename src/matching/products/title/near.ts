import { titleSlips } from "../../text/slips.ts";
import { isSmall } from "../../text/align-words.ts";
import { matchWords } from "../../text/compare-phrases.ts";
import { foldTitle } from "../../text/fold.ts";
import { sameNumbers } from "../../text/numbers.ts";
import { fitsDamaged } from "../damage.ts";
import { isWithinTwoSlips } from "./two-slips.ts";
import { readPhrase, type Phrase } from "../../text/phrase.ts";
import { textOfRun, type WordRun, type ShopTitle } from "./words.ts";

/** Where in a shop's title the album's stands, and how well they agree. */
export interface FoundTitle {
  /** `close`: slips that are too much to trust. `base`: without its subtitle. */
  kind: "exact" | "similar" | "close" | "base" | "numbers";
  run: WordRun;
  /** What the shop wrote. */
  shown: string;
}

/** An album of forty editions has few titles, and each costs a comparison a word. */
const mostTitles = 8;

/** Runs that are nearly one of the titles, or one but for its numbers; the best kind that there is. */
export function findNear(title: ShopTitle, titles: string[]): FoundTitle[] {
  const phrases = titles.slice(0, mostTitles).map((each) => readPhrase(each, foldTitle));
  const wanted = phrases.filter(({ symbolsOnly }) => !symbolsOnly);
  const lengths = new Set(wanted.flatMap(({ words }) => [-2, -1, 0, 1].map((more) => words.length + more)));
  const found = runsOfLengths(title, lengths).flatMap((run) => {
    const phrase = readPhrase(textOfRun(title, run), foldTitle);
    return wanted.flatMap((each) =>
      compare(phrase, each).map((kind) => ({ kind, run, shown: phrase.shown })),
    );
  });
  const ofKind = (kind: FoundTitle["kind"]): FoundTitle[] => found.filter((each) => each.kind === kind);
  const best = [ofKind("similar"), ofKind("close"), ofKind("numbers")].find((some) => some.length > 0);
  return best?.slice(0, 8) ?? [];
}

function runsOfLengths({ words }: ShopTitle, lengths: Set<number>): WordRun[] {
  const ends = [...lengths].filter((length) => length > 0);
  return words.flatMap((_, from) =>
    ends.map((length) => ({ from, to: from + length })).filter(({ to }) => to <= words.length),
  );
}

function compare(phrase: Phrase, wanted: Phrase): FoundTitle["kind"][] {
  if (Math.abs(phrase.words.length - wanted.words.length) > 2) return [];
  const match = matchWords(phrase, wanted, titleSlips);
  if (fitsDamaged(phrase.shown, wanted.shown, foldTitle)) return ["similar"];
  if (fitsDamaged(wanted.shown, phrase.shown, foldTitle)) return ["similar"];
  if (sameNumbers(phrase.numbers, wanted.numbers) && isWithinTwoSlips(phrase.words, wanted.words))
    return ["similar"];
  if (match.kind === "similar" && match.score >= 0.55) return [match.score >= 0.85 ? "similar" : "close"];
  const words = wordsWithoutNumbers(phrase);
  return match.kind === "numbers" && words !== "" && words === wordsWithoutNumbers(wanted) ? ["numbers"] : [];
}

const wordsWithoutNumbers = ({ words, numbersOfWords }: Phrase): string =>
  words.filter((word, at) => numbersOfWords[at]!.length === 0 && !isSmall(word)).join(" ");
