import type { WorkingContext } from "../../../composition/working.ts";
import {
  exitCodes,
  InterruptedError,
  messageOf,
  nameOfExitCode,
  speaks,
  type ExitCode,
} from "../../../errors.ts";
import { plainText } from "../../../plain-text.ts";
import { describeFault } from "../../ending/explain.ts";
import type { Io } from "../../io/io.ts";
import { createOutput } from "../../io/output.ts";
import { worstOf } from "../../ending/troubles.ts";

export interface SyncFlags {
  wifiOnly?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

export interface SyncGiven {
  context: WorkingContext;
  folder: string;
  flags: SyncFlags;
  /** Under --json nothing of the parts reaches stdout. */
  io: Io;
}

/** One part: how it ended, and what it brought; `error` where it could not be done at all. */
export interface EndedPart {
  exitCode: ExitCode;
  result?: object;
  error?: string;
}

type Part = (given: SyncGiven) => Promise<EndedPart>;

/**
 * Does a part as an entry of the ledger below the command's. What a source, another process or a setting denies is its own ending; only
 * where the folder itself is none is there nothing to do, and nothing done that should be told.
 */
export async function doPart(given: SyncGiven, name: string, part: Part): Promise<EndedPart> {
  const { context, folder, io } = given;
  const { asPart } = await import("../../../ledger/entries/part.ts");
  const { signal, importing } = context;
  const about = { what: `${name} of sync ${folder}`, now: importing.now, signal };
  const outcomeOf = ({ exitCode }: EndedPart): string => nameOfExitCode(exitCode);
  try {
    return await asPart(context.db, about, () => part(given), outcomeOf);
  } catch (fault) {
    if (fault instanceof InterruptedError) throw fault;
    signal.throwIfAborted();
    const { message, hint, exitCode } = describeFault(fault);
    if (!speaks(fault) || (part === scanFolder && exitCode === exitCodes.usage)) throw fault;
    createOutput(io, {}).remark(plainText(hint === undefined ? message : `${message}; ${hint}`));
    return { exitCode, error: messageOf(fault) };
  }
}

export const scanFolder: Part = async ({ context, folder, flags, io }) => {
  const { scan } = await import("../../../scan/scan.ts");
  const { showScan } = await import("../../view/runs/scan.ts");
  const { db, events, config, signal, importing } = context;
  const view = showScan(events, io, {});
  try {
    const given = { db, events, now: importing.now, home: config.home, signal, transact: importing.transact };
    const result = await scan(given, folder, { dryRun: flags.dryRun ?? false });
    return { result, exitCode: view.ended(result) };
  } finally {
    view.close();
  }
};

export const completeReleases: Part = async ({ context, flags, io }) => {
  const { completeLibrary, listOpen } = await import("../complete.ts");
  if (flags.dryRun) return { result: await listOpen(context, {}, io), exitCode: exitCodes.done };
  const { result, exitCode } = await completeLibrary(context, {}, io);
  return { result: { ...result, halted: result.halted?.why }, exitCode };
};

export const enrichTracks: Part = async ({ context, flags, io }) => {
  const both = { artwork: true, lyrics: true };
  if (flags.dryRun) {
    const { workOf } = await import("../../view/runs/enrichment.ts");
    const { countWork } = await import("../../../library/enrichment/work-list.ts");
    const work = countWork(context.db, both);
    createOutput(io, {}).line(work.tracks === 0 ? "nothing to enrich" : workOf(work));
    return { result: work, exitCode: exitCodes.done };
  }
  const { enrichmentConfig } = await import("../../../enrichment/config.ts");
  const { enrich } = await import("../enrich.ts");
  const config = enrichmentConfig({ requireWifi: flags.wifiOnly ?? false });
  return enrich(context, config, both, io);
};

export const exportBeside: Part = async ({ context, folder, flags, io }) => {
  const { exportArtwork, exportLyrics } = await import("../../../scan/export.ts");
  const { showExport } = await import("../../view/runs/export.ts");
  const { db, config, signal } = context;
  const given = { db, home: config.home, signal };
  const options = { dryRun: flags.dryRun ?? false, force: false };
  const lyrics = await exportLyrics(given, folder, options);
  const artwork = await exportArtwork(given, folder, options);
  const codes = [showExport(lyrics, "lyrics", io, {}), showExport(artwork, "artwork", io, {})];
  return { result: { lyrics, artwork }, exitCode: worstOf(codes) };
};
