import { expect, it } from "vitest";
import type { ItemField } from "../../src/finding/field.ts";
import { itemKinds } from "../../src/finding/kinds/kinds.ts";
import { fewAlbums, linesOf, titlesOf } from "./shelf.ts";

/** Ids and identifiers that another program hands over are many: more than SQLite nests in one expression. */

const many = 1100;
const numbers = Array.from({ length: many }, (_, at) => at + 100_000);

const strange = (field: ItemField, at: number): string => {
  if (field.type === "word") return field.words![at % field.words!.length]!;
  if (field.type === "date" || field.type === "time") return `${3000 + (at % 6000)}`;
  return String(at);
};

it.each(Object.values(itemKinds))("$name are asked for by thousands of values of any field", async (kind) => {
  const db = await fewAlbums();
  for (const field of kind.fields) {
    const [name] = field.names;
    const values = numbers.map((at) => strange(field, at));
    expect(() => linesOf(db, kind.name, [`${name}:${values.join(",")}`]), name).not.toThrow();
  }
});

it("thousands of conditions hold together, and one of thousands of groups", async () => {
  const db = await fewAlbums();
  const all = titlesOf(db, "albums");
  expect(titlesOf(db, "albums", ...numbers.map((at) => `-title:${at}`))).toEqual(all);
  expect(
    titlesOf(db, "albums", numbers.map((at) => `title:${at}`).join(" , "), ",", "title:animals"),
  ).toEqual(["Animals"]);
  expect(titlesOf(db, "albums", `id:${numbers.join(",")},2,1`)).toEqual(titlesOf(db, "albums", "id:1..2"));
});
