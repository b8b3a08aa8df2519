import { Option, type Command } from "commander";
import { oneFlagOf } from "../typed/one-flag.ts";

/** What every run over a list can be told: of a file, a discography, a collection. */
export interface ListFlags {
  dryRun?: boolean;
  errorsTo?: string;
  retry?: "not_found";
  products: boolean;
  strict?: boolean;
  background?: boolean;
  events?: boolean;
  json?: boolean;
}

export function addRunFlags(command: Command): Command {
  return command
    .option("--errors-to <file>", "write the rows that did not come in as CSV, with why")
    .addOption(new Option("--retry <state>", "ask again for what was not found").choices(["not_found"]))
    .option("--no-products", "queue no search at Amazon")
    .option("--strict", "exit 4 if any row is a question, 3 if any was not found")
    .option("--background", "as jobs for the worker, behind what is typed")
    .option("--events", "print a JSON line for each row, on stdout")
    .option("--json", "print one JSON document");
}

/** @throws UserError for flags that say different things of what stdout holds, or of when it is done. */
export function checkRunFlags(flags: ListFlags, command: string): void {
  oneFlagOf(flags, ["events", "json"], command);
  for (const other of ["events", "dryRun", "errorsTo"] as const)
    oneFlagOf(flags, ["background", other], command);
}
