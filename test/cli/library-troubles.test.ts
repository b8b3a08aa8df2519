import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { createStage, documentOf, expectNoStack, type Stage } from "../helpers/cli.ts";
import { until } from "../helpers/jobs.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { canMount, fillDisk, smallDisk } from "../helpers/small-disk.ts";
import { buildPackage, start } from "./built.ts";

const surrender = ["album", "Surrender"];

/** Commands of every way to open a library: to look, to write, to work with the network, to try. */
const everyWay = [
  ["list", "albums"],
  ["jobs", "retry", "1"],
  surrender,
  ["worker", "--drain"],
  [...surrender, "--dry-run"],
];

describe.skipIf(!canMount)("a full disk", () => {
  it.each([
    ["before there is a library", 8_192, false],
    ["in the middle of an import", 65_536, true],
  ])("%s: exit 1, words, and nothing half-saved", async (_, left, exists) => {
    const disk = smallDisk(1);
    const stage = await createStage();
    const env = { IMPORTER_HOME: join(disk, "home") };
    if (exists) await stage.importer(["album", "Nevermind"], { env });
    fillDisk(disk, left);
    const asked = stage.server.requests.length;
    const result = await stage.importer(surrender, { env });
    expect(result.exitCode).toBe(1);
    expect(stage.server.requests.length > asked).toBe(exists); // else it ends before anybody is asked
    expect(result.stdout + result.stderr).toMatch(/the disk that holds \S+library\.db is full/);
    expect(result.stdout + result.stderr).toContain("free some space, then type the same command again");
    expectNoStack(result);
    const json = await stage.importer([...surrender, "--json"], { env });
    expect(json.exitCode).toBe(1);
    documentOf(json);

    writeFileSync(join(disk, "ballast"), "");
    const titles = (await stage.importer(["list", "albums", "--json"], { env })).stdout;
    expect(titles).not.toContain("Surrender");
    const again = await stage.importer(surrender, { env });
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toMatch(/^created: Surrender — The Chemical Brothers/);
  });
});

it.skipIf(!canMount)(
  "a setting on a full disk: exit 1, what to do about that, and the old value",
  async () => {
    const disk = smallDisk(1);
    const stage = await createStage();
    const env = { IMPORTER_HOME: disk };
    const set = (value: string) =>
      stage.importer(["config", "set", "IMPORTER_ITUNES_COUNTRY", value], { env });
    expect((await set("DE")).exitCode).toBe(0);
    fillDisk(disk, 0);
    const path = join(disk, "config.json");
    expect(await set("FR")).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `importer: ${path} can't be written: the disk is full; nothing was changed\n  free some space, then type the same command again\n`,
    });
    expect(readFileSync(path, "utf8")).toContain('"DE"');
  },
);

/** Runs each command and expects the same refusal of each, and the file untouched. */
async function expectRefusals(stage: Stage, words: RegExp, exitCode: number): Promise<void> {
  const bytes = readFileSync(stage.libraryPath);
  for (const command of everyWay) {
    const result = await stage.importer(command);
    expect(result, command.join(" ")).toMatchObject({ exitCode, stdout: "" });
    expect(result.stderr).toMatch(words);
    expect(result.stderr.trimEnd().split("\n"), "a line, and what to do").toHaveLength(2);
    expectNoStack(result);
    const json = await stage.importer([...command, "--json"]);
    expect(json.exitCode).toBe(exitCode);
    expect(documentOf(json)).toHaveProperty("error.message", expect.stringMatching(words));
  }
  expect(readFileSync(stage.libraryPath).equals(bytes)).toBe(true);
  expect(stage.server.requests).toEqual([]);
}

describe("a file that is no library", () => {
  it("is refused when it is no database, and left as it is", async () => {
    const stage = await createStage(undefined, { isFirstRun: true });
    mkdirSync(stage.home);
    writeFileSync(stage.libraryPath, "Dear diary, this is no database but a text.\n".repeat(200));
    await expectRefusals(stage, /library\.db is not a SQLite database/, 1);
    expect(readdirSync(stage.home)).toEqual(["library.db"]);
  });

  it("is refused when it is another program's database, and left as it is", async () => {
    const stage = await createStage(undefined, { isFirstRun: true });
    mkdirSync(stage.home);
    const other = new Database(stage.libraryPath);
    other.exec("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('Soup')");
    other.close();
    await expectRefusals(stage, /library\.db is the SQLite database of another program/, 2);
  });

  it("is refused when a newer importer wrote it, and left as it is", async () => {
    const stage = await createStage();
    await stage.importer(["list", "albums"]);
    const library = new Database(stage.libraryPath);
    library.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9000000000000)");
    library.close();
    await expectRefusals(stage, /was written by a newer importer than this one; it was left untouched/, 2);
  });

  it("is refused when it is damaged", async () => {
    const stage = await createStage();
    await stage.importer(["list", "albums"]);
    const bytes = readFileSync(stage.libraryPath);
    writeFileSync(stage.libraryPath, bytes.fill(0x2a, 1_000, bytes.length));
    await expectRefusals(stage, /library\.db is damaged/, 1);
  });

  it("is refused when it is a folder", async () => {
    const stage = await createStage(undefined, { isFirstRun: true });
    mkdirSync(stage.libraryPath, { recursive: true });
    const result = await stage.importer(["list", "albums"]);
    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toMatch(/library\.db/);
    expectNoStack(result);
  });
});

describe("a home that can't be", () => {
  it("is named, with what to do: a file stands where the folder should", async () => {
    const stage = await createStage();
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    for (const command of everyWay.slice(0, 4)) {
      const result = await stage.importer(command, { env: { IMPORTER_HOME: file } });
      expect(result).toMatchObject({ exitCode: 2, stdout: "" });
      expect(result.stderr).toContain(file);
      expect(result.stderr).toContain("IMPORTER_HOME");
      expectNoStack(result);
    }
  });
});

describe("config.json", () => {
  it.each([
    ["that is no JSON", "{ contact: me }", /config\.json is not a JSON object/],
    ["with a setting nobody knows", '{ "IMPORTER_CONTCAT": "x" }', /unknown setting "IMPORTER_CONTCAT"/],
    ["with a value of the wrong kind", '{ "IMPORTER_CONTACT": [] }', /IMPORTER_CONTACT must be text/],
  ])("%s is a mistake to mend: exit 2", async (_, text, words) => {
    const stage = await createStage(undefined, { isFirstRun: true });
    mkdirSync(stage.home);
    writeFileSync(join(stage.home, "config.json"), text);
    const result = await stage.importer(surrender);
    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toMatch(words);
    expect(documentOf(await stage.importer([...surrender, "--json"]))).toHaveProperty("error.hint");
  });
});

/** Another program that writes, and does not end. */
function lockedBy({ libraryPath }: Stage): Database.Database {
  const other = new Database(libraryPath);
  onTestFinished(() => void other.close());
  other.exec("BEGIN IMMEDIATE");
  return other;
}

describe("a lock that another program holds", () => {
  it("is said as such by whoever would write, while whoever looks sees everything", async () => {
    const stage = await createStage();
    await stage.importer(surrender);
    const other = lockedBy(stage);
    const looks = await stage.importer(["jobs", "list"]);
    expect(looks).toMatchObject({ exitCode: 0, stderr: "" });
    const cancel = await stage.importer(["jobs", "cancel", "1"]);
    expect(cancel).toMatchObject({ exitCode: 1, stdout: "" });
    expect(cancel.stderr).toMatch(/library\.db is in use by another program.*\n {2}wait for it to end/);
    expectNoStack(cancel);
    other.exec("ROLLBACK");
    expect(await stage.importer(["jobs", "cancel", "1"])).toMatchObject({ exitCode: 0 });
  });

  it("is waited for, and that is said", async () => {
    const stage = await createStage();
    await stage.importer(surrender);
    const other = lockedBy(stage);
    const waits = start(buildPackage(), ["album", "Nevermind", "--artist", "Nirvana"], stage.env);
    await until(() => waits.written.stderr.includes("waiting until it lets go"));
    other.exec("ROLLBACK");
    const { exitCode, stderr } = await waits.ended;
    expect(exitCode).toBe(0);
    expect(stderr.match(/importer: another program holds .*library\.db; waiting/g)).toHaveLength(1);
  });
});
