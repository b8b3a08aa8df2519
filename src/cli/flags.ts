import { InvalidArgumentError } from "commander";

/** Parsers of flag values; what they throw names the flag and the value, and ends with exit code 2. */

export function parseId(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError("It must be a library id, such as 1.");
  return Number(text);
}

export function parseYear(text: string): number {
  if (!/^(1[89]|20)\d\d$/.test(text)) throw new InvalidArgumentError("It must be a year, such as 1973.");
  return Number(text);
}

export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text))
    throw new InvalidArgumentError("It must be a whole number from 1 to 99999.");
  return Number(text);
}

export function parseCountFromZero(text: string): number {
  return text === "0" ? 0 : parseCount(text);
}

/** `90s`, `15m`, `12h`, `7d`, `4w` → ms. */
export function parsePeriod(text: string): number {
  const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
  const match = /^(\d{1,6})([smhdw])$/.exec(text);
  if (!match) throw new InvalidArgumentError("It must be a period, such as 7d, 12h or 30m.");
  return Number(match[1]) * units[match[2]!]!;
}

/** For a flag that may be given several times. */
export function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
