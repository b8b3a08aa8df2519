import { Command, CommanderError } from "commander";
import { exitCodes } from "../errors.ts";
import { packageVersion } from "../package-root.ts";
import { addAlbumCommand } from "./commands/album.ts";
import { addAmazonCommand } from "./commands/amazon.ts";
import { addBackupCommand } from "./commands/backup.ts";
import { addCatalogueCommand } from "./commands/catalogue.ts";
import { addArtistCommand } from "./commands/artist.ts";
import { addCollectionCommand } from "./commands/collection.ts";
import { addCompleteCommand } from "./commands/complete.ts";
import { addCompletionCommand } from "./commands/completion.ts";
import { addConfigCommand } from "./commands/config.ts";
import { addCoverCommand } from "./commands/cover.ts";
import { addDemoCommand } from "./commands/demo.ts";
import { addDoctorCommand } from "./commands/doctor.ts";
import { addEnrichCommand } from "./commands/enrich.ts";
import { addExportCommand } from "./commands/export.ts";
import { addImportCommand } from "./commands/import.ts";
import { addHistoryCommand } from "./commands/history.ts";
import { addJobsCommand } from "./commands/jobs/command.ts";
import { addHelpCommand } from "./commands/help.ts";
import { addLinksCommand } from "./commands/links.ts";
import { addListCommand } from "./commands/list.ts";
import { addListsCommand } from "./commands/lists.ts";
import { addLyricsCommand } from "./commands/lyrics.ts";
import { addMergeCommand } from "./commands/merge.ts";
import { addReleasesCommand } from "./commands/releases.ts";
import { addRemoveCommand } from "./commands/remove.ts";
import { addRestoreCommand } from "./commands/restore.ts";
import { addReviewCommand } from "./commands/review.ts";
import { addScanCommand } from "./commands/scan.ts";
import { addSearchCommand } from "./commands/search.ts";
import { addShowCommand } from "./commands/show.ts";
import { addSyncCommand } from "./commands/sync/command.ts";
import { addUndoCommand } from "./commands/undo.ts";
import { addWorkerCommand } from "./commands/worker.ts";
import { withoutSecretWords, wordsTyped } from "./typed/without-secrets.ts";
import { explainFault } from "./ending/explain.ts";
import { createOutput } from "./io/output.ts";
import type { CommandEnding, Io } from "./io/io.ts";
import { withoutSynonyms } from "./typed/synonyms.ts";
import { usageErrorOf } from "./typed/usage.ts";
import { wrapLines } from "./layout/wrap.ts";

export { systemIo, type Io } from "./io/io.ts";

/** The whole program as a function: arguments and streams in, exit code out. */
export async function run(argv: string[], streams: Io): Promise<number> {
  const ending: CommandEnding = { exitCode: exitCodes.done };
  const typed = {
    words: wordsTyped(argv, streams.env),
    argv: withoutSecretWords(argv, streams.env),
    ending,
  };
  const io: Io = { ...streams, typed };
  const program = createProgram(io, ending);
  const names = program.commands.map((command) => command.name());
  const words = withoutSynonyms(argv, names);
  try {
    if (isVersionAsked(words)) showVersion(io, words);
    else await program.parseAsync(words, { from: "user" });
    return ending.exitCode;
  } catch (error) {
    const options = { json: argv.includes("--json") };
    if (!(error instanceof CommanderError)) return explainFault(error, io, options);
    if (error.exitCode === 0) return exitCodes.done; // --help, --version
    return isHelp(error) ? exitCodes.usage : explainFault(usageErrorOf(error, words, program), io, options);
  }
}

/** Alone, or with `--json`: behind a command it is the command's to take or refuse. */
const isVersionAsked = (words: string[]): boolean =>
  words.some((word) => word === "--version" || word === "-V") &&
  words.every((word) => ["--version", "-V", "--json"].includes(word));

function showVersion(io: Io, words: string[]): void {
  const output = createOutput(io, { json: words.includes("--json") });
  output.document({ version: packageVersion() });
  output.line(packageVersion());
}

/** `importer` alone: the help was shown already. */
const isHelp = ({ code }: CommanderError): boolean => code === "commander.help";

/** In the order of the help. */
const commands = [
  addAlbumCommand,
  addArtistCommand,
  addReleasesCommand,
  addImportCommand,
  addCollectionCommand,
  addListsCommand,
  addReviewCommand,
  addCompleteCommand,
  addSyncCommand,
  addEnrichCommand,
  addScanCommand,
  addExportCommand,
  addWorkerCommand,
  addJobsCommand,
  addListCommand,
  addSearchCommand,
  addShowCommand,
  addHistoryCommand,
  addUndoCommand,
  addRemoveCommand,
  addMergeCommand,
  addLinksCommand,
  addLyricsCommand,
  addCoverCommand,
  addBackupCommand,
  addRestoreCommand,
  addCatalogueCommand,
  addConfigCommand,
  addDoctorCommand,
  addAmazonCommand,
];

/** All commands and flags. They load what is heavy only when they run: `importer --version` must not wait for a database. */
export function createProgram(io: Io, ending: CommandEnding): Command {
  const program = new Command("importer")
    .description("Turns a title into a complete, correct album in a SQLite library you own.")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .enablePositionalOptions() // behind a command, `-Various` is a word of its own
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(wrapLines(text, io.wrapAt?.stdout)),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => {}, // `usageErrorOf` says it, also under --json
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
    })
    .addHelpText("after", firstSteps);
  for (const add of commands) add(program, io, ending);
  addDemoCommand(program, io, ending, run);
  addHelpCommand(program, io);
  addCompletionCommand(program, io);
  return program;
}

const firstSteps = `
First steps:
  importer demo                     see the whole round, offline
  importer album "The Dark Side of the Moon" --artist "Pink Floyd"
  importer worker --drain           do what was queued, then leave
  importer help                     topics: settings, automation, politeness …

Exit codes: 0 done, 1 failed, 2 usage or configuration, 3 not found,
  4 ambiguous, 5 source unavailable, 6 refused by a source,
  7 held back by network policy, 130 interrupted`;
