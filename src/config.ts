import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { artworkSettings } from "./artwork/settings.ts";
import { checkCoverKeys, coverSettings } from "./enrichment/cover-sources/settings.ts";
import { UserError } from "./errors.ts";
import { shellQuoted } from "./plain-text.ts";
import { networkSettings } from "./network/settings.ts";
import { checkContact } from "./settings/contact.ts";
import type { Environment, GivenSetting, OwnSettings } from "./settings/own.ts";
import { readConfigFile, type FileSettings } from "./settings/read-config.ts";
import { retentionSettings } from "./settings/retention.ts";
import { aiSettings } from "./sources/ai/settings.ts";
import { albumSourceSettings, albumSourcesOf, type AlbumSourceName } from "./sources/albums/settings.ts";
import { amazonSettings } from "./sources/amazon/settings.ts";
import { catalogueSettings } from "./catalogue/settings.ts";
import { coverArtArchiveSettings } from "./sources/cover-art-archive/settings.ts";
import { deezerSettings } from "./sources/deezer/settings.ts";
import { discogsSettings } from "./sources/discogs/settings.ts";
import { fanartTvSettings } from "./sources/fanart-tv/settings.ts";
import { proxyFrom, type ProxyConfig } from "./sources/http/proxy/settings.ts";
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
export type Setting = "IMPORTER_CONTACT" | (NamesOf<Owners[keyof Owners]> & string);

/** Every setting with its default. The same names serve in the environment and in `config.json`. */
export const settings = Object.assign(
  { IMPORTER_CONTACT: undefined },
  ...Object.values(owners).map(({ defaults }) => defaults),
) as Record<Setting, string | undefined>;

/** What counts where a setting without a default is not set, in words. */
export const unsetMeans = Object.assign({}, ...Object.values(owners).map(({ unset }) => unset)) as Partial<
  Record<Setting, string>
>;

/**
 * The configuration: the environment wins over `config.json` in the home folder, that over the defaults.
 * @throws UserError naming the setting, its value and where it came from.
 */
export function loadConfig(env: Environment): Config {
  const path = configPath(env);
  const file = readConfigFile(path);
  for (const name of Object.keys(file)) if (!isSetting(name)) throw unknownSetting(path, name);
  return configFrom(env, file, path);
}

function configFrom(env: Environment, file: FileSettings, path: string): Config {
  const home = homeFolder(env);
  const given = (name: Setting): GivenSetting => {
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

/**
 * Whether `config.json` may be changed so: its owner takes the value, and what was a sound configuration stays one.
 * @throws UserError of the owner's own, naming the setting and its value.
 */
export function checkChange(
  env: Environment,
  name: Setting,
  before: FileSettings,
  after: FileSettings,
): void {
  const value = after[name];
  if (value !== undefined) {
    const alone = (each: Setting): GivenSetting => {
      const byDefault = settings[each];
      const from = "what was typed";
      return { name: each, value: each === name ? value : (byDefault ?? ""), from, byDefault };
    };
    const own = Object.values(owners).find(({ defaults }) => Object.hasOwn(defaults, name));
    (own as OwnSettings<Setting, unknown> | undefined)?.read(alone);
    if (name === "IMPORTER_CONTACT") checkContact(alone(name));
  }
  const path = configPath(env);
  try {
    configFrom(env, before, path);
  } catch {
    return; // it was not sound before: the change may be what mends it, or a part of that
  }
  configFrom(env, after, path);
}

/** The settings that somebody gave a value, in the environment or in `config.json`. */
export function givenSettings(env: Environment): string[] {
  return listSettings(env)
    .filter(({ origin }) => origin !== "default")
    .map(({ name }) => name);
}

export type Origin = "environment" | "file" | "default";

/** Every setting with its value (undefined: none) and where that comes from. */
export function listSettings(
  env: Environment,
): { name: Setting; value: string | undefined; origin: Origin }[] {
  const file = readConfigFile(configPath(env));
  return (Object.keys(settings) as Setting[]).map((name) => {
    const [inEnvironment, inFile] = [env[name]?.trim(), file[name]?.trim()];
    if (inEnvironment) return { name, value: inEnvironment, origin: "environment" };
    if (inFile) return { name, value: inFile, origin: "file" };
    return { name, value: settings[name], origin: "default" };
  });
}

export const configPath = (env: Environment): string => join(homeFolder(env), "config.json");

export const isSetting = (name: string): name is Setting => Object.hasOwn(settings, name);

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

const unknownSetting = (path: string, name: string): UserError =>
  new UserError(`${path} has an unknown setting "${name}"`, {
    hint: `take it out: importer config unset ${shellQuoted(name)}; it knows: ${Object.keys(settings).join(", ")}`,
  });
