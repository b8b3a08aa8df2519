import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openCatalogue, type CatalogueFile } from "../../src/catalogue/open.ts";
import { archiveOf, checksumsOf, dumped, dumpOf, filesOf, type Dump } from "../../src/demo/dumps/dump.ts";
import { startDumpServer, type DumpServer } from "../../src/demo/dumps/server.ts";
import { demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { importer, patientSettings, type CliOptions, type CliResult } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";

export const stamp = "20260923-001002";
export const demoDump = (changes: Partial<Dump> = {}): Dump => ({
  ...dumpOf(demoCatalogue(), stamp),
  ...changes,
});

/** Writes the files of a dump into a folder that is called as it. */
export function writeDump(dump: Dump, changed: Record<string, Buffer | undefined> = {}): string {
  const folder = join(temporaryFolder(), dump.stamp);
  mkdirSync(folder);
  for (const [name, bytes] of new Map<string, Buffer | undefined>([
    ...filesOf(dump),
    ...Object.entries(changed),
  ]))
    if (bytes) writeFileSync(join(folder, name), bytes);
  return folder;
}

/** The same with checksums that fit what was changed. */
export function writeWithSums(dump: Dump, changed: Record<string, Buffer>): string {
  const files = new Map([
    ...dumped.map((each): [string, Buffer] => [`${each}.tar.xz`, archiveOf(dump, each)]),
    ...Object.entries(changed),
  ]);
  return writeDump(dump, { ...changed, SHA256SUMS: Buffer.from(checksumsOf(files)) });
}

export interface CatalogueStage {
  home: string;
  path: string;
  importer(argv: string[], options?: CliOptions): Promise<CliResult>;
  /** Opens what was built. */
  open(): CatalogueFile;
}

/** A home folder without a library, and the program set up for it; nobody can be reached. */
export function catalogueStage(env: Record<string, string> = {}): CatalogueStage {
  const home = join(temporaryFolder(), "home");
  const path = join(home, "catalogue", `${stamp}.db`);
  const settings = {
    ...patientSettings,
    IMPORTER_HOME: home,
    IMPORTER_MUSICBRAINZ_URL: "http://127.0.0.1:1/ws/2",
    IMPORTER_DUMPS_URL: "http://127.0.0.1:1/dumps",
    ...env,
  };
  return {
    home,
    path,
    importer: (argv, options = {}) => importer(argv, { ...options, env: { ...settings, ...options.env } }),
    open() {
      const file = openCatalogue(path);
      if (!("db" in file)) throw new Error(JSON.stringify(file));
      onTestFinished(() => void file.db.close());
      return file;
    },
  };
}

export async function dumpServer(dumps: Dump[] = [demoDump()]): Promise<DumpServer> {
  const server = await startDumpServer(dumps);
  onTestFinished(() => server.close());
  return server;
}
