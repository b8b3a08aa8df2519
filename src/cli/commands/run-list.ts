import type { WorkingContext } from "../../composition/working.ts";
import { InterruptedError } from "../../errors.ts";
import type { MusicBrainz } from "../../sources/musicbrainz/source.ts";
import type { ListEntry } from "../../lists/reading/entry.ts";
import type { ListRecord } from "../../lists/lists.ts";
import { tellingSoFar } from "../ending/stopped.ts";
import type { Io } from "../io/io.ts";
import type { ListFlags } from "./list-flags.ts";

export interface GivenList {
  name: string;
  entries: Iterable<ListEntry> | AsyncIterable<ListEntry>;
  /** What it is read from: a path, or a file that is open. */
  file?: string | number | undefined;
}

/** Imports entries as the list of this name, or queues them, and shows how it goes. @returns the exit code. */
export async function runListOf(
  context: WorkingContext,
  { name, entries, file }: GivenList,
  flags: ListFlags,
  io: Io,
): Promise<number> {
  const { importList, queueImport } = await import("../../lists/import-list.ts");
  const { resultWords, showListImport } = await import("../view/runs/list-import.ts");
  const { watchQueued } = await import("../view/imports/queued.ts");
  const { openErrors } = await import("../view/runs/list-errors.ts");
  const { countRows, findListByName } = await import("../../lists/lists.ts");
  const { config, importing, events } = context;
  const own = file === undefined ? [config.libraryPath] : [config.libraryPath, file];
  const errorsTo = flags.errorsTo === undefined ? undefined : openErrors(flags.errorsTo, own);
  const store = await storeOf(context);
  const readBefore = findListByName(store.db, name)?.reading ?? 0;
  /** Of a list that was not read to its end nothing is known. */
  const listRead = (): ListRecord | undefined => {
    const list = findListByName(store.db, name);
    return list && list.reading > readBefore ? list : undefined;
  };
  const soFar = (): string => {
    const list = listRead();
    return list ? resultWords(countRows(store.db, list)) : "the list was not read to its end";
  };
  const sayQueued = watchQueued(context.db, io);
  const view = showListImport({ events, config }, io, flags);
  try {
    const work = {
      ...store,
      importing,
      events,
      entries,
      name,
      concurrency: concurrencyOf(importing.musicbrainz, config.musicbrainz.intervalMs),
      retryNotFound: flags.retry === "not_found",
      withoutProducts: !wantsProducts(context, flags),
    };
    const result = await tellingSoFar(io, soFar, () =>
      flags.background ? queueImport(work) : importList(work),
    );
    errorsTo?.write(store.db, result.list);
    const exitCode = view.ended(result);
    if (!flags.background && !flags.dryRun) sayQueued();
    return exitCode;
  } catch (error) {
    // Stopped on the way, the rows that are still open are of use.
    const list = listRead();
    if (error instanceof InterruptedError && list) errorsTo?.write(store.db, list);
    throw error;
  } finally {
    view.close();
  }
}

/**
 * Rows that are asked for at once: at most so many of the service's turns are taken before a typed album's. Out of a file none are:
 * while some are saved, in one commit, the reader thread looks for others.
 */
function concurrencyOf({ asOf, releasesAtHand }: MusicBrainz, intervalMs: number): number {
  if (asOf !== undefined) return 200;
  return releasesAtHand || intervalMs < 200 ? 8 : 2;
}

/** Without credentials a shop would be asked for nothing but what MusicBrainz knows: not for thousands of albums. */
export function wantsProducts({ config: { amazon } }: WorkingContext, flags: { products: boolean }): boolean {
  const { credentialId, credentialSecret, partnerTag } = amazon;
  return flags.products && [credentialId, credentialSecret, partnerTag].every((each) => each !== undefined);
}

type Store = Pick<WorkingContext["importing"], "db" | "transact">;

/** Lists are kept in the library; in a dry run in memory. */
async function storeOf({ db, importing }: WorkingContext): Promise<Store> {
  if (!importing.dryRun) return { db, transact: importing.transact };
  const { openLibrary } = await import("../../db/opening/open.ts");
  const { transact } = await import("../../db/transact.ts");
  const memory = await openLibrary(":memory:");
  return { db: memory, transact: (write) => transact(memory, write) };
}
