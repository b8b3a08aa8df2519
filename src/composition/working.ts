import type { Config } from "../config.ts";
import type { Db } from "../db/connection.ts";
import { groupCommit } from "../db/group-commit.ts";
import { closeLibrary, openLibrary } from "../db/opening/open.ts";
import { transact } from "../db/transact.ts";
import { createEvents, type Events } from "../events.ts";
import type { ImportContext } from "../importers/context.ts";
import type { Patience } from "../sources/http/patience.ts";
import { connectSources, type Sources } from "./sources.ts";

/** What whoever looks into the library has. */
export interface LibraryContext {
  config: Config;
  db: Db;
}

/** What whoever works has: a command now, a page in a browser later. */
export interface WorkingContext extends LibraryContext {
  events: Events;
  /** Aborts when a person wants it to stop. */
  signal: AbortSignal;
  sources: Sources;
  importing: ImportContext;
}

export interface WorkingOptions {
  config: Config;
  signal: AbortSignal;
  /** The library is opened read-only, and gates are looked at, not written. */
  dryRun?: boolean | undefined;
  /** The web is asked, whatever stands in a catalogue. */
  fresh?: boolean | undefined;
  /** How long somebody waits for a service that is not there; a command's, unless said. */
  patience?: Patience | undefined;
}

/**
 * Composition root: config → database → sources (each behind its gate, connected when it is asked) → context. Whoever opens it closes it.
 */
export async function openWorking(
  options: WorkingOptions,
): Promise<WorkingContext & { close(): Promise<void> }> {
  const { config, signal, dryRun = false, fresh = false, patience = "command" } = options;
  // A short busy timeout: who works with the network must not stand still while another process writes.
  const db = await openLibrary(config.libraryPath, { readonly: dryRun, busyTimeoutMs: 5 });
  const events = createEvents();
  const sources = connectSources({
    config,
    db,
    events,
    dryRun,
    fresh,
    patience,
    stopping: signal,
  });
  const importing: ImportContext = {
    db,
    events,
    dryRun,
    now: Date.now,
    signal,
    musicbrainz: sources.musicbrainz,
    albumSources: sources.albums,
    leastSide: config.artwork.leastSide,
    unaskedEditions: config.catalogue.unaskedEditions,
    transact: groupCommit(db, (write) => transact(db, write)),
  };
  return {
    config,
    db,
    events,
    signal,
    sources,
    importing,
    async close() {
      await sources.close();
      closeLibrary(db);
    },
  };
}
