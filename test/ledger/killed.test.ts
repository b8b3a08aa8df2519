import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { buildPackage } from "../cli/built.ts";
import { documentOf, expectNoStack } from "../helpers/cli.ts";
import { canMount, smallDisk } from "../helpers/small-disk.ts";
import { changing, copyOf, createLibrary, watch, type Changing, type Copy, type Moments } from "./moments.ts";
import type { Content } from "./content.ts";

const binary = buildPackage();
const folder = mkdtempSync(join(tmpdir(), "importer-killed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Prepared {
  argv: string[];
  /** A library in which the command can be typed. */
  another(home?: string): Promise<Copy>;
  /** All that is kept, and of it the music. */
  before: { all: Content; music: Content };
  after: { all: Content; music: Content };
  moments: Moments;
}

async function lastRun(copy: Copy): Promise<{ id: number; outcome: string }> {
  const history = await copy.importer(["history", "--json"]);
  return documentOf<{ runs: { id: number; outcome: string }[] }>(history).runs[0]!;
}

/** The command in a library of its own, from before it to its undisturbed end. */
async function prepare({ first, argv: typed }: Changing): Promise<Prepared> {
  const stage = await createLibrary(folder);
  const another: Prepared["another"] = async (home) => {
    const copy = copyOf(stage, binary, home);
    if (first) expect(await copy.importer(first)).toMatchObject({ exitCode: 0 });
    return copy;
  };
  const whole = await another();
  const last = String((await lastRun(whole)).id);
  const argv = typed.map((word) => (word === "<last>" ? last : word));
  const before = { all: await whole.content(), music: await whole.music() };
  const { exitCode, moments } = await watch(whole, argv);
  expect(exitCode).toBe(0);
  const after = { all: await whole.content(), music: await whole.music() };
  expect(after.music).not.toEqual(before.music);
  return { argv, another, before, after, moments };
}

describe.each(changing)("$name", (command) => {
  it("killed at any moment has not happened, or has; then the same command goes on", async () => {
    const { argv, another, before, after, moments } = await prepare(command);
    const { begin, middle, commit, ending } = moments;
    for (const at of [begin + 1, middle, commit]) {
      const copy = await another();
      expect(await copy.start(argv, { at, kill: true }).ended).toMatchObject({ signal: "SIGKILL" });
      expect(await copy.content()).toEqual(before.all);
      expect((await copy.importer(argv)).exitCode).toBe(0);
      expect(await copy.music()).toEqual(after.music);
    }
    const copy = await another();
    expect(await copy.start(argv, { at: ending, kill: true }).ended).toMatchObject({ signal: "SIGKILL" });
    expect(await copy.content()).toEqual(after.all);
    const killed = await lastRun(copy);
    expect(killed.outcome).toBe("interrupted");
    const again = await copy.importer(argv);
    expect(again.exitCode).toBe(command.again.exitCode);
    expect(again.stdout + again.stderr).toMatch(command.again.says);
    expect(await copy.music()).toEqual(after.music);
    expect(await copy.importer(["undo", String(killed.id)])).toMatchObject({ exitCode: 0 });
    expect(await copy.music()).toEqual(before.music);
  });

  it.skipIf(!canMount)(
    "on a disk that is full by the time it is saved says so, has not happened, and goes on once there is room",
    async () => {
      const disk = smallDisk(4);
      const { argv, another, before, after, moments } = await prepare(command);
      const [copy, ballast] = [await another(join(disk, "home")), join(disk, "ballast")];
      const ended = await copy.start(argv, { at: moments.commit, fill: ballast }).ended;
      expect(ended.exitCode).toBe(1);
      expect(ended.stderr).toMatch(
        /the disk that holds \S+library\.db is full; what was saved before is safe/,
      );
      expect(ended.stderr).toContain("free some space, then type the same command again");
      expectNoStack(ended);
      rmSync(ballast);
      expect(await copy.content()).toEqual(before.all);
      expect((await copy.importer(argv)).exitCode).toBe(0);
      expect(await copy.music()).toEqual(after.music);
    },
  );
});
