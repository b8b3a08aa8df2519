import { expect, it } from "vitest";
import { findMarketplace } from "../../../src/sources/amazon/marketplace.ts";
import { offerOf } from "../../../src/sources/amazon/offer-of.ts";
import { amazonAnswering, amazonClient, amazonStandIn } from "../../helpers/amazon.ts";

const asin = "B0SYNTH001";
const nothingKnown = {
  asin,
  url: `https://www.amazon.com/dp/${asin}?tag=demo-20`,
  title: null,
  artists: [],
  label: null,
  binding: null,
  productGroup: null,
  barcodes: [],
  releasedOn: null,
  imageUrl: null,
  salesRank: null,
  priceCents: null,
  currency: null,
  availability: null,
  formats: [],
};

/** A source whose service answers every search with these items. */
const answering = (...items: unknown[]) =>
  amazonAnswering({ searchResult: { totalResultCount: items.length, items } });

const item = (facts: object = {}) => ({ asin, ...facts });
const shown = (displayValue: unknown) => ({ displayValue, label: "x", locale: "en_US" });

it("reads a whole product", async () => {
  const { amazon } = amazonClient(await amazonStandIn());
  const [first] = await amazon.search({ keywords: "Pink Floyd The Dark Side of the Moon 5099902895529" });
  expect(first).toEqual({
    asin: "B0DEMO0001",
    title: "The Dark Side Of The Moon [2011 - Remaster]",
    artists: ["Pink Floyd"],
    url: "https://www.amazon.com/dp/B0DEMO0001?tag=demo-20&linkCode=osi&th=1&psc=1",
    label: "EMI",
    binding: "Audio CD",
    productGroup: "Music",
    barcodes: ["5099902895529"],
    releasedOn: "2011-09-26",
    salesRank: 412,
    priceCents: 1198,
    currency: "USD",
    availability: "IN_STOCK",
    formats: ["Original recording remastered"],
    imageUrl: expect.stringMatching(
      /^http:\/\/127\.0\.0\.1:\d+\/images\/I\/B0DEMO0001\._SL1000_\.jpg$/,
    ) as string,
  });
});

it("takes a product of which only the ASIN is known", async () => {
  expect(await (await answering(item())).search()).toEqual([nothingKnown]);
});

it.each([
  ["null", null],
  ["a list", []],
  ["text", "text"],
  ["a number", 7],
])("takes %s in the place of any part for absent", async (_, odd) => {
  const parts = ["detailPageURL", "images", "itemInfo", "offersV2", "browseNodeInfo"];
  const below = ["title", "byLineInfo", "classifications", "externalIds", "productInfo", "technicalInfo"];
  const { search } = await answering(
    item(Object.fromEntries(parts.map((part) => [part, odd]))),
    item({ itemInfo: Object.fromEntries(below.map((part) => [part, odd])) }),
    item({
      itemInfo: {
        byLineInfo: { contributors: odd, brand: odd, manufacturer: odd },
        externalIds: { eans: odd, upcs: { displayValues: [odd].filter((each) => typeof each === "object") } },
      },
      images: { primary: { large: odd, hiRes: { url: odd } } },
      offersV2: { listings: [odd, { price: odd, availability: odd }] },
      browseNodeInfo: { websiteSalesRank: { salesRank: odd === 7 ? null : odd } },
    }),
  );
  expect(await search()).toEqual([nothingKnown, nothingKnown, nothingKnown]);
});

it("takes numbers as text, and text as numbers, and what nobody has heard of", async () => {
  const { search } = await answering({
    ...item({ score: "87.5", news: { of: ["tomorrow"] } }),
    itemInfo: {
      title: shown(1984),
      externalIds: { eans: { displayValues: [5099902895529, "077774600125"] } },
      productInfo: { releaseDate: shown(2011) },
    },
    offersV2: {
      listings: [{ isBuyBoxWinner: "true", price: { money: { amount: "11.98", currency: "USD" } } }],
    },
    browseNodeInfo: { websiteSalesRank: { salesRank: "4321" } },
  });
  expect(await search()).toMatchObject([
    {
      title: "1984",
      barcodes: ["5099902895529", "077774600125"],
      releasedOn: "2011",
      priceCents: 1198,
      currency: "USD",
      salesRank: 4321,
    },
  ]);
});

it.each([
  [
    "by role",
    [
      { name: "A", role: "ARTIST" },
      { name: "B", role: "Producer" },
    ],
    ["A"],
  ],
  [
    "by the type of role",
    [
      { name: "A", role: "Künstler", roleType: "Artist" },
      { name: "B", role: "Autor" },
    ],
    ["A"],
  ],
  [
    "as all, if no role says so",
    [{ name: "A", role: "Künstler" }, { name: "B" }, { role: "Autor" }],
    ["A", "B"],
  ],
  [
    "once each",
    [
      { name: "A", role: "artist" },
      { name: "A", roleType: "artist" },
    ],
    ["A"],
  ],
])("reads the artists %s", async (_, contributors, artists) => {
  const { search } = await answering(item({ itemInfo: { byLineInfo: { contributors } } }));
  expect((await search())[0]?.artists).toEqual(artists);
});

it("prefers the listing that is bought by a click, then a new one with a price", async () => {
  const listing = (amount: number, value: string, isBuyBoxWinner = false) => ({
    isBuyBoxWinner,
    condition: { value },
    price: { money: { amount, currency: "EUR" } },
  });
  const noPrice = { condition: { value: "New" } };
  const { search } = await answering(
    item({ offersV2: { listings: [listing(1, "New"), listing(2, "Used", true)] } }),
    item({ offersV2: { listings: [listing(3, "Used"), noPrice, listing(4, "New")] } }),
    item({ offersV2: { listings: [listing(5, "Used")] } }),
  );
  expect((await search()).map(({ priceCents }) => priceCents)).toEqual([200, 400, 500]);
});

it.each([
  ["2011-09-27T00:00:01Z", "2011-09-27"],
  ["1973-03", "1973-03"],
  ["1973", "1973"],
  ["2011-13-01", "2011"],
  ["27. September 2011", "2011"],
  ["0001-01-01T00:00:01Z", null],
  ["soon", null],
])("reads the date %s as %s", async (date, read) => {
  const { search } = await answering(item({ itemInfo: { productInfo: { releaseDate: shown(date) } } }));
  expect((await search())[0]?.releasedOn).toBe(read);
});

it("makes hostile text fit to be shown, and cuts what is too long", async () => {
  const { search } = await answering({
    ...item({ itemInfo: { title: shown(`\u001b[31mRed\u202e\nline\u0000 ${"x".repeat(5000)}`) } }),
    offersV2: { listings: [{ availability: { type: "\u001b]0;title\u0007IN_STOCK" } }] },
  });
  const [offer] = await search();
  expect(offer?.title).toMatch(/^Red line x+…$/);
  expect(offer?.title).toHaveLength(300);
  expect(offer?.availability).toBe("IN_STOCK");
});

it.each([
  "http://www.amazon.com/dp/B0SYNTH001",
  "javascript:alert(1)",
  "https://www.amazon.com@elsewhere.example/",
  "https://www.amazon.com/\u202edp",
  "https://www.amazon.com/a b",
  "/dp/B0SYNTH001",
  `https://www.amazon.com/${"x".repeat(3000)}`,
])("does not pass on the address %s", async (address) => {
  const { search } = await answering(
    item({ detailPageURL: address, images: { primary: { large: { url: address } } } }),
  );
  expect(await search()).toEqual([nothingKnown]);
});

it("passes other addresses on as they are, and those of this machine only if it asked this machine", async () => {
  const urls = [`https://www.amazon.com/dp/${asin}?tag=x&th=1`, "http://127.0.0.1:9/a.jpg"];
  const { search } = await answering(
    item({ detailPageURL: urls[0], images: { primary: { large: { url: urls[1] } } } }),
  );
  expect(await search()).toMatchObject([{ url: urls[0], imageUrl: urls[1] }]);
});

it("leaves an item out that can't be read, and keeps the others", async () => {
  const { search } = await answering({ title: "x" }, item(), null, item({ asin: "../../etc" }));
  expect(await search()).toEqual([nothingKnown]);
});

it("does not pass on addresses of this machine that come from elsewhere", () => {
  const context = {
    marketplace: findMarketplace("www.amazon.com")!,
    partnerTag: "demo-20",
    onLoopback: false,
  };
  for (const host of ["127.0.0.1:9", "localhost", "[::1]"]) {
    for (const scheme of ["http", "https"]) {
      const images = { primary: { large: { url: `${scheme}://${host}/a.jpg` } } };
      expect(offerOf({ asin, images }, context).imageUrl).toBeNull();
    }
  }
});
