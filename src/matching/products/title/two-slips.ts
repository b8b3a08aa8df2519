import { editDistance } from "../../text/edit-distance.ts";

/** Letters of a title in which two slips are forgiven, and of a word that may hold one. */
const least = { title: 9, word: 5 };

/**
 * Edit distance. At most two slips (a letter more, less, other, or two swapped) in titles of nine letters or more: "Hibrid
 * Theroy". Each within a word of five or more, behind its first letter and not the "s" at its end, where titles differ
 * from one another. Takes the words of folded texts.
 */
export function isWithinTwoSlips(some: string[], others: string[]): boolean {
  if (some.length !== others.length) return false;
  if (Math.min(some.join("").length, others.join("").length) < least.title) return false;
  let slips = 0;
  for (const [at, word] of some.entries()) {
    const other = others[at]!;
    if (word === other) continue;
    if (!mayHoldSlips(word, other)) return false;
    slips += editDistance(word, other);
    if (slips > 2) return false;
  }
  return slips > 0;
}

function mayHoldSlips(word: string, other: string): boolean {
  if (Math.min(word.length, other.length) < least.word || word[0] !== other[0]) return false;
  if (/\d/.test(word + other) || !/^[a-z]+$/.test(word + other)) return false;
  return `${word}s` !== other && `${other}s` !== word;
}
