import { countsText } from "../../../counts.ts";
import { exitCodes, type ExitCode } from "../../../errors.ts";
import { plainText } from "../../../plain-text.ts";
import type { ExportOutcome, ExportResult } from "../../../scan/export.ts";
import type { Io } from "../../io/io.ts";
import { createOutput } from "../../io/output.ts";

/** What was written and what was not; returns the exit code. */
export function showExport(
  result: ExportResult,
  what: "lyrics" | "artwork",
  io: Io,
  flags: { json?: boolean; force?: boolean },
): ExitCode {
  const output = createOutput(io, flags);
  const of = (outcome: ExportOutcome) => result.files.filter((file) => file.outcome === outcome);
  output.document(result);
  for (const { path } of of("written"))
    output.line(`${result.dryRun ? "would write" : "wrote"} ${plainText(path)}`);
  for (const { path, reason } of of("kept"))
    output.line(`kept ${plainText(path)}: ${plainText(reason ?? "")}`);
  for (const { path } of of("mixed")) output.line(`left out ${plainText(path)}: files of several albums`);
  for (const { path, reason } of of("withheld"))
    output.line(`left out ${plainText(path)}: ${plainText(reason ?? "")}`);
  for (const { path, reason } of of("failed"))
    output.line(`failed ${plainText(path)}: ${plainText(reason ?? "")}`);
  const said = countsText([
    [of("written").length, result.dryRun ? "to write" : "written"],
    [of("unchanged").length, "unchanged"],
    [of("kept").length, "kept"],
    [of("failed").length, "failed"],
  ]);
  output.line(`${what}: ${said || (result.dryRun ? "none to write" : "none written")}`);
  if (of("withheld").length > 0)
    output.remark(
      "Amazon's licence speaks of links to its pictures; another: importer cover <album> --replace front.jpg",
    );
  if (of("kept").length > 0)
    output.remark(
      flags.force
        ? "what is newer than the library's stays, also with --force; to have the library's, move it away first"
        : "what is there stays; to write over it: --force",
    );
  if (result.files.length === 0) {
    output.remark(
      `no ${what} for audio files below ${plainText(result.folder)}; first: importer scan, importer enrich`,
    );
  }
  if (result.interrupted) return exitCodes.interrupted;
  return of("failed").length > 0 ? exitCodes.failed : exitCodes.done;
}
