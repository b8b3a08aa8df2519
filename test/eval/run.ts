import { evaluate } from "./evaluate.ts";
import { countWrong, formatReport } from "./report.ts";

const evaluation = evaluate();
console.log(formatReport(evaluation));
if (process.argv.includes("--missed")) {
  for (const { case: each, verdict, outcome, why } of evaluation.results) {
    if (verdict === "missed") {
      console.log(
        `${each.damage}: "${each.title}" by ${each.artist} of ${each.year}, expected ${each.expected.outcome}, is ${outcome}: ${why}`,
      );
    }
  }
}
process.exitCode = countWrong(evaluation.results) > 0 ? 1 : 0;
