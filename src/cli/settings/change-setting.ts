import { dirname } from "node:path";
import { checkChange, configPath, isSetting, type Setting } from "../../config.ts";
import { makeFolder, syncFolder } from "../../durable.ts";
import { isDiskFull } from "../../errno.ts";
import { exitCodes, reasonOf, UserError } from "../../errors.ts";
import { withMember, withoutMember } from "../../settings/config-file.ts";
import { parseSettings, readConfigText } from "../../settings/read-config.ts";
import type { Io } from "../io/io.ts";
import { environmentOnly, meantSetting } from "./meant-setting.ts";
import { meantText } from "../layout/words.ts";
import { replacedFile } from "../io/replaced-file.ts";

/** @throws UserError for a name that nobody knows, with the nearest, and one that no file can hold. */
export function findSetting(typed: string): Setting {
  if (isSetting(typed)) return typed;
  if (environmentOnly.includes(typed)) {
    throw new UserError(`${typed} is read from the environment only`, { hint: `export ${typed}=…` });
  }
  const [name = typed, ...value] = typed.split("="); // what stands behind it may be a secret
  const meant = meantSetting(name);
  throw new UserError(`there is no setting "${name}"${meantText(meant)}`, {
    hint: value.length > 0 ? `importer config set ${meant ?? "<name>"} <value>` : "importer config list",
  });
}

/**
 * Writes a setting into `config.json` once its owner has taken the value; the rest of the file, comments and all, stays as it is.
 * @returns the file's path. @throws UserError with nothing written
 */
export async function setSetting(env: Io["env"], name: Setting, value: string): Promise<string> {
  const path = configPath(env);
  const text = readConfigText(path);
  const changed = withMember(text, name, value);
  checkChange(env, name, parseSettings(path, text), parseSettings(path, changed));
  writePrivately(path, changed);
  return path;
}

/** The same without the setting, which may also be one that nobody knows: the file refuses to be read with it. */
export async function unsetSetting(env: Io["env"], typed: string): Promise<{ name: string; path: string }> {
  const path = configPath(env);
  const text = readConfigText(path);
  const before = parseSettings(path, text);
  if (!(typed in before)) {
    const name = findSetting(typed);
    throw new UserError(`${name} is not set in ${path}`, {
      hint: "importer config list",
      exitCode: exitCodes.notFound,
    });
  }
  const changed = withoutMember(text, typed);
  if (isSetting(typed)) checkChange(env, typed, before, parseSettings(path, changed));
  writePrivately(path, changed);
  return { name: typed, path };
}

/** Its owner alone reads it: it may hold secrets. */
function writePrivately(path: string, text: string): void {
  try {
    makeFolder(dirname(path));
    replacedFile(path, { mode: 0o600 }).write([text]);
    syncFolder(dirname(path));
  } catch (cause) {
    throw new UserError(`${path} can't be written: ${reasonOf(cause)}; nothing was changed`, {
      hint: isDiskFull(cause)
        ? "free some space, then type the same command again"
        : `make ${dirname(path)} writable, or set IMPORTER_HOME to a folder that is`,
      exitCode: isDiskFull(cause) ? exitCodes.failed : exitCodes.usage,
      cause,
    });
  }
}
