import { isEditionTail, isEditionText, mayNameEdition } from "./edition-words.ts";
import { foldTitle } from "./fold.ts";

/** A note in brackets at the very end. */
const lastBracket = /^(.*\S)\s*[([{]([^()[\]{}]+)[)\]}]\s*$/su;
const lastPart = /^(.*\S)(?:\s+-{1,2}\s+|\s*[–—]\s*|\s*[:;,]\s+)(\S.*)$/su;

/**
 * The title without the words that name an edition: "Abbey Road (Super Deluxe Edition)" is "Abbey Road".
 * Undefined if there are none, or nothing else.
 */
export function dropEditionWords(title: string): string | undefined {
  if (!mayNameEdition(title)) return undefined;
  const rest = dropAll(title.trim());
  return rest === title.trim() ? undefined : rest;
}

function dropAll(title: string): string {
  const shorter = dropNote(title) ?? dropTail(title);
  return shorter === undefined ? title : dropAll(shorter);
}

/** "… (Deluxe)", "… [2011 Remaster]", "… - Expanded Edition". */
function dropNote(title: string): string | undefined {
  for (const shape of [lastBracket, lastPart]) {
    const [, rest, note] = shape.exec(title) ?? [];
    if (rest !== undefined && note !== undefined && isEditionText(note) && foldTitle(rest) !== "")
      return trimEnd(rest);
  }
  return undefined;
}

/** The longest run of edition words at the end that leaves something: "… 30th Anniversary Edition". */
function dropTail(title: string): string | undefined {
  const words = title.split(/\s+/);
  if (isEditionText(title) && /[\p{L}\p{N}]/u.test(words[0]!)) return undefined; // called "Special Edition"
  for (let at = 1; at < words.length; at++) {
    const rest = words.slice(0, at).join(" ");
    if (hasWords(rest) && isEditionTail(words.slice(at).join(" "))) return trimEnd(rest);
  }
  return undefined;
}

const trimEnd = (text: string): string => text.replace(/(\s+-{1,2}|\s*[–—:;,])\s*$/, "").trim();

/** "The Anniversary" would be left with an article; "÷ Deluxe" is left with its sign. */
const hasWords = (text: string): boolean => !["", "the", "a", "an"].includes(foldTitle(text));
