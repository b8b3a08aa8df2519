/** One line, without control characters, at most as long as a title can sensibly be; null when nothing is left. */
export function textOf(value: unknown): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = String(value)
    .normalize("NFC")
    .replace(/[\p{Cc}\u2028\u2029\ufffe\uffff]+/gu, " ");
  return text.replace(/\s+/g, " ").trim().slice(0, 500) || null;
}

/** What only programs write where they know no name. */
const placeholder =
  /^\W*(?:unknown (?:artist|album|title)|untitled album|no (?:artist|album))\W*$|^[<([]unknown[>)\]]$/iu;
/** Words that are names as well: *Album* by Public Image Ltd, the artist *Null*. */
const doubtful = /^\W*(?:unknown|album|artist|n\/?a|null|none|undefined|new folder|downloads?)\W*$/iu;

export const isPlaceholder = (name: string | null): boolean => name !== null && placeholder.test(name);
export const isDoubtful = (name: string | null): boolean => name !== null && doubtful.test(name);
