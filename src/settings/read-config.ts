import { readFileSync, statSync } from "node:fs";
import { reasonOf, UserError } from "../errors.ts";
import { parseConfig } from "./config-file.ts";

/** What a `config.json` says, also under names that nobody knows. */
export type FileSettings = Readonly<Record<string, string | undefined>>;

/** @throws UserError where it can't be read, or is no object of texts and numbers. */
export function readConfigFile(path: string): FileSettings {
  return parseSettings(path, readConfigText(path));
}

/** That of an empty object where there is none. */
export function readConfigText(path: string): string {
  try {
    refusePipe(path);
    return readFileSync(path, "utf8");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "";
    if (["ENOENT", "ENOTDIR"].includes(code)) return "{}\n"; // most people have none
    throw new UserError(`${path} can't be read: ${reasonOf(cause)}`, {
      hint: `make ${path} a readable file, or set IMPORTER_HOME to another folder`,
      cause,
    });
  }
}

/** Reading one would wait until somebody writes into it. */
function refusePipe(path: string): void {
  const found = statSync(path);
  if (!found.isFile() && !found.isDirectory()) throw new Error("it is no file");
}

export function parseSettings(path: string, text: string): FileSettings {
  const parsed = parseConfig(text);
  if (!parsed) {
    throw new UserError(`${path} is not a JSON object`, {
      hint: `an example: { "IMPORTER_CONTACT": "you@example.org" }`,
    });
  }
  const entries = Object.entries(parsed).map(([name, value]): [string, string] => {
    if (typeof value === "string" || typeof value === "number") return [name, String(value)];
    throw new UserError(`${path}: ${name} must be text or a number`, { hint: `edit ${path}` });
  });
  return Object.fromEntries(entries);
}
