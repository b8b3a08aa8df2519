import type { ItemStep } from "../../../ledger/history/item-history.ts";
import { plainText } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";
import { fieldText, runText, valueText } from "./stored-words.ts";
import { localTime } from "../../layout/text.ts";

const words = { created: "is new", updated: "changed", removed: "was taken out", returned: "came back" };

export function showItemHistory(output: Output, title: string, steps: ItemStep[]): void {
  output.line(plainText(title));
  if (steps.length === 0) output.line("  nothing of it is remembered");
  for (const { run, command, at, kind, fields } of steps) {
    output.line(
      `  ${localTime(Date.parse(at)).slice(0, 16)}  run ${run}  ${words[kind]}  ${plainText(runText(command))}`,
    );
    for (const { field, before, after } of fields)
      output.line(
        plainText(`    ${fieldText(field)}: ${valueText(field, before)} → ${valueText(field, after)}`),
      );
  }
}
