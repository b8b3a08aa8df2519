import { isEditionNote, isEditionTail, isEditionText, mayNameEdition } from "./edition-words.ts";
import { foldTitle } from "../text/fold.ts";
import { spellNumber } from "../text/numbers.ts";
import { readable } from "../text/readable.ts";

const noteInBrackets = /^(.*\S)\s*[([{]([^()[\]{}]+)[)\]}]\s*$/su;
const partAtEnd = /^(.*\S)(?:\s+-{1,2}\s+|\s*[–—]\s*|\s*[:;,]\s+)([^()[\]{}]+)$/su;

/**
 * The title without the words that name an edition: "Abbey Road (Super Deluxe Edition)" is "Abbey Road".
 * Undefined if there are none, or nothing else.
 */
export function dropEditionWords(title: string): string | undefined {
  const whole = readable(title);
  if (!mayNameEdition(whole)) return undefined;
  const rest = dropAll(whole);
  return rest === whole ? undefined : rest;
}

function dropAll(title: string): string {
  const shorter = dropNote(title) ?? dropTail(title);
  return shorter === undefined ? title : dropAll(shorter);
}

/** "… (Deluxe)", "… [Vinyl LP]", "… - 2011 Remaster". */
function dropNote(title: string): string | undefined {
  const [, rest = "", note = ""] = noteInBrackets.exec(title) ?? [];
  if (isEditionNote(note) && foldTitle(rest) !== "") return withoutJubilee(rest, note);
  const [, before = "", part = ""] = partAtEnd.exec(title) ?? [];
  return isEditionTail(part) && foldTitle(before) !== "" ? before : undefined;
}

/** "Moon Safari - XX (20th Anniversary Edition)": the number says again which anniversary. */
function withoutJubilee(rest: string, note: string): string {
  const years = /\b(\d{1,3})(?:st|nd|rd|th)? ann/i.exec(note)?.[1];
  const [, before = "", number = ""] = /^(.*\S)\s+[-–—:]\s+(\S+)$/su.exec(rest) ?? [];
  const isSame = years !== undefined && spellNumber(Number(years)).includes(number.toLowerCase());
  return isSame ? before : rest;
}

/** The longest run of edition words at the end that leaves something: "… 30th Anniversary Edition". */
function dropTail(title: string): string | undefined {
  if (/^[^\d\W]/u.test(title) && !/\d/.test(title) && isEditionText(title)) return undefined; // "Special Edition"
  const words = title.split(/\s+/);
  for (let at = 1; at < words.length; at++) {
    const rest = words.slice(0, at).join(" ");
    const tail = words.slice(at).join(" ");
    if (hasWords(rest) && !/[()[\]{}]/.test(tail) && isEditionTail(tail)) return rest;
  }
  return undefined;
}

/** "The Anniversary" would be left with an article; "÷ Deluxe" is left with its sign. */
const hasWords = (text: string): boolean => !["", "the", "a", "an"].includes(foldTitle(text));
