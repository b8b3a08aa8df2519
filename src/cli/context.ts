import { loadConfig, type Config } from "../config.ts";
import { createGateRows, observeGateRows } from "../db/gates.ts";
import { closeLibrary, openLibrary, type Db } from "../db/open.ts";
import { explainDatabaseError } from "../db/faults.ts";
import { transact } from "../db/transact.ts";
import { InterruptedError } from "../errors.ts";
import { createEvents, type Events } from "../events.ts";
import type { ImportContext } from "../importers/context.ts";
import { packageVersion } from "../package-root.ts";
import type { Io } from "./io.ts";

/** What every command that looks into the library has. */
export interface LibraryContext {
  config: Config;
  db: Db;
}

export interface WorkingContext extends LibraryContext {
  events: Events;
  /** Aborts at the first Ctrl-C. */
  signal: AbortSignal;
  importing: ImportContext;
}

/** Opens the library for `use`, and closes it however that ends. */
export async function withLibrary<T>(io: Io, use: (context: LibraryContext) => T | Promise<T>): Promise<T> {
  const config = loadConfig(io.env);
  const db = await openLibrary(config.libraryPath);
  try {
    return await use({ config, db });
  } catch (error) {
    throw explainDatabaseError(error, config.libraryPath) ?? error;
  } finally {
    closeLibrary(db);
  }
}

/** All wiring there is: config → database → gates → sources → context. */
export async function withImporting<T>(
  io: Io,
  options: { dryRun?: boolean },
  use: (context: WorkingContext) => Promise<T>,
): Promise<T> {
  const config = loadConfig(io.env);
  const dryRun = Boolean(options.dryRun);
  // A short busy timeout: who works with the network must not stand still while another process writes.
  const db = await openLibrary(config.libraryPath, { readonly: dryRun, busyTimeoutMs: 5 });
  const events = createEvents();
  const stopping = new AbortController();
  const ignoreStop = io.onStop(() => stopping.abort(new InterruptedError()));
  const sources = await connectSources({ config, db, events, dryRun });
  if (!config.contact) warnOfContact(io);
  try {
    const importing: ImportContext = {
      ...{ db, events, dryRun, now: Date.now, signal: stopping.signal },
      musicbrainz: sources.musicbrainz,
      transact: (write) => transact(db, write),
    };
    return await use({ config, db, events, signal: stopping.signal, importing });
  } catch (error) {
    throw explainDatabaseError(error, config.libraryPath) ?? error;
  } finally {
    ignoreStop();
    await sources.close();
    closeLibrary(db);
  }
}

interface Wiring {
  config: Config;
  db: Db;
  events: Events;
  /** The gates are looked at, not written. */
  dryRun: boolean;
}

/** The web services, each behind its gate. Loaded here: undici and zod are too heavy for `importer list`. */
export async function connectSources({ config, db, events, dryRun }: Wiring) {
  const { createHttpClient } = await import("../sources/http/client.ts");
  const { createMusicBrainz } = await import("../sources/musicbrainz/source.ts");
  const { createGate } = await import("../sources/gate.ts");
  const rows = dryRun ? observeGateRows(db) : createGateRows(db);
  const http = createHttpClient({
    userAgent: `importer/${packageVersion()} ( ${config.contact ?? "no contact given"} )`,
    ...{ ...config.http, proxy: config.proxy, events },
  });
  const { url, intervalMs } = config.musicbrainz;
  const musicbrainz = createMusicBrainz(http, {
    name: "MusicBrainz",
    baseUrl: url,
    gate: createGate({ api: "musicbrainz", intervalMs, rows, events }),
    rejectedHint: "set IMPORTER_CONTACT to an address at which you can be reached, then try again",
  });
  return { musicbrainz, close: () => http.close() };
}

function warnOfContact(io: Io): void {
  io.stderr.write(
    "importer: IMPORTER_CONTACT is not set; MusicBrainz asks every program for an address to reach its user\n",
  );
}
