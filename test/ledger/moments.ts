import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeAlbum } from "../helpers/album-files.ts";
import { createStage, type CliOptions, type CliResult, type Stage } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { start, type Running } from "../cli/built.ts";
import { musicTables, type Content } from "./content.ts";

export const nevermind = "1b022e01-4da6-387b-8658-8678046e4cef";
export const surrender = "22ca85ec-ee39-3895-aef9-dee5d5c2f4d6";

/** A command that changes what an item is, with what came before it, and what typing it again says once it is done. */
export interface Changing {
  name: string;
  first?: string[];
  /** `<last>` stands for the run before. */
  argv: string[];
  again: { exitCode: number; says: RegExp };
}

export const changing: Changing[] = [
  {
    name: "merge",
    argv: ["merge", "album", "2", "--into", "1"],
    again: { exitCode: 2, says: /album 2 was merged: it is album 1 now[^]*can't be merged into itself/ },
  },
  { name: "remove", argv: ["remove", "album", "1"], again: { exitCode: 3, says: /no album 1\b/ } },
  {
    name: "undo of an import",
    argv: ["undo", "1"],
    again: { exitCode: 1, says: /run 1 was undone already, by run \d+/ },
  },
  {
    name: "undo of a merge",
    first: ["merge", "album", "2", "--into", "1"],
    argv: ["undo", "<last>"],
    again: { exitCode: 1, says: /run \d+ was undone already, by run \d+/ },
  },
  { name: "bind", argv: bindTo(nevermind), again: { exitCode: 0, says: /known already, nothing new/ } },
  {
    name: "bind to another",
    first: bindTo(surrender),
    argv: bindTo(nevermind),
    again: { exitCode: 0, says: /known already, nothing new/ },
  },
];

export function bindTo(mbid: string, id = 3): string[] {
  return ["album", "--id", String(id), "--mbid", mbid, "--yes", "-p", "musicbrainz"];
}

/**
 * Two albums with releases and tracks (1 and 2), and two of files that nobody knows yet (3 and 4). Made once, and kept in `folder`
 * for the tests that follow.
 */
export async function createLibrary(folder: string): Promise<Stage> {
  const [stage, kept] = [await createStage(), join(folder, "home")];
  if (existsSync(kept)) {
    cpSync(kept, stage.home, { recursive: true });
    return stage;
  }
  for (const title of ["Bob Dylan - Desire", "U2 - Desire"])
    await stage.importer(["album", "-p", "musicbrainz", title]);
  // Else binding goes on to them, in a transaction of their own.
  for (const artist of ["Nirvana", "The Chemical Brothers"]) await stage.importer(["artist", artist]);
  await stage.importer(["worker", "--drain"]);
  for (const ALBUM of ["One Rip", "Other Rip"]) {
    const songs = [1, 2].map((n): [string, number] => [`${ALBUM} ${n}`, 180_000 + n * 10_000]);
    writeAlbum(join(folder, "music", ALBUM), { ALBUM, ARTIST: "Somebody" }, songs);
  }
  await stage.importer(["scan", join(folder, "music")]);
  cpSync(stage.home, kept, { recursive: true });
  return stage;
}

/** Where in a command something happens: statements of its longest transaction, and of the one after it. */
export interface Moments {
  begin: number;
  middle: number;
  commit: number;
  /** After it: nothing has been written yet of how the run ended; and just before that is saved. */
  ending: number;
  ended: number;
}

export interface Copy {
  home: string;
  /** The program in this test's own process. */
  importer(argv: string[], options?: CliOptions): Promise<CliResult>;
  /** The built program, and what befalls it (moment.mjs). */
  start(argv: string[], moment: object): Running;
  /** Every row of the music, without the times at which it was written; the same of all that is kept beside it. */
  content(): Promise<Content>;
  music(): Promise<Content>;
}

const hook = fileURLToPath(new URL("./moment.mjs", import.meta.url));

/** The library once more, in a folder of its own or in `home`: whatever happens to it, the next one starts from the same. */
export function copyOf(stage: Stage, binary: string, home = join(temporaryFolder(), "home")): Copy {
  cpSync(stage.home, home, { recursive: true });
  const env = { IMPORTER_HOME: home };
  const importer: Copy["importer"] = (argv, options = {}) => stage.importer(argv, { ...options, env });
  const read = async (tables: readonly string[]): Promise<Content> => {
    const { closeLibrary, openLibrary } = await import("../../src/db/opening/open.ts");
    const db = await openLibrary(join(home, "library.db"), { readonly: true });
    const rowsOf = (table: string): unknown[] =>
      db.$client.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`).all();
    const content = Object.fromEntries(tables.map((table) => [table, rowsOf(table).map(withoutTimes)]));
    closeLibrary(db);
    return content;
  };
  return {
    home,
    importer,
    start: (argv, moment) =>
      start(binary, argv, {
        ...stage.env,
        ...env,
        NODE_OPTIONS: `--import ${hook}`,
        MOMENT: JSON.stringify(moment),
      }),
    content: () =>
      read([...musicTables, "kept_apart", "jobs", "provider_runs", "ledger_entries", "ledger_changes"]),
    music: () => read(musicTables),
  };
}

/** When, by which process, and how a run ended is told by history, and differs from one turn to the next. */
const passing = /_at$|^(host|boot_id|pid|pid_start|outcome)$/;

function withoutTimes(row: unknown): unknown {
  const lasting = Object.entries(row as object).filter(([name]) => !passing.test(name));
  return Object.fromEntries(
    lasting.map(([name, value]) => {
      const isRow = ["key", "old", "new"].includes(name) && typeof value === "string";
      return [name, isRow ? withoutTimes(JSON.parse(value)) : value];
    }),
  );
}

/** Runs a command undisturbed: what it leaves, and when it did what. */
export async function watch(copy: Copy, argv: string[]): Promise<CliResult & { moments: Moments }> {
  const log = join(copy.home, "..", "log");
  const result = await copy.start(argv, { log }).ended;
  const lines = existsSync(log) ? readFileSync(log, "utf8").split("\n") : [];
  const transactions: { begin: number; commit: number }[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.startsWith("BEGIN")) transactions.push({ begin: index + 1, commit: index + 1 });
    if (line === "COMMIT") transactions.at(-1)!.commit = index + 1;
  }
  const [longest] = [...transactions].sort((a, b) => b.commit - b.begin - (a.commit - a.begin));
  const { begin, commit } = longest!;
  const next = transactions.find((each) => each.begin > commit)!;
  const middle = Math.floor((begin + commit) / 2);
  return { ...result, moments: { begin, middle, commit, ending: next.begin, ended: next.commit } };
}
