import { Argument, type Command } from "commander";
import { withLibrary } from "../context.ts";
import { parseCount } from "../flags.ts";
import type { Io } from "../io.ts";
import { createOutput, type Output } from "../output.ts";
import type { Column } from "../view/table.ts";

type What = "albums" | "artists" | "releases" | "tracks";
type Row = Record<string, string | number | null>;

export function addListCommand(program: Command, io: Io): void {
  program
    .command("list")
    .description("list what is in the library")
    .addArgument(new Argument("<what>").choices(["albums", "artists", "releases", "tracks"]))
    .option("--limit <number>", "at most so many", parseCount)
    .option("--json", "print one JSON document")
    .action((what: What, flags: { limit?: number; json?: boolean }) =>
      withLibrary(io, async ({ db }) => {
        const { listAlbums, listAllReleases, listArtists, listTracks } =
          await import("../../library/list.ts");
        const readers = {
          albums: listAlbums,
          artists: listArtists,
          releases: listAllReleases,
          tracks: listTracks,
        } as const;
        const rows = readers[what](db, flags.limit ?? -1);
        const output = createOutput(io, flags);
        if (flags.json) await output.list(rows);
        else await showRows(output, what, [...rows] as unknown as Row[]);
      }),
    );
}

async function showRows(output: Output, what: What, rows: Row[]): Promise<void> {
  if (rows.length === 0) {
    output.line(`no ${what} yet`);
    output.remark('  the first album: importer album "The Dark Side of the Moon" --artist "Pink Floyd"');
    return;
  }
  const { renderTable } = await import("../view/table.ts");
  const { duration } = await import("../view/text.ts");
  const text = (title: string, name: string, flexible = false): Column<Row> => ({
    title,
    value: (row) => row[name],
    flexible,
  });
  const right = (title: string, name: string): Column<Row> => ({ ...text(title, name), align: "right" });
  const columns: Record<What, Column<Row>[]> = {
    albums: [
      ...[right("id", "id"), text("artist", "artists", true), text("title", "title", true)],
      ...[text("year", "year"), text("type", "primaryType"), right("releases", "releases")],
    ],
    artists: [
      ...[right("id", "id"), text("name", "name", true), text("kind", "kind"), text("country", "country")],
      ...[text("note", "disambiguation", true), right("albums", "albums")],
    ],
    releases: [
      ...[right("id", "id"), right("album", "albumId"), text("title", "title", true)],
      ...[text("date", "releasedOn"), text("country", "country"), text("format", "format", true)],
      ...[text("barcode", "barcode"), right("tracks", "tracks")],
    ],
    tracks: [
      ...[right("id", "id"), text("artist", "artists", true), text("title", "title", true)],
      ...[text("album", "album", true)],
      { title: "length", value: (row) => duration(row["lengthMs"] as number | null), align: "right" },
    ],
  };
  output.line(renderTable(rows, columns[what], output));
}
