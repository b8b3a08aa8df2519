import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importer } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";

const secret = { IMPORTER_AMAZON_CREDENTIAL_SECRET: "s3cret-of-mine" };

test.each([
  ["secrets that others may read", secret, 0o644, true],
  ["secrets that the group may read", secret, 0o640, true],
  ["secrets that nobody else may read", secret, 0o600, false],
  ["no secrets", { IMPORTER_CONTACT: "me@example.org" }, 0o644, false],
])("doctor on a config.json with %s", async (_, settings, mode, isNoted) => {
  const home = join(temporaryFolder(), "home");
  mkdirSync(home);
  const path = join(home, "config.json");
  writeFileSync(path, JSON.stringify(settings));
  chmodSync(path, mode);
  const { stdout, stderr } = await importer(["doctor"], { env: { IMPORTER_HOME: home }, columns: 80 });
  const says = `${path} holds secrets, and others on this machine may read it`;
  expect(stdout.replace(/\s+/g, " ").includes(says)).toBe(isNoted);
  expect(stdout.includes(`chmod 600 ${path}`)).toBe(isNoted);
  expect(stdout + stderr).not.toContain("s3cret-of-mine");
});

test("doctor tells how long the history is", async () => {
  const home = join(temporaryFolder(), "home");
  await importer(["list", "albums"], { env: { IMPORTER_HOME: home } });
  const { stdout } = await importer(["doctor"], { env: { IMPORTER_HOME: home } });
  expect(stdout).toMatch(/history\s+0 jobs with 0 failed tries, 0 answers of sources/);
});
