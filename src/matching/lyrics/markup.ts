import { decodeHTML } from "entities";

/** What some hide in lyrics, and what stands between a script's tags: none of it was ever sung. */
const unsung = /<(script|style)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi;
const lineBreaks = /<\/?(?:br|p|div|li|tr|h[1-6])\b[^<>]*>/gi;
/** Names only, so that the word stamps of LRC (`<00:12.34>`) and "<3" stay. */
const otherTags = /<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>|<!doctype[^<>]*>|<!--[\s\S]*?(?:-->|$)/gi;

/**
 * Text that somebody took from a web page, as the page showed it: entities decoded (`&apos;`), tags gone, `<br>` a new line. What was
 * escaped twice is not decoded twice, but tags that come to light are dropped again: nothing that a browser would obey is kept.
 */
export function withoutMarkup(text: string): string {
  if (!/[<&]/.test(text)) return text;
  return dropTags(decodeHTML(dropTags(text)));
}

function dropTags(text: string): string {
  if (!text.includes("<")) return text;
  const shown = text.replace(unsung, "").replace(/\s*\n/g, "\n");
  return shown.replace(lineBreaks, "\n").replace(otherTags, "");
}
