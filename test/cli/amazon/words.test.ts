import { describe, expect, it } from "vitest";
import { demoProducts } from "../../../src/demo/amazon/demo-products.ts";
import { documentOf } from "../../helpers/cli.ts";
import {
  askAgain,
  createShopStage,
  darkSide,
  searchedStage,
  type LinksDocument,
} from "../../products/stage.ts";
import { readProduct } from "../../../src/sources/amazon/marketplace.ts";

const linkRow = "SELECT url, title, format, price_cents, currency, checked_at FROM external_links";

describe("a link that is taken away and comes back", () => {
  it("has its format, price and the time of that price", async () => {
    const stage = await searchedStage();
    const of = `${linkRow} WHERE external_id = 'B0DEMO0001'`;
    const before = await stage.rows(of);
    expect(before).toMatchObject([{ format: "Audio CD", price_cents: 1198, currency: "USD" }]);
    await stage.importer(["links", "1", "--remove", "B0DEMO0001"]);
    expect(await stage.rows(of)).toEqual([]);
    await stage.importer(["links", "1", "--forget", "B0DEMO0001"]);
    expect(await stage.rows(of)).toEqual(before);
  });

  it("has the price of a search that ran in between", async () => {
    const stage = await searchedStage();
    await stage.importer(["links", "1", "--remove", "B0DEMO0001"]);
    stage.shop.find(({ asin }) => asin === "B0DEMO0001")!.price = 9.99;
    await askAgain(stage);
    await stage.drain();
    await stage.importer(["links", "1", "--confirm", "B0DEMO0001"]);
    const [row] = await stage.rows(`${linkRow} WHERE external_id = 'B0DEMO0001'`);
    expect(row).toMatchObject({ format: "Audio CD", price_cents: 999 });
  });
});

describe("an address", () => {
  it("names a product as its ASIN does, in the shop it is of", async () => {
    const stage = await searchedStage();
    const address = "https://www.amazon.de/Dark-Side-Moon/dp/B0DEMO0010/ref=sr_1_1?keywords=x";
    expect((await stage.importer(["links", "1", "--confirm", address])).exitCode).toBe(0);
    const [row] = await stage.rows(`${linkRow} WHERE external_id = 'B0DEMO0010'`);
    expect(row).toMatchObject({ url: "https://www.amazon.de/dp/B0DEMO0010" });
    const gone = await stage.importer(["links", "1", "--forget", "amazon.de/gp/product/b0demo0010"]);
    expect(gone.stderr).toContain("B0DEMO0010 is as the last search left it");
  });

  it.each([
    ["B000002UAL", "B000002UAL"],
    ["https://www.amazon.com/dp/B000002UAL", "B000002UAL"],
    ["https://www.amazon.co.jp/%E5%90%8D/dp/B000002UAL/ref=x", "B000002UAL"],
    ["https://m.amazon.fr/gp/aw/d/b000002ual?th=1", "B000002UAL"],
    ["https://music.amazon.com/albums/B000002UAL?trackAsin=B000002UAM", "B000002UAL"],
    ["http://www.amazon.com/exec/obidos/ASIN/B000002UAL", "B000002UAL"],
    ["https://amzn.to/3abcdef", undefined],
    ["https://www.example.com/dp/B000002UAL", undefined],
    ["https://www.amazon.com/dp/B000002UAL9", undefined],
    ["https://www.amazon.com.example.org/dp/B000002UAL", undefined],
    ["", undefined],
  ])("%s is %s", (text, asin) => {
    expect(readProduct(text)?.asin).toBe(asin);
  });
});

it("the same product on two albums is said, by each of them and where it is confirmed", async () => {
  const stage = await searchedStage();
  await stage.withAlbums("Nevermind");
  const confirmed = await stage.importer(["links", "2", "--confirm", "B0DEMO0001"]);
  expect(confirmed.stderr).toContain('B0DEMO0001 is a link of "The Dark Side of the Moon" (album 1) as well');
  const { stdout } = await stage.importer(["links", "1"]);
  expect(stdout).toContain("a link of album 2 (Nevermind) as well: importer links 2");
  const { links } = documentOf<LinksDocument>(await stage.importer(["links", "1", "--json"]));
  expect(links.map((link) => (link as { alsoOn?: unknown }).alsoOn)).toEqual([
    [{ id: 2, title: "Nevermind" }],
    [],
    [],
  ]);
});

it("a search in one marketplace leaves no links of another, but what a person confirmed", async () => {
  const marketplace = "www.amazon.de";
  const options = { catalogue: demoProducts(), marketplace, partnerTag: "demo-21" };
  const stage = await createShopStage(options);
  Object.assign(stage.env, {
    IMPORTER_AMAZON_MARKETPLACE: marketplace,
    IMPORTER_AMAZON_PARTNER_TAG: "demo-21",
  });
  await stage.withAlbums("Pink Floyd - The Dark Side of the Moon");
  await stage.drain();
  await stage.importer(["links", "1", "--confirm", "B0OTHER001"]);
  const elsewhere = "UPDATE external_links SET url = 'https://www.amazon.com/dp/' || external_id";
  await stage.inLibrary((db) => db.$client.exec(`${elsewhere} WHERE source = 'amazon'`));
  // Not sold here:
  stage.shop.splice(
    stage.shop.findIndex(({ asin }) => asin === "B0DEMO0002"),
    1,
  );
  await askAgain(stage);
  await stage.drain();
  expect(await stage.links()).toEqual([darkSide[0], darkSide[2], "B0OTHER001"]);
});
