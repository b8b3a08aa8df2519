import { expect, it } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { sameBarcode } from "../../src/matching/typed/barcode.ts";
import { whichItem } from "../../src/which/which.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { linesOf, putAlbum } from "./shelf.ts";

/** As sources and shops write them: with and without leading zeros, EAN-8, of a long pack, one with a wrong check digit. */
const printed = [
  "077774600125",
  "0077774600125",
  "77774600125",
  "00077774600125",
  "5099902895529",
  "4006381333931",
  "96385074",
  "5099902895520",
  "0 77774-60012 5",
  "0777746 00125",
  "4-006381-333931",
];
/** As people type them. */
const typed = [
  ...printed,
  "0 77774 60012 5",
  "077774-600125",
  "0-0777746-0012-5",
  "UPC 077774600125",
  "'0077774600125",
  "5 099902 895529",
  "9638 5074",
  "5099902895537",
];

it("a barcode is known however it is written, by list and by show", async () => {
  const { db } = await temporaryLibrary();
  for (const [at, barcode] of printed.entries()) {
    const id = putAlbum(db, { title: `Album ${at}`, artists: [["X"]], date: null }, at + 1);
    db.$client.prepare("UPDATE releases SET barcode = ? WHERE album_id = ?").run(barcode, id);
  }
  const digits = (text: string): string => text.replace(/\D/g, "");
  for (const words of typed) {
    const wanted = printed.flatMap((each, at) => (sameBarcode(digits(each), digits(words)) ? [at + 1] : []));
    const found = (kind: "albums" | "releases"): unknown[] =>
      linesOf(db, kind, [`barcode:${words}`]).map(({ id }) => id);
    expect({ words, albums: found("albums"), releases: found("releases") }).toEqual({
      words,
      albums: wanted,
      releases: wanted,
    });
    expect({ words, shown: shownBy(db, words) }).toEqual({ words, shown: wanted });
  }
});

function shownBy(db: Db, words: string): number[] {
  const which = whichItem(db, "album", words);
  if (which.kind === "none") return [];
  return which.kind === "one" ? [which.item.id] : which.items.map(({ id }) => id);
}

it("some of its digits are a part of it, also where a space stands between them", async () => {
  const { db } = await temporaryLibrary();
  putAlbum(db, { title: "Album", artists: [["X"]], date: null });
  db.$client.exec("UPDATE releases SET barcode = '5099902895529'");
  const isFound = (words: string): boolean => linesOf(db, "releases", [words]).length === 1;
  const fitting = ["barcode:50999", "barcode:5 0999", "barcode:99902895", "barcode:9990289552", "barcode:"];
  expect(fitting.map(isFound)).toEqual([true, true, true, true, false]);
  db.$client.exec("UPDATE releases SET barcode = '5 099902-895529'");
  expect(fitting.map(isFound)).toEqual([true, true, true, true, false]);
  expect(["barcode:=50999", "barcode:=5099902895529", "-barcode:5099902895529"].map(isFound)).toEqual([
    false,
    true,
    false,
  ]);
});

it("an album of files is found by the barcode that they tell", async () => {
  const { db } = await temporaryLibrary();
  const id = putAlbum(db, { title: "Album", artists: [["X"]], date: null });
  db.$client
    .prepare("INSERT INTO identifiers (item_type, item_id, kind, value) VALUES ('album', ?, 'barcode', ?)")
    .run(id, "0602445790128");
  expect(linesOf(db, "albums", ["barcode:602445790128"])).toHaveLength(1);
  expect(linesOf(db, "albums", ["barcode:"])).toHaveLength(0);
});
