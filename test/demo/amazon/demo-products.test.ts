import { expect, it } from "vitest";
import { demoProducts } from "../../../src/demo/amazon/demo-products.ts";
import { searchProducts, type SearchQuestion } from "../../../src/demo/amazon/search.ts";
import { demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { barcodeForms, readBarcode } from "../../../src/matching/typed/barcode.ts";

const products = demoProducts();
const releases = [...demoCatalogue().releases.values()];
const known = (key: "asin" | "barcode") => new Set(releases.map((release) => String(release[key])));

function find(words: string, options: Partial<SearchQuestion> = {}): string[] {
  return searchProducts(products, { words, index: "Music", withOutOfStock: true, ...options }).map(
    ({ asin }) => asin,
  );
}

it("each product has an ASIN of its own, made up unless MusicBrainz has it", () => {
  const asins = products.map(({ asin }) => asin);
  expect(new Set(asins).size).toBe(asins.length);
  for (const asin of asins) {
    if (!known("asin").has(asin)) expect(asin).toMatch(/^B0DEMO\d{4}$/);
  }
  expect(asins.filter((asin) => known("asin").has(asin))).toHaveLength(4);
  expect(known("asin").has("B00003W1QB")).toBe(true);
  expect(asins).not.toContain("B00003W1QB");
});

it("each barcode has a right check digit, and is of MusicBrainz or nobody's", () => {
  const barcodes = products.flatMap(({ eans = [], upcs = [] }) => [...eans, ...upcs]);
  const theirs = barcodes.filter((barcode) =>
    barcodeForms(barcode).some((form) => known("barcode").has(form)),
  );
  for (const barcode of barcodes) {
    expect(readBarcode(barcode), barcode).toBe(barcode);
    if (!theirs.includes(barcode)) expect(barcode).toMatch(/^20000/);
  }
  expect(new Set(theirs).size).toBeGreaterThan(8);
});

it("the search for the album finds ten, its editions first and the T-shirt among them", () => {
  const found = find("Pink Floyd The Dark Side of the Moon");
  expect(found).toHaveLength(10);
  expect(found.slice(0, 3)).toEqual(expect.arrayContaining(["B0DEMO0001", "B0DEMO0003"]));
  expect(found.at(-1)).toBe("B0DEMO0010"); // another album
  expect(found).toContain("B0DEMO0008");
  expect(found).not.toContain("B0DEMO0011");
});

it.each<[string, Partial<SearchQuestion>, string[]]>([
  ["Pink Floyd The Dark Side of the Moon", { index: "DigitalMusic" }, ["B0DEMO0011"]],
  ["5099902895529", {}, ["B0DEMO0001"]],
  ["077774600125", { index: "All" }, ["B0DEMO0002"]],
  ["NIRVANA nevermind", {}, ["B0DEMO0021", "B000003TA4"]],
  ["7人祭 サマーれげぇ!レインボー", {}, ["B00005LA6G"]],
  ["7人祭 サマーれげぇ!レインボー", { index: "Classical" }, []],
  ["Ed Sheeran +", {}, ["B004XZDT60"]],
  ["Zyzzyva", {}, []],
  ["!?", {}, []],
])("%s with %j finds %j", (words, options, asins) => {
  expect(find(words, options)).toEqual(asins);
});

it("what is sold out is found only by who asks for it", () => {
  expect(find("Pink Floyd Dark Side Moon", { withOutOfStock: false })).not.toContain("B0DEMO0003");
  expect(find("Pink Floyd Dark Side Moon")).toContain("B0DEMO0003");
});
