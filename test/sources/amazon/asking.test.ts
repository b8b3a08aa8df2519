import { expect, it } from "vitest";
import { PayloadError } from "../../../src/errors.ts";
import { amazonAnswering, amazonClient, amazonStandIn, askedOf, jsonFault } from "../../helpers/amazon.ts";
import { inTurn, onPath } from "../../helpers/faults.ts";
import { faultOf } from "../../helpers/http.ts";

const asin = "B0SYNTH001";
const item = () => ({ asin });

it("asks as the reference says, for what it reads", async () => {
  const standIn = await amazonStandIn();
  const { amazon } = amazonClient(standIn);
  await amazon.search({ keywords: " Pink\u0000  Floyd " });
  await amazon.getItems(["B0DEMO0001"]);
  expect(askedOf(standIn)).toEqual(["token", "searchItems", "getItems"]);
  const bodies = standIn.bodies.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  const { resources, ...search } = bodies[1] ?? {};
  expect(search).toEqual({
    partnerTag: "demo-20",
    keywords: "Pink Floyd",
    searchIndex: "Music",
    itemCount: 10,
    availability: "IncludeOutOfStock",
  });
  expect(resources).toContain("itemInfo.externalIds");
  expect(bodies[2]).toEqual({ partnerTag: "demo-20", itemIds: ["B0DEMO0001"], resources });
  expect(standIn.requests[1]?.headers).toMatchObject({
    "content-type": "application/json; charset=utf-8",
    "x-marketplace": "www.amazon.com",
    authorization: expect.stringMatching(/^Bearer Atc\|[\w-]+$/) as string,
  });
});

it.each([
  ["a 404 that says so", "404"],
  ["an error that says so", "errors"],
  ["an empty answer", "missing"],
] as const)("takes %s for no candidates", async (_, noResults) => {
  const { amazon } = amazonClient(await amazonStandIn({ switches: { noResults } }));
  expect(await amazon.search({ keywords: "Zyzzyva" })).toEqual([]);
  expect(await amazon.getItems(["B0NOBODY00"])).toEqual([]);
});

it.each([
  { searchResult: {} },
  { searchResult: {}, errors: null },
  { searchResult: { items: null, totalResultCount: 0 } },
])("takes %j for no candidates", async (document) => {
  expect(await (await amazonAnswering(document)).search()).toEqual([]);
});

it.each([
  {},
  { requestId: "1" },
  { searchResult: null },
  { searchResult: { items: null } },
  { searchResult: { totalResultCount: 1 } },
  { searchResult: { items: [], totalResultCount: 3 } },
  { searchResult: "none" },
  { searchResult: { items: "none" } },
  { searchResult: { items: [{ title: "no ASIN" }] } },
  { data: { items: [] } },
  { error: "sign in first" },
  { errors: [{ code: "InternalFailure", message: "x" }] },
  { errors: [{}] },
  [],
])("does not take %j for an answer", async (document) => {
  expect(await faultOf((await amazonAnswering(document)).search())).toBeInstanceOf(PayloadError);
});

it.each(["itemsResult", "itemResults"] as const)("finds items under %s", async (itemsKey) => {
  const { amazon } = amazonClient(await amazonStandIn({ switches: { itemsKey } }));
  const found = await amazon.getItems(["B0DEMO0002", "B00003W1QB", "B0DEMO0001"]);
  expect(found.map((offer) => offer.asin)).toEqual(["B0DEMO0001", "B0DEMO0002"]);
});

it("takes the older API's word for an unknown ASIN for none, and leaves out what nobody asked for", async () => {
  const standIn = await amazonStandIn();
  const errors = [{ code: "InvalidParameterValue", message: "The ItemId is invalid" }];
  standIn.setFault(
    onPath(/catalog/, inTurn(jsonFault({ errors }), jsonFault({ itemsResult: { items: [item()] } }))),
  );
  const { amazon } = amazonClient(standIn);
  expect(await amazon.getItems([asin])).toEqual([]);
  expect(await amazon.getItems(["B0SYNTH002"])).toEqual([]);
});

it("asks for each ASIN once, in capitals, and for none that is no ASIN", async () => {
  const standIn = await amazonStandIn();
  const { amazon } = amazonClient(standIn);
  expect(await amazon.getItems(["b0demo0001 ", "B0DEMO0001", "short", ""])).toHaveLength(1);
  expect(JSON.parse(standIn.bodies.at(-1)?.body ?? "")).toMatchObject({ itemIds: ["B0DEMO0001"] });
  expect(await amazon.getItems(["short"])).toEqual([]);
  expect(await amazon.search({ keywords: " \u0000 " })).toEqual([]);
  expect(askedOf(standIn)).toEqual(["token", "getItems"]);
  const eleven = Array.from({ length: 11 }, (_, n) => `B0MANY${1000 + n}`);
  await expect(amazon.getItems(eleven)).rejects.toBeInstanceOf(RangeError);
});

it("gets a picture from where they say that it is", async () => {
  const standIn = await amazonStandIn();
  const { amazon } = amazonClient(standIn);
  const [offer] = await amazon.getItems(["B0DEMO0010"]);
  const image = await amazon.getImage(offer?.imageUrl ?? "");
  expect(image?.bytes.subarray(0, 3).toString("hex")).toBe("ffd8ff");
});

it("searches what the marketplace has, and cuts what it would not take", async () => {
  const standIn = await amazonStandIn({ marketplace: "www.amazon.com.br" });
  const { amazon } = amazonClient(standIn);
  await amazon.search({ keywords: "x".repeat(2000) });
  const body = JSON.parse(standIn.bodies.at(-1)?.body ?? "") as Record<string, string>;
  expect(body["searchIndex"]).toBe("All");
  expect(body["keywords"]).toHaveLength(1000);
  expect(standIn.requests.at(-1)?.status).toBe(404);
});
