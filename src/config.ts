import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { UserError } from "./errors.ts";
import { parseNetworkOverride, type NetworkOverride } from "./network/policy.ts";

/** A web service: where it is, and how far apart its requests must be (ms; 0 for a mirror of one's own). */
export interface ServiceConfig {
  url: string;
  intervalMs: number;
}

/** Every place that is asked for covers, under the name that is stored with each. */
export const coverSourceNames = ["cover_art_archive", "theaudiodb", "deezer"] as const;
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
  theaudiodb: ServiceConfig & { key: string };
  deezer: ServiceConfig;
  lrclib: ServiceConfig;
  /** A downloaded LRCLIB database, asked before the service. */
  lrclibDatabase: string | undefined;
  /** What the network is, whatever the system says. */
  network: NetworkOverride;
  http: { timeoutMs: number; retryDelayMs: number };
  proxy: { httpProxy?: string; httpsProxy?: string; noProxy?: string };
  debug: boolean;
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
  IMPORTER_THEAUDIODB_URL: "https://www.theaudiodb.com/api/v1/json",
  IMPORTER_THEAUDIODB_KEY: "123", // the free one, which they share with everybody
  IMPORTER_DEEZER_URL: "https://api.deezer.com",
  IMPORTER_LRCLIB_URL: "https://lrclib.net/api",
  IMPORTER_LRCLIB_INTERVAL_MS: "300",
  IMPORTER_LRCLIB_DATABASE: undefined,
  IMPORTER_NETWORK: undefined,
  IMPORTER_HTTP_TIMEOUT_MS: "30000",
  IMPORTER_RETRY_DELAY_MS: "1000",
} as const satisfies Record<`IMPORTER_${string}`, string | undefined>;
type Setting = keyof typeof settings;

type Environment = Record<string, string | undefined>;

/** A setting as it was given, and where, for the words of a refusal. */
interface Given {
  name: string;
  value: string;
  from: string;
}
type GivenSetting = Given & { name: Setting };

/**
 * The configuration: the environment wins over `config.json` in the home folder, that over the defaults.
 * @throws UserError naming the setting, its value and where it came from.
 */
export function loadConfig(env: Environment): Config {
  const home = homeFolder(env);
  const path = join(home, "config.json");
  const file = readConfigFile(path);
  const given = (name: Setting): GivenSetting => {
    const own = env[name]?.trim();
    return own
      ? { name, value: own, from: "the environment" }
      : { name, value: file[name]?.trim() || (settings[name] ?? ""), from: path };
  };
  const value = (name: Setting): string | undefined => given(name).value || undefined;
  const service = (url: Setting, interval: Setting): ServiceConfig => ({
    url: parseUrl(given(url)),
    intervalMs: parseMs(given(interval)),
  });
  return {
    home,
    libraryPath: join(home, "library.db"),
    contact: value("IMPORTER_CONTACT"),
    musicbrainz: service("IMPORTER_MUSICBRAINZ_URL", "IMPORTER_MUSICBRAINZ_INTERVAL_MS"),
    coverArtArchive: service("IMPORTER_COVER_ART_ARCHIVE_URL", "IMPORTER_COVER_ART_ARCHIVE_INTERVAL_MS"),
    coverSources: parseCoverSources(given("IMPORTER_COVER_SOURCES")),
    theaudiodb: {
      url: parseUrl(given("IMPORTER_THEAUDIODB_URL")),
      ...{ intervalMs: 2_000, key: parseKey(given("IMPORTER_THEAUDIODB_KEY")) }, // 30 a minute are allowed
    },
    deezer: { url: parseUrl(given("IMPORTER_DEEZER_URL")), intervalMs: 200 }, // 50 in 5 s are allowed
    lrclib: service("IMPORTER_LRCLIB_URL", "IMPORTER_LRCLIB_INTERVAL_MS"),
    lrclibDatabase: value("IMPORTER_LRCLIB_DATABASE"),
    network: parseNetworkOverride(value("IMPORTER_NETWORK")),
    http: {
      timeoutMs: parseMs(given("IMPORTER_HTTP_TIMEOUT_MS")),
      retryDelayMs: parseMs(given("IMPORTER_RETRY_DELAY_MS")),
    },
    proxy: proxyFrom(env),
    debug: Boolean(env["IMPORTER_DEBUG"]) && env["IMPORTER_DEBUG"] !== "0",
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

function parseUrl({ name, value, from }: GivenSetting): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol) || url.search || url.hash) {
    throw new UserError(`${name} is "${withoutUser(value)}" (in ${from}), which is no http(s) address`, {
      hint: `for instance: ${name}=${settings[name] ?? "https://example.org"}`,
    });
  }
  return value.replace(/\/+$/, "");
}

function parseMs({ name, value, from }: GivenSetting): number {
  if (!/^\d{1,8}$/.test(value)) {
    throw new UserError(`${name} is "${value}" (in ${from}), which is no whole number of milliseconds`, {
      hint: `for instance: ${name}=${settings[name]}`,
    });
  }
  return Number(value);
}

function parseCoverSources({ name, value, from }: GivenSetting): CoverSourceName[] {
  const names = new Set<CoverSourceName>();
  for (const word of value.split(",").map((each) => each.trim())) {
    const known = coverSourceNames.find((each) => each === word);
    if (known === undefined) {
      throw new UserError(`${name} names "${word}" (in ${from}), which is no source of covers`, {
        hint: `it knows: ${coverSourceNames.join(", ")}; for instance: ${name}=${settings[name]}`,
      });
    }
    names.add(known);
  }
  return [...names];
}

/** A key is a secret: what is wrong with it is said without it. */
function parseKey({ name, value, from }: GivenSetting): string {
  if (/^[\w-]{1,100}$/.test(value)) return value;
  throw new UserError(`${name} (in ${from}) is no key: it has letters, digits, "-" and "_" only`, {
    hint: `copy it again from your account; without one, ${name}=${settings[name]} is for everybody`,
  });
}

/** A user and password in an address are nobody's business. */
const withoutUser = (address: string): string => address.replace(/^([a-z][a-z\d+.-]*:\/\/)?.*@/i, "$1…@");

function proxyFrom(env: Environment): Config["proxy"] {
  const first = (...names: string[]): Given | undefined =>
    names
      .map((name) => ({ name, value: env[name]?.trim() ?? "", from: "the environment" }))
      .find(({ value }) => value);
  const httpProxy = first("http_proxy", "HTTP_PROXY");
  const httpsProxy = first("https_proxy", "HTTPS_PROXY");
  const noProxy = first("no_proxy", "NO_PROXY");
  return {
    ...(httpProxy && { httpProxy: parseProxy(httpProxy) }),
    ...(httpsProxy && { httpsProxy: parseProxy(httpsProxy) }),
    ...(noProxy && { noProxy: noProxy.value }),
  };
}

/** As other programs take it: `proxy:3128` is `http://proxy:3128`. */
function parseProxy({ name, value, from }: Given): string {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  try {
    const { protocol, username, password } = new URL(address);
    decodeURIComponent(username + password); // a lone % is an error where it is used
    if (["http:", "https:", "socks5:"].includes(protocol)) return address;
  } catch {
    // said below
  }
  throw new UserError(`${name} is "${withoutUser(value)}" (in ${from}), which is no proxy's address`, {
    hint: `for instance: ${name}=http://127.0.0.1:3128`,
  });
}
