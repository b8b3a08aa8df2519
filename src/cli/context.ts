import { loadConfig, type Config } from "../config.ts";
import { explainDatabaseError } from "../db/faults.ts";
import type { Db } from "../db/open.ts";
import { InterruptedError } from "../errors.ts";
import { createEvents, type Events } from "../events.ts";
import type { ImportContext } from "../importers/context.ts";
import type { Patience } from "../sources/http/patience.ts";
import type { Io } from "./io.ts";
import { tell } from "./output.ts";
import type { Sources } from "./sources.ts";

/** What every command that looks into the library has. */
export interface LibraryContext {
  config: Config;
  db: Db;
}

export interface WorkingContext extends LibraryContext {
  events: Events;
  /** Aborts at the first Ctrl-C. */
  signal: AbortSignal;
  sources: Sources;
  importing: ImportContext;
}

/** Opens the library for `use`, and closes it however that ends. */
export async function withLibrary<T>(io: Io, use: (context: LibraryContext) => T | Promise<T>): Promise<T> {
  const config = loadConfig(io.env);
  const { closeLibrary, openLibrary } = await import("../db/open.ts"); // `--help` needs no database
  const db = await openLibrary(config.libraryPath, { ifUnwritable: "look" });
  sayOfCopy(db, config, io);
  try {
    return await use({ config, db });
  } catch (error) {
    throw explainDatabaseError(error, config.libraryPath) ?? error;
  } finally {
    closeLibrary(db);
  }
}

/** All wiring there is: config → database → sources (each behind its gate, connected when it is asked) → context. */
export async function withImporting<T>(
  io: Io,
  options: { dryRun?: boolean | undefined; patience?: Patience },
  use: (context: WorkingContext) => Promise<T>,
): Promise<T> {
  const config = loadConfig(io.env);
  const dryRun = options.dryRun ?? false;
  const { closeLibrary, openLibrary } = await import("../db/open.ts");
  const { groupWrites } = await import("../db/group-writes.ts");
  const { transact } = await import("../db/transact.ts");
  // A short busy timeout: who works with the network must not stand still while another process writes.
  const db = await openLibrary(config.libraryPath, { readonly: dryRun, busyTimeoutMs: 5 });
  sayOfCopy(db, config, io);
  const events = createEvents();
  const stopping = new AbortController();
  const ignoreStop = io.onStop(() => stopping.abort(new InterruptedError()));
  let sources: Sources | undefined;
  try {
    const { connectSources } = await import("./sources.ts");
    sources = connectSources({ config, db, events, dryRun, patience: options.patience ?? "command" });
    if (!config.contact) warnOfContact(events, io);
    const importing: ImportContext = {
      ...{ db, events, dryRun, now: Date.now, signal: stopping.signal },
      musicbrainz: sources.musicbrainz,
      transact: groupWrites(db, (write) => transact(db, write)),
    };
    return await use({ config, db, events, signal: stopping.signal, sources, importing });
  } catch (error) {
    throw explainDatabaseError(error, config.libraryPath) ?? error;
  } finally {
    ignoreStop();
    await sources?.close();
    closeLibrary(db);
  }
}

function sayOfCopy({ $client }: Db, { libraryPath }: Config, io: Io): void {
  if ($client.memory || $client.name === libraryPath) return;
  io.stderr.write(`importer: ${libraryPath} can't be written; what is shown is a copy made just now\n`);
}

/** Once, and only if anybody is asked at all. */
function warnOfContact(events: Events, io: Io): void {
  let isSaid = false;
  events.on("request-sent", () => {
    if (isSaid) return;
    isSaid = true;
    tell(
      io,
      "importer: IMPORTER_CONTACT is not set; MusicBrainz asks every program for an address to reach its user",
    );
  });
}
