import { Option, type Command } from "commander";
import type { WorkingContext } from "../../composition/working.ts";
import { exitCodes, nameOfExitCode, type ExitCode } from "../../errors.ts";
import { creditText } from "../../facts.ts";
import type { Holder } from "../../jobs/locks/lock.ts";
import type { CompleteResult } from "../../lists/complete/complete.ts";
import { withImporting } from "../run/context.ts";
import { tellingSoFar } from "../ending/stopped.ts";
import { ignoreHupFlag, metricsFlag } from "../typed/flags.ts";
import { quiet, type CommandEnding, type Io } from "../io/io.ts";
import { countText } from "../../counts.ts";

interface CompleteFlags {
  retry?: "not_found";
  enrich: boolean;
  dryRun?: boolean;
  ignoreHup?: boolean;
  metrics?: string;
  json?: boolean;
}

/** Every album that was read from files: identified, with its releases, then covers and lyrics. */
export function addCompleteCommand(program: Command, io: Io, ending: CommandEnding): void {
  program
    .command("complete")
    .description("identify the albums that were read from files, with releases, covers and lyrics")
    .option("--no-enrich", "no covers and lyrics")
    .addOption(new Option("--retry <state>", "ask again for what was not found").choices(["not_found"]))
    .option("-n, --dry-run", "list what would be asked for, and write nothing")
    .addOption(ignoreHupFlag())
    .addOption(metricsFlag())
    .option("--json", "print one JSON document")
    .action(async (flags: CompleteFlags) => {
      if (flags.ignoreHup) io.ignoreHangUp();
      ending.exitCode = await withImporting(
        io,
        { dryRun: flags.dryRun, metrics: { file: flags.metrics, command: "complete" } },
        (context) => (flags.dryRun ? dryRun(context, flags, io) : complete(context, flags, io)),
      );
    });
}

async function dryRun(context: WorkingContext, flags: CompleteFlags, io: Io): Promise<ExitCode> {
  const { createOutput } = await import("../io/output.ts");
  createOutput(io, flags).document(await listOpen(context, flags, flags.json ? quiet(io) : io));
  return exitCodes.done;
}

/** What would be asked for, in a dry run. @returns its document. */
export async function listOpen(
  { db }: WorkingContext,
  flags: Pick<CompleteFlags, "retry">,
  io: Io,
): Promise<object> {
  const { unidentifiedAlbums } = await import("../../library/scanned/unidentified-albums.ts");
  const { describeAlbum } = await import("../../library/details/describe.ts");
  const { mbidOfItem } = await import("../../library/identity/identifiers.ts");
  const { isInReview } = await import("../../lists/complete/complete.ts");
  const { inReviewText } = await import("../view/runs/complete.ts");
  const { createOutput } = await import("../io/output.ts");
  const { plainText } = await import("../../plain-text.ts");
  const output = createOutput(io, {});
  const retry = flags.retry === "not_found";
  const all = [...unidentifiedAlbums(db)];
  const ids = all.filter((id) => !isInReview(db, id, { retry }));
  const albums = ids.map((id) => describeAlbum(db, id)!);
  const listed = albums.map(({ id, title, artists, releaseYear }) => {
    return { id, mbid: mbidOfItem(db, "album", id!), title, artists, releaseYear };
  });
  for (const { id, title, artists } of albums) {
    output.line(`${String(id).padStart(5)}  ${plainText(`${creditText(artists)} - ${title}`)}`);
  }
  const toAsk = ids.length === 0 ? "no album to ask for" : `${countText(ids.length, "album")} to identify`;
  const rest = all.length > ids.length ? `; ${inReviewText(all.length - ids.length)}` : "";
  output.line(`${toAsk}${rest}; nothing was written (--dry-run)`);
  return { dryRun: true, albums: listed };
}

async function complete(context: WorkingContext, flags: CompleteFlags, io: Io): Promise<ExitCode> {
  const { createOutput } = await import("../io/output.ts");
  const { enrich } = await import("./enrich.ts");
  const { enrichmentConfig } = await import("../../enrichment/config.ts");
  const { showWholeRun } = await import("../view/runs/whole-run.ts");
  const { sayIfEmpty } = await import("../view/items/first-step.ts");
  const run = showWholeRun(context, io, flags.enrich ? ["complete", "enrich"] : ["complete"]);
  run.begin("complete");
  const { result, exitCode } = await completeLibrary(context, flags, flags.json ? quiet(run.io) : run.io);
  createOutput(io, flags).document({
    ...result,
    halted: result.halted?.why,
    outcome: nameOfExitCode(exitCode),
  });
  if (!flags.enrich || result.halted !== undefined) {
    if (result.albums === 0) sayIfEmpty(createOutput(run.io, {}), context.db); // else covers and lyrics say it
    return exitCode;
  }
  const both = { artwork: true, lyrics: true };
  run.begin("enrich");
  const enriched = await enrich(context, enrichmentConfig({}), both, flags.json ? quiet(run.io) : run.io);
  return exitCode === exitCodes.done ? enriched.exitCode : exitCode;
}

/** Identifies what is not identified yet, and shows how it goes; one at a time a library. */
export async function completeLibrary(
  context: WorkingContext,
  flags: Pick<CompleteFlags, "retry">,
  io: Io,
): Promise<{ result: CompleteResult; exitCode: ExitCode }> {
  const { HeldError, holdingLock } = await import("../../jobs/locks/hold-lock.ts");
  const { completeAlbums } = await import("../../lists/complete/complete.ts");
  const { showComplete } = await import("../view/runs/complete.ts");
  const { wantsProducts } = await import("./run-list.ts");
  const { watchQueued } = await import("../view/imports/queued.ts");
  const { db, importing } = context;
  const busy = (holder: Holder): Error => new HeldError(holder, "completing this library");
  return holdingLock({ db, now: importing.now, name: "complete", busy }, async () => {
    const view = showComplete(context, io);
    const sayQueued = watchQueued(db, io);
    try {
      const withoutProducts = !wantsProducts(context, { products: true });
      const options = { withoutProducts, retry: flags.retry === "not_found" };
      const result = await tellingSoFar(io, view.soFar, () => completeAlbums(importing, options));
      const exitCode = view.ended(result);
      sayQueued();
      return { result, exitCode };
    } finally {
      view.close();
    }
  });
}
