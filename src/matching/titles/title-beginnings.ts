import { isSmall } from "../text/align-words.ts";
import type { TextMatch } from "../text/compare-phrases.ts";
import { foldTitle } from "../text/fold.ts";
import type { Phrase } from "../text/phrase.ts";

/**
 * A prefix match: the beginning of a longer title. Enough to ask about, never to accept: *When the Pawn* for the one of
 * ninety words, *Too Weird to Live* for *Too Weird to Live, Too Rare to Die!*, anything that ends in dots.
 */
export function beginsLonger(query: Phrase, title: Phrase): TextMatch | undefined {
  const begins =
    query.words.length < title.words.length && query.words.every((word, at) => word === title.words[at]);
  if (!begins) return undefined;
  const weight = query.words.filter((word) => !isSmall(word)).length;
  if (weight >= 1 && /(?:\.\.|…)\s*$/.test(query.shown)) return beginning;
  if (weight >= 2 && title.words.length >= query.words.length + 4) return beginning;
  const uptoComma = title.shown.split(/[,;~]\s*/)[0]!;
  return uptoComma !== title.shown && foldTitle(uptoComma) === query.folds[0] && weight >= 1
    ? beginning
    : undefined;
}

const beginning: TextMatch = { score: 0.7, kind: "qualifier", how: "is the beginning of a longer title" };
