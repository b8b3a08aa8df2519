import Database from "better-sqlite3";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect } from "vitest";
import { run, type Io } from "../../src/cli/main.ts";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import type { Db } from "../../src/db/connection.ts";
import { demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import type { DemoCatalogue } from "../../src/demo/musicbrainz/server.ts";
import type { StandIn } from "../../src/demo/stand-in.ts";
import { putEmptyLibrary, temporaryFolder } from "./library.ts";
import { musicbrainzStandIn } from "./musicbrainz.ts";
import { undescribed } from "./shapes.ts";

export interface CliResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

export type Environment = Record<string, string | undefined>;

export interface CliOptions {
  env?: Environment;
  /**
   * What the person types, a line for each question; given, there is a terminal. Then the input ends. A line
   * of `ctrlC` is Ctrl-C.
   */
  types?: string;
  /** What is piped in, without a terminal. */
  stdin?: string;
  columns?: number;
  /** Words wrap at `columns`, as on a terminal; in a pipe they don't. */
  wraps?: boolean;
  colour?: boolean;
  /** Called with a function that is Ctrl-C, before the run starts. */
  onStart?: (interrupt: () => void) => void;
}

/** The program through its real entry, with streams of the test's own. */
export async function importer(argv: string[], options: CliOptions = {}): Promise<CliResult> {
  const written = { stdout: "", stderr: "" };
  const stops = new Set<() => void>();
  const interrupt = (): void => stops.forEach((stop) => stop());
  const person = createPerson(options.types ?? "", interrupt);
  const sink = (name: keyof typeof written) => ({
    write(text: string): void {
      written[name] += text;
      if (name === "stderr") person.reads(text);
    },
  });
  const io: Io = {
    stdout: sink("stdout"),
    stderr: sink("stderr"),
    stdin: options.stdin === undefined ? person.stdin : Readable.from([Buffer.from(options.stdin)]),
    env: options.env ?? {},
    interactive: options.types !== undefined,
    live: options.types !== undefined,
    colour: options.colour ?? false,
    columns: options.columns ?? 160,
    wrapAt: options.wraps ? { stdout: options.columns, stderr: options.columns } : {},
    onStop: (stop) => {
      stops.add(stop);
      return () => stops.delete(stop);
    },
    ignoreHangUp: () => undefined,
    onQuiet: () => () => undefined,
  };
  options.onStart?.(interrupt);
  const exitCode = await run(argv, io);
  // Whatever a test is about: what the program prints is what `importer help json` describes.
  if (argv.includes("--json")) expect(undescribed(argv, written.stdout)).toEqual([]);
  return { exitCode, ...written };
}

export const ctrlC = "\u0003\n";

/** Somebody at a keyboard: reads a question, and only then types the next line. */
function createPerson(types: string, interrupt: () => void): { stdin: Readable; reads(text: string): void } {
  const lines = types.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const stdin = new Readable({ read: () => undefined });
  return {
    stdin,
    reads(text) {
      if (!text.endsWith(": ")) return;
      const line = lines.shift() ?? null;
      setImmediate(() => (line === ctrlC ? interrupt() : stdin.push(line)));
    },
  };
}

/** A library folder and a MusicBrainz, and the program set up for both: patient, and quick to try again. */
export interface Stage {
  env: Record<string, string>;
  home: string;
  libraryPath: string;
  server: StandIn;
  /** What the stand-in knows; changes to it are served at once. */
  catalogue: DemoCatalogue;
  importer(argv: string[], options?: CliOptions): Promise<CliResult>;
  /** Looks into the library itself. */
  inLibrary<T>(look: (db: Db) => T | Promise<T>): Promise<T>;
  /** Rows of a SELECT. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
}

/** The library is there and empty; at a first run not even its folder is. */
export async function createStage(
  catalogue: DemoCatalogue = demoCatalogue(),
  { isFirstRun = false } = {},
): Promise<Stage> {
  const home = join(temporaryFolder(), "home");
  const libraryPath = join(home, "library.db");
  if (!isFirstRun) await putEmptyLibrary(libraryPath);
  const server = await musicbrainzStandIn(catalogue);
  const env = { ...patientSettings, IMPORTER_HOME: home, IMPORTER_MUSICBRAINZ_URL: server.url };
  const inLibrary: Stage["inLibrary"] = async (look) => {
    const db = await openLibrary(libraryPath);
    try {
      return await look(db);
    } finally {
      closeLibrary(db);
    }
  };
  return {
    env,
    home,
    libraryPath,
    server,
    catalogue,
    inLibrary,
    importer(argv, options = {}) {
      endLook();
      return importer(argv, { ...options, env: { ...env, ...options.env } });
    },
    rows: async (sql) => look(libraryPath, sql),
  };
}

/** The connection of looks that follow each other at once: SQLite reads the whole schema anew for each connection. */
let looking: { path: string; client: Database.Database } | undefined;

function endLook(): void {
  looking?.client.close();
  looking = undefined;
}

/** Only looks: to open it as a library, with its schema compared and statistics gathered, takes as long as ten looks. */
function look(path: string, sql: string): Record<string, unknown>[] {
  if (looking?.path !== path) {
    endLook();
    looking = { path, client: new Database(path, { fileMustExist: true }) };
    setImmediate(endLook); // whoever waits for anything else finds the library closed
  }
  return looking.client.prepare(sql).all() as Record<string, unknown>[];
}

export const patientSettings = {
  IMPORTER_CONTACT: "test@example.org",
  IMPORTER_MUSICBRAINZ_INTERVAL_MS: "0",
  IMPORTER_LRCLIB_INTERVAL_MS: "0",
  IMPORTER_DISCOGS_INTERVAL_MS: "0",
  IMPORTER_HTTP_TIMEOUT_MS: "20000",
  IMPORTER_RETRY_DELAY_MS: "1",
  // Else the system is asked, through programs of which each starts as a copy of the large process that tests are.
  IMPORTER_NETWORK: "wifi",
  // Nobody is there, and nobody beyond this machine is asked by mistake.
  IMPORTER_COVER_SOURCES: "cover_art_archive",
  IMPORTER_COVER_ART_ARCHIVE_URL: "http://127.0.0.1:1",
  IMPORTER_LRCLIB_URL: "http://127.0.0.1:1/api",
};

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** The one JSON document on stdout; anything beside it is a failure. */
export function documentOf<T = Record<string, unknown>>({ stdout }: Pick<CliResult, "stdout">): T {
  expect(stdout).toMatch(/^[{[][^]*[}\]]\n$/);
  return JSON.parse(stdout) as T;
}

/** What a terminal would obey, and what turns the direction of text or breaks its line. */
const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

export function expectPlain({ stdout, stderr }: Pick<CliResult, "stdout" | "stderr">): void {
  for (const text of [stdout, stderr]) {
    const at = text.search(unsafe);
    expect(at < 0 ? "" : JSON.stringify(text.slice(Math.max(0, at - 40), at + 20))).toBe("");
  }
}

/** No stack, and none of the words for what should not happen. */
export function expectNoStack({ stdout, stderr }: Pick<CliResult, "stdout" | "stderr">): void {
  expect(stdout + stderr).not.toMatch(/^\s+at \S+ \(|node:internal|this should not happen/m);
}
