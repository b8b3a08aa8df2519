import { countsText } from "../../counts.ts";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { entriesOf, makeFolderWhole } from "../../backup/whole-folder.ts";
import type { Db } from "../../db/connection.ts";
import { syncFile } from "../../durable.ts";
import { exitCodes, reasonOf, UserError } from "../../errors.ts";
import { plainText, shellQuoted } from "../../plain-text.ts";
import type { Output } from "../io/output.ts";
import { writeInto } from "../io/replaced-file.ts";
import type { LibraryFormat } from "../typed/flags.ts";
import { refuseNoFolder } from "../typed/folder.ts";

/**
 * Writes the whole library, as it is at one moment, into a new folder: a file a kind, or one of SQLite. All of it is there under the
 * folder's name, or nothing.
 * @throws UserError for a folder that holds anything
 */
export async function exportLibrary(
  db: Db,
  folder: string,
  format: LibraryFormat,
  output: Output,
): Promise<void> {
  const target = resolve(folder);
  refuseFilled(target, folder, format);
  try {
    const counts = await makeFolderWhole(target, async (part) => {
      const written = format === "sqlite" ? await writeSqlite(db, part) : await writeKinds(db, part, format);
      for (const name of readdirSync(part)) syncFile(join(part, name));
      return written;
    });
    output.document({ folder: target, format, counts });
    const told = countsText(
      Object.entries(counts).map(([name, count]) => [count, count === 1 ? name.slice(0, -1) : name]),
    );
    output.line(`${plainText(target)}: ${told === "" ? "the library is empty" : told}`);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${folder} can't be written: ${reasonOf(error)}`, {
      hint: `choose another folder: importer export library --as ${format} ~/library`,
      exitCode: exitCodes.failed,
      cause: error,
    });
  }
}

function refuseFilled(target: string, folder: string, format: LibraryFormat): void {
  refuseNoFolder(folder, `importer export library --as ${format} ~/library`);
  let names: string[] | undefined;
  try {
    names = entriesOf(target);
  } catch {
    names = [folder]; // a file, or a folder that may not be looked into: neither is empty
  }
  if (names === undefined || names.length === 0) return;
  throw new UserError(`${folder} is there already and not empty; nothing was written`, {
    hint: `name a new folder: importer export library --as ${format} ${shellQuoted(`${folder}-2`)}`,
  });
}

async function writeSqlite(db: Db, folder: string): Promise<Record<string, number>> {
  const { exportAsSqlite } = await import("../../finding/export-sqlite.ts");
  return exportAsSqlite(db, join(folder, "library.sqlite"));
}

/** One reading transaction over all kinds, written as it is read. */
async function writeKinds(db: Db, folder: string, format: "ndjson" | "csv"): Promise<Record<string, number>> {
  const { itemKinds: kinds } = await import("../../finding/kinds/kinds.ts");
  const { findLines } = await import("../../finding/find.ts");
  const { formatLines } = await import("../layout/line-formats.ts");
  const counts: Record<string, number> = {};
  const writeAll = db.$client.transaction(() => {
    for (const kind of Object.values(kinds)) {
      const columns = kind.fields.map((field) => ({ name: field.names[0], field }));
      const lines = counted(findLines(db, kind, { groups: [], order: [] }, columns), (count) => {
        counts[kind.name] = count;
      });
      const names = columns.map(({ name }) => name);
      writeInto(join(folder, `${kind.name}.${format}`), "wx", formatLines(lines, format, names));
    }
  });
  writeAll();
  return counts;
}

function* counted<Row>(rows: Iterable<Row>, tell: (count: number) => void): Generator<Row> {
  let count = 0;
  for (const row of rows) {
    count++;
    yield row;
  }
  tell(count);
}
