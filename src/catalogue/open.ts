import Database from "better-sqlite3";
import { isBusy } from "../db/faults.ts";
import { applicationId, formatVersion, catalogueTables, type CatalogueAbout } from "./format.ts";

export type CatalogueDb = Database.Database;

/** An open catalogue, of which only is read. */
export interface CatalogueFile {
  path: string;
  db: CatalogueDb;
  about: CatalogueAbout;
}

/** Why a file is none that can be used. */
export type Unusable = { kind: "newer"; version: number } | { kind: "foreign"; why: string };

/** Opens a catalogue that is complete. @throws what SQLite throws for a file that can't be read. */
export function openCatalogue(path: string): CatalogueFile | Unusable {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const unusable = whyUnusable(db);
    if (unusable) {
      db.close();
      return unusable;
    }
    db.pragma("query_only = ON");
    db.pragma("trusted_schema = OFF");
    db.pragma("mmap_size = 268435456");
    return { path, db, about: readAbout(db) };
  } catch (error) {
    db.close();
    throw error;
  }
}

function whyUnusable(db: CatalogueDb): Unusable | undefined {
  if (db.pragma("application_id", { simple: true }) !== applicationId)
    return { kind: "foreign", why: "it is no catalogue of ours" };
  const version = db.pragma("user_version", { simple: true }) as number;
  if (version > formatVersion) return { kind: "newer", version };
  return version < formatVersion
    ? { kind: "foreign", why: `its format ${version} is an old one` }
    : undefined;
}

export function readAbout(db: CatalogueDb): CatalogueAbout {
  const rows = db.prepare<[], { key: string; value: string }>("SELECT key, value FROM about").all();
  return Object.fromEntries(
    rows.map(({ key, value }) => [key, JSON.parse(value) as unknown]),
  ) as unknown as CatalogueAbout;
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
  db.pragma("cache_size = -65536");
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

/** A lock that the system lets go of when its holder dies, whatever it dies of. Undefined: somebody else has it. */
export function takeFileLock(path: string): { release(): void } | undefined {
  const db = new Database(path, { timeout: 0 });
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
