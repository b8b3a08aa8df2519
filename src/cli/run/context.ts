import type { LibraryContext, WorkingContext } from "../../composition/working.ts";
import { loadConfig, type Config } from "../../config.ts";
import type { Db } from "../../db/connection.ts";
import { explainDatabaseError } from "../../db/faults.ts";
import { longestLockWaitMs, onLockWait } from "../../db/lock-waits.ts";
import { exitCodes, InterruptedError } from "../../errors.ts";
import type { Events } from "../../events.ts";
import type { Patience } from "../../sources/http/patience.ts";
import { plainText } from "../../plain-text.ts";
import { isReachable } from "../../settings/contact.ts";
import type { Io } from "../io/io.ts";
import { tell } from "../io/output.ts";
import { timeText } from "../layout/words.ts";

/** Opens the library for `use`, and closes it however that ends. */
export async function withLibrary<T>(io: Io, use: (context: LibraryContext) => T | Promise<T>): Promise<T> {
  const config = loadConfig(io.env);
  const { asEntry } = await import("./entry.ts");
  const { closeLibrary, openLibrary } = await import("../../db/opening/open.ts"); // `--help` needs no database
  const db = await openLibrary(config.libraryPath, { ifUnwritable: "look" });
  sayOfCopy(db, config, io);
  sayOfLock(db, config, io);
  try {
    return await asEntry(db, io, async () => use({ config, db }));
  } catch (error) {
    throw explainDatabaseError(error, config.libraryPath) ?? error;
  } finally {
    closeLibrary(db);
  }
}

/** What a working command has, and Ctrl-C; closed however it ends. */
export async function withImporting<T>(
  io: Io,
  options: {
    dryRun?: boolean | undefined;
    fresh?: boolean | undefined;
    force?: boolean | undefined;
    patience?: Patience;
    /** Where the figures of the run go, and what it is called in them. */
    metrics?: { file: string | undefined; command: string };
  },
  use: (context: WorkingContext) => Promise<T>,
): Promise<T> {
  const config = loadConfig(io.env);
  const stopping = new AbortController();
  const { asEntry } = await import("./entry.ts");
  const { openWorking } = await import("../../composition/working.ts");
  // Who asks again asks the web, unless nothing may leave.
  const fresh = options.fresh || (options.force && config.catalogue.mode !== "only");
  const working = await openWorking({ config, ...options, fresh, signal: stopping.signal });
  sayOfCopy(working.db, config, io);
  sayOfLock(working.db, config, io);
  const ignoreStop = io.onStop(() => stopping.abort(new InterruptedError()));
  try {
    if (!config.contact || !isReachable(config.contact)) warnOfContact(config.contact, working.events, io);
    working.events.on("catalogue-failed", ({ says }) => {
      tell(io, `importer: ${says}`);
    });
    return await measured(working, io, options.metrics, () => asEntry(working.db, io, () => use(working)));
  } catch (error) {
    throw explainDatabaseError(error, config.libraryPath) ?? error;
  } finally {
    ignoreStop();
    await working.close();
  }
}

async function measured<T>(
  { db, events }: WorkingContext,
  io: Io,
  metrics: { file: string | undefined; command: string } | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (metrics?.file === undefined) return work();
  const { writeMetrics } = await import("../metrics/write.ts");
  const end = writeMetrics({ path: metrics.file, command: metrics.command, db, events, io });
  let exitCode: number | undefined = exitCodes.failed;
  try {
    const result = await work();
    exitCode = typeof result === "number" ? result : undefined;
    return result;
  } catch (error) {
    if (error instanceof InterruptedError) exitCode = exitCodes.interrupted;
    throw error;
  } finally {
    end(exitCode);
  }
}

function sayOfCopy({ $client }: Db, { libraryPath }: Config, io: Io): void {
  if ($client.memory || $client.name === libraryPath) return;
  tell(io, `importer: ${libraryPath} can't be written; what is shown is a copy made just now`);
}

/** Nobody shall wonder why nothing happens. */
function sayOfLock(db: Db, { libraryPath }: Config, io: Io): void {
  onLockWait(db, () =>
    tell(
      io,
      `importer: another program holds ${libraryPath}; waiting until it lets go, ${timeText(longestLockWaitMs / 1000)} at most`,
    ),
  );
}

/** Once, and only if anybody is asked at all. */
function warnOfContact(contact: string | undefined, events: Events, io: Io): void {
  const is =
    contact === undefined ? "is not set" : `is "${plainText(contact)}", at which nobody can be reached`;
  let isSaid = false;
  events.on("request-sent", () => {
    if (isSaid) return;
    isSaid = true;
    tell(
      io,
      `importer: IMPORTER_CONTACT ${is}; MusicBrainz asks every program for an address to reach its user: importer config set IMPORTER_CONTACT you@example.org`,
    );
  });
}
