import { createHash } from "node:crypto";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { buildPackage, start } from "../cli/built.ts";
import { makeDump } from "../dump/synthetic.ts";
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

it(
  "killed ten times, a build ends with the rows of one that nobody disturbed",
  { timeout: 240_000 },
  async () => {
    const dump = temporaryFolder();
    await makeDump({ groups: 300, list: 0, to: dump, seed: 5, stamp });
    const build = (home: string) =>
      start(binary, ["catalogue", "build", "--releases", "--from", dump], {
        IMPORTER_HOME: home,
        IMPORTER_CONTACT: "a@b",
      });
    const [calm, troubled] = [join(temporaryFolder(), "calm"), join(temporaryFolder(), "troubled")];
    expect(await build(calm).ended).toMatchObject({ exitCode: 0 });

    for (let kill = 1; kill <= 10; kill++) {
      const running = build(troubled);
      const lines = (): number => running.written.stderr.split("\n").length;
      let isOver = false;
      void running.ended.then(() => (isOver = true));
      while (lines() < kill + 1 && !isOver) await new Promise((resolve) => setImmediate(resolve));
      running.kill("SIGKILL");
      await running.ended;
    }
    const last = await build(troubled).ended;
    expect([last.exitCode, last.stderr]).toEqual([0, expect.not.stringContaining("importer:")]);
    expect(rowsOf(troubled)).toEqual(rowsOf(calm));
  },
);
