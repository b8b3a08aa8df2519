import { resolve } from "node:path";
import type { Db } from "../../db/connection.ts";
import { exitCodes, UserError } from "../../errors.ts";
import { defaultColumns, linesReader, type ItemLine } from "../../finding/find.ts";
import { fileKind } from "../../finding/kinds/files.ts";
import { findFile } from "../../library/items/files.ts";
import type { Output } from "../io/output.ts";
import { printFile } from "../view/items/file.ts";

/** One file of the library, by its id or its path: what `list files` says of it. @throws UserError for none (exit 3) */
export function showFile(db: Db, words: string, output: Output): void {
  const isId = /^[1-9]\d{0,14}$/.test(words);
  const file =
    (isId ? fileById(db, Number(words)) : undefined) ?? fileById(db, findFile(db, resolve(words))?.id);
  if (!file) {
    throw new UserError(`no file "${words}" in the library`, {
      hint: "importer list files",
      exitCode: exitCodes.notFound,
    });
  }
  output.document({ file }); // not bare: a document that has an `error` is a fault's
  printFile(output, file);
}

function fileById(db: Db, id: number | undefined): ItemLine | undefined {
  const [line] = linesReader(db, fileKind, defaultColumns(fileKind))(id === undefined ? [] : [id]);
  return line;
}
