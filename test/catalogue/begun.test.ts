import { copyFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { buildingPathOf, copyingPathOf } from "../../src/catalogue/files.ts";
import { createReader } from "../../src/catalogue/reader.ts";
import { currentOf } from "../../src/catalogue/build/plan.ts";
import { startBuild, type BuildOptions } from "../../src/catalogue/build/start.ts";
import type { BuildProgress } from "../../src/catalogue/build/build.ts";
import { InterruptedError } from "../../src/errors.ts";
import { buildFrom } from "../dump/building.ts";
import { catalogueStage, demoDump, stamp, writeDump } from "./dumps.ts";

/** What was interrupted goes on as it was begun, whatever of its flags is typed again. */

type Flags = Pick<BuildOptions, "releases" | "genres">;
const withReleases: Flags = { releases: true, genres: true };
const withoutGenres: Flags = { releases: false, genres: false };

/** A build that was stopped at its first archive, or in the midst of what it loads. */
async function stopped(flags: Flags, phase: BuildProgress["phase"], part: BuildProgress["part"]) {
  const stage = catalogueStage();
  const dump = writeDump(demoDump());
  const stopping = new AbortController();
  const progress = (now: BuildProgress): void => {
    if (now.phase === phase && now.part === part) stopping.abort(new InterruptedError());
  };
  const options = { ...buildFrom(dump, stage.home), ...flags, signal: stopping.signal, progress };
  await expect(startBuild(options)).rejects.toThrow(InterruptedError);
  const build = (...argv: string[]) => stage.importer(["catalogue", "build", "--from", dump, ...argv]);
  return { ...stage, build, begun: join(stage.home, "catalogue", "begun.json") };
}

const small = ["artist", "release-group"];
const all = [...small, "release"];
const asBegun = /as it was begun; importer catalogue build --force begins anew/;

it.each<[flags: Flags, phase: BuildProgress["phase"], part: BuildProgress["part"], typed: string[], made: object, isTold: boolean]>([
  [withReleases, "checking", "artist", [], { parts: all, genres: true }, true],
  [withReleases, "reading", "release-group", [], { parts: all, genres: true }, true],
  [withReleases, "reading", "release", [], { parts: all, genres: true }, true],
  [withReleases, "reading", "release", ["--releases"], { parts: all, genres: true }, false],
  [withReleases, "reading", "release", ["--no-genres"], { parts: all, genres: false }, true],
  [withReleases, "reading", "release", ["--force"], { parts: small, genres: true }, false],
  [withReleases, "finishing", "release", ["--force"], { parts: small, genres: true }, false],
  [withoutGenres, "checking", "artist", [], { parts: small, genres: false }, true],
  [withoutGenres, "reading", "release-group", [], { parts: small, genres: false }, true],
  [withoutGenres, "reading", "release-group", ["--releases"], { parts: all, genres: false }, true],
  [withoutGenres, "reading", "release-group", ["--force"], { parts: small, genres: true }, false],
])("begun %j, stopped while %s %s, typed again %j", async (flags, phase, part, typed, made, isTold) => {
  const { build, home, begun, importer } = await stopped(flags, phase, part);
  expect(existsSync(begun)).toBe(true);
  const { exitCode, stderr } = await build(...typed);
  expect([exitCode, asBegun.test(stderr)]).toEqual([0, isTold]);
  const { about } = currentOf(home)!;
  expect(about).toMatchObject({ stamp, ...made });
  expect(about.counts.releases > 0).toBe(about.parts.includes("release"));
  expect(existsSync(begun)).toBe(false);
  expect((await importer(["catalogue", "verify", "--deep"])).exitCode).toBe(0);
}); // prettier-ignore

it("where the dump has no releases any more, the way to a catalogue without is named, and works", async () => {
  const { importer, home } = await stopped(withReleases, "reading", "artist");
  const without = writeDump(demoDump(), { "release.tar.xz": undefined });
  const argv = ["catalogue", "build", "--from", without];
  const refused = await importer(argv);
  expect([refused.exitCode, refused.stderr]).toEqual([
    2,
    expect.stringMatching(
      /release\.tar\.xz is missing; the build that was begun has releases[^]*build --force/,
    ),
  ]);
  expect((await importer([...argv, "--force"])).exitCode).toBe(0);
  expect(currentOf(home)!.about.parts).toEqual(small);
});

it("what was begun with genres has none where they are not wanted any more", async () => {
  const { build, open } = await stopped({ releases: false, genres: true }, "finishing", "release-group");
  expect((await build("--no-genres")).exitCode).toBe(0);
  const { db, about } = open();
  const reader = createReader(db);
  const kinds = Array.from({ length: about.counts.groups }, (_, at) => reader.album(at + 1)!.facts)
    .flatMap(({ categories }) => categories)
    .map(({ kind }) => kind);
  expect([about.genres, kinds.includes("genre")]).toEqual([false, false]);
});

it("what was begun of one archive is not gone on with of another, nor beside what was begun of another dump", async () => {
  const { importer, home, open } = await stopped(withReleases, "reading", "release-group");
  const { lines } = demoDump();
  const artist = lines.artist.map((line) => line.replace(/"name":"[^"]+"/, '"name":"Another Name"'));
  const left = buildingPathOf(home, "20260916-001002");
  copyFileSync(buildingPathOf(home, stamp), left);
  writeFileSync(copyingPathOf(home, "20260916-001002"), "half");
  const other = writeDump(demoDump({ lines: { ...lines, artist } }));
  expect((await importer(["catalogue", "build", "--from", other])).exitCode).toBe(0);
  const { db, about } = open();
  const reader = createReader(db);
  for (let id = 1; id <= about.counts.artists; id++) expect(reader.artist(id)?.name).toBe("Another Name");
  expect([existsSync(left), existsSync(copyingPathOf(home, "20260916-001002"))]).toEqual([false, false]);
});

it("half a copy is removed with all else", async () => {
  const { importer, home } = await stopped(withReleases, "checking", "artist");
  writeFileSync(copyingPathOf(home, stamp), "half");
  expect((await importer(["catalogue", "remove"])).stdout).toContain("removed: 1 file");
  expect(existsSync(copyingPathOf(home, stamp))).toBe(false);
});

it("remove forgets what was begun, and so does a build that ended", async () => {
  const { build, home, importer } = await stopped(withReleases, "checking", "artist");
  expect((await importer(["catalogue", "remove"])).exitCode).toBe(0);
  const built = await build();
  expect([built.exitCode, asBegun.test(built.stderr)]).toEqual([0, false]);
  expect(currentOf(home)!.about.parts).toEqual(small);
});
