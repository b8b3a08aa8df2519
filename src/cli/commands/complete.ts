import { Option, type Command } from "commander";
import type { WorkingContext } from "../../composition/working.ts";
import { exitCodes, nameOfExitCode, type ExitCode } from "../../errors.ts";
import { creditText } from "../../facts.ts";
import type { Holder } from "../../jobs/lock.ts";
import type { CompleteResult } from "../../lists/complete/complete.ts";
import { withImporting } from "../context.ts";
import type { Ending } from "../ending.ts";
import { ignoreHupFlag } from "../flags.ts";
import type { Io } from "../io.ts";
import { exitCodeOfTroubles } from "../troubles.ts";
import { countsText, countText } from "../view/words.ts";

interface CompleteFlags {
  retry?: "not_found";
  enrich: boolean;
  dryRun?: boolean;
  ignoreHup?: boolean;
  json?: boolean;
}

/** Every album that was read from files: identified, with its releases, then covers and lyrics. */
export function addCompleteCommand(program: Command, io: Io, ending: Ending): void {
  program
    .command("complete")
    .description("identify the albums that were read from files, with releases, covers and lyrics")
    .option("--no-enrich", "no covers and lyrics")
    .addOption(new Option("--retry <state>", "ask again for what was not found").choices(["not_found"]))
    .option("-n, --dry-run", "list what would be asked for, and write nothing")
    .addOption(ignoreHupFlag())
    .option("--json", "print one JSON document")
    .action(async (flags: CompleteFlags) => {
      if (flags.ignoreHup) io.ignoreHangUp();
      ending.exitCode = await withImporting(io, { dryRun: flags.dryRun }, (context) =>
        flags.dryRun ? listOpen(context, flags, io) : complete(context, flags, io),
      );
    });
}

async function listOpen({ db }: WorkingContext, flags: CompleteFlags, io: Io): Promise<ExitCode> {
  const { unidentifiedAlbums } = await import("../../library/unidentified-albums.ts");
  const { describeAlbum } = await import("../../library/describe.ts");
  const { mbidOfItem } = await import("../../library/identifiers.ts");
  const { createOutput } = await import("../output.ts");
  const { plainText } = await import("../../plain-text.ts");
  const output = createOutput(io, flags);
  const albums = [...unidentifiedAlbums(db)].map((id) => describeAlbum(db, id)!);
  const listed = albums.map(({ id, title, artists, releaseYear }) => {
    return { id, mbid: mbidOfItem(db, "album", id!), title, artists, releaseYear };
  });
  output.document({ dryRun: true, albums: listed });
  for (const { id, title, artists } of albums) {
    output.line(`${String(id).padStart(5)}  ${plainText(`${creditText(artists)} - ${title}`)}`);
  }
  output.line(`${countText(albums.length, "album")} to identify; nothing was written (--dry-run)`);
  return exitCodes.done;
}

/** One at a time a library. @returns the exit code. */
async function complete(context: WorkingContext, flags: CompleteFlags, io: Io): Promise<ExitCode> {
  const { HeldError, holdingLock } = await import("../../jobs/hold-lock.ts");
  const { db, importing } = context;
  const busy = (holder: Holder): Error => new HeldError(holder, "completing this library");
  return holdingLock({ db, now: importing.now, name: "complete", busy }, () => run(context, flags, io));
}

async function run(context: WorkingContext, flags: CompleteFlags, io: Io): Promise<ExitCode> {
  const { completeAlbums } = await import("../../lists/complete/complete.ts");
  const { createProgress, sayWork } = await import("../view/list-import.ts");
  const { wantsProducts } = await import("./run-list.ts");
  const { createOutput } = await import("../output.ts");
  const { plainText } = await import("../../plain-text.ts");
  const { events, config, importing } = context;
  const progress = createProgress(events, io);
  sayWork(progress, events, config);
  const retry = flags.retry === "not_found";
  const withoutProducts = !wantsProducts(context, { products: true });
  let result: CompleteResult;
  try {
    result = await completeAlbums(importing, { withoutProducts, retry });
  } finally {
    progress.close();
  }
  const exitCode = exitCodeOf(result);
  const output = createOutput(io, flags);
  output.document({ ...result, halted: result.halted?.why, outcome: nameOfExitCode(exitCode) });
  output.line(wordsOf(result));
  if (result.halted !== undefined) output.remark(`ended early: ${plainText(result.halted.why)}`);
  if (result.toReview + result.notFound > 0) output.remark("to decide: importer review");
  if (!flags.enrich || result.halted !== undefined) return exitCode;
  const enriched = await enrichQuietly(context, io);
  return exitCode === exitCodes.done ? enriched : exitCode;
}

/** The library lacks no more than what its services could not give. */
async function enrichQuietly(context: WorkingContext, io: Io): Promise<ExitCode> {
  const { enrichmentConfig } = await import("../../enrichment/config.ts");
  const { enrich } = await import("./enrich.ts");
  const silent = { ...io, stdout: { write: () => true } }; // the result's document stands there
  return (await enrich(context, enrichmentConfig({}), { artwork: true, lyrics: true }, silent)) as ExitCode;
}

function wordsOf({
  albums,
  identified,
  withReleases,
  toReview,
  notFound,
  unavailable,
  refused,
  failed,
  kept,
  left,
}: CompleteResult): string {
  if (albums === 0) return "every album that was read from files is identified";
  const said = countsText([
    [identified, `identified (${withReleases} with releases)`],
    [toReview, "to review"],
    [notFound, "not found"],
    [unavailable, "could not be asked for"],
    [refused, "refused"],
    [failed, "failed"],
    [kept, "kept as they are"],
    [left, "left"],
  ]);
  return `${countText(albums, "album")} read from files: ${said}`;
}

/** What a halt left over counts with what halted it: an answer to a question may have come with it. */
function exitCodeOf({ halted, failed, unavailable, refused }: CompleteResult): ExitCode {
  return exitCodeOfTroubles({
    failed,
    unavailable: unavailable + (halted?.kind === "unavailable" ? 1 : 0),
    refused: refused + (halted?.kind === "refused" ? 1 : 0),
  });
}
