import { eastAsianWidth } from "get-east-asian-width";
import { stripVTControlCharacters } from "node:util";

/** Made when first needed: every start of the program would pay for it. */
let segmenter: Intl.Segmenter | undefined;

/**
 * Columns of a terminal; a Japanese character or an emoji takes two, a mark on a letter and a colour none. A table asks this of
 * every cell: plain ASCII goes fast.
 */
export function widthOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter();
  let width = 0;
  for (const { segment } of segmenter.segment(stripVTControlCharacters(text)))
    width += widthOfCharacter(segment);
  return width;
}

/** Of one character as a person sees it, with all that is joined to it. */
function widthOfCharacter(character: string): number {
  if (/^[\p{Default_Ignorable_Code_Point}\p{Control}\p{Mark}]/u.test(character)) return 0;
  if (/\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u.test(character)) return 2;
  return eastAsianWidth(character.codePointAt(0)!);
}

/** Cut to `width` columns. `kept`: of a path the end, since its file's name is what tells it from others. */
export function fit(text: string, width: number, kept: "start" | "end" = "start"): string {
  if (widthOf(text) <= width) return text;
  const isStart = kept === "start";
  let cut = "";
  for (const character of isStart ? text : [...text].reverse()) {
    const longer = isStart ? cut + character : character + cut;
    if (widthOf(longer) > width - 1) break;
    cut = longer;
  }
  return isStart ? `${cut}…` : `…${cut}`;
}

/** Filled with spaces to `width` columns. */
export function pad(text: string, width: number, side: "left" | "right" = "right"): string {
  const space = " ".repeat(Math.max(0, width - widthOf(text)));
  return side === "right" ? text + space : space + text;
}

/** `3:05`, `1:02:03`; empty when unknown. */
export function duration(ms: number | null): string {
  if (ms === null) return "";
  const seconds = Math.round(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (parts[0] === 0) parts.shift();
  return parts.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}

/** `2026-11-21 10:45:03`, in local time. */
export function localTime(ms: number): string {
  const local = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace("T", " ");
}

/** `10:45:03` of today, else with its date: what is to come another day must not look like the past. */
export function timeToCome(ms: number, nowMs = Date.now()): string {
  const [at, now] = [localTime(ms), localTime(nowMs)];
  return at.slice(0, 10) === now.slice(0, 10) ? at.slice(11) : at;
}
