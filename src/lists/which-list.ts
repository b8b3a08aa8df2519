import { resolve, sep } from "node:path";
import type { Db } from "../db/connection.ts";
import { exitCodes, UserError } from "../errors.ts";
import { allLists, findListByName, getList, type ListRecord } from "./lists.ts";

/**
 * Which list a person means: its id, its name or path, the end of its path (`albums.csv`, `lists/albums.csv`) from any folder, or the
 * beginning of its name. @throws UserError where there is none, and where several are meant.
 */
export function findListMeant(db: Db, which: string): ListRecord {
  const named = findListByName(db, which) ?? findListByName(db, resolve(which));
  const exact = named ?? (/^\d{1,15}$/.test(which) ? getList(db, Number(which)) : undefined);
  if (exact) return exact;
  const meant = meantBy(allLists(db), which);
  if (meant.length === 1) return meant[0]!;
  if (meant.length === 0) {
    throw new UserError(`there is no list "${which}"`, {
      hint: "importer lists",
      exitCode: exitCodes.notFound,
    });
  }
  const ids = meant.map(({ id, name }) => `${id} (${name})`).join(", ");
  throw new UserError(`"${which}" may be several lists: ${ids}`, {
    hint: "say it by its id, such as: importer lists show 1",
    exitCode: exitCodes.ambiguous,
  });
}

/** The end of a path says more than the beginning of a name. */
function meantBy(lists: ListRecord[], which: string): ListRecord[] {
  const words = which.trim().toLowerCase();
  if (words === "") return [];
  const tail = `${sep}${words.replace(/^(?:\.{1,2}[\\/])+/, "")}`;
  const byPath = lists.filter(({ name }) => name.toLowerCase().endsWith(tail));
  return byPath.length > 0 ? byPath : lists.filter(({ name }) => name.toLowerCase().startsWith(words));
}
