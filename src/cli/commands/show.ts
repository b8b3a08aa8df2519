import type { Command } from "commander";
import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import type { Job } from "../../jobs/operators/inspect.ts";
import { UserError } from "../../errors.ts";
import { argumentQuoted } from "../../plain-text.ts";
import { withLibrary } from "../run/context.ts";
import type { Io } from "../io/io.ts";
import { createOutput } from "../io/output.ts";
import { kindArgument } from "../typed/kind-argument.ts";
import { findItem } from "../typed/which.ts";

interface ShowFlags {
  sources?: boolean;
  history?: boolean;
  json?: boolean;
}

export function addShowCommand(program: Command, io: Io): void {
  program
    .command("show")
    .description("show one item of the library, and where its facts came from")
    .addArgument(kindArgument(["album", "artist", "release", "track", "file"]))
    .argument(
      "<which>",
      "its library id, MBID, address or identifier, or (the beginning of) its title; a file's id or path",
    )
    .option("--sources", "where each value of an album came from, and what the other sources say")
    .option("--history", "which runs changed it, field by field")
    .option("--json", "print one JSON document")
    .action((what: ItemType | "file", words: string, flags: ShowFlags) =>
      withLibrary(io, async ({ db, config }) => {
        checkTogether(what, words, flags);
        if (what === "file") {
          const { showFile } = await import("./show-file.ts");
          return showFile(db, words, createOutput(io, flags));
        }
        const library = await import("../../library/details/show.ts");
        const view = await import("../view/items/show.ts");
        const output = createOutput(io, flags);
        const { id, title } = await findItem(db, { what, words, command: `importer show ${what}` }, output);
        if (flags.history) {
          const { listItemHistory } = await import("../../ledger/history/item-history.ts");
          const { showItemHistory } = await import("../view/items/item-history.ts");
          const history = listItemHistory(db, what, id);
          output.document({ id, title, history });
          return showItemHistory(output, { what, title }, history);
        }
        const found = <T extends object>(item: T | undefined): T => {
          output.document(item!);
          return item!;
        };
        switch (what) {
          case "album": {
            if (!flags.sources) {
              const album = found(library.showAlbum(db, id));
              return view.printAlbum(output, album, await jobsBehind(db, album.runs));
            }
            const { listFieldOrigins } = await import("../../library/details/field-origins.ts");
            const { showOrigins } = await import("../view/items/origins.ts");
            const album = library.showAlbum(db, id)!;
            const sources = listFieldOrigins(db, id, config.albumSources)!;
            output.document({ ...album, sources });
            return showOrigins(output, album, sources);
          }
          case "artist": {
            const artist = found(library.showArtist(db, id));
            return view.printArtist(output, artist, await jobsBehind(db, artist.runs));
          }
          case "release":
            return view.printRelease(output, found(library.showRelease(db, id)));
          case "track":
            return view.printTrack(output, found(library.showTrack(db, id)));
        }
      }),
    );
}

/** The jobs that runs were queued as, by their ids. */
async function jobsBehind(db: Db, runs: { outcome: string }[]): Promise<(jobId: number) => Job | undefined> {
  if (runs.every(({ outcome }) => outcome !== "queued")) return () => undefined;
  const { getJob } = await import("../../jobs/operators/inspect.ts");
  return (jobId) => getJob(db, jobId);
}

function checkTogether(what: ItemType | "file", words: string, { sources, history }: ShowFlags): void {
  const isOdd = (sources && what !== "album") || (history && what === "file");
  if (!isOdd) return;
  const says = sources ? "--sources is for albums" : "--history is of albums, artists, releases and tracks";
  throw new UserError(`${says}, and "${words}" was asked for as ${what}`, {
    hint: `importer show ${what} ${argumentQuoted(words)}`,
  });
}
