import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { entriesOf, makeFolderWhole } from "../../src/backup/whole-folder.ts";
import { ownIdentity } from "../../src/jobs/locks/identity.ts";
import { temporaryFolder } from "../helpers/library.ts";

const write = (part: string): void => {
  mkdirSync(join(part, "artwork"));
  writeFileSync(join(part, "artwork", "one"), "1");
  writeFileSync(join(part, "manifest.json"), "{}");
};

it("has its name when it is whole, may be read as any other folder, and leaves nothing beside it", async () => {
  const above = temporaryFolder();
  const target = join(above, "deep", "new");
  await makeFolderWhole(target, (part) => {
    expect(existsSync(target)).toBe(false);
    write(part);
  });
  expect(readdirSync(target)).toEqual(["artwork", "manifest.json"]);
  expect(readdirSync(join(above, "deep"))).toEqual(["new"]);
  mkdirSync(join(above, "usual"));
  expect(statSync(target).mode).toBe(statSync(join(above, "usual")).mode);
});

it("fills an empty folder that is there, which stays the same: a disk or a shell may be in it", async () => {
  const target = temporaryFolder();
  const before = statSync(target).ino;
  await makeFolderWhole(target, write);
  expect(statSync(target).ino).toBe(before);
  expect(readdirSync(target)).toEqual(["artwork", "manifest.json"]);
});

it.each([true, false])("leaves nothing when it fails (the folder is there: %s)", async (isThere) => {
  const above = temporaryFolder();
  const target = join(above, "new");
  if (isThere) mkdirSync(target);
  const failing = makeFolderWhole(target, (part) => {
    write(part);
    throw new Error("the disk is full");
  });
  await expect(failing).rejects.toThrow("the disk is full");
  expect(readdirSync(above)).toEqual(isThere ? ["new"] : []);
  if (isThere) expect(readdirSync(target)).toEqual([]);
});

const day = 24 * 60 * 60;
const own = ownIdentity();
const leftovers: [what: string, owner: object | undefined, ageS: number, isSwept: boolean][] = [
  ["of a process that is gone", { ...own, pid: 2 ** 22 + 1 }, 0, true],
  ["of a process whose pid another one has now", { ...own, pidStart: "1" }, 0, true],
  ["of a process that works on it", own, 3 * day, false],
  ["of another computer, just now", { ...own, host: "nas", bootId: "other pid:[1]" }, 60, false],
  ["of another computer, days ago", { ...own, host: "nas", bootId: "other pid:[1]" }, 3 * day, true],
  ["of nobody, just now", undefined, 60, false],
  ["of nobody, days ago", undefined, 3 * day, true],
];

it.each([
  ["of a process that is gone", 2 ** 22 + 1, 0],
  ["of one that is at work", process.pid, 1],
])("an empty part, whose owner had not said so yet, %s", (_, pid, left) => {
  const above = temporaryFolder();
  mkdirSync(join(above, `.importer-${pid}-0123abcd.part`));
  expect(entriesOf(above)).toHaveLength(left);
});

it.each(leftovers)("a part %s is told apart", async (_, owner, ageS, isSwept) => {
  const above = temporaryFolder();
  const part = join(above, `.importer-${process.pid}-0123abcd.part`);
  mkdirSync(part);
  writeFileSync(join(part, "library.db"), "half");
  if (owner) writeFileSync(join(part, ".owner.json"), JSON.stringify(owner));
  const at = Date.now() / 1000 - ageS;
  for (const path of [...readdirSync(part).map((name) => join(part, name)), part]) utimesSync(path, at, at);
  writeFileSync(join(above, "mine.part"), "");
  expect(entriesOf(above)!.length).toBe(isSwept ? 1 : 2);
  await makeFolderWhole(join(above, "new"), write);
  expect(existsSync(part)).toBe(!isSwept);
  expect(existsSync(join(above, "mine.part"))).toBe(true);
});
