import { isSmall } from "../../matching/text/align-words.ts";
import { editDistance } from "../../matching/text/edit-distance.ts";
import { deletionForms, hashOfKey, termsOf } from "../keys.ts";
import type { CatalogueDb } from "../open.ts";

/** More spellings of one word make a question that is slower than it is telling. */
const mostSpellings = 12;

/** Full-text questions about words: all of them, each as it is or as one that looks like it. */
export interface Words {
  /** Undefined: there is no word in it. */
  exactly(folded: string[]): string | undefined;
  nearly(folded: string[]): string | undefined;
}

export function createWords(db: CatalogueDb): Words {
  const similar = db
    .prepare<[number], string>(
      "SELECT vocabulary.word FROM deletions JOIN vocabulary ON vocabulary.id = deletions.word WHERE hash = ?",
    )
    .pluck();

  /** One edit; two in long words. */
  function spellings(word: string): string[] {
    if (word.length < 4 || /\d/.test(word)) return [word];
    const most = word.length >= 8 ? 2 : 1;
    const found = new Set(deletionForms(word).flatMap((form) => similar.all(hashOfKey(form))));
    const near = [...found].map((other) => ({ other, edits: editDistance(word, other) }));
    const ranked = near.filter(({ edits }) => edits <= most).sort((one, two) => one.edits - two.edits);
    return [...new Set([word, ...ranked.map(({ other }) => other)])].slice(0, mostSpellings);
  }

  const ask = (folded: string[], spell: (word: string) => string[]): string | undefined => {
    const all = folded.flatMap((text) => text.split(" "));
    // "Coverdale & Page" is "Coverdale • Page": only words of weight must be there, if there is any.
    const weighty = all.filter((word) => !isSmall(word));
    const words = (weighty.length > 0 ? weighty : all).flatMap(termsOf);
    const each = [...new Set(words)].map((word) => `(${spell(word).map(quoted).join(" OR ")})`);
    return each.length === 0 ? undefined : each.join(" AND ");
  };
  return { exactly: (folded) => ask(folded, (word) => [word]), nearly: (folded) => ask(folded, spellings) };
}

const quoted = (word: string): string => `"${word.replaceAll('"', '""')}"`;
