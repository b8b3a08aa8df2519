import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { currentOf } from "../../src/catalogue/build/plan.ts";
import { formatVersion } from "../../src/catalogue/format.ts";
import { catalogueStage, demoDump, stamp, writeDump } from "./dumps.ts";

/** A catalogue with releases. */
async function havingReleases(...flags: string[]) {
  const stage = catalogueStage();
  const build = (dump: string, ...more: string[]) =>
    stage.importer(["catalogue", "build", ...more, "--from", dump]);
  const built = await build(writeDump(demoDump()), "--releases", ...flags);
  expect(built.exitCode).toBe(0);
  return { ...stage, build };
}

const newer = "20260926-001002";
const later: [before: string[], flags: string[], of: string, isMade: boolean][] = [
  [[], [], stamp, false],
  [[], ["--no-genres"], stamp, true],
  [["--no-genres"], [], stamp, true],
  [["--no-genres"], ["--no-genres"], newer, true],
  [[], ["--force"], stamp, true],
  [[], [], newer, true],
  [[], ["--force"], "20260919-001002", true],
];

it.each(later)(
  "releases of a build %j are kept by a later one %j of %s, and that is said",
  async (before, flags, of, isMade) => {
    const { build, home } = await havingReleases(...before);
    const had = currentOf(home)!.about;
    expect(had.counts.releases).toBeGreaterThan(0);
    const { exitCode, stdout, stderr } = await build(writeDump(demoDump({ stamp: of })), ...flags);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`with ${had.counts.releases} releases`)]);
    expect(stderr.includes("with releases, as the catalogue that is there has them\n")).toBe(isMade);
    const { about } = currentOf(home)!;
    expect(about).toMatchObject({ stamp: of, parts: had.parts, counts: had.counts });
    expect(about.genres).toBe(!flags.includes("--no-genres"));
  },
);

it.each([[["build"]], [["update"]]])(
  "a program that reads another format takes them over from the old file, and says so: %j",
  async (argv) => {
    const { importer, home, path } = await havingReleases("--no-genres");
    const old = new Database(path);
    old.pragma(`user_version = ${formatVersion - 1}`);
    old.close();
    const { stdout } = await importer(["catalogue", "status"]);
    expect(stdout).toContain(
      `old format (${formatVersion - 1}): importer catalogue build --force --releases --no-genres`,
    );
    const flags = argv[0] === "build" ? ["--no-genres"] : [];
    const { exitCode, stderr } = await importer([
      "catalogue",
      ...argv,
      ...flags,
      "--from",
      writeDump(demoDump()),
    ]);
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining("with releases, as the catalogue")]);
    expect(currentOf(home)!.about).toMatchObject({
      parts: ["artist", "release-group", "release"],
      genres: false,
    });
  },
);

it("without releases it is refused, saying how to have none; removed, it is built without", async () => {
  const { build, importer, home, path } = await havingReleases();
  const without = writeDump(demoDump({ stamp: newer }), { "release.tar.xz": undefined });
  for (const argv of [["build"], ["update"]]) {
    const refused = await importer(["catalogue", ...argv, "--from", without]);
    expect([refused.exitCode, refused.stderr]).toEqual([
      2,
      expect.stringMatching(
        /release\.tar\.xz is missing; the catalogue that is there has releases[^]*catalogue remove/,
      ),
    ]);
    expect(existsSync(path)).toBe(true);
  }
  expect((await importer(["catalogue", "remove"])).exitCode).toBe(0);
  expect((await build(without)).exitCode).toBe(0);
  expect(currentOf(home)!.about.parts).toEqual(["artist", "release-group"]);
});
