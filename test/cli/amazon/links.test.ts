import { describe, expect, it } from "vitest";
import { documentOf, expectPlain, type CliResult } from "../../helpers/cli.ts";
import {
  askAgain,
  createShopStage,
  darkSide,
  dumpOf,
  searchedStage,
  type LinksDocument,
  type ShopStage,
} from "../../products/stage.ts";

const hourMs = 3_600_000;

async function again(stage: ShopStage): Promise<void> {
  await askAgain(stage);
  await stage.drain();
}

const tables = [
  "albums",
  "products",
  "external_links",
  "artworks",
  "identifiers",
  "releases",
  "ai_answers",
  "refusals",
];

describe("a second search", () => {
  it("leaves the same rows in every table but for their times", async () => {
    const stage = await searchedStage();
    const before = await dumpOf(stage, ...tables);
    expect(before["products"]).toHaveLength(10);
    await again(stage);
    expect(await dumpOf(stage, ...tables)).toEqual(before);
  });

  it("brings price, currency and time up to date", async () => {
    const stage = await searchedStage();
    await stage.inLibrary((db) =>
      db.$client.exec("UPDATE external_links SET checked_at = 1, currency = 'XXX'"),
    );
    const before = Date.now();
    stage.shop.find(({ asin }) => asin === "B0DEMO0001")!.price = 9.99;
    await again(stage);
    const { links } = documentOf<LinksDocument>(await stage.importer(["links", "1", "--json"]));
    const { priceCents, currency, checkedAt } = links[0]!.product!;
    expect([priceCents, currency]).toEqual([999, "USD"]);
    expect(Date.parse(String(checkedAt))).toBeGreaterThanOrEqual(before);
  });
});

describe("importer links", () => {
  it("shows each link with format, price and age, and how many others were looked at", async () => {
    const stage = await searchedStage();
    const { exitCode, stdout, stderr } = await stage.importer(["links", "1"]);
    expect(exitCode).toBe(0);
    expect(stdout.split("\n").slice(0, 3)).toEqual([
      "The Dark Side of the Moon",
      "  B0DEMO0001  https://www.amazon.com/dp/B0DEMO0001?tag=demo-20&linkCode=osi&th=1&psc=1",
      expect.stringMatching(
        /^ +Audio CD, \$11\.98 \(just now\); The Dark Side .*; barcode 5099902895529 agrees$/,
      ),
    ]);
    expect(stderr).toBe("7 other products were looked at: importer links 1 --explain\n");
  });

  it.each([
    [40 * 60_000, /\$11\.98 \(40 min ago\)/],
    [5 * hourMs, /\$11\.98 \(5 h ago\)/],
    [50 * hourMs, /\$11\.98 \(2 days ago\)/],
  ])("shows a price that is %i ms old with its age, also in importer show", async (ageMs, words) => {
    const stage = await searchedStage();
    const sql = `UPDATE external_links SET checked_at = ${Date.now() - ageMs}`;
    await stage.inLibrary((db) => db.$client.exec(sql));
    for (const argv of [
      ["links", "1"],
      ["show", "album", "1"],
    ]) {
      expect((await stage.importer(argv)).stdout).toMatch(words);
    }
  });

  it("--explain tells of each product, the refused ones with their reasons", async () => {
    const stage = await searchedStage();
    const { stdout } = await stage.importer(["links", "1", "--explain"]);
    expect(stdout.match(/^ {2}B0DEMO\d+/gm)).toHaveLength(10);
    expect(stdout).toMatch(
      /B0DEMO0006 {2}no match .*\n.*found by search, judged by rules\n {4}somebody else plays it/,
    );
    expect(stdout).toMatch(
      /B0DEMO0008 {2}no match .*T-Shirt\n.*\n {4}no music: the shop files it under Apparel/,
    );
    expect(stdout).toMatch(/B0DEMO0004 {2}unsure .*\n.*\n {4}no artist is named/);
  });

  it("says that there are none, before and after nobody has found one", async () => {
    const stage = await createShopStage();
    await stage.importer(["album", "Surrender"]);
    expect((await stage.importer(["links", "1"])).stdout).toBe("Surrender\n  no shop links\n");
    expect((await stage.importer(["links", "1", "--explain"])).stdout).toContain(
      "no product was ever looked at",
    );
  });

  it("--json is one document, and with --explain has every product", async () => {
    const stage = await searchedStage();
    const plain = documentOf<LinksDocument>(await stage.importer(["links", "1", "--json"]));
    expect(plain.album).toMatchObject({ id: 1, title: "The Dark Side of the Moon" });
    expect(plain.links.map(({ externalId }) => externalId)).toEqual(darkSide);
    expect(plain.links[0]).toMatchObject({
      source: "amazon",
      product: { format: "Audio CD", priceCents: 1198 },
    });
    expect(plain.products).toBeUndefined();
    const { products } = documentOf<LinksDocument>(
      await stage.importer(["links", "1", "--explain", "--json"]),
    );
    expect(products).toHaveLength(10);
    expect(products?.find(({ externalId }) => externalId === "B0DEMO0008")).toMatchObject({
      verdict: "no_match",
      decision: null,
      decidedBy: "rules",
      foundBy: "search",
      reasons: ["no music: the shop files it under Apparel"],
      checkedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
    });
  });
});

describe("hostile words of a shop", () => {
  it("reach no terminal, wherever they are shown", async () => {
    const evil = "\u001b]0;owned\u0007\u001b[2J\u202eevil\u0000\r\nFAKE LINE";
    const stage = await createShopStage({
      catalogue: [
        {
          asin: "B0EVIL0001",
          title: `The Dark Side of the Moon${evil}`,
          eans: ["5099902895529"],
          binding: evil,
          price: 5,
        },
        {
          asin: "B0EVIL0002",
          title: evil,
          contributors: [[evil]],
          group: evil,
          label: evil,
          eans: ["77774600125"],
        },
        {
          asin: "B0EVIL0003",
          title: `The Dark Side of the Moon by ${evil}`,
          contributors: [[`x${evil}`]],
          group: evil,
        },
      ],
    });
    await stage.withAlbums("Pink Floyd - The Dark Side of the Moon");
    const shown: CliResult[] = [await stage.drain()];
    for (const argv of [
      ["links", "1"],
      ["links", "1", "--explain"],
      ["show", "album", "1"],
      ["jobs", "show", "2"],
    ]) {
      shown.push(await stage.importer(argv), await stage.importer([...argv, "--json"]));
    }
    expect(shown.map(({ stdout }) => stdout).join("")).toContain("B0EVIL0001");
    for (const result of shown) {
      expectPlain(result);
      expect(result.stdout).not.toMatch(/^\s*FAKE LINE/m);
    }
  });
});
