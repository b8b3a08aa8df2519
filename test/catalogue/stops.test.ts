import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import type { BuildProgress } from "../../src/catalogue/build/build.ts";
import { startBuild } from "../../src/catalogue/build/start.ts";
import { buildingPathOf } from "../../src/catalogue/files.ts";
import { InterruptedError } from "../../src/errors.ts";
import { buildFrom } from "../dump/building.ts";
import { catalogueStage, demoDump, stamp, writeDump } from "./dumps.ts";

/** Ctrl-C, whatever a build is at: it ends there, and the next one goes on from there. */

const at: [phase: BuildProgress["phase"], part: BuildProgress["part"], readAgain: string[]][] = [
  ["checking", "release-group", ["artist", "release-group", "release"]],
  ["finishing", "artist", ["artist", "release-group", "release"]],
  ["reading", "release-group", ["release-group", "release"]],
  ["finishing", "release", ["release"]],
  ["verifying", undefined, []],
  ["sealing", undefined, []],
];

function stage() {
  const { home, path, open } = catalogueStage();
  const options = buildFrom(writeDump(demoDump()), home);
  return { home, path, open, options };
}

it.each(at)("stopped while it is %s %s", async (phase, part, readAgain) => {
  const { home, path, open, options } = stage();
  const stopping = new AbortController();
  const progress = (now: BuildProgress): void => {
    if (now.phase === phase && now.part === part) stopping.abort(new InterruptedError());
  };
  await expect(startBuild({ ...options, signal: stopping.signal, progress })).rejects.toThrow(
    InterruptedError,
  );
  expect([existsSync(path), existsSync(buildingPathOf(home, stamp))]).toEqual([false, phase !== "checking"]);

  const sorted: string[] = [];
  const note = (now: BuildProgress): void => void (now.phase === "finishing" && sorted.push(now.part!));
  await startBuild({ ...options, signal: new AbortController().signal, progress: note });
  expect(sorted).toEqual(readAgain);
  expect(open().about.counts).toMatchObject({ groups: demoDump().lines["release-group"].length });
});

it("what can't heed a signal is done where one ends the process by itself, and no signal that came before is lost", async () => {
  const { options, path } = stage();
  const stopping = new AbortController();
  let [phase, isBlocked] = ["", false];
  const blocked: string[] = [];
  const build = startBuild({
    ...options,
    signal: stopping.signal,
    progress: (now) => {
      phase = now.phase;
      expect([phase, isBlocked]).toEqual([phase, false]);
      // As a signal that the system has delivered, and the program not yet seen.
      if (phase === "verifying") setImmediate(() => stopping.abort(new InterruptedError()));
    },
    blocked(work) {
      isBlocked = true;
      blocked.push(phase);
      const done = work();
      isBlocked = false;
      return done;
    },
  });
  await expect(build).rejects.toThrow(InterruptedError);
  expect(blocked.filter((each) => each === "finishing")).toHaveLength(3);
  expect([blocked.includes("verifying"), existsSync(path)]).toEqual([false, false]);
});
