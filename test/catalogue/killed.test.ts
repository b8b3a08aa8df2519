import { createHash } from "node:crypto";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { buildPackage, start } from "../cli/built.ts";
import { makeDump } from "../dump/synthetic.ts";
import { pause } from "../helpers/http.ts";
import { temporaryFolder } from "../helpers/library.ts";

const binary = buildPackage();
const stamp = "20260923-001002";

/** Every row of a catalogue, but for the time at which it was built. */
function rowsOf(home: string): Record<string, string> {
  const db = new Database(join(home, "catalogue", `${stamp}.db`), { readonly: true });
  const tables = db
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite_%' AND name NOT LIKE '%words%'",
    )
    .pluck();
  const hashOf = (table: string): string => {
    const where = table === "about" ? "WHERE key <> 'builtAt'" : "";
    const columns = table === "build" ? "part, lines, loaded, finished, sha256" : "*";
    const hash = createHash("sha256");
    for (const row of db.prepare(`SELECT ${columns} FROM "${table}" ${where}`).raw().iterate())
      hash.update(JSON.stringify(row));
    return hash.digest("hex");
  };
  // How an index lies in its pages depends on when it was saved; what stands in it does not.
  const termsOf = (index: string): string => {
    db.exec(`CREATE VIRTUAL TABLE temp.terms_of_${index} USING fts5vocab(main, ${index}, row)`);
    return JSON.stringify(db.prepare(`SELECT * FROM temp.terms_of_${index}`).raw().all());
  };
  const terms = ["artist_words", "group_words"].map((index) => [index, termsOf(index)]);
  const rows = Object.fromEntries((tables.all() as string[]).map((table) => [table, hashOf(table)]));
  db.close();
  return { ...rows, ...(Object.fromEntries(terms) as Record<string, string>) };
}

async function dumpOf(list: number, groups = 300): Promise<string> {
  const dump = temporaryFolder();
  await makeDump({ groups, list, to: dump, seed: 5, stamp });
  return dump;
}

const buildOf =
  (dump: string) =>
  (home: string, through: string[] = []) =>
    start(
      binary,
      ["catalogue", "build", "--releases", "--from", dump],
      { IMPORTER_HOME: home, IMPORTER_CONTACT: "a@b" },
      { through },
    );

it(
  "killed ten times, a build ends with the rows of one that nobody disturbed",
  { timeout: 240_000 },
  async () => {
    const build = buildOf(await dumpOf(0));
    const [calm, troubled] = [join(temporaryFolder(), "calm"), join(temporaryFolder(), "troubled")];
    expect(await build(calm).ended).toMatchObject({ exitCode: 0 });

    for (let kill = 1; kill <= 10; kill++) {
      const running = build(troubled);
      const lines = (): number => running.written.stderr.split("\n").length;
      let isOver = false;
      void running.ended.then(() => (isOver = true));
      while (lines() < kill + 1 && !isOver) await pause(1);
      running.kill("SIGKILL");
      await running.ended;
    }
    const last = await build(troubled).ended;
    expect([last.exitCode, last.stderr]).toEqual([0, expect.not.stringContaining("importer:")]);
    expect(rowsOf(troubled)).toEqual(rowsOf(calm));
  },
);

/** What a list brought into the library, whatever came first; and what became of its rows. */
function broughtBy(home: string): unknown {
  const db = new Database(join(home, "library.db"), { readonly: true });
  const counts = db
    .prepare("SELECT state, count(*) AS rows FROM list_rows GROUP BY state ORDER BY state")
    .all() as { state: string; rows: number }[];
  const brought = db.prepare(`
    SELECT albums.title, identifiers.value, releases.track_count,
      (SELECT count(*) FROM release_tracks WHERE release_id = releases.id) AS places
    FROM albums JOIN releases ON album_id = albums.id
    JOIN identifiers ON item_type = 'release' AND item_id = releases.id ORDER BY albums.title, value`);
  const found = counts.filter(({ state }) => ["created", "known"].includes(state));
  return [
    brought.all(),
    db.prepare("SELECT title, count(*) FROM albums GROUP BY title ORDER BY title").raw().all(),
    db.prepare("SELECT sort_name, count(*) FROM artists GROUP BY sort_name ORDER BY sort_name").raw().all(),
    found.reduce((sum, { rows }) => sum + rows, 0),
    counts.filter((each) => !found.includes(each)),
    db.pragma("integrity_check"),
  ];
}

/** The albums came into the library in the order of the list. */
function isInOrder(home: string): boolean {
  const db = new Database(join(home, "library.db"), { readonly: true });
  onTestFinished(() => void db.close());
  const ids = db.prepare<[], number>(
    "SELECT album_id FROM list_rows WHERE state = 'created' ORDER BY number",
  );
  const albums = ids.pluck().all();
  return albums.length > 400 && albums.every((id, at) => at === 0 || id > albums[at - 1]!);
}

it(
  "an import of a list out of the file, killed three times, brings what one brings that nobody disturbed",
  { timeout: 240_000 },
  async () => {
    const dump = await dumpOf(600, 900); // enough for the reader thread
    const [calm, troubled] = [join(temporaryFolder(), "calm"), join(temporaryFolder(), "troubled")];
    expect(await buildOf(dump)(calm).ended).toMatchObject({ exitCode: 0 });
    cpSync(join(calm, "catalogue"), join(troubled, "catalogue"), { recursive: true });
    const run = (home: string) =>
      start(binary, ["import", join(dump, "list.csv"), "--events"], {
        IMPORTER_HOME: home,
        IMPORTER_CONTACT: "a@b",
        IMPORTER_CATALOGUE: "only",
        IMPORTER_MUSICBRAINZ_URL: "http://127.0.0.1:1/ws/2",
      });
    expect(await run(calm).ended).toMatchObject({ exitCode: 0 });
    expect(isInOrder(calm)).toBe(true);
    const signals: unknown[] = [];
    for (let kill = 1; kill <= 3; kill++) {
      const running = run(troubled);
      const lines = (): number => (running.written.stdout + running.written.stderr).split("\n").length;
      let isOver = false;
      void running.ended.then(() => (isOver = true));
      while (lines() < 20 * kill && !isOver) await pause(1);
      running.kill("SIGKILL");
      signals.push((await running.ended).signal);
    }
    expect(signals).toContain("SIGKILL");
    expect(await run(troubled).ended).toMatchObject({ exitCode: 0 });
    expect(isInOrder(troubled)).toBe(true);
    expect(broughtBy(troubled)).toEqual(broughtBy(calm));
  },
);

it.skipIf(process.platform === "win32")(
  "a file that can't grow any more ends a build with a clear error; the old one serves, and the same command goes on",
  { timeout: 240_000 },
  async () => {
    const home = join(temporaryFolder(), "home");
    const build = buildOf(await dumpOf(0));
    const refused = await build(home, ["sh", "-c", 'ulimit -f 512; exec "$@"', "sh"]).ended;
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toMatch(new RegExp(`${stamp}\\.db\\.building`));
    expect(refused.stderr).not.toContain("should not happen");
    expect(existsSync(join(home, "catalogue", `${stamp}.db`))).toBe(false);
    expect((await build(home).ended).exitCode).toBe(0);
  },
);
