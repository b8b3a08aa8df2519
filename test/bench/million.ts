import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { fillLibrary } from "./finding-library.ts";
import { median, type Row } from "./table.ts";

const program = fileURLToPath(new URL("../../bin/importer.js", import.meta.url));
const most = Number(process.env["BENCH_ALBUMS"] ?? 100_000);
const tracksOfAlbum = 3;
const rounds = 5;
/** Each process tells what it took, as its last word on stderr. */
const telling =
  "data:text/javascript," +
  encodeURIComponent(
    `process.on("exit", () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
     process.stderr.write("\\n" + JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS * 1024 })); })`,
  );

interface Took {
  wallMs: number;
  cpuMs: number;
  memory: number;
}

const commands = [
  ["search", "ee"], // the first one reads all titles into the index
  ["search", "ee"],
  ["search", "un", "dkt", "ee"],
  ["list", "albums", "--limit", "20"],
  ["list", "tracks", "title+", "--limit", "20"],
  ["list", "albums", "genre:rock", "year:1970..1979", "--limit", "20"],
  ["show", "album", "777"],
  ["remove", "album", "778"],
  ["history"],
  ["undo", "1"],
];

/** Whole commands in a library of a tenth, and of all (`BENCH_ALBUMS`, 100,000 unless said): what grows with it. */
export async function run(): Promise<Row[]> {
  const small = await measure(most / 10);
  const large = await measure(most);
  return large.took.map(({ wallMs, cpuMs, memory }, at) => {
    const before = small.took[at]!;
    const isFirst = at === 0;
    const per = (cpu: number): string => cpu.toFixed(0);
    return {
      what: `importer ${commands[at]!.join(" ")}${isFirst ? ", the first search" : ""}`,
      measured: `${(cpuMs / before.cpuMs).toFixed(2)}× CPU`,
      goal: isFirst ? "as the titles" : "flat",
      beside: `${per(before.cpuMs)} and ${per(cpuMs)} ms CPU, ${per(wallMs)} ms; ${Math.round(memory / 1e6)} MB memory${isFirst ? `; the file: ${Math.round(large.bytes / 1e6)} MB` : ""}`,
    };
  });
}

async function measure(albums: number): Promise<{ took: Took[]; bytes: number }> {
  const home = mkdtempSync(join(tmpdir(), "importer-bench-"));
  try {
    const path = join(home, "library.db");
    const db = await openLibrary(path);
    fillLibrary(db, albums * tracksOfAlbum, tracksOfAlbum);
    closeLibrary(db);
    const took = commands.map((command, at) => {
      const changes = at === 0 || command[0] === "remove" || command[0] === "undo";
      const each = Array.from({ length: changes ? 1 : rounds }, () => timeOf(home, command));
      const middle = (key: keyof Took): number => median(each.map((one) => one[key]));
      return { wallMs: middle("wallMs"), cpuMs: middle("cpuMs"), memory: middle("memory") };
    });
    return { took, bytes: statSync(path).size };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function timeOf(home: string, command: string[]): Took {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["--import", telling, program, ...command], {
    env: { ...process.env, IMPORTER_HOME: home },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`importer ${command.join(" ")} ended with ${status}: ${stderr}`);
  const last = stderr.slice(stderr.lastIndexOf("\n"));
  return { wallMs: performance.now() - startedAt, ...(JSON.parse(last) as Omit<Took, "wallMs">) };
}
