import { closeSync, openSync, writeSync } from "node:fs";
import type { Db } from "../../db/connection.ts";
import { messageOf, UserError } from "../../errors.ts";
import type { ListRecord } from "../../lists/lists.ts";
import type { RowWords } from "../../lists/reading/entry.ts";
import { eachRow } from "../../lists/rows.ts";
import { csvLine } from "./csv.ts";

/** The rows that did not come in, as a list that can be mended and imported again. */
export function openErrors(path: string): { write(db: Db, list: ListRecord): void } {
  let file: number;
  try {
    file = openSync(path, "w");
  } catch (cause) {
    throw new UserError(`--errors-to ${path} can't be written: ${messageOf(cause)}`, { cause });
  }
  return {
    write(db, list) {
      const head = [
        "number",
        "line",
        "state",
        "why",
        "artist",
        "title",
        "year",
        "mbid",
        "barcode",
        "url",
        "raw",
      ];
      writeSync(file, csvLine(head));
      for (const row of eachRow(db, list)) {
        if (row.state === "created" || row.state === "known") continue;
        const said = JSON.parse(row.words) as RowWords;
        const { artist, title = said.text, year, barcode, ref } = said;
        const mbid = said.groupMbid ?? said.releaseMbid ?? said.mbid;
        const { number, line, state, why, raw } = row;
        writeSync(file, csvLine([number, line, state, why, artist, title, year, mbid, barcode, ref, raw]));
      }
      closeSync(file);
    },
  };
}
