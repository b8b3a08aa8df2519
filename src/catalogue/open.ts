import Database from "better-sqlite3";
import { isBusy } from "../db/faults.ts";
import { DamagedCatalogueError } from "./damage.ts";
import { applicationId, formatVersion, catalogueTables, type CatalogueAbout } from "./format.ts";

export type CatalogueDb = Database.Database;
export type HeldParts = Pick<CatalogueAbout, "parts" | "genres">;

/** An open catalogue, of which only is read. */
export interface CatalogueFile {
  path: string;
  db: CatalogueDb;
  about: CatalogueAbout;
}

/** Why a file is none that can be used. What is newer, or somebody else's, is left alone. */
export interface Unusable {
  kind: "newer" | "foreign" | "old" | "damaged" | "unreadable";
  /** For people. */
  why: string;
  /** What was thrown, for who throws it on. */
  cause?: unknown;
  /** What one of an old format holds, as far as it can be told: what takes its place holds no less. */
  held?: HeldParts | undefined;
}

/** Nobody of ours writes into a complete one: another program that holds it is not waited for long. */
const longestLockMs = 2_000;

/** Opens a catalogue that is complete. @throws what SQLite throws for a file that can't be read. */
export function openCatalogue(path: string): CatalogueFile | Unusable {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: longestLockMs });
  try {
    const unusable = whyUnusable(db);
    if (unusable) {
      db.close();
      return unusable;
    }
    db.pragma("query_only = ON");
    db.pragma("trusted_schema = OFF");
    db.pragma("cache_size = -65536"); // not mapped: a disk that fails, or a file cut off meanwhile, would end the process
    const about = readAbout(db);
    if (isWhole(about)) return { path, db, about };
    db.close();
    return { kind: "damaged", why: "what it says of itself is not whole" };
  } catch (error) {
    db.close();
    throw error;
  }
}

function whyUnusable(db: CatalogueDb): Unusable | undefined {
  if (db.pragma("application_id", { simple: true }) !== applicationId)
    return holdsTables(db)
      ? { kind: "foreign", why: "it is no catalogue of ours" }
      : { kind: "damaged", why: "nothing is in it" };
  const version = db.pragma("user_version", { simple: true }) as number;
  if (version > formatVersion) return { kind: "newer", why: `it is of a newer format (${version})` };
  if (version === formatVersion) return undefined;
  return { kind: "old", why: `it is of an old format (${version})`, held: heldParts(db) };
}

/** Every format so far has it in these words. */
function heldParts(db: CatalogueDb): HeldParts | undefined {
  try {
    const { parts, genres } = readAbout(db);
    return Array.isArray(parts) ? { parts, genres: (genres as unknown) !== false } : undefined;
  } catch {
    return undefined;
  }
}

const holdsTables = (db: CatalogueDb): boolean =>
  db.prepare("SELECT 1 FROM sqlite_master LIMIT 1").get() !== undefined;

/** What every use of it relies on. */
const isWhole = ({ stamp, parts, counts, unread, builtAt, licence }: Partial<CatalogueAbout>): boolean =>
  /^\d{8}-\d{6}$/.test(stamp ?? "") &&
  Array.isArray(parts) &&
  [counts?.artists, counts?.groups, counts?.releases, counts?.leftOut, builtAt].every(Number.isSafeInteger) &&
  Object.values(unread ?? {}).every(({ documents }) => Number.isSafeInteger(documents)) &&
  typeof licence === "string";

/** @throws DamagedCatalogueError for what was never written so. */
export function readAbout(db: CatalogueDb): CatalogueAbout {
  const rows = db.prepare<[], { key: string; value: string }>("SELECT key, value FROM about").all();
  try {
    const read = rows.map(({ key, value }) => [key, JSON.parse(value) as unknown]);
    return Object.fromEntries(read) as unknown as CatalogueAbout;
  } catch {
    throw new DamagedCatalogueError("what it says of itself is not whole");
  }
}

export function noteAbout(db: CatalogueDb, about: Partial<CatalogueAbout>): void {
  const insert = db.prepare("INSERT OR REPLACE INTO about (key, value) VALUES (?, ?)");
  db.transaction(() => {
    for (const [key, value] of Object.entries(about)) insert.run(key, JSON.stringify(value));
  })();
}

/** Opens the file of a build, making it as needed; what is not ours, or of another format, is undefined. */
export function openBuilding(path: string, { readonly = false } = {}): CatalogueDb | undefined {
  const db = new Database(path, { readonly });
  try {
    return readonly ? ofOurFormat(db) : prepareBuilding(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function prepareBuilding(db: CatalogueDb): CatalogueDb | undefined {
  db.pragma("journal_mode = WAL");
  // What is committed must be there after a power cut: the lines that were done are never read again.
  db.pragma("synchronous = NORMAL");
  // Twice: a sort takes as much again. More makes no build faster: what is read at random is in the system's own cache.
  db.pragma("cache_size = -24576");
  db.pragma("temp_store = FILE");
  db.pragma("wal_autocheckpoint = 4000");
  const id = db.pragma("application_id", { simple: true });
  if (id === 0) {
    db.transaction(() => {
      db.exec(catalogueTables);
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${formatVersion}`);
    })();
    return db;
  }
  return ofOurFormat(db);
}

function ofOurFormat(db: CatalogueDb): CatalogueDb | undefined {
  if (!whyUnusable(db)) return db;
  db.close();
  return undefined;
}

/** Whoever looks whether a lock is held (`isFileLocked`) has it for a moment. */
const longestLookMs = 100;

/** A lock that the system lets go of when its holder dies, whatever it dies of. Undefined: somebody else has it. */
export function takeFileLock(path: string): { release(): void } | undefined {
  const db = new Database(path, { timeout: longestLookMs });
  try {
    db.pragma("journal_mode = DELETE");
    db.exec("BEGIN EXCLUSIVE");
    return { release: () => void db.close() };
  } catch (error) {
    db.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}

/** Whether somebody has it. Nothing is written, and nobody who takes it is turned away. */
export function isFileLocked(path: string): boolean {
  const db = new Database(path, { readonly: true, timeout: 0 });
  try {
    db.prepare("SELECT 1 FROM sqlite_master").get();
    return false;
  } catch (error) {
    return isBusy(error);
  } finally {
    db.close();
  }
}
