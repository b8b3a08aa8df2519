import type { Fold } from "../text/phrase.ts";

/**
 * Mojibake. Letters beyond ASCII that a shop's import broke: UTF-8 read as Latin-1 ("BjÃ¶rk") is read back; what is lost
 * ("Bj?rk", "Bj�rk", "pressÌ£o") stands for one to three letters that nobody knows.
 */
export function readBack(text: string): string {
  if (!/[ÂÃÄÅÎÏÐÑØÙàãäåæçèé][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŸ]/.test(text)) return text;
  const bytes = [...text].map((letter) => cp1252[letter] ?? letter.codePointAt(0)!);
  if (bytes.some((byte) => byte > 255)) return text;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return text;
  }
}

/** The letters that Windows has where Latin-1 has control characters. */
const cp1252: Record<string, number> = Object.fromEntries(
  [..."€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ"]
    .map((letter, at) => [letter, 0x80 + at])
    .filter(([letter]) => letter !== " "),
);

const lost = /(?:�|Ì[£¢´®]?\s?|å\?|¿|(?<=\p{L})\?(?=\p{L}))+/gu;
const fewestKnown = 4;

/** Could this text, damaged as it is, be the other? Enough of its letters must be left, and all of them must agree. */
export function fitsDamaged(damaged: string, other: string, fold: Fold): boolean {
  const known = damaged.split(lost);
  if (known.length < 2) return false;
  const pieces = known.map((piece) => (/[\p{L}\p{N}]/u.test(piece) ? fold(piece).replaceAll(" ", "") : ""));
  const letters = pieces.join("").length;
  if (letters < fewestKnown || known.length - 1 > letters / 3) return false;
  const shape = new RegExp(`^${pieces.join("\\p{L}{0,3}")}$`, "u");
  return shape.test(fold(other).replaceAll(" ", ""));
}
