import { Option, type Command } from "commander";
import type { WorkingContext } from "../../composition/working.ts";
import type { ListFormat } from "../../lists/reading/read-list.ts";
import { withImporting } from "../context.ts";
import type { Ending } from "../ending.ts";
import { ignoreHupFlag } from "../flags.ts";
import type { Io } from "../io.ts";
import { oneFlagOf } from "../one-flag.ts";
import type { ListFlags } from "./run-list.ts";

interface ImportFlags extends ListFlags {
  as?: ListFormat;
  map?: string;
  name?: string;
  ignoreHup?: boolean;
}

const formats: ListFormat[] = ["csv", "tsv", "json", "ndjson", "lines"];

export function addImportCommand(program: Command, io: Io, ending: Ending): void {
  program
    .command("import")
    .description("import a list of albums; again: only what is new or open")
    .argument("<list>", "a CSV, TSV, JSON or text file, or - for standard input")
    .addOption(
      new Option("--as <format>", "what it is, where its name and content don't say").choices(formats),
    )
    .option("--map <columns>", "which column is what: title=…,artist=…,year=…,mbid=…,barcode=…")
    .option("--name <name>", "what the list is called here (its path)")
    .option("-n, --dry-run", "ask for every row, and write nothing")
    .option("--errors-to <file>", "write the rows that did not come in as CSV, with why")
    .addOption(new Option("--retry <state>", "ask again for what was not found").choices(["not_found"]))
    .option("--no-products", "queue no search at Amazon")
    .option("--strict", "exit 4 if any row is a question, 3 if any was not found")
    .option("--background", "as jobs for the worker, behind what is typed")
    .addOption(ignoreHupFlag())
    .option("--events", "print a JSON line for each row, on stdout")
    .option("--json", "print one JSON document")
    .action(async (path: string, flags: ImportFlags) => {
      checkTogether(flags);
      if (flags.ignoreHup) io.ignoreHangUp();
      ending.exitCode = await withImporting(io, { dryRun: flags.dryRun }, (context) =>
        importFrom(path, context, flags, io),
      );
    });
}

function checkTogether(flags: ImportFlags): void {
  oneFlagOf(flags, ["events", "json"], "importer import");
  for (const other of ["events", "dryRun", "errorsTo"] as const)
    oneFlagOf(flags, ["background", other], "importer import");
}

async function importFrom(
  path: string,
  context: WorkingContext,
  flags: ImportFlags,
  io: Io,
): Promise<number> {
  const { openList } = await import("../../lists/open-list.ts");
  const { readList } = await import("../../lists/reading/read-list.ts");
  const { parseColumnMap } = await import("../../lists/reading/column-map.ts");
  const { runListOf } = await import("./run-list.ts");
  const map = flags.map === undefined ? undefined : parseColumnMap(flags.map);
  const source = await openList(path, io.stdin);
  const entries = await readList(source.bytes, { name: source.says, format: flags.as, map });
  const file = path === "-" ? (io.stdin as { fd?: number }).fd : path;
  return runListOf(context, { name: flags.name ?? source.name, entries, file }, flags, io);
}
