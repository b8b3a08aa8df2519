import type { ItemStep } from "../../ledger/item-history.ts";
import { plainText } from "../../plain-text.ts";
import type { Output } from "../output.ts";

const words = { created: "is new", updated: "changed", removed: "was taken out", returned: "came back" };

export function showItemHistory(output: Output, title: string, steps: ItemStep[]): void {
  output.line(plainText(title));
  if (steps.length === 0) output.line("  nothing of it is remembered");
  for (const { run, command, at, kind, fields } of steps) {
    output.line(`  ${at.slice(0, 16).replace("T", " ")}  run ${run}  ${words[kind]}  ${plainText(command)}`);
    for (const { field, before, after } of fields)
      output.line(`    ${field}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`);
  }
}
