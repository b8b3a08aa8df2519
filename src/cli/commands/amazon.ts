import type { Command } from "commander";
import { exitCodes, RejectedError, UnavailableError } from "../../errors.ts";
import { withImporting } from "../run/context.ts";
import type { WorkingContext } from "../../composition/working.ts";
import type { Finding } from "../doctor/finding.ts";
import type { CommandEnding, Io } from "../io/io.ts";
import { createOutput } from "../io/output.ts";

export function addAmazonCommand(program: Command, io: Io, ending: CommandEnding): void {
  const amazon = program.command("amazon").description("how Amazon is set up");
  amazon
    .command("check")
    .description("credentials, token, eligibility and rate: one line each; asks Amazon once")
    .option("--json", "print one JSON document")
    .action(async (flags: { json?: boolean }) => {
      ending.exitCode = await withImporting(io, {}, (context) => check(context, flags, io));
    });
}

async function check(context: WorkingContext, flags: { json?: boolean }, io: Io): Promise<number> {
  const { examineAmazon } = await import("../doctor/amazon.ts");
  const { showFindings } = await import("../doctor/show-findings.ts");
  const output = createOutput(io, flags);
  const { findings, fault } = await examineAmazon(context);
  output.document({ findings });
  showFindings(output, findings);
  return exitCodeOf(findings, fault);
}

function exitCodeOf(findings: Finding[], fault: unknown): number {
  if (fault instanceof RejectedError) return exitCodes.rejected;
  if (fault instanceof UnavailableError) return exitCodes.unavailable;
  return findings.some(({ verdict }) => verdict === "problem") ? exitCodes.usage : exitCodes.done;
}
