/**
 * How much it costs to take one word for another; undefined if they are two words. A slip of the hand is
 * forgiven within long words only: Weezer is not Wheezer, Revolution not Evolution, Aquarius not Aquarium.
 */
export function slipCost(some: string, other: string, costs: SlipCosts): number | undefined {
  if (some === other) return 0;
  if (Math.abs(some.length - other.length) > 2) return undefined;
  if (some[0] === other[0] && commonSpelling(some) === commonSpelling(other)) return 0.05;
  const [short, long] = some.length <= other.length ? [some, other] : [other, some];
  const edit = short.length < 4 ? undefined : singleEdit(short, long);
  if (!edit) return undefined;
  if (syllabic.test(short)) return short.length < 8 ? undefined : 0.1;
  if (short.length === 4) return 0.4; // near enough to ask about, as Qeen is
  if (edit.kind === "swapped" || edit.kind === "doubled") return 0.1;
  if (edit.kind === "ending s" && short.length < 7) return 0.35;
  if (edit.at === 0 || edit.at === long.length - 1) return 0.25;
  if (short.length >= 7) return 0.1;
  return long.length >= 7 ? costs.sevenLetters : costs.shortWord;
}

export interface SlipCosts {
  /** A letter more, less or other in a word of five or six. */
  shortWord: number;
  /** A letter too many or too few, between six and seven. */
  sevenLetters: number;
}

/** In titles, also of songs, a slip in a short word makes another word: White House, White Horse. */
export const titleSlips: SlipCosts = { shortWord: 0.22, sevenLetters: 0.14 };

/** A letter of these scripts says more than a Latin one: four of them can be a whole title. */
const syllabic = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

const sameWord = new Map(
  Object.entries({
    grey: "gray",
    til: "till",
    thru: "through",
    nite: "night",
    nites: "nights",
    tonite: "tonight",
  }),
);

/** British and American spelling: Rumours and Rumors. */
function commonSpelling(word: string): string {
  const same = sameWord.get(word);
  if (same !== undefined) return same;
  if (word.length < 6) return word;
  return word
    .replace(/our/, "or")
    .replace(/is(e|es|ed|ing|ation)$/, "iz$1")
    .replace(/tre(s?)$/, "ter$1")
    .replace(/ogue(s?)$/, "og$1")
    .replace(/ence$/, "ense");
}

type EditKind = "swapped" | "doubled" | "ending s" | "other";

/** The one edit between two different words, the longer second: a letter added, replaced, or two swapped. */
function singleEdit(short: string, long: string): { kind: EditKind; at: number } | undefined {
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  if (long.length === short.length + 1) {
    return short.slice(at) === long.slice(at + 1) ? { kind: kindOfAdded(long, at), at } : undefined;
  }
  if (long.length !== short.length) return undefined;
  if (short.slice(at + 1) === long.slice(at + 1)) return { kind: "other", at };
  const swapped = short[at] === long[at + 1] && short[at + 1] === long[at];
  return swapped && short.slice(at + 2) === long.slice(at + 2) ? { kind: "swapped", at } : undefined;
}

function kindOfAdded(long: string, at: number): EditKind {
  if (long[at] === long[at - 1] || long[at] === long[at + 1]) return "doubled";
  return long[at] === "s" && at === long.length - 1 ? "ending s" : "other";
}
