import { InvalidArgumentError, Option } from "commander";

/** Parsers of flag values; what they throw names the flag and the value, and ends with exit code 2. */

/** What names an item; a number that can be no id is a slip. */
export function parseWhich(text: string): string {
  if (/^\s*$|^[-+]?[\d.]+$/.test(text) && !/^(?:[1-9]\d*|0\d{7,13})$/.test(text))
    throw new InvalidArgumentError("It must be a library id, such as 1, or whatever else names the item.");
  return text;
}

/** What names one thing: said twice, it would name two, and the first be passed over in silence. */
export const onlyOnce =
  (parse: (text: string) => string = (text) => text) =>
  (text: string, before: string | undefined): string => {
    if (before !== undefined && before !== text)
      throw new InvalidArgumentError(`It was given before, as "${before}": one of the two is meant.`);
    return parse(text);
  };

export function parseId(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError("It must be a whole number, such as 1.");
  return Number(text);
}

export function parseYear(text: string): number {
  if (!/^(1[89]|20)\d\d$/.test(text)) throw new InvalidArgumentError("It must be a year, such as 1973.");
  return Number(text);
}

export function parseCountFlag(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new InvalidArgumentError("It must be a whole number from 1 to 999999999.");
  return Number(text);
}

export function parseCountFromZero(text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw new InvalidArgumentError("It must be a whole number from 0 to 999999999.");
  return Number(text);
}

export function parseSeconds(text: string): number {
  if (!/^\d{1,5}$/.test(text))
    throw new InvalidArgumentError("It must be a whole number of seconds, such as 25.");
  return Number(text) * 1000;
}

/** `90s`, `15m`, `12h`, `7d`, `4w` → ms. */
export function parsePeriod(text: string): number {
  const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
  const match = /^(\d{1,6})([smhdw])$/.exec(text);
  if (!match) throw new InvalidArgumentError("It must be a period, such as 7d, 12h or 30m.");
  return Number(match[1]) * units[match[2]!]!;
}

/** A period, or 0 → ms. */
export const parseWait = (text: string): number => (text === "0" ? 0 : parsePeriod(text));

/** A flag that may be given several times; without it, nothing is left out. */
export function repeatable(flags: string, description: string): Option {
  return new Option(flags, description)
    .default([], "all")
    .argParser((value: string, before: string[]) => [...before, value]);
}

/** For commands that work long. What `nohup` asks for must be said again: Node takes SIGHUP to heart whatever it was told. */
export function ignoreHupFlag(): Option {
  return new Option(
    "--ignore-hup",
    "go on when the terminal closes; nohup alone does not help (or use setsid, systemd-run)",
  );
}

/** `plain` is for a person who reads a file or the journal, `json` for a collector of logs. */
export const logFormats = ["plain", "json"] as const;
export type LogFormat = (typeof logFormats)[number];

/** Of the library, as it is exported. */
export const libraryFormats = ["ndjson", "csv", "sqlite"] as const;
export type LibraryFormat = (typeof libraryFormats)[number];

/** For commands that work long. */
export const metricsFlag = (): Option =>
  new Option("--metrics <file>", "keep figures for Prometheus in this file (textfile collector)");

/** The catalogue is left aside for once. */
export const freshFlag = (): Option => new Option("--fresh", "ask the web, whatever a catalogue has");

/** Whether sources are asked about what is known: by name, or because the web is to be asked whatever is there already. */
export const asksAgain = ({
  forceProviders,
  fresh,
}: {
  forceProviders?: boolean;
  fresh?: boolean;
}): boolean => forceProviders === true || fresh === true;
