import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { buildPackage, type Running } from "../cli/built.ts";
import { expectNoStack, type CliResult } from "../helpers/cli.ts";
import { until } from "../helpers/jobs.ts";
import { bindTo, copyOf, createLibrary, nevermind, surrender, watch, type Copy } from "./moments.ts";

const binary = buildPackage();
const folder = mkdtempSync(join(tmpdir(), "importer-at-once-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Held {
  running: Running;
  letGo(): void;
}

/** A process that has read what it needs, and stands before its transaction. */
async function hold(copy: Copy, argv: string[], at: number): Promise<Held> {
  const barrier = mkdtempSync(join(copy.home, "..", "barrier-"));
  const [arrive, wait] = [join(barrier, "arrived"), join(barrier, "go")];
  const running = copy.start(argv, { at, arrive, wait });
  await until(() => existsSync(arrive));
  return { running, letGo: () => writeFileSync(wait, "") };
}

const beginOf = async (copy: Copy, argv: string[]): Promise<number> =>
  (await watch(copy, argv)).moments.begin;

describe("two processes that bind at once: one wins, the other is told", () => {
  it.each([
    [
      "an album to two",
      bindTo(nevermind),
      bindTo(surrender),
      1,
      /album 3 became another meanwhile[^]*importer show album 3/,
    ],
    [
      "two albums to one",
      bindTo(nevermind),
      bindTo(nevermind, 4),
      4,
      /is album (3|4) of the library already[^]*importer merge album (4|3) --into \1/,
    ],
  ])("%s", async (_, one, other, exitCode, says) => {
    const stage = await createLibrary(folder);
    const alone = await Promise.all(
      [one, other].map(async (argv) => {
        const copy = copyOf(stage, binary);
        const at = await beginOf(copy, argv);
        return { at, music: await copy.music() };
      }),
    );
    const copy = copyOf(stage, binary);
    const held = [await hold(copy, one, alone[0]!.at), await hold(copy, other, alone[1]!.at)];
    for (const { letGo } of held) letGo();
    const ended = await Promise.all(held.map(({ running }) => running.ended));
    expect(ended.map((each) => each.exitCode).sort()).toEqual([0, exitCode]);
    const won = ended.findIndex((each) => each.exitCode === 0);
    const told = ended[1 - won]!;
    expect(told.stdout + told.stderr).toMatch(says);
    expectNoStack(told);
    expect(await copy.music()).toEqual(alone[won]!.music);
  });
});

describe("what another process took away meanwhile", () => {
  const meanwhile = { merge: ["merge", "album", "2", "--into", "1"], remove: ["remove", "album", "2"] };
  const bound = bindTo(nevermind);
  it.each([
    ["merge", ["merge", "album", "2", "--into", "1"], meanwhile.remove, "album 2"],
    ["merge into it", ["merge", "album", "1", "--into", "2"], meanwhile.merge, "album 2"],
    ["remove", ["remove", "album", "2"], meanwhile.merge, "album 2"],
    ["bind", bound, ["remove", "album", "3"], "album 3"],
  ])("%s: is told, and changes nothing", async (_, argv, other, item) => {
    const stage = await createLibrary(folder);
    const at = await beginOf(copyOf(stage, binary), argv);
    const copy = copyOf(stage, binary);
    const { running, letGo } = await hold(copy, argv, at);
    expect((await copy.importer(other)).exitCode).toBe(0);
    const left = await copy.music();
    letGo();
    const ended: CliResult = await running.ended;
    expect(ended.exitCode).toBe(3);
    expect(ended.stderr).toContain(`${item} was merged or removed meanwhile`);
    expect(ended.stderr).toContain(`importer show ${item}`);
    expectNoStack(ended);
    expect(await copy.music()).toEqual(left);
  });
});

describe("an undo, and what another process did meanwhile", () => {
  const undo = ["undo", "1"];
  it.each([
    ["undid the same run", ["undo", "1"], /run 1 was undone already, by run \d+/],
    ["merged what it made", ["merge", "album", "1", "--into", "2"], /merged into album 2 [^]*--with-later/],
  ])("%s: is told, and changes nothing", async (_, other, says) => {
    const stage = await createLibrary(folder);
    const at = await beginOf(copyOf(stage, binary), undo);
    const copy = copyOf(stage, binary);
    const { running, letGo } = await hold(copy, undo, at);
    expect((await copy.importer(other)).exitCode).toBe(0);
    const left = await copy.music();
    letGo();
    const ended = await running.ended;
    expect(ended).toMatchObject({ exitCode: 1, stdout: "" });
    expect(ended.stderr).toMatch(says);
    expectNoStack(ended);
    expect(await copy.music()).toEqual(left);
  });
});
