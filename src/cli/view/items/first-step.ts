import type { Db } from "../../../db/connection.ts";
import { isEmptyLibrary } from "../../../library/items/is-empty.ts";
import type { Output } from "../../io/output.ts";

export const firstAlbum = 'importer album "The Dark Side of the Moon" --artist "Pink Floyd"';
export const firstFiles = "importer scan ~/Music";

/** Where a command had nothing to work on since nothing is there yet: what to type first. */
export function sayIfEmpty(output: Output, db: Db): void {
  if (!isEmptyLibrary(db)) return;
  output.remark("  the library is empty");
  output.remark(`  the first album: ${firstAlbum}`);
  output.remark(`  the first files: ${firstFiles}`);
}

/** Where a page begins behind the last of them: there may be some before that. `none`: as `no albums`. */
export function sayBeyond(output: Output, none: string, offset: number): void {
  output.line(`${none} beyond the first ${offset}`);
  output.remark("  the first ones: the same without --offset");
}
