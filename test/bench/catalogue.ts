import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { findUnpacker } from "../../src/catalogue/build/archives/unpack.ts";
import { startBuild, type BuildResult } from "../../src/catalogue/build/start.ts";
import { openCatalogue, type CatalogueFile } from "../../src/catalogue/open.ts";
import { createCatalogueSource } from "../../src/catalogue/source.ts";
import { resolveAlbum } from "../../src/matching/albums/album-resolver.ts";
import { buildFrom } from "../dump/building.ts";
import { makeDump } from "../dump/synthetic.ts";
import { measureImport } from "./catalogue-import.ts";
import { cpuMsSince, quantile, type Row } from "./table.ts";

/** Of the whole of MusicBrainz, 2026. */
const real = { artists: 2.8e6, groups: 4.45e6, releases: 5.5e6 };
const groups = Number(process.env["BENCH_GROUPS"] ?? 20_000);

/** What a build costs and how large it becomes, how fast titles are found in it, and how many albums are saved out of it. */
export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
  try {
    const dump = process.env["BENCH_DUMP"] ?? join(folder, "20260923-001002");
    if (!process.env["BENCH_DUMP"])
      await makeDump({ groups, list: Math.ceil(groups / 20), to: dump, seed: 1, stamp: "20260923-001002" });
    const home = join(folder, "home");
    const list = readListed(join(dump, "list.csv"));
    const [building, path] = await measureBuild(home, dump);
    const file = openCatalogue(path) as CatalogueFile;
    const searching = await measureSearch(file, list);
    file.db.close();
    return [...building, ...searching, ...(await measureImport(home, join(dump, "list.csv")))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureBuild(home: string, dump: string): Promise<[Row[], string]> {
  const build = async (
    releases: boolean,
  ): Promise<{ cpu: number; wall: number; result: BuildResult; bytes: number }> => {
    const [since, startedAt] = [process.cpuUsage(), performance.now()];
    const result = await startBuild({ ...buildFrom(dump, home), releases, unpacker: findUnpacker() });
    const cpu = cpuMsSince(since) / 1000;
    const bytes = result.outcome === "declined" ? 0 : statSync(result.path).size;
    return { cpu, wall: (performance.now() - startedAt) / 1000, result, bytes };
  };
  const small = await build(false);
  const whole = await build(true);
  if (whole.result.outcome === "declined") throw new Error("it was to be built");
  const { counts } = whole.result.about;
  const documents = counts.artists + counts.groups;
  const smallSeconds = (small.cpu / documents) * (real.artists + real.groups);
  const releaseSeconds = (whole.cpu / counts.releases) * real.releases;
  const bytesOfRelease = (whole.bytes - small.bytes) / counts.releases;
  const bytesOfGroup = small.bytes / counts.groups;
  const minutes = (seconds: number): string => `${Math.round(seconds / 60)} min`;
  const rows: Row[] = [
    {
      what: "artists and albums, documents a CPU-second (without xz)",
      measured: (documents / small.cpu).toFixed(0),
      goal: `all in ${minutes(15 * 60)}`,
      beside: `${counts.groups} albums, ${counts.artists} artists in ${small.wall.toFixed(0)} s; all of them: ${minutes(smallSeconds)} CPU`,
    },
    {
      what: "releases, documents a CPU-second (without xz)",
      measured: (counts.releases / whole.cpu).toFixed(0),
      goal: `all in ${minutes(60 * 60)}`,
      beside: `${counts.releases} releases in ${whole.wall.toFixed(0)} s; all of them: ${minutes(releaseSeconds)} CPU`,
    },
    {
      what: "bytes an album, with the artists",
      measured: bytesOfGroup.toFixed(0),
      goal: "all in 2 GB",
      beside: `all of them: ${((bytesOfGroup * real.groups) / 1e9).toFixed(1)} GB`,
    },
    {
      what: "bytes a release, with its tracks",
      measured: bytesOfRelease.toFixed(0),
      goal: "all in 6 GB",
      beside: `all of them: ${((bytesOfRelease * real.releases) / 1e9).toFixed(1)} GB`,
    },
    {
      what: "memory, the most of the whole run",
      measured: `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
      goal: "at most 300 MB",
    },
  ];
  return [rows, whole.result.path];
}

interface ListRow {
  artist: string;
  title: string;
}

function readListed(path: string): ListRow[] {
  const rows = parse(readFileSync(path), { columns: true }) as { Artist: string; Title: string }[];
  return rows.map(({ Artist: artist, Title: title }) => ({ artist, title }));
}

async function measureSearch(file: CatalogueFile, list: ListRow[]): Promise<Row[]> {
  const source = createCatalogueSource(file);
  const times: number[] = [];
  let resolved = 0;
  for (const round of [0, 1]) {
    for (const { artist, title } of list) {
      const readings = [{ title, artist }];
      const since = process.cpuUsage();
      const { albums } = await source.searchAlbums({ readings, how: "ranked" });
      if (round === 1) times.push(cpuMsSince(since));
      if (round === 1 && resolveAlbum({ readings }, albums).outcome === "resolved") resolved++;
    }
  }
  const ms = (part: number): string => `${quantile(times, part).toFixed(2)} ms`;
  return [
    {
      what: `a row of a list is looked for among ${file.about.counts.groups} albums, CPU, p50 and p99`,
      measured: `${ms(0.5)} and ${ms(0.99)}`,
      goal: "0.3 and 5 ms",
      beside: `${((resolved / list.length) * 100).toFixed(1)} % resolved; the others have namesakes`,
    },
  ];
}
