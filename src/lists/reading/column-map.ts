import { UserError } from "../../errors.ts";
import type { ListField } from "./fields.ts";

/** What `--map` can name, and what that is. */
export const mappedFields = {
  title: "albumTitle",
  artist: "artist",
  year: "date",
  mbid: "mbid",
  barcode: "barcode",
} as const satisfies Record<string, ListField>;
type MappedKey = keyof typeof mappedFields;

/** Key → column, by its name or its number from 1. */
export type ColumnMap = Map<MappedKey, string>;

/** `title=Album,artist=Band, The`: a comma begins the next one only before a key. @throws UserError */
export function parseColumnMap(text: string): ColumnMap {
  const map: ColumnMap = new Map();
  for (const part of text.split(/,(?=\s*[a-z_]+\s*=)/i)) {
    const [, key = "", column = ""] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/s.exec(part) ?? [];
    const isKnown = Object.hasOwn(mappedFields, key.toLowerCase());
    if (!isKnown || column === "") {
      throw new UserError(`--map ${part.trim()}: it must be KEY=COLUMN`, {
        hint: `keys: ${Object.keys(mappedFields).join(", ")}; for instance: --map title=Album,artist=Band`,
      });
    }
    const field = key.toLowerCase() as MappedKey;
    const other = map.get(field);
    if (other !== undefined && other !== column) {
      throw new UserError(`--map ${field}=${other} and ${field}=${column}: it can be one column only`, {
        hint: "for instance: --map title=Album,artist=Band",
      });
    }
    map.set(field, column);
  }
  if (map.has("title") || map.has("mbid") || map.has("barcode")) return map;
  throw new UserError("--map names neither a title nor an identifier", {
    hint: "for instance: --map title=Album,artist=Band",
  });
}
