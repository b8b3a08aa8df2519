import { mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { homeFolder, loadConfig, settings, type Config } from "../src/config.ts";
import { exitCodes, UserError } from "../src/errors.ts";
import { createHttpClient } from "../src/sources/http/client.ts";
import { createEvents } from "../src/events.ts";
import { temporaryFolder } from "./helpers/library.ts";

/** A home folder with this `config.json`, or with none. */
function homeWith(file?: unknown): { home: string; path: string } {
  const home = temporaryFolder();
  const path = join(home, "config.json");
  if (file !== undefined) writeFileSync(path, typeof file === "string" ? file : JSON.stringify(file));
  return { home, path };
}

function load(file?: unknown, env: Record<string, string | undefined> = {}): Config {
  return loadConfig({ IMPORTER_HOME: homeWith(file).home, ...env });
}

function refusalOf(attempt: () => unknown): UserError {
  try {
    attempt();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error("it was not refused");
}

test("without anything set there are defaults for all that needs one", () => {
  expect(load()).toMatchObject({
    contact: undefined,
    musicbrainz: { url: "https://musicbrainz.org/ws/2", intervalMs: 1100 },
    coverArtArchive: { url: "https://coverartarchive.org" },
    fanartTv: { url: "https://webservice.fanart.tv/v3.2", key: undefined, clientKey: undefined },
    itunes: { url: "https://itunes.apple.com", intervalMs: 3_100, country: "US" },
    lrclib: { url: "https://lrclib.net/api" },
    http: { timeoutMs: 30_000, retryDelayMs: 1000 },
    proxy: {},
    ai: undefined,
    amazon: {
      url: "https://creatorsapi.amazon",
      intervalMs: 1100,
      dailyLimit: 8640,
      images: "download",
      credentialVersion: "3.1",
      marketplace: { host: "www.amazon.com" },
    },
  });
});

test("the library lies in the home folder", () => {
  const { home } = homeWith();
  expect(loadConfig({ IMPORTER_HOME: home })).toMatchObject({ home, libraryPath: join(home, "library.db") });
});

test("the file stands above the defaults, and the environment above the file", () => {
  const file = { IMPORTER_CONTACT: "file@example.org", IMPORTER_MUSICBRAINZ_INTERVAL_MS: 0 };
  expect(load(file)).toMatchObject({ contact: "file@example.org", musicbrainz: { intervalMs: 0 } });
  const env = { IMPORTER_CONTACT: "env@example.org", IMPORTER_MUSICBRAINZ_INTERVAL_MS: "250" };
  expect(load(file, env)).toMatchObject({ contact: "env@example.org", musicbrainz: { intervalMs: 250 } });
});

test.each(["", "  "])("a variable that is set to %j is not set", (empty) => {
  const file = { IMPORTER_CONTACT: "file@example.org" };
  expect(load(file, { IMPORTER_CONTACT: empty }).contact).toBe("file@example.org");
  expect(load({ IMPORTER_MUSICBRAINZ_URL: empty }).musicbrainz.url).toBe("https://musicbrainz.org/ws/2");
});

test.each([
  ["http://127.0.0.1:5000/ws/2", "http://127.0.0.1:5000/ws/2"],
  ["https://mirror.example/deep/ws/2///", "https://mirror.example/deep/ws/2"],
  [" https://mirror.example/ws/2\r\n", "https://mirror.example/ws/2"],
  ["http://me:s3cret@mirror.example/ws/2", "http://me:s3cret@mirror.example/ws/2"],
  ["http://[::1]:5000/ws/2", "http://[::1]:5000/ws/2"],
])("the address %j is taken as %s", (given, taken) => {
  expect(load({}, { IMPORTER_MUSICBRAINZ_URL: given }).musicbrainz.url).toBe(taken);
  expect(load({ IMPORTER_MUSICBRAINZ_URL: given }).musicbrainz.url).toBe(taken);
});

const wrong: [string, string, string][] = [
  ["IMPORTER_MUSICBRAINZ_URL", "musicbrainz.org", "no http(s) address"],
  ["IMPORTER_MUSICBRAINZ_URL", "ftp://musicbrainz.org", "no http(s) address"],
  ["IMPORTER_MUSICBRAINZ_URL", "https://musicbrainz.org/ws/2?fmt=json", "no http(s) address"],
  ["IMPORTER_LRCLIB_URL", "http://", "no http(s) address"],
  ["IMPORTER_MUSICBRAINZ_INTERVAL_MS", "soon", "no whole number of milliseconds"],
  ["IMPORTER_MUSICBRAINZ_INTERVAL_MS", "-1", "no whole number of milliseconds"],
  ["IMPORTER_MUSICBRAINZ_INTERVAL_MS", "1.5", "no whole number of milliseconds"],
  ["IMPORTER_FANART_TV_URL", "fanart.tv", "no http(s) address"],
  ["IMPORTER_ITUNES_URL", "itunes.apple.com", "no http(s) address"],
  ["IMPORTER_ITUNES_COUNTRY", "USA", "no country's two letters"],
  ["IMPORTER_ITUNES_COUNTRY", "1u", "no country's two letters"],
  ["IMPORTER_HTTP_TIMEOUT_MS", "30s", "no whole number of milliseconds"],
  ["IMPORTER_RETRY_DELAY_MS", "999999999", "no whole number of milliseconds"],
];

/** What stands behind a path may be a key. */
const shown = (value: string): string => value.replace(/\?.*/, "?…");

test.each(wrong)("%s=%s is refused with where it stands: the environment", (name, value, why) => {
  const error = refusalOf(() => load({}, { [name]: value }));
  expect(error.message).toBe(`${name} is "${shown(value)}" (in the environment), which is ${why}`);
  expect(error.hint).toBe(`for instance: ${name}=${settings[name as keyof typeof settings]}`);
  expect(error.exitCode).toBe(exitCodes.usage);
});

test.each(wrong)("%s: %s is refused with where it stands: the file", (name, value, why) => {
  const { home, path } = homeWith({ [name]: value });
  const error = refusalOf(() => loadConfig({ IMPORTER_HOME: home }));
  expect(error.message).toBe(`${name} is "${shown(value)}" (in ${path}), which is ${why}`);
});

test("a good value in the environment hides a bad one in the file", () => {
  const file = { IMPORTER_MUSICBRAINZ_INTERVAL_MS: "soon" };
  expect(load(file, { IMPORTER_MUSICBRAINZ_INTERVAL_MS: "5" }).musicbrainz.intervalMs).toBe(5);
});

test("a country may be written in small letters", () => {
  expect(load({ IMPORTER_ITUNES_COUNTRY: "gb" }).itunes.country).toBe("GB");
});

test.each(["IMPORTER_FANART_TV_KEY", "IMPORTER_FANART_TV_CLIENT_KEY"])(
  "%s is refused without being shown when it is no key",
  (name) => {
    const { message, hint } = refusalOf(() => load({}, { [name]: "s3cret key" }));
    expect(message).toBe(`${name} (in the environment) is no key: it has letters, digits, "-" and "_" only`);
    expect(hint).toBe("copy it again from your account");
  },
);

test("a password in an address that is refused is not shown", () => {
  for (const value of ["ftp://me:s3cret@host/ws", "me:s3cret@host", "ftp://me:s3/cr@et@host"]) {
    const { message, hint } = refusalOf(() => load({}, { IMPORTER_MUSICBRAINZ_URL: value }));
    expect(message + hint).not.toMatch(/s3/);
    expect(message).toContain("…@host");
  }
});

test.each(["toString", "__proto__", "IMPORTER_HOME", "IMPORTER_MUSICBRAINZ", "contact"])(
  "a setting %s that does not exist is refused, with those that do",
  (name) => {
    const { home, path } = homeWith(`{ "${name}": "x" }`);
    const error = refusalOf(() => loadConfig({ IMPORTER_HOME: home }));
    expect(error.message).toBe(`${path} has an unknown setting "${name}"`);
    expect(error.hint).toContain("IMPORTER_CONTACT, IMPORTER_MUSICBRAINZ_URL");
  },
);

test.each([true, null, [], {}])("a setting that is %j is refused", (value) => {
  const { home, path } = homeWith({ IMPORTER_CONTACT: value });
  const error = refusalOf(() => loadConfig({ IMPORTER_HOME: home }));
  expect(error.message).toBe(`${path}: IMPORTER_CONTACT must be text or a number`);
});

test.each(["{", "[]", "null", "1", "", "IMPORTER_CONTACT=me"])("a file that holds %j is refused", (text) => {
  const { home, path } = homeWith(text);
  const error = refusalOf(() => loadConfig({ IMPORTER_HOME: home }));
  expect(error.message).toBe(`${path} is not a JSON object`);
  expect(error.hint).toContain("IMPORTER_CONTACT");
});

test("a config.json that can't be read is not taken for none", () => {
  const { home, path } = homeWith();
  mkdirSync(path);
  const error = refusalOf(() => loadConfig({ IMPORTER_HOME: home }));
  expect(error.message).toBe(`${path} can't be read: it is a folder`);
});

test("a home that is no folder is left to who opens the library", () => {
  const { path } = homeWith("{}");
  expect(loadConfig({ IMPORTER_HOME: path }).home).toBe(path);
});

test.each([
  ["linux", {}, join(homedir(), ".local", "share", "importer")],
  ["linux", { XDG_DATA_HOME: "/data" }, join("/data", "importer")],
  ["linux", { XDG_DATA_HOME: "relative" }, join(homedir(), ".local", "share", "importer")],
  ["linux", { XDG_DATA_HOME: "" }, join(homedir(), ".local", "share", "importer")],
  ["freebsd", {}, join(homedir(), ".local", "share", "importer")],
  ["darwin", { XDG_DATA_HOME: "/data" }, join(homedir(), "Library", "Application Support", "importer")],
  ["win32", { LOCALAPPDATA: "/Local" }, join("/Local", "importer")],
  ["win32", {}, join(homedir(), "AppData", "Local", "importer")],
  ["darwin", { IMPORTER_HOME: "/music" }, "/music"],
  ["linux", { IMPORTER_HOME: "music", XDG_DATA_HOME: "/data" }, join(process.cwd(), "music")],
] as const)("on %s with %j the home folder is %s", (platform, env, home) => {
  expect(homeFolder(env, platform)).toBe(home);
});

test.each([
  [{}, {}],
  [{ http_proxy: "http://a:1" }, { httpProxy: "http://a:1" }],
  [
    { HTTP_PROXY: "http://a:1", HTTPS_PROXY: "https://b:2" },
    { httpProxy: "http://a:1", httpsProxy: "https://b:2" },
  ],
  [{ http_proxy: "http://a:1", HTTP_PROXY: "http://b:2" }, { httpProxy: "http://a:1" }],
  [{ http_proxy: "", HTTP_PROXY: "http://b:2" }, { httpProxy: "http://b:2" }],
  [
    { https_proxy: "a:3128", NO_PROXY: "localhost,.example" },
    { httpsProxy: "http://a:3128", noProxy: "localhost,.example" },
  ],
  [{ http_proxy: "me:p%40ss@a:3128" }, { httpProxy: "http://me:p%40ss@a:3128" }],
  [{ no_proxy: "*", NO_PROXY: "x" }, { noProxy: "*" }],
])("of %j the proxies are %j, and the client takes them", async (env, proxy) => {
  const config = load(undefined, env);
  expect(config.proxy).toEqual(proxy);
  await createHttpClient({
    userAgent: "x",
    ...config.http,
    proxy: config.proxy,
    events: createEvents(),
  }).close();
});

test.each([
  ["http_proxy", "ftp://a:1", '"ftp://a:1"'],
  ["HTTPS_PROXY", "http://", '"http://"'],
  ["http_proxy", "http://me:s3cret%@a:1", '"http://…@a:1"'],
])("%s=%s is refused, without its password", (name, value, shown) => {
  const error = refusalOf(() => load({}, { [name]: value }));
  expect(error.message).toBe(`${name} is ${shown} (in the environment), which is no proxy's address`);
});

test("credentials of Amazon are of its region's newest version, unless another is named", () => {
  const version = (env: Record<string, string>): string => load({}, env).amazon.credentialVersion;
  expect(version({ IMPORTER_AMAZON_MARKETPLACE: "www.amazon.de" })).toBe("3.2");
  expect(version({ IMPORTER_AMAZON_MARKETPLACE: "amazon.co.jp" })).toBe("3.3");
  expect(version({ IMPORTER_AMAZON_CREDENTIAL_VERSION: "2.1" })).toBe("2.1");
});

test.each([
  ["IMPORTER_AMAZON_MARKETPLACE", "amazon.xy", /no marketplace of Amazon/],
  ["IMPORTER_AMAZON_CREDENTIAL_VERSION", "4.0", /it can't be/],
  ["IMPORTER_AMAZON_IMAGES", "store", /it can't be/],
  ["IMPORTER_AMAZON_DAILY_LIMIT", "many", /no whole number/],
  ["IMPORTER_AI_SCOPE", "some", /it can't be/],
  ["IMPORTER_AI_MAX_CALLS", "-1", /no whole number/],
  ["IMPORTER_AI_BASE_URL", "ftp://model", /no http\(s\) address/],
])("%s=%s is refused, with what it can be", (name, value, why) => {
  const error = refusalOf(() => load({}, { [name]: value }));
  expect(error.message).toMatch(why);
  expect(error.message).toContain(`${name} is "${value}"`);
  expect(error.hint).toBeTruthy();
});

test("no model is asked unless an address is given", () => {
  expect(load({}, { IMPORTER_AI_MODEL: "m" }).ai).toBeUndefined();
  const env = { IMPORTER_AI_BASE_URL: "http://localhost:11434/v1", IMPORTER_AI_MODEL: "m" };
  expect(load({}, env).ai).toMatchObject({ model: "m", scope: "unsure", maxCalls: 100 });
});

test("a secret in the wrong place is not repeated", () => {
  const messages = [
    refusalOf(() => load({}, { IMPORTER_AMAZON_CREDENTIAL_VERSION: "amzn1.oa2-cs.v1.S3CRET" })),
    refusalOf(() => load({}, { IMPORTER_AI_BASE_URL: "https://model.example/v1?api-key=S3CRET" })),
    refusalOf(() => load({}, { IMPORTER_AI_BASE_URL: "https://model.example/v1#S3CRET" })),
  ].map(({ message }) => message);
  expect(messages.join()).not.toContain("S3CRET");
  expect(messages[1]).toContain('"https://model.example/v1?…"');
});
