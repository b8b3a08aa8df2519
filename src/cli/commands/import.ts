import { Option, type Command } from "commander";
import type { WorkingContext } from "../../composition/working.ts";
import { UserError } from "../../errors.ts";
import type { ListFormat } from "../../lists/reading/read-list.ts";
import { withImporting } from "../context.ts";
import type { Ending } from "../ending.ts";
import { ignoreHupFlag } from "../flags.ts";
import type { Io } from "../io.ts";

export interface ImportFlags {
  as?: ListFormat;
  map?: string;
  name?: string;
  dryRun?: boolean;
  errorsTo?: string;
  retry?: "not_found";
  products: boolean;
  strict?: boolean;
  background?: boolean;
  ignoreHup?: boolean;
  events?: boolean;
  json?: boolean;
}

export function addImportCommand(program: Command, io: Io, ending: Ending): void {
  program
    .command("import")
    .description("import a list of albums; again: only what is new or open")
    .argument("<list>", "a CSV, TSV, JSON or text file, or - for standard input")
    .addOption(
      new Option("--as <format>", "what it is, where its name and content don't say").choices([
        ...["csv", "tsv", "json", "ndjson", "lines"],
      ]),
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

function checkTogether({ json, events, background, dryRun, errorsTo }: ImportFlags): void {
  const clashes: [string, boolean | undefined][] = [
    ["--events and --json", events && json],
    ["--background and --events", background && events],
    ["--background and --dry-run", background && dryRun],
    ["--background and --errors-to", background && errorsTo !== undefined],
  ];
  const [clash] = clashes.find(([, isGiven]) => isGiven) ?? [];
  if (clash === undefined) return;
  throw new UserError(`${clash} can't be given together`, { hint: "importer import --help" });
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
  const { importList, queueImport } = await import("../../lists/import-list.ts");
  const { showListImport, openErrors } = await import("../view/list-import.ts");
  const map = flags.map === undefined ? undefined : parseColumnMap(flags.map);
  const errorsTo = flags.errorsTo === undefined ? undefined : openErrors(flags.errorsTo);
  const source = await openList(path, io.stdin);
  const entries = await readList(source.bytes, { name: source.says, format: flags.as, map });
  const { config, importing, events } = context;
  const store = await storeOf(context);
  const view = showListImport({ events, config }, io, flags);
  try {
    const work = {
      ...store,
      ...{ importing, events, entries, name: flags.name ?? source.name },
      concurrency: config.musicbrainz.intervalMs < 200 ? 8 : 2,
      retryNotFound: flags.retry === "not_found",
      withoutProducts: !wantsProducts(context, flags),
    };
    const result = await (flags.background ? queueImport(work) : importList(work));
    if (errorsTo !== undefined) errorsTo.write(store.db, result.list);
    return view.ended(result);
  } finally {
    view.close();
  }
}

/** Without credentials a shop would be asked for nothing but what MusicBrainz knows: not for thousands of albums. */
function wantsProducts({ config: { amazon } }: WorkingContext, flags: ImportFlags): boolean {
  const { credentialId, credentialSecret, partnerTag } = amazon;
  return flags.products && [credentialId, credentialSecret, partnerTag].every((each) => each !== undefined);
}

/** Lists are kept in the library; in a dry run in memory. */
async function storeOf({
  db,
  importing,
}: WorkingContext): Promise<Pick<WorkingContext, "db"> & { transact: typeof importing.transact }> {
  if (!importing.dryRun) return { db, transact: importing.transact };
  const { openLibrary } = await import("../../db/open.ts");
  const { transact } = await import("../../db/transact.ts");
  const memory = await openLibrary(":memory:");
  return { db: memory, transact: (write) => transact(memory, write) };
}
