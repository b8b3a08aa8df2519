import { describe, expect, it } from "vitest";
import { demoProducts } from "../../src/demo/amazon/demo-products.ts";
import { askAgain, createShopStage, noCredentials, type ShopStage } from "./stage.ts";

const surrender = { known: ["B00000J8EK", "B00003W1QB"] };
const urls = async (stage: ShopStage): Promise<unknown[]> =>
  (await stage.rows("SELECT url FROM external_links WHERE item_type = 'album' ORDER BY external_id")).map(
    ({ url }) => url,
  );

describe("without credentials", () => {
  it.each([
    [{}, "https://www.amazon.com/dp/", ""],
    [{ IMPORTER_AMAZON_MARKETPLACE: "www.amazon.de" }, "https://www.amazon.de/dp/", ""],
    [{ IMPORTER_AMAZON_MARKETPLACE: "amazon.co.jp" }, "https://www.amazon.co.jp/dp/", ""],
    [{ IMPORTER_AMAZON_PARTNER_TAG: "my-21" }, "https://www.amazon.com/dp/", "?tag=my-21"],
  ])("%o: what MusicBrainz knows becomes links, and nobody is asked", async (settings, before, after) => {
    const stage = await createShopStage();
    await stage.withAlbums("Surrender");
    const { stdout, stderr } = await stage.drain({ ...noCredentials, ...settings });
    expect(stage.asked()).toEqual([]);
    expect(await urls(stage)).toEqual(surrender.known.map((asin) => before + asin + after));
    expect(stdout).toMatch(
      /done \(.*\): "Surrender": 2 links from MusicBrainz; with Amazon credentials it would search, too \(importer amazon check\)$/m,
    );
    expect(stderr).not.toMatch(/token|refus/);
    expect(await stage.jobs()).toMatchObject([{ state: "done", attempts: 1, last_error: null }]);
    const links = await stage.rows("SELECT title, price_cents FROM external_links WHERE item_type = 'album'");
    expect(links).toEqual(Array(2).fill({ title: null, price_cents: null }));
  });

  it("an album of which MusicBrainz knows no ASIN ends with none, and that is no fault", async () => {
    const stage = await createShopStage();
    await stage.withAlbums("Pink Floyd - The Dark Side of the Moon");
    const { stdout } = await stage.drain(noCredentials);
    expect(stdout).toContain('"The Dark Side of the Moon": 0 links from MusicBrainz');
    expect(await stage.jobs()).toMatchObject([{ state: "done" }]);
  });

  it("counts no link that a person has removed", async () => {
    const stage = await createShopStage();
    await stage.withAlbums("Surrender");
    await stage.importer(["links", "1", "--remove", "B00003W1QB"]);
    expect((await stage.drain(noCredentials)).stdout).toContain('"Surrender": 1 link from MusicBrainz');
    expect(await stage.links()).toEqual(["B00000J8EK"]);
  });

  it("credentials that come later find more, and what was there stays", async () => {
    const stage = await createShopStage();
    await stage.withAlbums("Surrender");
    await stage.drain(noCredentials);
    const before = await stage.rows("SELECT id, external_id FROM external_links WHERE item_type = 'album'");
    await askAgain(stage);
    await stage.drain();
    expect(stage.asked()).toEqual(["token", "searchItems", "image", "getItems"]);
    expect(await stage.rows("SELECT id, external_id FROM external_links WHERE item_type = 'album'")).toEqual(
      before,
    );
    expect((await stage.rows("SELECT title FROM external_links WHERE price_cents = 939"))[0]).toEqual({
      title: "Surrender",
    });
  });
});

describe("with credentials", () => {
  const questions = ({ amazon }: ShopStage): Record<string, unknown>[] =>
    amazon.bodies.slice(1).map(({ body }) => JSON.parse(body) as Record<string, unknown>);

  it("asks once, by artist and title; ASINs that the search did not bring wait for the refresh", async () => {
    const stage = await createShopStage();
    await stage.withAlbums("Surrender");
    await stage.drain();
    expect(stage.asked()).toEqual(["token", "searchItems", "image", "getItems"]);
    const [search, items] = questions(stage);
    expect(search).toMatchObject({ artist: "The Chemical Brothers", title: "Surrender" });
    expect(search).not.toHaveProperty("keywords");
    expect(items).toMatchObject({ itemIds: ["B00003W1QB"], partnerTag: "demo-20" });
    const found = await stage.rows("SELECT external_id, found_by FROM products ORDER BY external_id");
    expect(found.map((row) => Object.values(row))).toEqual([
      ["B00000J8EK", "musicbrainz"],
      ["B00003W1QB", "musicbrainz"], // sold no more: the link stays
      ["B0DEMO0031", "search"],
    ]);
    expect(await stage.links()).toEqual(surrender.known);
  });

  it("asks by words where the fields find nothing at all", async () => {
    const stage = await createShopStage({ switches: { fields: "all" } });
    for (const product of stage.shop) delete product.contributors;
    await stage.withAlbums("Pink Floyd - The Dark Side of the Moon");
    await stage.drain();
    const asked = questions(stage).map(({ title, keywords }) => title ?? keywords);
    expect(asked.slice(0, 2)).toEqual(["The Dark Side of the Moon", "Pink Floyd The Dark Side of the Moon"]);
  });

  it("sends two requests for an album that is not sold; all its ASINs become links, and are looked up with others'", async () => {
    const stage = await createShopStage({ catalogue: [] });
    await stage.withAlbums("Surrender");
    await stage.inLibrary((db) =>
      db.$client.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 45)
        INSERT INTO releases (album_id, title, asin, barcode, created_at, updated_at)
        SELECT 1, 'Surrender', printf('B0MANY%04d', i), 2000000100000 + i, 1, 1 FROM n`),
    );
    await stage.drain();
    const ladder = ["token", "searchItems", "searchItems"];
    // The refresh: 47 ASINs, ten a request.
    expect(stage.asked()).toEqual([...ladder, ...Array<string>(5).fill("getItems")]);
    expect(questions(stage)[2]?.["itemIds"]).toHaveLength(10);
    expect(await stage.links()).toHaveLength(47);
  });

  it("asks by one barcode for an album of which the shop knows nothing else", async () => {
    const stage = await createShopStage({ catalogue: [] });
    await stage.withAlbums("Pink Floyd - The Dark Side of the Moon");
    await stage.drain();
    expect(stage.asked()).toEqual(["token", "searchItems", "searchItems", "searchItems"]);
  });

  it.each(["404", "errors", "missing"] as const)(
    "takes %s for an answer: nothing found",
    async (noResults) => {
      const stage = await createShopStage({ catalogue: [], switches: { noResults } });
      await stage.withAlbums("Surrender");
      const { stdout } = await stage.drain();
      expect(stdout).toMatch(/done .*no product found$/m);
      expect(await stage.links()).toEqual(surrender.known);
    },
  );

  it("asks another marketplace with its own tag, and saves what that says", async () => {
    const marketplace = "www.amazon.de";
    const stage = await createShopStage({
      catalogue: demoProducts(),
      marketplace,
      partnerTag: "demo-21",
      credentials: { id: "demo-id", secret: "demo-secret", version: "2.2" },
    });
    await stage.withAlbums("Surrender");
    await stage.drain();
    const asked = stage.amazon.requests.find(({ path }) => path.endsWith("searchItems"));
    expect(asked?.headers).toMatchObject({ "x-marketplace": marketplace });
    expect(asked?.headers["authorization"]).toMatch(/^Bearer .+, Version 2\.2$/);
    expect(await urls(stage)).toEqual([
      expect.stringMatching(/^https:\/\/www\.amazon\.de\/dp\/B00000J8EK\?tag=demo-21/),
      "https://www.amazon.de/dp/B00003W1QB?tag=demo-21",
    ]);
  });
});
