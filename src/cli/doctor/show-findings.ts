import { plainText } from "../../plain-text.ts";
import type { Finding } from "./finding.ts";
import type { Output } from "../io/output.ts";
import { pad } from "../layout/text.ts";

/** One line each, with what to do below. */
export function showFindings(output: Output, findings: Finding[]): void {
  const marks = {
    fine: output.colour.green("ok"),
    unasked: output.colour.dim("unasked"),
    note: output.colour.yellow("note"),
    problem: output.colour.red("PROBLEM"),
  };
  for (const { about, verdict, says, remedy } of findings) {
    output.line(`${pad(marks[verdict], 8)} ${pad(about, 12)} ${plainText(says)}`);
    if (remedy) output.line(`${pad("", 21)} ${plainText(remedy)}`);
  }
}
