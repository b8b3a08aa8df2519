import { expect, it } from "vitest";
import { findLines } from "../../src/finding/find.ts";
import { itemKinds } from "../../src/finding/kinds/kinds.ts";
import { parseQuery } from "../../src/finding/query/parse-query.ts";
import { fewAlbums } from "./shelf.ts";

it.each(Object.values(itemKinds))(
  "$name are found by what is shown of them, in every field",
  async (kind) => {
    const db = await fewAlbums();
    const columns = kind.fields.map((field) => ({ name: field.names[0], field }));
    const lines = [...findLines(db, kind, parseQuery(kind, []), columns)];
    for (const { name, field } of columns) {
      if (field.type === "credit") continue; // an object, as JSON has it
      for (const line of lines) {
        const shown = [line[name]].flat().filter((value) => value !== null && value !== "");
        for (const value of shown) {
          const query = parseQuery(kind, [
            `${name}:${typeof value === "string" ? `"${value}"` : String(value)}`,
          ]);
          expect([...findLines(db, kind, query, columns)], `${name}:${String(value)}`).toContainEqual(line);
        }
      }
    }
  },
);
