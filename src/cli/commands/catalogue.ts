import type { Command } from "commander";
import { exitCodes, InterruptedError, UserError } from "../../errors.ts";
import type { BuildOptions, BuildResult } from "../../catalogue/build/start.ts";
import { loadConfig } from "../../config.ts";
import { tell } from "../io/output.ts";
import type { CommandEnding, Io } from "../io/io.ts";
import { whileBlocked } from "../io/signals.ts";

interface BuildFlags {
  releases?: boolean;
  from?: string;
  genres: boolean;
  force?: boolean;
  json?: boolean;
}

interface JsonFlag {
  json?: boolean;
}

export function addCatalogueCommand(program: Command, io: Io, ending: CommandEnding): void {
  const catalogue = program
    .command("catalogue")
    .alias("catalog")
    .description("MusicBrainz in one file: albums without the network");
  catalogue
    .command("build")
    .description("fetch the newest dump and build the file; again: go on where it stopped")
    .option("--releases", "editions, media and tracks too: 25 GB more to fetch, about 7 GB on the disk")
    .option("--from <folder>", "a folder that holds the dump already")
    .option("--no-genres", "leave the genres out, which are under another licence")
    .option("--force", "anew, though it is there, was fetched this week, or is of a newer dump")
    .option("--json", "print one JSON document")
    .action(async (flags: BuildFlags) => {
      ending.exitCode = await build(io, flags, async (options) => {
        const { startBuild } = await import("../../catalogue/build/start.ts");
        return startBuild({
          ...options,
          releases: flags.releases ?? false,
          genres: flags.genres,
          from: flags.from,
          force: flags.force ?? false,
        });
      });
    });
  catalogue
    .command("update")
    .description("build the newest dump beside the file that is there, and put it in its place")
    .option("--from <folder>", "a folder that holds the dump already")
    .option("--force", "though one was fetched this week")
    .option("--json", "print one JSON document")
    .action(async (flags: Omit<BuildFlags, "genres">) => {
      ending.exitCode = await build(io, flags, async (options) => {
        const { startUpdate } = await import("../../catalogue/build/start.ts");
        return startUpdate({ ...options, from: flags.from, force: flags.force ?? false });
      });
    });
  addLooks(catalogue, io);
}

/** What needs no dump. */
function addLooks(catalogue: Command, io: Io): void {
  catalogue
    .command("status")
    .description("what there is: of which day, how much, and what was begun")
    .option("--json", "print one JSON document")
    .action(async (flags: JsonFlag) => {
      const { readStatus } = await import("../../catalogue/status.ts");
      const { showStatus } = await import("../view/runs/catalogue.ts");
      const { home, catalogue: settings } = loadConfig(io.env);
      showStatus(readStatus(home, Date.now()), settings.mode, io, flags);
    });
  catalogue
    .command("verify")
    .description("prove that the file is whole")
    .option("--deep", "every row and every page: minutes")
    .option("--json", "print one JSON document")
    .action(async (flags: JsonFlag & { deep?: boolean }) => {
      const { verifyCatalogue } = await import("../../catalogue/verify.ts");
      const { showVerified } = await import("../view/runs/catalogue.ts");
      showVerified(await verifyCatalogue(loadConfig(io.env).home, flags.deep ?? false), io, flags);
    });
  catalogue
    .command("remove")
    .description("remove the file; the library stays as it is")
    .option("--json", "print one JSON document")
    .action(async (flags: JsonFlag) => {
      const { removeAll } = await import("../../catalogue/status.ts");
      const { showRemovedCatalogue: showRemoved } = await import("../view/runs/catalogue.ts");
      showRemoved(await removeAll(loadConfig(io.env).home), io, flags);
    });
}

type Prepared = Omit<BuildOptions, "releases" | "genres" | "force" | "from">;

async function build(
  io: Io,
  flags: JsonFlag & { from?: string },
  start: (options: Prepared) => Promise<BuildResult>,
): Promise<number> {
  const config = loadConfig(io.env);
  const { connectDumps } = await import("../../composition/catalogue.ts");
  const { showBuild } = await import("../view/runs/catalogue-build.ts");
  const stopping = new AbortController();
  const ignoreStop = io.onStop(() => stopping.abort(new InterruptedError()));
  const dumps = connectDumps(config);
  const view = showBuild(io, flags, stopping.signal);
  if (!config.contact && flags.from === undefined)
    tell(io, "importer: IMPORTER_CONTACT is not set; the server of the dumps likes to know who fetches them");
  try {
    const options = {
      ...dumps,
      signal: stopping.signal,
      now: Date.now,
      blocked: whileBlocked,
      agree: view.agree,
      progress: view.progress,
    };
    const result = await start(options);
    view.ended(result);
    if (result.outcome !== "declined") return exitCodes.done;
    throw new UserError("nothing was built", {
      hint: "importer catalogue build --from FOLDER takes files that are there",
    });
  } finally {
    view.close();
    ignoreStop();
    await dumps.downloader.close();
  }
}
