import type { Command } from "commander";
import type { EnrichmentConfig } from "../../enrichment/config.ts";
import type { EnrichmentResult } from "../../enrichment/result.ts";
import { exitCodes, UserError, type ExitCode } from "../../errors.ts";
import { withImporting } from "../run/context.ts";
import type { WorkingContext } from "../../composition/working.ts";
import { ignoreHupFlag, metricsFlag, parseCountFlag, parseCountFromZero, parseWait } from "../typed/flags.ts";
import type { CommandEnding, Io } from "../io/io.ts";
import { oneFlagOf } from "../typed/one-flag.ts";
import { createOutput } from "../io/output.ts";

interface EnrichFlags {
  wifiOnly?: boolean;
  wait?: number;
  batchSize?: number;
  concurrency?: number;
  artwork: boolean;
  lyrics: boolean;
  maxRetries?: number;
  retryDelay?: number;
  timeout?: number;
  retryAbsent?: boolean;
  background?: boolean;
  ignoreHup?: boolean;
  events?: boolean;
  metrics?: string;
  json?: boolean;
}

export function addEnrichCommand(program: Command, io: Io, ending: CommandEnding): void {
  program
    .command("enrich")
    .description("covers and lyrics for every track that lacks them")
    .option("--wifi-only", "only on Wi-Fi that is not metered; leaving it stops the asking at once")
    .option(
      "--wait <duration>",
      "how long for a network that was lost: 30s, 10m, 0 (10m; on a terminal, until it is back)",
      parseWait,
    )
    .option("--batch-size <number>", "tracks read from the library at a time (50)", parseCountFlag)
    .option("-c, --concurrency <number>", "tracks worked at once (5)", parseCountFlag)
    .option("--no-artwork", "no covers")
    .option("--no-lyrics", "no lyrics")
    .option("--max-retries <number>", "after a first try that failed (3)", parseCountFromZero)
    .option("--retry-delay <ms>", "before the first retry; doubles up to 10 s (100)", parseCountFlag)
    .option("--timeout <seconds>", "for one try of one question (30)", parseCountFlag)
    .option("--retry-absent", "ask again for what was known absent")
    .option("--background", "as a job for the worker")
    .addOption(ignoreHupFlag())
    .addOption(metricsFlag())
    .option("--events", "print a JSON line for each track, on stdout")
    .option("--json", "print one JSON document")
    .action(async (flags: EnrichFlags) => {
      checkTogether(flags);
      if (flags.ignoreHup) io.ignoreHangUp();
      const { enrichmentConfig } = await import("../../enrichment/config.ts");
      const config = enrichmentConfig(changesOf(flags));
      ending.exitCode = await withImporting(
        io,
        { metrics: { file: flags.metrics, command: "enrich" } },
        (context) =>
          flags.background
            ? queue(context, config, flags, io)
            : enrich(context, config, flags, io).then(({ exitCode }) => exitCode),
      );
    });
}

/** Each says what stdout holds: one document, or a line for each event, or what became of a job. */
function checkTogether(flags: EnrichFlags): void {
  const { background, wait } = flags;
  if (background && wait !== undefined) {
    throw new UserError(
      "--background and --wait can't be given together: a job gives its place back, and comes again",
      {
        hint: "importer enrich --help",
      },
    );
  }
  for (const other of ["json", "background"] as const) oneFlagOf(flags, ["events", other], "importer enrich");
}

function changesOf(flags: EnrichFlags): Partial<EnrichmentConfig> {
  const changes = {
    batchSize: flags.batchSize,
    maxConcurrent: flags.concurrency,
    maxRetries: flags.maxRetries,
    baseRetryDelayMs: flags.retryDelay,
    operationTimeoutSecs: flags.timeout,
  };
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(given),
    artwork: flags.artwork,
    lyrics: flags.lyrics,
    requireWifi: flags.wifiOnly ?? false,
    retryAbsent: flags.retryAbsent ?? false,
  };
}

async function queue(
  { db, importing }: WorkingContext,
  config: EnrichmentConfig,
  flags: EnrichFlags,
  io: Io,
): Promise<number> {
  const { enqueueOrChange } = await import("../../jobs/queue/queue.ts");
  const output = createOutput(io, flags);
  const payload = { ...config, ...(config.retryAbsent && { askedBefore: Date.now() }) };
  const { change, ...job } = await importing.transact(() =>
    enqueueOrChange(db, { kind: "library-enrichment", payload, uniqueKey: "library-enrichment" }, Date.now()),
  );
  if (change === "refused") throw runsOtherwise(job.id);
  const { id, kind, queue, state } = job;
  output.document({ jobs: [{ id, kind, queue, state }] });
  output.line(`job ${id} ${wordsOf[change]}; to do it now: importer worker --drain`);
  return exitCodes.done;
}

const wordsOf = {
  created: "is queued",
  same: "does the same already",
  changed: "was waiting already, and has these settings now",
} as const;

function runsOtherwise(id: number): UserError {
  return new UserError(`job ${id} is enriching the library right now, with other settings`, {
    hint: `wait for it (importer jobs show ${id}), or stop it: importer jobs cancel ${id}`,
    exitCode: exitCodes.failed,
  });
}

/** Nobody watches a run of cron: the next one must not find it still waiting. */
const unwatchedWaitMs = 10 * 60_000;

/** Covers and lyrics for all that lack them, shown as it goes. */
export async function enrich(
  context: WorkingContext,
  config: EnrichmentConfig,
  flags: EnrichFlags,
  io: Io,
): Promise<{ result: EnrichmentResult; exitCode: ExitCode }> {
  const { createEnrichment } = await import("../../enrichment/create.ts");
  const { showEnrichment } = await import("../view/runs/enrichment.ts");
  const { sayIfEmpty } = await import("../view/items/first-step.ts");
  const { db, events, signal, importing, sources } = context;
  const abandoning = new AbortController();
  const job = createEnrichment({
    db,
    events,
    config,
    now: Date.now,
    transact: importing.transact,
    settings: context.config,
    sources: await sources.enrichment(),
    abandon: abandoning.signal,
    stopping: signal,
    longestWaitMs: flags.wait ?? (io.interactive ? Infinity : unwatchedWaitMs),
  });
  const view = showEnrichment(context, io, { events: flags.events ?? false, json: flags.json ?? false });
  // What is in flight may finish, but nobody who pressed Ctrl-C waits for a service that hangs.
  signal.addEventListener("abort", () => view.stopping());
  signal.addEventListener("abort", () => setTimeout(() => abandoning.abort(signal.reason), 5_000).unref());
  try {
    const result = await job.run(signal);
    const exitCode = view.ended(result);
    if (result.total === 0 && result.halted === undefined) sayIfEmpty(createOutput(io, flags), db);
    return { result, exitCode };
  } finally {
    view.close();
  }
}
