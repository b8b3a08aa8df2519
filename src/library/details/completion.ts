import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { statement } from "../../db/statement.ts";
import { foldName, foldTitle } from "../../matching/text/fold.ts";

/** An item as a shell may offer it. */
export interface Offered {
  id: number;
  title: string;
}

/** More than that no person reads through. */
const most = 200;

const first = { scans: "newest first, until there are enough" };
const newest = {
  album: statement<[], Offered>(`SELECT id, title FROM albums ORDER BY id DESC LIMIT ${most}`, first),
  artist: statement<[], Offered>(
    `SELECT id, name AS title FROM artists ORDER BY id DESC LIMIT ${most}`,
    first,
  ),
  release: statement<[], Offered>(`SELECT id, title FROM releases ORDER BY id DESC LIMIT ${most}`, first),
  track: statement<[], Offered>(`SELECT id, title FROM tracks ORDER BY id DESC LIMIT ${most}`, first),
};

const range = (column: string): string =>
  `${column} >= @key AND ${column} < @key || char(0x10FFFF) LIMIT ${most}`;
const beginning = {
  album: statement<[{ key: string }], Offered>(`SELECT id, title FROM albums WHERE ${range("title_key")}`),
  artist: statement<[{ key: string }], Offered>(
    `SELECT id, name AS title FROM artists WHERE ${range("name_key")}`,
  ),
};

/** The newest items of a kind, the last first. */
export const newestItems = (db: Db, what: ItemType): Offered[] => newest[what](db).all();

/** Those whose title or name begins so; of releases and tracks no key is kept, and none is looked for. */
export function itemsBeginning(db: Db, what: ItemType, words: string): Offered[] {
  if (what === "album") return beginning.album(db).all({ key: foldTitle(words) });
  return what === "artist" ? beginning.artist(db).all({ key: foldName(words) }) : [];
}
