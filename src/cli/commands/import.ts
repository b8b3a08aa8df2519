import { Option, type Command } from "commander";
import type { WorkingContext } from "../../composition/working.ts";
import type { ListFormat } from "../../lists/reading/read-list.ts";
import { withImporting } from "../run/context.ts";
import { ignoreHupFlag, metricsFlag } from "../typed/flags.ts";
import type { CommandEnding, Io } from "../io/io.ts";
import { addRunFlags, checkRunFlags, type ListFlags } from "./list-flags.ts";

interface ImportFlags extends ListFlags {
  as?: ListFormat;
  map?: string;
  name?: string;
  ignoreHup?: boolean;
  metrics?: string;
}

const formats: ListFormat[] = ["csv", "tsv", "json", "ndjson", "lines"];

export function addImportCommand(program: Command, io: Io, ending: CommandEnding): void {
  const command = program
    .command("import")
    .description("import a list of albums; again: only what is new or open")
    .argument("<list>", "a CSV, TSV, JSON or text file, or - for standard input")
    .addOption(
      new Option("--as <format>", "what it is, where its name and content don't say").choices(formats),
    )
    .option("--map <columns>", "which column is what: title=…,artist=…,year=…,mbid=…,barcode=…")
    .option("--name <name>", "what the list is called here (its path)")
    .option("-n, --dry-run", "ask for every row, and write nothing");
  addRunFlags(command)
    .addOption(ignoreHupFlag())
    .addOption(metricsFlag())
    .action(async (path: string, flags: ImportFlags) => {
      checkRunFlags(flags, "importer import");
      if (flags.ignoreHup) io.ignoreHangUp();
      ending.exitCode = await withImporting(
        io,
        { dryRun: flags.dryRun, metrics: { file: flags.metrics, command: "import" } },
        (context) => importFrom(path, context, flags, io),
      );
    });
}

async function importFrom(
  path: string,
  context: WorkingContext,
  flags: ImportFlags,
  io: Io,
): Promise<number> {
  const { typedInput } = await import("../io/typed-input.ts");
  const { openList } = await import("../../lists/open-list.ts");
  const { readList } = await import("../../lists/reading/read-list.ts");
  const { parseColumnMap } = await import("../../lists/reading/column-map.ts");
  const { runListOf } = await import("./run-list.ts");
  const map = flags.map === undefined ? undefined : parseColumnMap(flags.map);
  const source = await openList(path, typedInput(io, context.signal, "the list"));
  const entries = await readList(source.bytes, { name: source.says, format: flags.as, map });
  const file = path === "-" ? (io.stdin as { fd?: number }).fd : path;
  return runListOf(context, { name: flags.name ?? source.name, entries, file }, flags, io);
}
