import type { ItemType } from "../../../db/item-types.ts";
import type { ItemStep } from "../../../ledger/history/item-history.ts";
import { plainText } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";
import { fieldText, runText, valueText } from "./stored-words.ts";
import { localTime } from "../../layout/text.ts";

const words = { created: "is new", updated: "changed", removed: "was taken out", returned: "came back" };

/** `album 2, "Desire", became it`. */
function stepText(what: ItemType, { kind, other }: ItemStep): string {
  if (kind !== "merged" && kind !== "parted") return words[kind];
  const named = `${what} ${other!.id}${other!.title === null ? "" : `, "${other!.title}",`}`;
  return `${named} ${kind === "merged" ? "became it" : "is itself again"}`;
}

export function showItemHistory(
  output: Output,
  { what, title }: { what: ItemType; title: string },
  steps: ItemStep[],
): void {
  output.line(plainText(title));
  if (steps.length === 0) output.line("  nothing of it is remembered");
  for (const step of steps) {
    const { run, command, at, fields } = step;
    const when = localTime(Date.parse(at)).slice(0, 16);
    output.line(plainText(`  ${when}  run ${run}  ${stepText(what, step)}  ${runText(command)}`));
    for (const { field, before, after } of fields)
      output.line(
        plainText(`    ${fieldText(field)}: ${valueText(field, before)} → ${valueText(field, after)}`),
      );
  }
}
