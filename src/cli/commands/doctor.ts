import type { Command } from "commander";
import { exitCodes } from "../../errors.ts";
import type { CommandEnding, Io } from "../io/io.ts";
import { createOutput } from "../io/output.ts";
import { countText } from "../../counts.ts";

export function addDoctorCommand(program: Command, io: Io, ending: CommandEnding): void {
  program
    .command("doctor")
    .description("check configuration, disk, library, services and jobs: all problems at once")
    .option("--online", "also ask the music services whether they answer")
    .option("--json", "print one JSON document")
    .action(async (flags: { online?: boolean; json?: boolean }) => {
      const { examine } = await import("../doctor/examine.ts");
      const { showFindings } = await import("../doctor/show-findings.ts");
      const output = createOutput(io, flags);
      const findings = await examine(io, { online: flags.online ?? false });
      const problems = findings.filter((finding) => finding.verdict === "problem").length;
      output.document({ problems, findings });
      showFindings(output, findings);
      output.line(problems === 0 ? "no problems" : countText(problems, "problem"));
      if (!flags.online) output.line("whether the services answer: importer doctor --online");
      ending.exitCode = problems === 0 ? exitCodes.done : exitCodes.usage;
    });
}
