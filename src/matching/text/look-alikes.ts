import type { TextMatch } from "./compare-phrases.ts";
import type { Phrase } from "./phrase.ts";

/** Confusables: signs and letters of other scripts that people type, or store, for Latin letters. Lower case. */
const looks: Record<string, string> = Object.fromEntries(
  [
    ["i", "|¦ǀ∣!¡1lіιɪ"],
    ["o", "0οоø○◯●°"],
    ["a", "@αаλ∆δд^4"],
    ["e", "3ε€еєξ∑"],
    ["s", "$5§ѕ"],
    ["t", "7†+т✝"],
    ["x", "×✕хχ✖"],
    ["c", "¢сϲ©"],
    ["y", "¥у"],
    ["b", "вβ8"],
    ["n", "пηи"],
    ["p", "рρ"],
    ["h", "нһ"],
    ["m", "м"],
    ["k", "кκ"],
    ["u", "υц"],
    ["v", "ν√"],
  ].flatMap(([letter, signs]) => [...signs!].map((sign) => [sign, letter!])),
);

const skeletonOf = (sign: string): string => looks[sign] ?? sign;

/**
 * The same text by sight: `<I°_°I>` for `<|°_°|>`, "Λlbum" for "Album". A letter never stands for another letter or a digit,
 * and at least half of the text must be the very same.
 */
export function lookAlike(query: Phrase, title: Phrase): TextMatch | undefined {
  if (lettersOnly.test(query.plain) && lettersOnly.test(title.plain)) return undefined;
  const [some, others] = [signsOf(query), signsOf(title)];
  if (some.length !== others.length || some.length < 2) return undefined;
  const same = some.filter((sign, at) => sign === others[at]).length;
  if (same * 2 < some.length) return undefined;
  const isAlike = some.every((sign, at) => sign === others[at] || looksLike(sign, others[at]!));
  return isAlike
    ? { score: 0.94, kind: "identical", how: "identical but for signs that look alike" }
    : undefined;
}

const lettersOnly = /^[a-z0-9 ]*$/;

const signsOf = ({ plain }: Phrase): string[] => [...plain.replaceAll(" ", "")];

/** One of them at least must be no letter or digit of ours: 1 is not l, and 5 is no S. */
const looksLike = (some: string, other: string): boolean =>
  skeletonOf(some) === skeletonOf(other) && (isSign(some) || isSign(other));

const isSign = (sign: string): boolean => !/[a-z0-9]/.test(sign);
