import type { Command } from "commander";
import { exitCodes } from "../../errors.ts";
import { plainText } from "../../plain-text.ts";
import type { Io } from "../io.ts";
import type { Ending } from "../main.ts";
import { createOutput } from "../output.ts";

export function addDoctorCommand(program: Command, io: Io, ending: Ending): void {
  program
    .command("doctor")
    .description("check configuration, disk, library, services and jobs: all problems at once")
    .option("--online", "also ask each service whether it answers")
    .option("--json", "print one JSON document")
    .action(async (flags: { online?: boolean; json?: boolean }) => {
      const { examine } = await import("../doctor/examine.ts");
      const { pad } = await import("../view/text.ts");
      const output = createOutput(io, flags);
      const findings = await examine(io, { online: flags.online ?? false });
      const problems = findings.filter((finding) => finding.verdict === "problem").length;
      output.document({ problems, findings });
      const marks = {
        fine: output.colour.green("ok"),
        note: output.colour.yellow("note"),
        problem: output.colour.red("PROBLEM"),
      };
      for (const { about, verdict, says, remedy } of findings) {
        output.line(`${pad(marks[verdict], 8)} ${pad(about, 12)} ${plainText(says)}`);
        if (remedy) output.line(`${pad("", 21)} ${plainText(remedy)}`);
      }
      output.line(problems === 0 ? "no problems" : `${problems} ${problems === 1 ? "problem" : "problems"}`);
      ending.exitCode = problems === 0 ? exitCodes.done : exitCodes.usage;
    });
}
