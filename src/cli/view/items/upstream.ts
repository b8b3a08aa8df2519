import type { ShownUpstream } from "../../../library/identity/upstream.ts";
import { plainText } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";
import { pad } from "../../layout/text.ts";
import { mergeCommand } from "../../../errors.ts";

/** What became of one item at its source, a line each. */
export function printUpstream(
  output: Output,
  what: string,
  { id, goneAt, mergedFrom = [], keptApart = [] }: ShownUpstream & { id: number },
): void {
  const line = (name: string, words: string): void =>
    output.line(`  ${output.colour.dim(pad(name, 10))} ${plainText(words)}`);
  if (goneAt !== undefined) line("gone", `since ${dayOf(goneAt)} its source has it no longer`);
  for (const former of mergedFrom)
    line("merged", `${what} ${former.id} is this one since ${dayOf(former.mergedAt)}`);
  for (const { kind, value, id: other, why } of keptApart) {
    const named = other === null ? `${kind} ${value}` : `${what} ${other} (${kind} ${value})`;
    if (why === "undone") line("is not", `${named}: you took that back`);
    else if (other === null) line("may be", `${named}, its source says; the library has none of that now`);
    // Both are a person's: the older stays, as the question in review says.
    else
      line(
        "may be",
        `${named}, its source says: ${mergeCommand(what, Math.max(other, id), Math.min(other, id))}`,
      );
  }
}

const dayOf = (iso: string): string => iso.slice(0, 10);
