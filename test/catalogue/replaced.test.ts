import { renameSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { openNewest } from "../../src/catalogue/files.ts";
import { catalogueStage, demoDump, writeDump } from "./dumps.ts";

/** Puts a file in place under one name after another, and takes the one before away, as build after build does. */
const replacing = `
  const { linkSync, unlinkSync } = require("node:fs");
  const { workerData, parentPort } = require("node:worker_threads");
  const { whole, folder } = workerData;
  const pathOf = (at) => folder + "/20260923-" + String(at).padStart(6, "0") + ".db";
  linkSync(whole, pathOf(0));
  parentPort.postMessage("begun");
  for (let at = 1; at < 20000; at++) {
    linkSync(whole, pathOf(at));
    unlinkSync(pathOf(at - 1));
  }
  parentPort.postMessage("ended");`;

it("whoever opens a catalogue while one takes the place of another meets a whole one, and misses none", async () => {
  const { importer, home, path } = catalogueStage();
  expect((await importer(["catalogue", "build", "--from", writeDump(demoDump())])).exitCode).toBe(0);
  const whole = join(home, "whole");
  renameSync(path, whole);
  const worker = new Worker(replacing, {
    eval: true,
    workerData: { whole, folder: join(home, "catalogue") },
  });
  let told = "";
  worker.on("message", (says: string) => void (told = says));
  await expect.poll(() => told).not.toBe("");
  let opened = 0;
  while (told !== "ended") {
    const { file, unused } = openNewest(home);
    expect([file?.about.counts.groups, unused]).toEqual([10, []]);
    file?.db.close();
    opened++;
    await new Promise(setImmediate);
  }
  expect(opened).toBeGreaterThan(20);
});
