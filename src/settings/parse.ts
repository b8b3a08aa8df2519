import { UserError } from "../errors.ts";
import type { GivenSetting } from "./own.ts";
import { withoutSecrets, withoutUser } from "./secret.ts";

export function parseUrl({ name, value, from, byDefault }: GivenSetting): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol) || url.search || url.hash) {
    throw new UserError(`${name} is "${withoutUser(value)}" (in ${from}), which is no http(s) address`, {
      hint: `for instance: ${name}=${byDefault ?? "https://example.org"}`,
    });
  }
  return value.replace(/\/+$/, "");
}

export function parseMs({ name, value, from, byDefault }: GivenSetting): number {
  if (!/^\d{1,8}$/.test(value)) {
    throw new UserError(
      `${name} is "${withoutSecrets(value)}" (in ${from}), which is no whole number of milliseconds`,
      {
        hint: `for instance: ${name}=${byDefault}`,
      },
    );
  }
  return Number(value);
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
export function parseCountry({ name, value, from, byDefault }: GivenSetting): string {
  if (/^[a-z]{2}$/i.test(value)) return value.toUpperCase();
  throw new UserError(
    `${name} is "${withoutSecrets(value)}" (in ${from}), which is no country's two letters`,
    {
      hint: `for instance: ${name}=${byDefault}`,
    },
  );
}

export const optionalUrl = (given: GivenSetting): string | undefined =>
  given.value ? parseUrl(given) : undefined;

export function oneOf<const Word extends string>(
  { name, value, from }: GivenSetting,
  words: readonly Word[],
): Word {
  const known = words.find((word) => word === value);
  if (known !== undefined) return known;
  throw new UserError(`${name} is "${withoutSecrets(value)}" (in ${from}), which it can't be`, {
    hint: `it can be: ${words.join(", ")}`,
  });
}

export function parseCountSetting({ name, value, from, byDefault }: GivenSetting): number {
  if (/^\d{1,8}$/.test(value)) return Number(value);
  throw new UserError(`${name} is "${withoutSecrets(value)}" (in ${from}), which is no whole number`, {
    hint: `for instance: ${name}=${byDefault}`,
  });
}
