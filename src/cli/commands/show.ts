import { Argument, type Command } from "commander";
import { exitCodes, UserError } from "../../errors.ts";
import { withLibrary } from "../context.ts";
import { parseId } from "../flags.ts";
import type { Io } from "../io.ts";
import { createOutput } from "../output.ts";

type What = "album" | "artist" | "release" | "track";

export function addShowCommand(program: Command, io: Io): void {
  program
    .command("show")
    .description("show one item of the library, and where its facts came from")
    .addArgument(new Argument("<what>").choices(["album", "artist", "release", "track"]))
    .argument("<id>", "its library id", parseId)
    .option("--json", "print one JSON document")
    .action((what: What, id: number, flags: { json?: boolean }) =>
      withLibrary(io, async ({ db }) => {
        const library = await import("../../library/show.ts");
        const view = await import("../view/show.ts");
        const output = createOutput(io, flags);
        const found = <T extends object>(item: T | undefined): T => {
          if (!item) throw missing(what, id);
          output.document(item);
          return item;
        };
        switch (what) {
          case "album":
            return view.showAlbum(output, found(library.showAlbum(db, id)));
          case "artist":
            return view.showArtist(output, found(library.showArtist(db, id)));
          case "release":
            return view.showRelease(output, found(library.showRelease(db, id)));
          case "track":
            return view.showTrack(output, found(library.showTrack(db, id)));
        }
      }),
    );
}

function missing(what: What, id: number): UserError {
  return new UserError(`there is no ${what} ${id} in the library`, {
    hint: `importer list ${what}s`,
    exitCode: exitCodes.notFound,
  });
}
