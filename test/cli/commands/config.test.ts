import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadConfig, settings } from "../../../src/config.ts";
import { ctrlC, documentOf, expectNoStack, importer, type CliOptions } from "../../helpers/cli.ts";
import { temporaryFolder } from "../../helpers/library.ts";

function configuring(text?: string) {
  const home = join(temporaryFolder(), "home");
  const path = join(home, "config.json");
  if (text !== undefined) {
    mkdirSync(home);
    writeFileSync(path, text);
  }
  return {
    home,
    path,
    read: () => readFileSync(path, "utf8"),
    config: (argv: string[], options: CliOptions = {}) =>
      importer(["config", ...argv], { ...options, env: { IMPORTER_HOME: home, ...options.env } }),
  };
}

it("writes a value, privately, and tells where each setting comes from", async () => {
  const { home, path, config } = configuring();
  expect((await config(["path"])).stdout).toBe(`${path}\n`);
  expect(documentOf(await config(["path", "--json"]))).toEqual({ path });
  const set = await config(["set", "IMPORTER_CONTACT", "me@example.org"]);
  expect(set.exitCode).toBe(0);
  expect(set.stderr).toMatch(/^from the next command on; .* To check: importer doctor\n$/);
  expect(set.stdout).toBe(`IMPORTER_CONTACT is me@example.org (config.json); written to ${path}\n`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(loadConfig({ IMPORTER_HOME: home }).contact).toBe("me@example.org");
  const env = { IMPORTER_ITUNES_COUNTRY: "DE" };
  const listed = documentOf<{ name: string }[]>(await config(["list", "--json"], { env }));
  expect(listed.map(({ name }) => name)).toEqual(Object.keys(settings));
  const of = (name: string) => listed.find((each) => each.name === name);
  expect(of("IMPORTER_CONTACT")).toMatchObject({ value: "me@example.org", origin: "file" });
  expect(of("IMPORTER_ITUNES_COUNTRY")).toMatchObject({ value: "DE", origin: "environment" });
  expect(of("IMPORTER_LRCLIB_INTERVAL_MS")).toMatchObject({ value: "300", origin: "default" });
  expect(of("IMPORTER_AI_MODEL")).toMatchObject({ value: null, origin: "default" });
  expect((await config([])).stdout).toMatch(/^setting .*\nIMPORTER_CONTACT +config\.json +me@example\.org\n/);
  expect((await config([])).stdout).toMatch(/^IMPORTER_ALBUM_SOURCES +default +\(musicbrainz, and discogs /m);
  expect((await config(["get", "IMPORTER_ALBUM_SOURCES"])).stderr).toMatch(
    /is not set: musicbrainz, and discogs/,
  );
  expect((await config(["get", "IMPORTER_CONTACT"])).stdout).toBe("me@example.org\n");
  expect(documentOf(await config(["get", "IMPORTER_CONTACT", "--json"]))["value"]).toBe("me@example.org");
  const again = documentOf(await config(["set", "IMPORTER_CONTACT", "you@example.org", "--json"]));
  expect(again).toEqual({ name: "IMPORTER_CONTACT", value: "you@example.org", origin: "file", path });
  expect((await config(["unset", "IMPORTER_CONTACT", "--json"])).exitCode).toBe(0);
  expect(loadConfig({ IMPORTER_HOME: home }).contact).toBe(undefined);
  expect((await config(["unset", "IMPORTER_CONTACT"])).exitCode).toBe(3);
});

it("keeps comments, order and what nobody knows; a link's target is written", async () => {
  const text = '// mine\n{\n  "IMPORTER_CONTACT": "a", // me\n  "IMPORTER_FUTURE": "later"\n}\n';
  const { path, config, read } = configuring(text);
  chmodSync(path, 0o644);
  expect((await config(["set", "IMPORTER_CONTACT", "b@example.org"])).exitCode).toBe(0);
  expect(read()).toBe(text.replace('"a"', '"b@example.org"'));
  expect(statSync(path).mode & 0o777).toBe(0o600);
  // The other commands refuse a name that nobody knows, and say how to take it out.
  const refused = await config(["unset", "IMPORTER_FUTURE"]);
  expect(refused.exitCode).toBe(0);
  expect(read()).toBe('// mine\n{\n  "IMPORTER_CONTACT": "b@example.org" // me\n}\n');

  const linked = configuring();
  mkdirSync(linked.home);
  symlinkSync(path, linked.path);
  await linked.config(["set", "IMPORTER_CONTACT", "c@example.org"]);
  expect(read()).toContain('"c@example.org"');
});

const secrets = Object.keys(settings).filter((name) => /(TOKEN|SECRET|_KEY|CREDENTIAL_ID)$/.test(name));

it("never shows a secret, wherever it stands", async () => {
  expect(secrets.length).toBeGreaterThan(6);
  const { config, read } = configuring();
  for (const name of secrets) {
    const set = await config(["set", name, "-"], { stdin: `very-secret-${name.length}\n` });
    expect(set.exitCode, name).toBe(0);
    expect(set.stderr).not.toContain("very-secret");
    expect(set.stdout).toContain(`${name} is *** (config.json)`);
    expect(read()).toContain(`"${name}": "very-secret-${name.length}"`);
    const shown = [await config(["get", name]), await config(["get", name, "--json"])];
    for (const { stdout, stderr } of shown) expect(stdout + stderr).not.toContain("very-secret");
  }
  const env = Object.fromEntries(secrets.map((name) => [name, "very-secret-env"]));
  for (const options of [{}, { env }])
    for (const argv of [["list"], ["list", "--json"]])
      expect((await config(argv, options)).stdout).not.toContain("very-secret");
  const typed = await config(["set", "IMPORTER_DISCOGS_TOKEN", "very-secret-typed"]);
  expect(typed.exitCode).toBe(0);
  expect(typed.stderr).toContain("stays in the history of your shell");
  expect(typed.stdout + typed.stderr).not.toContain("very-secret");
  await config(["set", "IMPORTER_MUSICBRAINZ_URL", "http://me:hush@mirror.example/ws/2"]);
  expect((await config(["list", "--json"])).stdout).not.toContain("hush");
});

it("asks for a value on a terminal", async () => {
  const { config, read, path } = configuring();
  const asked = await config(["set", "IMPORTER_DISCOGS_TOKEN"], { types: "abc123\n" });
  expect(asked.exitCode).toBe(0);
  expect(asked.stderr).toMatch(/^IMPORTER_DISCOGS_TOKEN: \nfrom the next command on; /);
  expect(read()).toContain("abc123");
  expect((await config(["set", "IMPORTER_CONTACT"], { types: "me@example.org\n" })).exitCode).toBe(0);
  const before = read();
  expect((await config(["set", "IMPORTER_CONTACT"], { types: ctrlC })).exitCode).toBe(130);
  expect((await config(["set", "IMPORTER_CONTACT"], { types: "\n" })).exitCode).toBe(2);
  expect(read()).toBe(before);
  expect(existsSync(path)).toBe(true);
});

/** What is refused, and with which words; each leaves the file as it was. */
it.each([
  [["set", "IMPORTER_CONTCAT", "x"], /did you mean IMPORTER_CONTACT\?/],
  [["set", "contact", "x"], /did you mean IMPORTER_CONTACT\?/],
  [["set", "IMPORTER_AMAZON_TAG", "x"], /did you mean IMPORTER_AMAZON_PARTNER_TAG\?/],
  [["get", "zzz"], /there is no setting "zzz"\n/],
  [
    ["set", "IMPORTER_CONTCAT=s3cret", "x"],
    /^(?!.*s3cret)[^]*there is no setting "IMPORTER_CONTCAT" \(did you/,
  ],
  [["set", "constructor", "x"], /there is no setting/],
  [["set", "__proto__", "x"], /there is no setting/],
  [["unset", "IMPORTER_CONTCAT"], /did you mean IMPORTER_CONTACT\?/],
  [["set", "IMPORTER_HOME", "/x"], /environment only\n {2}export IMPORTER_HOME=/],
  [["set", "IMPORTER_CONTACT", ""], /needs a value\n.*unset IMPORTER_CONTACT/],
  [["set", "IMPORTER_CONTACT"], /needs a value\n.*- for standard input/],
  [["set", "IMPORTER_CONTACT", "a\nHost: evil"], /must be one line/],
  [
    ["set", "IMPORTER_CONTACT", "me"],
    /is "me" \(in what was typed\), at which nobody can be reached\n.*you@example/,
  ],
  [["set", "IMPORTER_MUSICBRAINZ_URL", "ftp://x"], /is "ftp:\/\/x" \(in what was typed\), which is no http/],
  [["set", "IMPORTER_MUSICBRAINZ_INTERVAL_MS", "1.1s"], /no whole number of milliseconds/],
  [["set", "IMPORTER_ITUNES_COUNTRY", "Germany"], /no country's two letters/],
  [["set", "IMPORTER_COVER_SOURCES", "itunes,naspter"], /"naspter"/],
  [["set", "IMPORTER_COVER_SOURCES", "fanart_tv"], /IMPORTER_FANART_TV_KEY is not set/],
  [["set", "IMPORTER_ALBUM_SOURCES", "discogs"], /IMPORTER_DISCOGS_TOKEN is not set/],
  [["set", "IMPORTER_NETWORK", "pigeon"], /pigeon/],
  [["set", "IMPORTER_KEEP_RUNS_DAYS", "3"], /from 30/],
  [["set", "IMPORTER_AMAZON_MARKETPLACE", "amazon.xx"], /no marketplace of Amazon/],
] as const)("refuses %j", async (argv, says) => {
  const { config, read } = configuring('{ "IMPORTER_LRCLIB_INTERVAL_MS": 400 }\n');
  const refused = await config([...argv], { stdin: "" });
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toMatch(says);
  expectNoStack(refused);
  expect(read()).toBe('{ "IMPORTER_LRCLIB_INTERVAL_MS": 400 }\n');
});

it("refuses to take out what another setting needs, and mends a file that is wrong", async () => {
  const { config, read } = configuring();
  await config(["set", "IMPORTER_DISCOGS_TOKEN", "-"], { stdin: "abc" });
  await config(["set", "IMPORTER_ALBUM_SOURCES", "musicbrainz,discogs"]);
  const refused = await config(["unset", "IMPORTER_DISCOGS_TOKEN"]);
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toContain("IMPORTER_DISCOGS_TOKEN is not set");
  expect(read()).toContain("abc");

  const wrong = configuring('{ "IMPORTER_LRCLIB_URL": "no url", "IMPORTER_NETWORK": "pigeon" }');
  expect((await wrong.config(["list"])).stdout).toContain("pigeon");
  expect((await wrong.config(["set", "IMPORTER_NETWORK", "wifi"])).exitCode).toBe(0);
  expect((await wrong.config(["unset", "IMPORTER_LRCLIB_URL"])).exitCode).toBe(0);
  expect(loadConfig({ IMPORTER_HOME: wrong.home }).network).toBeTruthy();
});

it("leaves a file alone that is no JSON, an endless input, and says when the environment counts more", async () => {
  const broken = configuring("IMPORTER_CONTACT=me");
  const refused = await broken.config(["set", "IMPORTER_CONTACT", "me"]);
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toContain("is not a JSON object");
  expect(broken.read()).toBe("IMPORTER_CONTACT=me");
  const { config, path } = configuring();
  const endless = await config(["set", "IMPORTER_DISCOGS_TOKEN", "-"], { stdin: "x".repeat(100_000) });
  expect(endless.exitCode).toBe(2);
  expect(existsSync(path)).toBe(false);
  const set = await config(["set", "IMPORTER_NETWORK", "wifi"], { env: { IMPORTER_NETWORK: "wired" } });
  expect(set.stderr).toContain("IMPORTER_NETWORK is in the environment, too, which counts more");
});
