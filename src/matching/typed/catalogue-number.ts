/** What people and programs write where there is no catalogue number, folded. */
const fillers = new Set(
  "none na no nil null nan unknown undefined notavailable nocatno nonumber nocatalognumber".split(" "),
);
/** With fewer letters and digits it stands on too much to tell anything. */
const tellingLength = 3;
/** Longer than any that is printed: it is some other text, and no service takes a question of any length. */
const mostLength = 40;

/** Normalisation: case, spaces, hyphens and dots don't count. "SHVL 804", "SHVL-804" and "shvl804" are one number. */
export const foldCatalogueNumber = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/**
 * The catalogue numbers that a tag names, each as it is written and once: several stand between ";", ", " or "/". A slash within a number
 * ("CDP 7 46001/2") is its own. What says that there is none is left out.
 */
export function catalogueNumbersIn(text: string): string[] {
  const parts = text.split(/;|\0|,\s|\s\/\s/).flatMap(partsAtSlash);
  const named = parts.map((part) => part.trim()).filter(isTelling);
  return [...new Map(named.map((each) => [foldCatalogueNumber(each), each])).values()];
}

/** Parted only where each part could stand alone: "AB 1/2" and "n/a" can't. */
function partsAtSlash(text: string): string[] {
  const parts = text.split("/");
  return parts.every((part) => isTelling(part) && /\d/.test(part)) ? parts : [text];
}

function isTelling(text: string): boolean {
  const folded = foldCatalogueNumber(text);
  const isShaped = folded.length >= tellingLength && text.trim().length <= mostLength;
  return isShaped && !fillers.has(folded) && !/^0+$/.test(folded);
}

/** Whether one of the numbers in a text is one of these, folded. */
export const bearsCatalogueNumber = (printed: string, folded: ReadonlySet<string>): boolean =>
  [printed, ...catalogueNumbersIn(printed)].some((each) => folded.has(foldCatalogueNumber(each)));
