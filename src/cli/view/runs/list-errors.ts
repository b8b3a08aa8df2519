import type { Db } from "../../../db/connection.ts";
import { reasonOf, UserError } from "../../../errors.ts";
import type { ListRecord } from "../../../lists/lists.ts";
import type { RowWords } from "../../../lists/reading/entry.ts";
import { eachRow } from "../../../lists/rows.ts";
import { isSameFile, replacedFile, type ReplacedFile } from "../../io/replaced-file.ts";
import { csvLine } from "../../layout/csv.ts";

const head = ["number", "line", "state", "why", "artist", "title", "year", "mbid", "barcode", "url", "raw"];

/**
 * The rows that did not come in, as a list that can be mended and imported again; an earlier one stays until it is written.
 * @param own What this command reads or keeps, by path or as an open file: never written over.
 * @throws UserError for a file that can't be written, or must not be.
 */
export function openErrors(
  path: string,
  own: (string | number)[],
): { write(db: Db, list: ListRecord): void } {
  if (own.some((each) => isSameFile(path, each))) {
    throw new UserError(`--errors-to ${path} would write over what this command reads`, {
      hint: "give the path of another file, for instance --errors-to left.csv",
    });
  }
  const file = orRefuse(path, () => replacedFile(path));
  return { write: (db, list) => orRefuse(path, () => file.write(linesOf(db, list))) };
}

function orRefuse<T extends ReplacedFile | void>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new UserError(`--errors-to ${path} can't be written: ${reasonOf(cause)}`, {
      hint: "give the path of a file that can be, for instance --errors-to left.csv",
      cause,
    });
  }
}

function* linesOf(db: Db, list: ListRecord): Generator<string> {
  yield csvLine(head);
  for (const row of eachRow(db, list)) {
    if (row.state === "created" || row.state === "known") continue;
    const said = JSON.parse(row.words) as RowWords;
    const { artist, title = said.text, year, barcode, ref } = said;
    const mbid = said.groupMbid ?? said.releaseMbid ?? said.mbid;
    const { number, line, state, why, raw } = row;
    yield csvLine([number, line, state, why, artist, title, year, mbid, barcode, ref, raw]);
  }
}
