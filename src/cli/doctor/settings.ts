import { loadConfig, settings, type Config } from "../../config.ts";
import type { Io } from "../io/io.ts";
import { problemOf, type Finding } from "./finding.ts";

export interface SettingsFindings {
  problems: Finding[];
  /** With the defaults in the place of what is wrong; undefined when `config.json` can't be read at all. */
  config: Config | undefined;
  /** Names of those that are wrong: nothing may be concluded from the defaults in their place. */
  wrong: ReadonlySet<string>;
}

/** What is wrong only without another: the two are judged together. */
const needs: Partial<Record<string, keyof typeof settings>> = {
  IMPORTER_COVER_SOURCES: "IMPORTER_FANART_TV_KEY",
  IMPORTER_ALBUM_SOURCES: "IMPORTER_DISCOGS_TOKEN",
};

/** Each setting by itself, so that one that is wrong does not hide the next. */
export function examineSettings(env: Io["env"]): SettingsFindings {
  const wrong = new Set<string>();
  const problems = new Map<string, Finding>();
  const sound = { ...env };
  for (const [name, byDefault] of Object.entries(settings)) {
    try {
      const needed = needs[name];
      loadConfig({ ...env, ...settings, [name]: env[name], ...(needed && { [needed]: env[needed] }) });
    } catch (error) {
      const problem = problemOf("settings", error);
      problems.set(problem.says, problem); // what is wrong with the file itself is wrong each time
      sound[name] = byDefault;
      wrong.add(name);
    }
  }
  return { problems: [...problems.values()], config: tryToLoad(sound), wrong };
}

function tryToLoad(env: Io["env"]): Config | undefined {
  try {
    return loadConfig(env);
  } catch {
    return undefined; // said above
  }
}
