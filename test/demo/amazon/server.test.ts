import { expect, it } from "vitest";
import type { AmazonStandIn, AmazonSwitches } from "../../../src/demo/amazon/server.ts";
import { amazonStandIn } from "../../helpers/amazon.ts";
import { askProducts, askToken, type Heard } from "./client.ts";

const search = (standIn: AmazonStandIn, body: object = {}): Promise<Heard> =>
  askProducts(standIn, "searchItems", { keywords: "Nirvana Nevermind", ...body });

/** The ASINs of an answer, wherever its items are. */
function asinsOf({ body }: Heard): string[] {
  const [result] = Object.values(body) as [{ items: { asin: string }[] }];
  return result.items.map(({ asin }) => asin);
}

it("answers a search in the real shape, with what was asked for", async () => {
  const standIn = await amazonStandIn();
  const resources = ["images.primary.highRes", "offersV2.listings.price", "itemInfo.byLineInfo"];
  const heard = await search(standIn, { resources, searchIndex: "Music" });
  expect(heard.headers.get("x-amzn-requestid")).toMatch(/^[\w-]{36}$/);
  expect(heard.body).toEqual({
    searchResult: {
      totalResultCount: 2,
      searchURL: "https://www.amazon.com/s?k=Nirvana+Nevermind&tag=demo-20",
      items: [
        expect.objectContaining({ asin: "B0DEMO0021" }) as object,
        {
          asin: "B000003TA4",
          detailPageURL: "https://www.amazon.com/dp/B000003TA4?tag=demo-20&linkCode=osi&th=1&psc=1",
          images: {
            primary: {
              hiRes: { url: `${standIn.url}/images/I/B000003TA4._SL1000_.jpg`, height: 1000, width: 1000 },
            },
          },
          itemInfo: {
            byLineInfo: {
              brand: { displayValue: "DGC", label: "Brand", locale: "en_US" },
              manufacturer: { displayValue: "DGC", label: "Manufacturer", locale: "en_US" },
              contributors: [{ name: "Nirvana", role: "Artist", roleType: "artist", locale: "en_US" }],
            },
          },
          offersV2: {
            listings: [{ price: { money: { amount: 10.98, currency: "USD", displayAmount: "$10.98" } } }],
          },
        },
      ],
    },
  });
});

it("shows little when nothing in particular is asked for", async () => {
  const { body } = await search(await amazonStandIn());
  const [first] = (body["searchResult"] as { items: object[] }).items;
  expect(Object.keys(first ?? {})).toEqual(["asin", "detailPageURL", "images", "itemInfo"]);
});

it("looks ASINs up, and names those it does not have", async () => {
  const standIn = await amazonStandIn();
  const heard = await askProducts(standIn, "getItems", { itemIds: ["B000003TA4", "B00003W1QB"] });
  expect(asinsOf(heard)).toEqual(["B000003TA4"]);
  expect(heard.body["errors"]).toEqual([
    { code: "ItemNotAccessible", message: "The itemId B00003W1QB is not accessible." },
  ]);
  standIn.set({ itemsKey: "itemResults" });
  expect(await askProducts(standIn, "getItems", { itemIds: ["B000003TA4"] })).toMatchObject({
    body: { itemResults: { items: [{ asin: "B000003TA4" }] } },
  });
});

it.each([
  ["404", 404, { type: "ResourceNotFoundException", resourceType: "Search" }],
  ["errors", 200, { errors: [{ code: "NoResults" }] }],
  ["missing", 200, { searchResult: {} }],
] as const)("says in the way chosen that there is none: %s", async (noResults, status, body) => {
  const standIn = await amazonStandIn({ switches: { noResults } });
  expect(await search(standIn, { keywords: "Zyzzyva" })).toMatchObject({ status, body });
});

it.each<[string, string, object | string, Record<string, string>, string, string?]>([
  [
    "no marketplace",
    "searchItems",
    { keywords: "x" },
    { "x-marketplace": "" },
    "FieldValidationFailed",
    "x-marketplace",
  ],
  ["no tag", "searchItems", { keywords: "x", partnerTag: "" }, {}, "FieldValidationFailed", "partnerTag"],
  ["another tag", "getItems", { itemIds: ["B000003TA4"], partnerTag: "other-20" }, {}, "InvalidPartnerTag"],
  [
    "a tag of elsewhere",
    "searchItems",
    { keywords: "x" },
    { "x-marketplace": "www.amazon.de" },
    "InvalidPartnerTag",
  ],
  [
    "an unknown resource",
    "searchItems",
    { keywords: "x", resources: ["offers.listings"] },
    {},
    "FieldValidationFailed",
    "resources",
  ],
  ["no search field", "searchItems", { searchIndex: "Music" }, {}, "FieldValidationFailed", "keywords"],
  ["long keywords", "searchItems", { keywords: "x".repeat(1001) }, {}, "FieldValidationFailed", "keywords"],
  [
    "an unknown index",
    "searchItems",
    { keywords: "x", searchIndex: "Vinyl" },
    {},
    "FieldValidationFailed",
    "searchIndex",
  ],
  [
    "too many at once",
    "searchItems",
    { keywords: "x", itemCount: 101 },
    {},
    "FieldValidationFailed",
    "itemCount",
  ],
  ["a page too far", "searchItems", { keywords: "x", itemPage: 11 }, {}, "FieldValidationFailed", "itemPage"],
  [
    "another availability",
    "searchItems",
    { keywords: "x", availability: "All" },
    {},
    "FieldValidationFailed",
    "availability",
  ],
  ["no ASINs", "getItems", { itemIds: [] }, {}, "FieldValidationFailed", "itemIds"],
  [
    "eleven ASINs",
    "getItems",
    { itemIds: Array(11).fill("B000003TA4") },
    {},
    "FieldValidationFailed",
    "itemIds",
  ],
  ["no JSON", "searchItems", "keywords=x", {}, "CannotParse"],
  ["another type of body", "searchItems", { keywords: "x" }, { "content-type": "text/plain" }, "CannotParse"],
  ["another operation", "getVariations", { asin: "x" }, {}, "UnknownOperation"],
])("refuses %s", async (_, operation, body, headers, reason, field) => {
  const heard = await askProducts(await amazonStandIn(), operation, body, headers);
  expect(heard).toMatchObject({ status: 400, body: { type: "ValidationException", reason } });
  if (field) expect(heard.body["fieldList"]).toMatchObject([{ name: field }]);
});

it.each<[Partial<AmazonSwitches>, number, object]>([
  [
    { notEligible: true },
    403,
    {
      reason: "AssociateNotEligible",
      type: "AccessDeniedException",
      message: "Your account does not currently meet the eligibility requirements.",
    },
  ],
  [{ quotaSpent: true }, 429, { type: "ThrottleException", quotaCode: "RequestsPerDay" }],
  [{ failing: true }, 500, { type: "InternalServerException" }],
])("can be switched to %j, and back", async (switches, status, body) => {
  const standIn = await amazonStandIn();
  standIn.set(switches);
  expect(await search(standIn)).toMatchObject({ status, body });
  standIn.set(Object.fromEntries(Object.keys(switches).map((name) => [name, false])));
  expect(await search(standIn)).toMatchObject({ status: 200 });
});

it("refuses who asks too fast, which tokens and pictures do not count for", async () => {
  const standIn = await amazonStandIn();
  expect((await search(standIn)).status).toBe(200);
  standIn.set({ minIntervalMs: 3_600_000, retryAfterSeconds: 4 });
  expect(await search(standIn)).toMatchObject({ status: 429, body: { retryAfterSeconds: 4 } });
  standIn.set({ retryAfterSeconds: undefined });
  expect((await search(standIn)).body).not.toHaveProperty("retryAfterSeconds");
  expect((await askToken(standIn)).status).toBe(200);
});

it("shows pictures of the sizes it names, of products that have one", async () => {
  const { url } = await amazonStandIn();
  const image = await fetch(`${url}/images/I/B000003TA4._SL75_.jpg`);
  expect([image.status, image.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
  for (const name of ["B000003TA4._SL76_", "B0DEMO0004._SL75_", "B0NOBODY00._SL75_"]) {
    expect((await fetch(`${url}/images/I/${name}.jpg`)).status).toBe(404);
  }
});

it.each(["", "catalog/v1", "catalog/v2/getItems", "catalog/v1/getItems/x"])(
  "has nothing at /%s",
  async (path) => {
    const { url } = await amazonStandIn();
    const answer = await fetch(`${url}/${path}`, { method: "POST", body: "{}" });
    expect([answer.status, await answer.json()]).toEqual([404, { message: "Not Found" }]);
    expect((await fetch(`${url}/catalog/v1/getItems`)).status).toBe(404);
  },
);
