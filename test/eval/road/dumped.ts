import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderOf, openNewest } from "../../../src/catalogue/files.ts";
import { guardedSource } from "../../../src/catalogue/guarded.ts";
import { createLayered } from "../../../src/catalogue/layered.ts";
import { startBuild } from "../../../src/catalogue/build/start.ts";
import { dumpOf } from "../../../src/demo/dumps/dump.ts";
import type { DemoCatalogue, Json } from "../../../src/demo/musicbrainz/documents.ts";
import type { MusicBrainz } from "../../../src/sources/musicbrainz/source.ts";
import { buildFrom } from "../../dump/building.ts";
import { createDumpWriter } from "../../dump/write-dump.ts";

const stamp = "20260923-001002";

/** A file built of a dump of all that a stand-in knows. */
export interface BuiltCatalogue {
  home: string;
  /** Its folder, as it lies in a home folder. */
  folder: string;
  remove(): void;
}

/** Writes what the stand-in serves as a dump, and builds the offline catalogue of it, with releases. */
export async function buildCatalogueOf(catalogue: DemoCatalogue): Promise<BuiltCatalogue> {
  const base = mkdtempSync(join(tmpdir(), "importer-eval-catalogue-"));
  const [from, home] = [join(base, stamp), join(base, "home")];
  await writeDumpOf(catalogue, from);
  await startBuild(buildFrom(from, home));
  rmSync(from, { recursive: true });
  return { home, folder: folderOf(home), remove: () => rmSync(base, { recursive: true }) };
}

/** The same, open: in front of `web`, or alone. */
export async function openDumped(catalogue: DemoCatalogue, mode: "first" | "only", web: MusicBrainz) {
  const built = await buildCatalogueOf(catalogue);
  const { file } = openNewest(built.home);
  if (!file) throw new Error(`no catalogue in ${built.folder}`);
  const source = guardedSource(file);
  return {
    source: mode === "only" ? source : createLayered(source, web),
    close(): void {
      file.db.close();
      built.remove();
    },
  };
}

async function writeDumpOf(catalogue: DemoCatalogue, to: string): Promise<void> {
  const dump = createDumpWriter(to, stamp);
  const own = dumpOf(catalogue).lines;
  for (const entity of ["artist", "release-group", "release"] as const)
    for (const line of own[entity]) await dump.line(entity, line);
  const { search, lookUp, releasesOf } = catalogue.surroundings ?? { search: undefined };
  if (search) {
    const all = (entity: "artist" | "release-group"): string[] =>
      Array.from({ length: search[entity].size }, (_, at) => search[entity].id(at));
    for (const mbid of all("artist")) await dump.line("artist", textOf(lookUp("artist", mbid)));
    for (const mbid of all("release-group")) {
      const group = lookUp("release-group", mbid);
      if (!group) continue; // indexed with them, and one of the stand-in's own
      await dump.line("release-group", textOf(group));
      for (const release of releasesOf(mbid) ?? []) await dump.line("release", textOf(release));
    }
  }
  await dump.end();
}

const textOf = (document: Json | undefined): string => JSON.stringify(document);
