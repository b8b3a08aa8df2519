import { foldTitle } from "./fold.ts";

const wordSet = (words: string): Set<string> => new Set(words.split(" "));

/** Each of these says by itself that an edition is meant. */
const telling = wordSet(
  "edition editions deluxe remaster remasters remastered anniversary expanded reissue reissued",
);

/** These do within brackets, where nothing else is meant; bare at the end of a title they may be its words. */
const tellingInBrackets = wordSet(
  "explicit clean mono stereo vinyl lp cd sacd dvd bonus digital digipak version import hires audiophile cassette",
);

/** These go along with a telling word. */
const fillers = wordSet(
  "super special limited collector collectors legacy digitally bonus track tracks version",
);
const fillersInBrackets = wordSet(
  "ultimate platinum tour box set original recording audio disc disk discs double the and with of us uk usa eu " +
    "european japan japanese international standard exclusive newly new hi res half speed mastered master hd blu " +
    "ray bluray atmos surround release press pressing re issue album retail extended content anniv",
);

/** Numbers belong to an edition only in these places. */
const years = "(?:19|20)\\d\\d";
const dateable = "(?:remaster|remastered|remasters|mix|edition|reissue|reissued|version|expanded)";
const numbered = [
  new RegExp(`\\b${years} (?=(?:digital |stereo |mono |original )?${dateable}\\b)`, "g"),
  new RegExp(`(?<=\\b${dateable}) ${years}\\b`, "g"),
  /\b\d{1,3}(?:st|nd|rd|th) (?=anniversary\b|anniv\b)/g,
  /(?<=\b(?:disc|disk|cd|lp)) ?\d{1,2}\b/g,
  /\b\d{1,2} ?(?=(?:cd|lp|disc|discs|dvd|vinyl)\b)/g,
];

const anyTelling = new RegExp([...telling, ...tellingInBrackets, "mix", "dis[ck]"].join("|"), "i");

/** A quick look before the careful one: most titles name no edition. */
export const mayNameEdition = (text: string): boolean => anyTelling.test(text);

/** Is this note in brackets about the edition only: "Super Deluxe Edition", "2019 Mix", "Disc 1"? */
export function isEditionText(text: string): boolean {
  const { words, dated } = withoutNumbers(text);
  const tells = (word: string): boolean =>
    telling.has(word) || tellingInBrackets.has(word) || (dated && /^(mix|disc|disk)$/.test(word));
  return (
    words.some(tells) && words.every((word) => tells(word) || goesAlong(word) || fillersInBrackets.has(word))
  );
}

/** The same for bare words at the end of a title. */
export function isEditionTail(text: string): boolean {
  const { words, dated } = withoutNumbers(text);
  const tells = (word: string): boolean => telling.has(word) || (dated && /^(mix|cd|disc|disk)$/.test(word));
  return words.some(tells) && words.every((word) => tells(word) || goesAlong(word));
}

const goesAlong = (word: string): boolean => fillers.has(word);

function withoutNumbers(text: string): { words: string[]; dated: boolean } {
  const folded = foldTitle(text);
  const bare = numbered.reduce((rest, shape) => rest.replace(shape, " "), folded);
  return { words: bare.split(" ").filter((word) => word !== ""), dated: bare !== folded };
}
