import { UserError } from "../errors.ts";
import type { GivenSetting } from "./own.ts";
import { withoutSecrets, withoutUser } from "./secret.ts";

/** What a setting can't be, without the secret that may stand in it. */
export const unfit = (
  { name, value, from, byDefault }: GivenSetting,
  what: string,
  hint = `for instance: ${name}=${byDefault}`,
): UserError => new UserError(`${name} is "${withoutSecrets(value)}" (in ${from}), ${what}`, { hint });

export function parseUrl({ name, value, from, byDefault }: GivenSetting): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol) || url.search || url.hash) {
    throw new UserError(`${name} is "${withoutUser(value)}" (in ${from}), which is no http(s) address`, {
      hint: `for instance: ${name}=${byDefault ?? "https://example.org"}`,
    });
  }
  return value.replace(/\/+$/, "");
}

export function parseMs(given: GivenSetting): number {
  if (/^\d{1,8}$/.test(given.value)) return Number(given.value);
  throw unfit(given, "which is no whole number of milliseconds");
}

/** A key is a secret: what is wrong with it is said without it. */
export function parseKey({ name, value, from, byDefault }: GivenSetting): string {
  if (/^[\w-]{1,100}$/.test(value)) return value;
  const otherwise = byDefault === undefined ? "" : `; without one, ${name}=${byDefault} is for everybody`;
  throw new UserError(`${name} (in ${from}) is no key: it has letters, digits, "-" and "_" only`, {
    hint: `copy it again from your account${otherwise}`,
  });
}

export const optionalKey = (given: GivenSetting): string | undefined =>
  given.value ? parseKey(given) : undefined;

/** As ISO 3166 has it: two letters. */
export function parseCountry(given: GivenSetting): string {
  if (/^[a-z]{2}$/i.test(given.value)) return given.value.toUpperCase();
  throw unfit(given, "which is no country's two letters");
}

export const optionalUrl = (given: GivenSetting): string | undefined =>
  given.value ? parseUrl(given) : undefined;

export function oneOf<const Word extends string>(given: GivenSetting, words: readonly Word[]): Word {
  const known = words.find((word) => word === given.value);
  if (known !== undefined) return known;
  throw unfit(given, "which it can't be", `it can be: ${words.join(", ")}`);
}

/** A list of such words, each once; `what` follows "which is no". @throws UserError naming the word that is none */
export function someOf<const Word extends string>(
  { name, value, from }: GivenSetting,
  words: readonly Word[],
  { what, example }: { what: string; example: string | undefined },
): Word[] {
  const named = value.split(",").map((each) => {
    const typed = each.trim();
    const known = words.find((word) => word === typed);
    if (known !== undefined) return known;
    throw new UserError(`${name} names "${withoutSecrets(typed)}" (in ${from}), which is no ${what}`, {
      hint: `it knows: ${words.join(", ")}; for instance: ${name}=${example}`,
    });
  });
  return [...new Set(named)];
}

export function parseCountSetting(given: GivenSetting): number {
  if (/^\d{1,8}$/.test(given.value)) return Number(given.value);
  throw unfit(given, "which is no whole number");
}
