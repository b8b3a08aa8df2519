import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { artworkSettings } from "./artwork/settings.ts";
import { checkCoverKeys, coverSettings } from "./enrichment/cover-sources/settings.ts";
import { reasonOf, UserError } from "./errors.ts";
import { networkSettings } from "./network/settings.ts";
import type { Environment, Given, OwnSettings } from "./settings/own.ts";
import { retentionSettings } from "./settings/retention.ts";
import { aiSettings } from "./sources/ai/settings.ts";
import { albumSourceSettings, albumSourcesOf, type AlbumSourceName } from "./sources/albums/settings.ts";
import { amazonSettings } from "./sources/amazon/settings.ts";
import { catalogueSettings } from "./catalogue/settings.ts";
import { coverArtArchiveSettings } from "./sources/cover-art-archive/settings.ts";
import { deezerSettings } from "./sources/deezer/settings.ts";
import { discogsSettings } from "./sources/discogs/settings.ts";
import { fanartTvSettings } from "./sources/fanart-tv/settings.ts";
import { proxyFrom, type ProxyConfig } from "./sources/http/proxy-settings.ts";
import { httpSettings } from "./sources/http/settings.ts";
import { itunesSettings } from "./sources/itunes/settings.ts";
import { lrclibSettings } from "./sources/lrclib/settings.ts";
import { musicbrainzSettings } from "./sources/musicbrainz/settings.ts";
import { theaudiodbSettings } from "./sources/theaudiodb/settings.ts";

/** Who owns settings, in the order in which they are listed: each reads its own, beside what they set. */
const owners = {
  musicbrainz: musicbrainzSettings,
  albumSources: albumSourceSettings,
  discogs: discogsSettings,
  catalogue: catalogueSettings,
  coverArtArchive: coverArtArchiveSettings,
  coverSources: coverSettings,
  artwork: artworkSettings,
  fanartTv: fanartTvSettings,
  theaudiodb: theaudiodbSettings,
  itunes: itunesSettings,
  deezer: deezerSettings,
  lrclib: lrclibSettings,
  amazon: amazonSettings,
  ai: aiSettings,
  network: networkSettings,
  http: httpSettings,
  retention: retentionSettings,
} as const;
type Owners = typeof owners;

/** What each owner made of its settings, and what belongs to none of them. */
export type Config = Omit<Owned, "albumSources"> & {
  /** In their order. */
  albumSources: AlbumSourceName[];
  /** Holds `library.db`, `artwork/`, `backups/` and `config.json`. */
  home: string;
  libraryPath: string;
  /** Goes into the User-Agent: an address or URL at which the user can be reached. */
  contact: string | undefined;
  proxy: ProxyConfig;
};

type Owned = { [Owner in keyof Owners]: ReturnType<Owners[Owner]["read"]> };

type NamesOf<Own> = Own extends { defaults: infer Defaults } ? keyof Defaults : never;
type Setting = "IMPORTER_CONTACT" | (NamesOf<Owners[keyof Owners]> & string);

/** Every setting with its default. The same names serve in the environment and in `config.json`. */
export const settings = Object.assign(
  { IMPORTER_CONTACT: undefined },
  ...Object.values(owners).map(({ defaults }) => defaults),
) as Record<Setting, string | undefined>;

/**
 * The configuration: the environment wins over `config.json` in the home folder, that over the defaults.
 * @throws UserError naming the setting, its value and where it came from.
 */
export function loadConfig(env: Environment): Config {
  const home = homeFolder(env);
  const path = join(home, "config.json");
  const file = readConfigFile(path);
  const given = (name: Setting): Given => {
    const own = env[name]?.trim();
    const byDefault = settings[name];
    return own
      ? { name, value: own, from: "the environment", byDefault }
      : { name, value: file[name]?.trim() || (byDefault ?? ""), from: path, byDefault };
  };
  const read = Object.entries(owners).map(([owner, own]) => [
    owner,
    (own as OwnSettings<Setting, unknown>).read(given),
  ]);
  const owned = Object.fromEntries(read) as Owned;
  const config: Config = {
    ...owned,
    albumSources: albumSourcesOf(given("IMPORTER_ALBUM_SOURCES"), owned.albumSources, owned.discogs.token),
    home,
    libraryPath: join(home, "library.db"),
    contact: given("IMPORTER_CONTACT").value || undefined,
    proxy: proxyFrom(env),
  };
  checkCoverKeys(given("IMPORTER_COVER_SOURCES"), config.coverSources, config.fanartTv.key);
  return config;
}

/** The settings that somebody gave a value, in the environment or in `config.json`. */
export function givenSettings(env: Environment): string[] {
  const file = readConfigFile(join(homeFolder(env), "config.json"));
  const names = Object.keys(settings) as Setting[];
  return names.filter((name) => env[name]?.trim() || file[name]?.trim());
}

/** `IMPORTER_HOME`, or the platform's data folder. */
export function homeFolder(env: Environment, platform: NodeJS.Platform = process.platform): string {
  const chosen = env["IMPORTER_HOME"];
  if (chosen) return resolve(chosen);
  const user = homedir();
  if (platform === "darwin") return join(user, "Library", "Application Support", "importer");
  if (platform === "win32") return join(env["LOCALAPPDATA"] || join(user, "AppData", "Local"), "importer");
  const xdg = env["XDG_DATA_HOME"];
  return join(xdg && isAbsolute(xdg) ? xdg : join(user, ".local", "share"), "importer");
}

function readConfigFile(path: string): Partial<Record<Setting, string>> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "";
    if (["ENOENT", "ENOTDIR"].includes(code)) return {}; // most people have none
    throw new UserError(`${path} can't be read: ${reasonOf(cause)}`, {
      hint: `make ${path} a readable file`,
      cause,
    });
  }
  const parsed = parseObject(path, text);
  for (const [name, value] of Object.entries(parsed)) {
    if (!Object.hasOwn(settings, name)) {
      throw new UserError(`${path} has an unknown setting "${name}"`, {
        hint: `it knows: ${Object.keys(settings).join(", ")}`,
      });
    }
    if (typeof value !== "string" && typeof value !== "number") {
      throw new UserError(`${path}: ${name} must be text or a number`, { hint: `edit ${path}` });
    }
  }
  return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
}

function parseObject(path: string, text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
      return parsed as Record<string, unknown>;
    }
  } catch {
    // said below
  }
  throw new UserError(`${path} is not a JSON object`, {
    hint: `an example: { "IMPORTER_CONTACT": "you@example.org" }`,
  });
}
