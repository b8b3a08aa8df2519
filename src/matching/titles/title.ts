import { foldTitle } from "../text/fold.ts";
import { readPhrase, type Phrase } from "../text/phrase.ts";
import { readable } from "../text/readable.ts";
import { dropEditionWords } from "./relax.ts";

/** A title, taken apart once. */
export interface Title {
  whole: Phrase;
  /** Without edition words; the whole if there are none. */
  core: Phrase;
  /** The core without a note in brackets or a subtitle; the core if it has neither. */
  base: Phrase;
}

export function takeApart(given: string): Title {
  const text = readable(given);
  const whole = readPhrase(text, foldTitle);
  const dropped = dropEditionWords(text);
  const core = dropped === undefined ? whole : readPhrase(dropped, foldTitle);
  const base = baseOf(core.shown);
  return { whole, core, base: base === undefined ? core : readPhrase(base, foldTitle) };
}

const note = /^(.*\S)\s*[([{][^()[\]{}]+[)\]}]\s*$/su;
const subtitle = /^(.+?)(?::\s+|\s+[-‐‑‒–—―]\s+)\S/su;

function baseOf(text: string): string | undefined {
  const [, withoutNote] = note.exec(text) ?? [];
  if (withoutNote !== undefined) return baseOf(withoutNote) ?? withoutNote;
  return subtitle.exec(text)?.[1];
}
