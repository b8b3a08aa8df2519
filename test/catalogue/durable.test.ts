import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { buildPackage, start } from "../cli/built.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { catalogueStage, demoDump, stamp, writeDump } from "./dumps.ts";

/** A file system that writes down what is put onto the disk, and in which order: loaded before the program. */
const noting = (log: string): string => `
  import fs from "node:fs";
  import { syncBuiltinESMExports } from "node:module";
  const { openSync, fsyncSync, renameSync, appendFileSync } = fs;
  const note = (what) => appendFileSync(${JSON.stringify(log)}, what + "\\n");
  const paths = new Map();
  fs.openSync = (path, ...more) => {
    const file = openSync(path, ...more);
    paths.set(file, path);
    return file;
  };
  fs.fsyncSync = (file) => (fsyncSync(file), note("fsync " + paths.get(file)));
  fs.renameSync = (from, to) => (renameSync(from, to), note("rename " + to));
  syncBuiltinESMExports();`;

/** `fsync 20260923-001002.db`, in order. */
async function written(argv: string[], home: string): Promise<string[]> {
  const folder = temporaryFolder();
  const [log, script] = [join(folder, "log"), join(folder, "noting.mjs")];
  writeFileSync(log, "");
  writeFileSync(script, noting(log));
  const { ended } = start(buildPackage(), argv, {
    IMPORTER_HOME: home,
    NODE_OPTIONS: `--import=${pathToFileURL(script).href}`,
  });
  expect(await ended).toMatchObject({ exitCode: 0 });
  const lines = readFileSync(log, "utf8").trim().split("\n");
  return lines.map((line) => line.replace(/\S+$/, (path) => basename(path)));
}

it("the bytes of a catalogue are on the disk before its name is, and the name and the checksum before the build says so", async () => {
  const { home } = catalogueStage();
  const dump = writeDump(demoDump());
  const putInPlace = [
    `fsync ${stamp}.db.building`,
    `rename ${stamp}.db`,
    "fsync catalogue",
    `fsync ${stamp}.db.sha256`,
  ];
  expect(await written(["catalogue", "build", "--from", dump], home)).toEqual(putInPlace);
  // With a copy of what is there to begin with: half a copy is never taken for a file.
  expect(await written(["catalogue", "build", "--releases", "--from", dump], home)).toEqual([
    `fsync ${stamp}.db.copying`,
    `rename ${stamp}.db.building`,
    "fsync catalogue",
    ...putInPlace,
  ]);
});
