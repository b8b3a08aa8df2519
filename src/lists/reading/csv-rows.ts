import { UserError } from "../../errors.ts";
import { cellsOf, columnsOf, readsAsHeader, type Columns } from "./columns.ts";
import type { ColumnMap } from "./column-map.ts";
import type { RawList, RawRow } from "./entry.ts";
import { mendSurplus } from "./mend.ts";
import { readCsvRecords, type CsvRecord } from "./parse-csv.ts";

/** RFC 4180, and what people's programs make of it. @throws UserError where no header says what the columns are. */
export async function readCsv(
  pieces: AsyncIterable<string>,
  { delimiter, map, name }: { delimiter: string; map: ColumnMap | undefined; name: string },
): Promise<RawList> {
  const records = readCsvRecords(pieces, {
    name,
    delimiter,
    raw: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    hint: "is it CSV? --as tsv|json|ndjson|lines says otherwise",
  });
  let first = await records.next();
  // Excel's own line.
  if (!first.done && /^sep=/i.test(first.value.record[0] ?? "")) first = await records.next();
  if (first.done) throw new UserError(`${name} is empty: it has no row`, { hint: "importer help import" });
  const names = first.value.record;
  const hasHeader = readsAsHeader(names) || (map !== undefined && !isByNumber(map));
  const columns = columnsOf(names, map);
  return { columns, rows: rowsOf(hasHeader ? undefined : first.value, records, columns) };
}

const isByNumber = (map: ColumnMap): boolean => [...map.values()].every((column) => /^\d+$/.test(column));

async function* rowsOf(
  first: CsvRecord | undefined,
  records: AsyncIterable<CsvRecord>,
  columns: Columns,
): AsyncGenerator<RawRow> {
  const header = columns.names.join("\n");
  if (first) yield rowOf(first, columns);
  for await (const each of records) {
    const { record } = each;
    if (record.every((value) => value.trim() === "")) continue;
    if (record.length === columns.names.length && record.join("\n") === header) continue; // pasted together
    yield rowOf(each, columns);
  }
}

function rowOf({ record, info, raw }: CsvRecord, columns: Columns): RawRow {
  const text = raw.replace(/^[\r\n]+|[\r\n]+$/g, "");
  const line = info.lines - (text.match(/\r\n|\n|\r/g) ?? []).length;
  const values = mendSurplus(record, columns.names.length);
  const row = { line, raw: text, cells: cellsOf(values, columns) };
  const surplus = values.slice(columns.names.length).some((value) => value.trim() !== "");
  if (!surplus) return row;
  return {
    ...row,
    skip: `it has ${values.length} cells where the header has ${columns.names.length}: are quotes missing?`,
  };
}
