import { describe, expect, test } from "vitest";
import type { Associations } from "../../src/facts.ts";
import { listCategories, listLinks } from "../../src/library/items/associations.ts";
import { saveAssociations } from "../../src/library/write/items/associations.ts";
import { rows } from "../helpers/importing.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { nothingMore } from "./facts.ts";

const genre = (name: string, weight: number) => ({ kind: "genre" as const, name, weight });
const place = (name: string) => ({ kind: "place" as const, name, weight: 0 });

async function library() {
  const { db } = await temporaryLibrary();
  const save = (facts: Partial<Associations>, now = 1, id = 1): boolean =>
    saveAssociations(db, "artist", id, { ...nothingMore, ...facts }, now);
  return { db, save };
}

describe("genres", () => {
  test("come by votes, then by name; places apart from them", async () => {
    const { db, save } = await library();
    save({
      categories: [genre("rock", 1), genre("pop", 9), genre("folk", 1), place("London"), place("Aberdeen")],
    });
    expect(listCategories(db, "artist", 1, "genre")).toEqual(["pop", "folk", "rock"]);
    expect(listCategories(db, "artist", 1, "place")).toEqual(["Aberdeen", "London"]);
  });

  test("are one row for all items that have them", async () => {
    const { db, save } = await library();
    save({ categories: [genre("rock", 1)] }, 1, 1);
    save({ categories: [genre("rock", 5), place("rock")] }, 1, 2);
    expect(rows(db, "SELECT kind, name FROM categories ORDER BY id")).toEqual([
      { kind: "genre", name: "rock" },
      { kind: "place", name: "rock" },
    ]);
    expect(listCategories(db, "artist", 2, "genre")).toEqual(["rock"]);
  });

  test("are news when new, or when their votes changed", async () => {
    const { db, save } = await library();
    expect(save({ categories: [genre("rock", 1), genre("pop", 2)] })).toBe(true);
    expect(save({ categories: [genre("rock", 1), genre("pop", 2)] })).toBe(false);
    expect(save({ categories: [genre("rock", 3)] })).toBe(true);
    expect(listCategories(db, "artist", 1, "genre")).toEqual(["rock", "pop"]);
    expect(save({ categories: [] })).toBe(false);
  });
});

describe("links", () => {
  const link = (source: string, externalId: string, url: string) => ({ source, externalId, url });
  const shop = link("amazon", "B1", "https://shop.example/B1");

  test("are news when new, or when their address changed", async () => {
    const { db, save } = await library();
    expect(save({ links: [shop] }, 1)).toBe(true);
    expect(save({ links: [shop] }, 2)).toBe(false);
    expect(save({ links: [{ ...shop, url: "https://shop.example/new/B1" }] }, 3)).toBe(true);
    expect(save({ links: [] }, 4)).toBe(false);
    expect(rows(db, "SELECT url, checked_at AS at FROM external_links")).toEqual([
      { url: "https://shop.example/new/B1", at: 3 },
    ]);
  });

  test("to one thing at two addresses are one, the first, however often it is saved", async () => {
    const { db, save } = await library();
    const elsewhere = { ...shop, url: "https://shop.example/uk/B1" };
    expect(save({ links: [shop, elsewhere] })).toBe(true);
    expect(save({ links: [shop, elsewhere] })).toBe(false);
    expect(listLinks(db, "artist", [1])).toMatchObject([{ itemId: 1, ...shop, evidence: null }]);
  });

  test("are listed for many items, by source", async () => {
    const { db, save } = await library();
    save({ links: [link("wikidata", "Q1", "https://w.example/Q1"), shop] }, 1, 1);
    save({ links: [link("discogs", "1", "https://d.example/1")] }, 1, 2);
    const listed = listLinks(db, "artist", [1, 2, 3]).map(({ itemId, source }) => `${itemId} ${source}`);
    expect(listed).toEqual(["1 amazon", "1 wikidata", "2 discogs"]);
    expect(listLinks(db, "artist", [])).toEqual([]);
  });
});
