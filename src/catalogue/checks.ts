import { reasonOf } from "../errors.ts";
import { DamagedCatalogueError, isPassing } from "./damage.ts";
import { readAbout, type CatalogueDb } from "./open.ts";
import { createReader } from "./reader.ts";

/** So many rows of each table are read at random. */
const sample = 1_000;

/**
 * Counts, references and random rows. @param deep every row, and SQLite's own check of every page: minutes.
 * @throws DamagedCatalogueError, or what SQLite throws, for a file that is damaged, or can't be read now (`isPassing`).
 */
export function checkRows(db: CatalogueDb, deep = false): { checked: number } {
  const refuse = (why: string): never => {
    throw new DamagedCatalogueError(why);
  };
  const { counts } = readAbout(db);
  const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0;
  for (const [table, said] of [
    ["artists", counts.artists],
    ["groups", counts.groups],
    ["releases", counts.releases],
  ] as const) {
    const found = count(`SELECT count(*) FROM ${table}`);
    if (found !== said) refuse(`it has ${found} ${table}, and should have ${said}`);
  }
  const keyless = count(`SELECT count(*) FROM groups WHERE id NOT IN (SELECT grp FROM artist_groups)`);
  if (keyless > 0) refuse(`${keyless} albums are by nobody`);
  if (deep && db.pragma("integrity_check", { simple: true }) !== "ok") refuse("SQLite finds broken pages");
  const reader = createReader(db);
  let checked = 0;
  for (const table of ["artists", "groups", "releases"] as const) {
    for (const id of idsOf(db, table, deep)) {
      try {
        reader.readAny(table, id);
      } catch (error) {
        if (isPassing(error)) throw error;
        refuse(`row ${id} of ${table} can't be read (${reasonOf(error)})`);
      }
      checked++;
    }
  }
  return { checked };
}

function idsOf(db: CatalogueDb, table: string, all: boolean): Iterable<number> {
  if (all) return db.prepare<[], number>(`SELECT id FROM ${table}`).pluck().iterate();
  const largest = db.prepare<[], number | null>(`SELECT max(id) FROM ${table}`).pluck().get() ?? 0;
  const next = db
    .prepare<[number], number>(`SELECT id FROM ${table} WHERE id >= ? ORDER BY id LIMIT 1`)
    .pluck();
  const ids = Array.from({ length: Math.min(sample, largest) }, () =>
    next.get(Math.floor(Math.random() * largest) + 1),
  );
  return new Set(ids.filter((id) => id !== undefined));
}
