import { bareBarcode, isSpacedBarcode } from "../../db/barcodes.ts";
import type { ItemType } from "../../db/item-types.ts";
import { mbidKinds, mbidOfRow } from "../../library/identity/identifiers.ts";
import type { ItemField } from "../field.ts";

/** Fields that several kinds have. */

/** The one MBID that stands for an item. */
export function mbidField(itemType: ItemType): ItemField {
  const own = `item_type = '${itemType}' AND kind = '${mbidKinds[itemType]}'`;
  return {
    names: ["mbid"],
    type: "identifier",
    value: mbidOfRow(itemType),
    holds: (test) =>
      `EXISTS (SELECT 1 FROM identifiers WHERE item_type = '${itemType}' AND item_id = ${itemType}s.id
        AND +kind = '${mbidKinds[itemType]}' AND ${test("+identifiers.value")})`,
    ids: (test) => `SELECT item_id FROM identifiers WHERE ${own} AND ${test("identifiers.value")}`,
  };
}

export function idField(table: string, isIdOf?: ItemType): ItemField {
  const value = `${table}.id`;
  return {
    names: ["id"],
    type: "number",
    value,
    index: "",
    ...(isIdOf && { isIdOf }),
    ids: (test) => `SELECT id FROM ${table} WHERE ${test(value)}`,
  };
}

/** The id of the item that it belongs to. */
export const ownerIdField = (table: string, owner: ItemType): ItemField =>
  number([`${owner}Id`], `${table}.${owner}_id`, {
    isIdOf: owner,
    index: `${table}_${owner}`,
    ids: (test) => `SELECT id FROM ${table} WHERE ${test(`${owner}_id`)}`,
  });

/** Genres, the most voted first. `owners`: SQL conditions on `item_type` and `item_id` of whose genres they are. */
export function genreField(owners: string, ids: (categories: string) => string): ItemField {
  const of = `item_categories CROSS JOIN categories ON categories.id = category_id AND categories.kind = 'genre'`;
  return {
    names: ["genre", "genres"],
    type: "list",
    value: `(SELECT json_group_array(name ORDER BY weight DESC, name) FROM ${of} WHERE ${owners})`,
    holds: (test) => `EXISTS (SELECT 1 FROM ${of} WHERE ${owners} AND ${test("categories.name")})`,
    isUnknown: `NOT EXISTS (SELECT 1 FROM ${of} WHERE ${owners})`,
    ids: (test) => ids(`SELECT id FROM categories WHERE kind = 'genre' AND ${test("categories.name")}`),
  };
}

/** SQL of the ids whose barcode fits, as it stands or bare of spaces and hyphens. `select` ends where a condition goes on. */
export const barcodeIds = (select: string, column: string, test: (value: string) => string): string =>
  `${select} ${test(column)} UNION ALL ${select} ${isSpacedBarcode(column)} AND ${test(bareBarcode(column))}`;

export const addedField = (table: string): ItemField => ({
  names: ["added", "createdAt"],
  type: "time",
  value: `${table}.created_at`,
});

/** What is a JSON list of texts in the row itself. */
export const listField = (names: ItemField["names"], value: string): ItemField => ({
  names,
  value,
  type: "list",
  holds: (test) => `EXISTS (SELECT 1 FROM json_each(${value}) AS each WHERE ${test("each.value")})`,
  isUnknown: `json_array_length(${value}) = 0`,
});

export const text = (names: ItemField["names"], value: string, more: Partial<ItemField> = {}): ItemField => ({
  names,
  type: "text",
  value,
  ...more,
});

export const number = (
  names: ItemField["names"],
  value: string,
  more: Partial<ItemField> = {},
): ItemField => ({
  names,
  type: "number",
  value,
  ...more,
});

export const date = (names: ItemField["names"], value: string): ItemField => ({ names, type: "date", value });

export const word = (names: ItemField["names"], value: string, words: readonly string[]): ItemField => ({
  names,
  type: "word",
  value,
  words,
});

/** `3:05`, `1:02:03`, as it is typed; rounded to seconds. */
export function length(milliseconds: string): ItemField {
  const seconds = `(${milliseconds} + 500) / 1000`;
  const ofHours = `printf('%d:%02d:%02d', ${seconds} / 3600, ${seconds} / 60 % 60, ${seconds} % 60)`;
  return {
    names: ["length"],
    type: "length",
    sort: milliseconds,
    value: `CASE WHEN ${seconds} >= 3600 THEN ${ofHours}
      WHEN ${milliseconds} IS NOT NULL THEN printf('%d:%02d', ${seconds} / 60, ${seconds} % 60) END`,
    holds: (test) => test(milliseconds),
  };
}
