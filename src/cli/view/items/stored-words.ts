import { duration } from "../../layout/text.ts";
import { payloadTexts } from "../jobs/payload.ts";
import { countText } from "../../../counts.ts";

/** Tables, columns and values of the library in a person's words: for history, undo and removals. */

/** One, and many. What is not here is how the others hang together: it is counted, and not named. */
const tableWords: Record<string, [one: string, many: string]> = {
  albums: ["album", "albums"],
  artists: ["artist", "artists"],
  releases: ["release", "releases"],
  tracks: ["track", "tracks"],
  lyrics: ["lyrics", "lyrics"],
  artworks: ["picture", "pictures"],
  album_covers: ["offer of a cover", "offers of a cover"],
  files: ["file", "files"],
  identifiers: ["identifier", "identifiers"],
  external_links: ["link", "links"],
  products: ["shop product", "shop products"],
  categories: ["genre", "genres"],
  review_questions: ["question", "questions"],
  list_rows: ["row of a list", "rows of lists"],
};

/** `1 album, 3 releases, 11 tracks and 60 rows that join them`. */
export function rowsText(counts: readonly { table: string; rows: number }[]): string {
  const rowsOf = (table: string): number =>
    counts.reduce((sum, each) => sum + (each.table === table ? each.rows : 0), 0);
  const named = Object.entries(tableWords).flatMap(([table, [one, many]]) => {
    const rows = rowsOf(table);
    return rows === 0 ? [] : [countText(rows, one, many)];
  });
  const others = counts.reduce((sum, { table, rows }) => sum + (table in tableWords ? 0 : rows), 0);
  if (others === 0) return named.join(", ");
  if (named.length === 0) return countText(others, "row");
  return `${named.join(", ")} and ${countText(others, "row")} that ${others === 1 ? "joins" : "join"} them`;
}

/** `album 1`; undefined for a row that says nothing to a person. */
export function rowText(table: string, id: number | null): string | undefined {
  const words = tableWords[table];
  return words && (id === null ? words[0] : `${words[0]} ${id}`);
}

const columnWords: Record<string, string> = {
  artwork_id: "cover",
  artwork_status: "cover found",
  lyrics_status: "lyrics found",
  primary_type: "type",
  secondary_types: "further types",
  length_ms: "length",
  released_on: "released",
  began_on: "began",
  ended_on: "ended",
  disambiguation: "note",
};

/** `artwork_id` → `cover`, `catalog_number` → `catalog number`. */
export const fieldText = (column: string): string =>
  columnWords[column] ?? column.replace(/_id$/, "").replaceAll("_", " ");

/** They hold a list, as JSON; a title may begin as one does, and is none. */
const listColumns: ReadonlySet<string> = new Set([
  "secondary_types",
  "artwork_withheld_on",
  "isrcs",
  "labels",
  "reasons",
]);

/** One of a list; a release's label has several parts. */
function listedText(each: string | { label: string | null; catalogNumber: string | null }): string {
  if (typeof each === "string") return each;
  return [each.label, each.catalogNumber].filter((part) => part !== null).join(" ");
}

/** A stored value: `none`, `picture 2`, `3:50`, `Live, Compilation`. */
export function valueText(column: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "none";
  if (column === "artwork_id") return `picture ${String(value)}`;
  if (column.endsWith("_id")) return `${fieldText(column)} ${String(value)}`;
  if (column === "length_ms" && typeof value === "number") return duration(value);
  if (typeof value === "string" && listColumns.has(column))
    return (JSON.parse(value) as Parameters<typeof listedText>[0][]).map(listedText).join(", ") || "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What a run was: a command as it was typed, a job by its kind and what it was about: `import-album-releases, album 1`. */
export function runText(what: string): string {
  const [, kind, payload] = /^([a-z-]+) (\{.*\})$/.exec(what) ?? [];
  if (kind === undefined || kind === "importer") return what;
  return [kind, ...payloadTexts(JSON.parse(payload!))].join(", ");
}
