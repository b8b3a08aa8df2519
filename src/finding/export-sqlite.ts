import type { Db } from "../db/connection.ts";
import { prepareOnce } from "../db/statement.ts";
import type { ItemField, Kind } from "./field.ts";
import { itemKinds } from "./kinds/kinds.ts";

/** SQL of a value in a form that any database reads: moments as ISO 8601 in UTC. */
const plainValue = ({ type, value }: ItemField): string =>
  type === "time" ? `strftime('%Y-%m-%dT%H:%M:%fZ', ${value} / 1000.0, 'unixepoch')` : value;

/** Writes each kind as one plain table, typed and with its id as the key, into a new SQLite file. @returns rows by kind */
export function exportAsSqlite(db: Db, path: string): Record<string, number> {
  prepareOnce<[string], never>(db, "ATTACH ? AS exported").run(path);
  try {
    const copyAll = db.$client.transaction(() =>
      Object.values(itemKinds).map((kind) => [kind.name, copyKind(db, kind)]),
    );
    return Object.fromEntries(copyAll()) as Record<string, number>;
  } finally {
    db.$client.exec("DETACH exported");
  }
}

function copyKind(db: Db, { name, table, fields }: Kind): number {
  const columns = fields.map(({ names: [column], type }) => {
    const key = column === "id" ? " PRIMARY KEY" : "";
    return `"${column}" ${type === "number" ? "INTEGER" : "TEXT"}${key}`;
  });
  db.$client.exec(`CREATE TABLE exported."${name}" (${columns.join(", ")})`);
  const values = fields.map(plainValue).join(", ");
  const copy = `INSERT INTO exported."${name}" SELECT ${values} FROM main."${table}" AS "${table}" ORDER BY "${table}".id`;
  return prepareOnce<[], never>(db, copy).run().changes;
}
