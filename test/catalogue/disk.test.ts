import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { BuildProgress } from "../../src/catalogue/build/build.ts";
import { startBuild, type BuildOptions } from "../../src/catalogue/build/start.ts";
import { buildingPathOf, folderOf, openNewest, pathOf } from "../../src/catalogue/files.ts";
import { UserError } from "../../src/errors.ts";
import { buildFrom } from "../dump/building.ts";
import { faultOf } from "../helpers/http.ts";
import { canMount, fillDisk, keepFromWriting, remount, smallDisk } from "../helpers/small-disk.ts";
import { catalogueStage, demoDump, stamp, writeDump } from "./dumps.ts";

/** What a disk does to a build and to the file that is there: real file systems, where one may be mounted. */

/** A catalogue without releases on a disk of its own; releases are to be added. */
async function onDisk(megabytes = 160) {
  const disk = smallDisk(megabytes);
  const home = join(disk, "home");
  const { importer } = catalogueStage({ IMPORTER_HOME: home, IMPORTER_CATALOGUE: "only" });
  const dump = writeDump(demoDump());
  await startBuild({ ...buildFrom(dump, home), releases: false });
  const path = pathOf(home, stamp);
  const whole = readFileSync(path);
  const add = (changes: Partial<BuildOptions> = {}) => startBuild({ ...buildFrom(dump, home), ...changes });
  const isUntouched = (): boolean => readFileSync(path).equals(whole);
  return { disk, home, path, dump, importer, add, isUntouched };
}

const releasesIn = (home: string): number => {
  const { file } = openNewest(home);
  file?.db.close();
  return file?.about.counts.releases ?? 0;
};

/** @returns what a user is told. */
async function toldBy(work: Promise<unknown>): Promise<string> {
  const fault = await faultOf(work);
  expect([fault, fault instanceof UserError]).toEqual([fault, true]);
  return fault.message;
}

it.skipIf(!canMount)(
  "a disk that is full, whatever is written then: told by name, the old file serves on, and the same command goes on",
  async () => {
    const { disk, home, add, isUntouched } = await onDisk();
    let [left, failures] = [0, 0];
    for (; ; left = Math.max(8_192, left * 2)) {
      let ballast = "";
      const agree = async (): Promise<boolean> => ((ballast = fillDisk(disk, left)), true);
      const built = await add({ agree }).then(
        () => true,
        (fault: unknown) => toldBy(Promise.reject(fault as Error)),
      );
      rmSync(ballast);
      if (built === true) break;
      expect([left, built]).toEqual([left, expect.stringMatching(/^the disk that holds \S+ is full/)]);
      expect([left, isUntouched()]).toEqual([left, true]);
      failures++;
    }
    expect([failures > 4, releasesIn(home) > 0]).toEqual([true, true]);
  },
);

it.skipIf(!canMount)(
  "on a disk that can only be read a catalogue is used, and what would write is told of",
  async () => {
    const { disk, dump, importer, isUntouched } = await onDisk();
    expect((await importer(["album", "Nevermind", "-a", "Nirvana", "-p", "musicbrainz"])).exitCode).toBe(0);
    remount(disk, "ro");
    for (const argv of [["status"], ["verify"], ["verify", "--deep"]])
      expect([argv, (await importer(["catalogue", ...argv])).exitCode]).toEqual([argv, 0]);
    const writing = [["build", "--releases", "--from", dump], ["remove"]];
    for (const argv of writing) {
      const { exitCode, stderr } = await importer(["catalogue", ...argv]);
      expect([argv, exitCode, stderr]).toEqual([
        argv,
        2,
        expect.stringMatching(/cannot write \S+.*only be read/),
      ]);
    }
    const known = await importer(["show", "album", "1"]);
    expect([known.exitCode, isUntouched()]).toEqual([0, true]);
  },
);

type Spoil = (home: string) => (() => void) | void;
const late: [what: string, phase: BuildProgress["phase"], spoil: Spoil, says: RegExp][] = [
  ["takes no more of the file when it is to be on it (fsync)", "sealing", (home) => keepFromWriting(buildingPathOf(home, stamp)), /cannot write .*only be read/],
  ["has a folder in the place of the new name (rename)", "sealing", (home) => { rmSync(pathOf(home, stamp)); mkdirSync(join(pathOf(home, stamp), "x"), { recursive: true }); }, /cannot write|is a folder|in the way/],
  ["loses the file that is built", "sealing", (home) => rmSync(buildingPathOf(home, stamp)), /cannot write|there is no such file/],
  ["loses the folder with all that is in it", "verifying", (home) => rmSync(folderOf(home), { recursive: true }), /cannot write|there is no such file/],
]; // prettier-ignore

it.skipIf(!canMount).each(late)(
  "a disk that %s: told, and the same command goes on",
  async (_, phase, spoil, says) => {
    const { home, add, path } = await onDisk();
    let mend: (() => void) | undefined;
    let count = 0;
    const progress = (now: BuildProgress): void => {
      if (now.phase === phase && count++ === 0) mend = spoil(home) ?? undefined;
    };
    expect(await toldBy(add({ progress }))).toMatch(says);
    mend?.();
    if (existsSync(join(path, "x"))) rmSync(path, { recursive: true });
    await add();
    expect(releasesIn(home)).toBeGreaterThan(0);
  },
);

it.each([
  ["the checksum", `${stamp}.db.sha256`],
  ["the note of what was begun", "begun.json"],
  ["the lock", "build.lock"],
])("a folder in the place of %s is told of by its name", async (_, name) => {
  const { importer, home } = catalogueStage();
  mkdirSync(join(folderOf(home), name), { recursive: true });
  const argv = ["catalogue", "build", "--from", writeDump(demoDump())];
  const { exitCode, stderr } = await importer(argv);
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(new RegExp(`cannot write \\S*${name}`))]);
  rmSync(join(folderOf(home), name), { recursive: true });
  expect((await importer(argv)).exitCode).toBe(0);
});

it("the file that is removed while it is open is read to the end of the command, by its thread too", async () => {
  const { importer, home } = catalogueStage();
  expect((await importer(["catalogue", "build", "--from", writeDump(demoDump())])).exitCode).toBe(0);
  const { file } = openNewest(home);
  rmSync(folderOf(home), { recursive: true });
  const { readInThread } = await import("../../src/catalogue/thread/in-thread.ts");
  const { guardedSource } = await import("../../src/catalogue/guarded.ts");
  const { source, close } = readInThread(file!.path, guardedSource(file!), { after: 1 });
  for (let round = 0; round < 5; round++) {
    const found = await source.searchAlbums({ readings: [{ title: "Nevermind", artist: "Nirvana" }], how: "ranked" });
    expect(found.albums.length).toBeGreaterThan(0);
  }
  await close();
  file!.db.close();
  expect(existsSync(folderOf(home))).toBe(false);
}); // prettier-ignore

it.each([0, Date.parse("1980-01-01"), Date.parse("2100-01-01")])(
  "by a clock that says %d a catalogue is built, and built again, and is never of a negative age",
  async (at) => {
    const { home, open } = catalogueStage();
    const options = { ...buildFrom(writeDump(demoDump()), home), now: () => at };
    await startBuild(options);
    expect(await startBuild(options)).toMatchObject({ outcome: "existing" });
    expect(await startBuild({ ...options, force: true })).toMatchObject({ outcome: "built" });
    const { readStatus } = await import("../../src/catalogue/status.ts");
    expect(readStatus(home, at).catalogue?.ageDays).toBeGreaterThanOrEqual(0);
    expect(open().about.builtAt).toBe(at);
  },
);
