import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { aiConfig, amazonConfig, shopSettings, type AiConfig, type AmazonConfig } from "./config-shops.ts";
import {
  parseCountry,
  parseKey,
  parseMs,
  parseUrl,
  proxyFrom,
  type Environment,
  type Given,
  type ProxyConfig,
} from "./config-values.ts";
import { UserError } from "./errors.ts";
import { parseNetworkOverride, type NetworkOverride } from "./network/policy.ts";

/** A web service: where it is, and how far apart its requests must be (ms; 0 for a mirror of one's own). */
export interface ServiceConfig {
  url: string;
  intervalMs: number;
}

/** Every place that is asked for covers, under the name that is stored with each. */
export const coverSourceNames = ["cover_art_archive", "fanart_tv", "theaudiodb", "itunes", "deezer"] as const;
export type CoverSourceName = (typeof coverSourceNames)[number];

export interface Config {
  /** Holds `library.db`, `artwork/`, `backups/` and `config.json`. */
  home: string;
  libraryPath: string;
  /** Goes into the User-Agent: an address or URL at which the user can be reached. */
  contact: string | undefined;
  musicbrainz: ServiceConfig;
  coverArtArchive: ServiceConfig;
  /** In the order in which they are asked. */
  coverSources: CoverSourceName[];
  /** The key is empty when none is given; `coverSources` names it only with one. */
  fanartTv: ServiceConfig & { key: string; clientKey: string | undefined };
  theaudiodb: ServiceConfig & { key: string };
  /** The country whose shop is asked, in two letters. */
  itunes: ServiceConfig & { country: string };
  deezer: ServiceConfig;
  lrclib: ServiceConfig;
  /** A downloaded LRCLIB database, asked before the service. */
  lrclibDatabase: string | undefined;
  amazon: AmazonConfig;
  /** Undefined: no model is asked. */
  ai: AiConfig | undefined;
  /** What the network is, whatever the system says. */
  network: NetworkOverride;
  http: { timeoutMs: number; retryDelayMs: number };
  proxy: ProxyConfig;
}

/** Every setting with its default. The same names serve in the environment and in `config.json`. */
export const settings = {
  IMPORTER_CONTACT: undefined,
  IMPORTER_MUSICBRAINZ_URL: "https://musicbrainz.org/ws/2",
  IMPORTER_MUSICBRAINZ_INTERVAL_MS: "1100",
  IMPORTER_COVER_ART_ARCHIVE_URL: "https://coverartarchive.org",
  IMPORTER_COVER_ART_ARCHIVE_INTERVAL_MS: "0",
  // The others have terms of their own: whoever keeps to them adds them.
  IMPORTER_COVER_SOURCES: "cover_art_archive",
  IMPORTER_FANART_TV_URL: "https://webservice.fanart.tv/v3.2",
  IMPORTER_FANART_TV_KEY: undefined,
  IMPORTER_FANART_TV_CLIENT_KEY: undefined,
  IMPORTER_THEAUDIODB_URL: "https://www.theaudiodb.com/api/v1/json",
  IMPORTER_THEAUDIODB_KEY: "123", // the free one, which they share with everybody
  IMPORTER_ITUNES_URL: "https://itunes.apple.com",
  IMPORTER_ITUNES_COUNTRY: "US",
  IMPORTER_DEEZER_URL: "https://api.deezer.com",
  IMPORTER_LRCLIB_URL: "https://lrclib.net/api",
  IMPORTER_LRCLIB_INTERVAL_MS: "300",
  IMPORTER_LRCLIB_DATABASE: undefined,
  ...shopSettings,
  IMPORTER_NETWORK: undefined,
  IMPORTER_HTTP_TIMEOUT_MS: "30000",
  IMPORTER_RETRY_DELAY_MS: "1000",
} as const satisfies Record<`IMPORTER_${string}`, string | undefined>;
type Setting = keyof typeof settings;

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
  const value = (name: Setting): string | undefined => given(name).value || undefined;
  return {
    home,
    libraryPath: join(home, "library.db"),
    contact: value("IMPORTER_CONTACT"),
    musicbrainz: {
      url: parseUrl(given("IMPORTER_MUSICBRAINZ_URL")),
      intervalMs: parseMs(given("IMPORTER_MUSICBRAINZ_INTERVAL_MS")),
    },
    ...coverServices(given),
    lrclib: {
      url: parseUrl(given("IMPORTER_LRCLIB_URL")),
      intervalMs: parseMs(given("IMPORTER_LRCLIB_INTERVAL_MS")),
    },
    lrclibDatabase: value("IMPORTER_LRCLIB_DATABASE"),
    amazon: amazonConfig(given),
    ai: aiConfig(given),
    network: parseNetworkOverride(value("IMPORTER_NETWORK")),
    http: {
      timeoutMs: parseMs(given("IMPORTER_HTTP_TIMEOUT_MS")),
      retryDelayMs: parseMs(given("IMPORTER_RETRY_DELAY_MS")),
    },
    proxy: proxyFrom(env),
  };
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
    throw new UserError(`${path} can't be read (${code})`, { hint: `make ${path} a readable file`, cause });
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

type CoverServices = "coverArtArchive" | "coverSources" | "fanartTv" | "theaudiodb" | "itunes" | "deezer";

/** Who is asked for covers, each at the pace that they allow. */
function coverServices(given: (name: Setting) => Given): Pick<Config, CoverServices> {
  const key = (name: Setting): string | undefined => (given(name).value ? parseKey(given(name)) : undefined);
  const coverSources = parseCoverSources(given("IMPORTER_COVER_SOURCES"));
  const fanartTvKey = key("IMPORTER_FANART_TV_KEY");
  if (coverSources.includes("fanart_tv") && fanartTvKey === undefined) {
    throw keyMissing(given("IMPORTER_COVER_SOURCES"));
  }
  return {
    coverArtArchive: {
      url: parseUrl(given("IMPORTER_COVER_ART_ARCHIVE_URL")),
      intervalMs: parseMs(given("IMPORTER_COVER_ART_ARCHIVE_INTERVAL_MS")),
    },
    coverSources,
    fanartTv: {
      ...{ url: parseUrl(given("IMPORTER_FANART_TV_URL")), intervalMs: 300 },
      ...{ key: fanartTvKey ?? "", clientKey: key("IMPORTER_FANART_TV_CLIENT_KEY") },
    },
    theaudiodb: {
      url: parseUrl(given("IMPORTER_THEAUDIODB_URL")),
      ...{ intervalMs: 2_000, key: parseKey(given("IMPORTER_THEAUDIODB_KEY")) }, // 30 a minute are allowed
    },
    itunes: {
      ...{ url: parseUrl(given("IMPORTER_ITUNES_URL")), intervalMs: 3_100 }, // about 20 a minute are allowed
      country: parseCountry(given("IMPORTER_ITUNES_COUNTRY")),
    },
    deezer: { url: parseUrl(given("IMPORTER_DEEZER_URL")), intervalMs: 200 }, // 50 in 5 s are allowed
  };
}

function parseCoverSources({ name, value, from, byDefault }: Given): CoverSourceName[] {
  const names = new Set<CoverSourceName>();
  for (const word of value.split(",").map((each) => each.trim())) {
    const known = coverSourceNames.find((each) => each === word);
    if (known === undefined) {
      throw new UserError(`${name} names "${word}" (in ${from}), which is no source of covers`, {
        hint: `it knows: ${coverSourceNames.join(", ")}; for instance: ${name}=${byDefault}`,
      });
    }
    names.add(known);
  }
  return [...names];
}

/** Their terms forbid to share a key: everybody brings one. */
function keyMissing({ name, from }: Given): UserError {
  return new UserError(`${name} names fanart_tv (in ${from}), but IMPORTER_FANART_TV_KEY is not set`, {
    hint: "a key of your own is free at https://fanart.tv/get-an-api-key: IMPORTER_FANART_TV_KEY=<your key>",
  });
}
