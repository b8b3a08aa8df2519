import { Argument, type Command } from "commander";
import type { Db } from "../../db/connection.ts";
import { UserError } from "../../errors.ts";
import { creditText } from "../../facts.ts";
import { plainText } from "../../plain-text.ts";
import { withLibrary } from "../context.ts";
import { parseCount } from "../flags.ts";
import type { Io } from "../io.ts";
import { createOutput, type Output } from "../output.ts";
import type { Column } from "../view/table.ts";
import { findItem } from "../which.ts";

type What = "albums" | "artists" | "releases" | "tracks";
type Value = string | number | null;
type Row = Record<string, Value>;

interface ListFlags {
  album?: string;
  limit?: number;
  json?: boolean;
}

export function addListCommand(program: Command, io: Io): void {
  program
    .command("list")
    .description("list what is in the library")
    .addArgument(new Argument("<what>").choices(["albums", "artists", "releases", "tracks"]))
    .option("--album <which>", "only the tracks of this album, in its order")
    .option("--limit <number>", "at most so many", parseCount)
    .option("--json", "print one JSON document")
    .action((what: What, flags: ListFlags) =>
      withLibrary(io, async ({ db }) => {
        const output = createOutput(io, flags);
        if (flags.album !== undefined) return await listTracksOf(db, what, flags.album, output, flags);
        const { listAlbums, listAllReleases, listArtists, listTracks } =
          await import("../../library/list.ts");
        const readers = {
          albums: listAlbums,
          artists: listArtists,
          releases: listAllReleases,
          tracks: listTracks,
        } as const;
        const rows = readers[what](db, flags.limit ?? -1);
        if (flags.json) await output.list(rows);
        else await showRows(output, what, Array.from(rows as Iterable<object>, shown));
      }),
    );
}

/** For the eye a list of artists is one text. */
function shown(line: object): Row {
  const { artists, ...row } = line as { artists?: Parameters<typeof creditText>[0] };
  return { ...row, ...(artists && { artists: creditText(artists) }) };
}

/** The tracks of one album, with their places and files. */
async function listTracksOf(
  db: Db,
  what: What,
  words: string,
  output: Output,
  { limit, json }: ListFlags,
): Promise<void> {
  if (what !== "tracks") {
    throw new UserError(`--album is for tracks, not for ${what}`, {
      hint: `importer list tracks --album ${words}`,
    });
  }
  const asked = { what: "album", words, command: "importer list tracks --album" } as const;
  const { id: albumId, title } = await findItem(db, asked, output);
  const { listAlbumTracks } = await import("../../library/album-tracks.ts");
  const tracks = listAlbumTracks(db, albumId).slice(0, limit);
  if (json) return output.list(tracks);
  if (tracks.length === 0) {
    output.line(`no tracks of ${plainText(title)} yet`);
    return output.remark(`  to import its releases: importer releases ${albumId}`);
  }
  const { showAlbumTracks } = await import("../view/album-tracks.ts");
  showAlbumTracks(output, tracks);
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
      ...[text("year", "releaseYear"), text("type", "primaryType"), right("releases", "releases")],
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
