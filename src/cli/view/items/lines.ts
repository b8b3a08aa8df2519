import type { KindName } from "../../../finding/field.ts";
import type { ItemLine } from "../../../finding/find.ts";
import type { Output } from "../../io/output.ts";
import { cellText } from "../../layout/line-formats.ts";
import { renderTable, type Column } from "../../layout/table.ts";
import { duration } from "../../layout/text.ts";

/** Rows of a table that are measured together: a library longer than that is shown in several. */
const tableRows = 5000;

const text = (title: string, name: string, flexible = false): Column<ItemLine> => ({
  title,
  flexible,
  value: (line) => cellText(line[name]),
});
const right = (title: string, name: string): Column<ItemLine> => ({ ...text(title, name), align: "right" });
const length: Column<ItemLine> = {
  title: "length",
  align: "right",
  value: ({ lengthMs }) => duration((lengthMs as number | undefined) ?? null),
};

/** What a person is shown of each kind, unless they name the columns. */
const usualColumns: Record<KindName, Column<ItemLine>[]> = {
  albums: [
    right("id", "id"),
    text("artist", "artists", true),
    text("title", "title", true),
    text("year", "releaseYear"),
    text("type", "primaryType"),
    right("releases", "releases"),
  ],
  artists: [
    right("id", "id"),
    text("name", "name", true),
    text("kind", "kind"),
    text("country", "country"),
    text("note", "disambiguation", true),
    right("albums", "albums"),
  ],
  releases: [
    right("id", "id"),
    right("album", "albumId"),
    text("title", "title", true),
    text("date", "releasedOn"),
    text("country", "country"),
    text("format", "format", true),
    text("barcode", "barcode"),
    right("tracks", "tracks"),
  ],
  tracks: [
    right("id", "id"),
    text("artist", "artists", true),
    text("title", "title", true),
    text("album", "album", true),
    length,
  ],
  files: [
    right("id", "id"),
    right("track", "trackId"),
    text("artist", "artists", true),
    text("title", "title", true),
    text("state", "state"),
    { ...text("path", "path", true), keepsEnd: true },
  ],
};

/** Lines as tables for people. @returns how many there were */
export function showLines(
  output: Output,
  lines: Iterable<ItemLine>,
  kind: KindName,
  named?: readonly string[],
): number {
  const columns = named?.map((name) => text(name, name, true)) ?? usualColumns[kind];
  let count = 0;
  let rows: ItemLine[] = [];
  const show = (): void => {
    if (rows.length > 0) output.line(renderTable(rows, columns, output));
    rows = [];
  };
  for (const line of lines) {
    count++;
    if (rows.push(line) === tableRows) show();
  }
  show();
  return count;
}
