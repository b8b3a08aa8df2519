import Database from "better-sqlite3";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bareInserts } from "./bare-inserts.ts";
import { costOfCommand } from "./cpu-of-command.ts";
import type { Row } from "./table.ts";

const program = fileURLToPath(new URL("../../bin/importer.js", import.meta.url));
const most = Number(process.env["BENCH_ROWS"] ?? 8_000);
/** The web at its limit: one request in 1.1 s; a title whose artist is known takes two (see `requests`), its releases one more at least. */
const webSecondsAnAlbum = 3 * 1.1;
const albumsACommit = 50;

/** A list is imported by the built program out of the catalogue of `home`, with all releases and tracks; then the same rows by bare inserts. */
export async function measureImport(home: string, list: string): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
  try {
    symlinkSync(join(home, "catalogue"), join(folder, "catalogue"));
    const lines = readFileSync(list, "utf8")
      .split("\n")
      .slice(0, most + 1);
    writeFileSync(join(folder, "list.csv"), lines.join("\n"));
    const env = { IMPORTER_HOME: folder, IMPORTER_CATALOGUE: "only" };
    const start = await costOfCommand(env, process.execPath, program, "list", "albums");
    const cost = await costOfCommand(env, process.execPath, program, "import", join(folder, "list.csv"));
    const library = join(folder, "library.db");
    const { albums, releases, places } = countsOf(library);
    const bareMs = await bareInserts(library, join(folder, "bare.db"), Math.ceil(albums / albumsACommit));
    const a = (count: number, ms: number): string => ((count / ms) * 1000).toFixed(0);
    return [
      {
        what: `${lines.length - 1} rows of a list by the built program: albums saved with all releases and tracks, a second`,
        measured: a(albums, cost.wallMs - start.wallMs),
        goal: "1,000 on two cores",
        beside: `${a(albums, cost.cpuMs - start.cpuMs)} a CPU-second of both threads; ${albums} albums, ${releases} releases, ${places} places of tracks; without the start of the program`,
      },
      {
        what: "its CPU over that of bare inserts of all its rows, 50 albums a commit",
        measured: `${(cost.cpuMs / bareMs).toFixed(1)}×`,
        goal: "at most 1.5×",
        beside: `${(cost.cpuMs / albums).toFixed(2)} and ${(bareMs / albums).toFixed(2)} ms an album`,
      },
      {
        what: "albums a second over the web road at its limit, a request in 1.1 s",
        measured: `${a(albums * webSecondsAnAlbum, cost.wallMs)}×`,
        goal: "as it comes",
        beside: `${webSecondsAnAlbum.toFixed(1)} s an album there, at least`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countsOf(library: string): { albums: number; releases: number; places: number } {
  const db = new Database(library, { readonly: true });
  const count = (table: string): number =>
    db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  const counts = { albums: count("albums"), releases: count("releases"), places: count("release_tracks") };
  db.close();
  return counts;
}
