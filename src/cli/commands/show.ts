import { Argument, type Command } from "commander";
import type { ItemType } from "../../db/schema/facts.ts";
import { withLibrary } from "../context.ts";
import type { Io } from "../io.ts";
import { createOutput } from "../output.ts";
import { findItem } from "../which.ts";

export function addShowCommand(program: Command, io: Io): void {
  program
    .command("show")
    .description("show one item of the library, and where its facts came from")
    .addArgument(new Argument("<what>").choices(["album", "artist", "release", "track"]))
    .argument("<id>", "its library id, MBID, address or identifier, or (the beginning of) its title")
    .option("--json", "print one JSON document")
    .action((what: ItemType, words: string, flags: { json?: boolean }) =>
      withLibrary(io, async ({ db }) => {
        const library = await import("../../library/show.ts");
        const view = await import("../view/show.ts");
        const output = createOutput(io, flags);
        const { id } = await findItem(db, { what, words, command: `importer show ${what}` }, output);
        const found = <T extends object>(item: T | undefined): T => {
          output.document(item!);
          return item!;
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
