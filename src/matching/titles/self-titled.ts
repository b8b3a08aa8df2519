import { foldTitle } from "../text/fold.ts";

const selfTitled = new Set([
  "self titled",
  "selftitled",
  "s t",
  "self titled album",
  "eponymous",
  "self titled debut",
]);

/** Those words behind the artist's name: "Deftones (Self-Titled)". */
export const saysSelfTitled = (words: string[]): boolean => selfTitled.has(words.join(" "));

/** "s/t", "Self-Titled", "(eponymous)": the album is called as its artist. */
export const isSelfTitled = (title: string): boolean => selfTitled.has(foldTitle(title));
