import { describe, expect, it, test } from "vitest";
import { discogsOf, type DiscogsDocument } from "../../../src/demo/discogs/catalogue.ts";
import type { StandIn } from "../../../src/demo/stand-in.ts";
import { discogsAt, discogsStandIn, master, release } from "../../helpers/discogs.ts";

const label = (catno: string): DiscogsDocument => ({ id: 3, name: "Basement", catno, entity_type: "1" });
const readings = [{ title: "Night Shift", artist: "The Porters" }];
const asked = ({ requests }: StandIn) =>
  requests.map(({ path }) => new URL(path, "http://x").searchParams.get("catno"));

async function find(numbers: string[], ...printed: string[][]) {
  const releases = printed.map((catnos, at) => release(800 + at, { labels: catnos.map(label) }));
  const standIn = await discogsStandIn(discogsOf({ masters: [master(900)], releases }));
  const found = await discogsAt(standIn).albumsOfCatalogueNumbers(numbers, readings);
  return { albums: found === "unasked" ? [] : found.albums, asked: asked(standIn) };
}

describe("a number", () => {
  test.each<[string, string[], string[]]>([
    ["BASE 7", ["BASE 7"], ["BASE7"]],
    ["base7", ["BASE 7"], ["base7"]],
    ["BASE-7", ["BASE-7"], ["BASE-7"]],
    ["BASE-7", ["BASE 7"], ["BASE-7", "BASE7"]],
    ["BASE 7", ["none", "BASE 7"], ["BASE7"]],
  ])("%s finds what is printed %j", async (number, printed, queries) => {
    const found = await find([number], printed);
    expect(found.asked).toEqual(queries);
    expect(found.albums).toMatchObject([
      { mbid: "master:900", title: "Night Shift", artists: [{ name: "The Porters" }] },
    ]);
  });

  it("is each asked for, and an album of both comes once", async () => {
    const found = await find(["BASE 7", "LOFT 9"], ["BASE 7"], ["LOFT 9"]);
    expect([found.albums.length, found.asked]).toEqual([1, ["BASE7", "LOFT9"]]);
  });

  it("of editions that are called otherwise tells each title", async () => {
    const releases = ["Night Shift", "Nachtschicht"].map((title, at) =>
      release(800 + at, { title, labels: [label("BASE 7")] }),
    );
    const discogs = discogsAt(await discogsStandIn(discogsOf({ masters: [master(900)], releases })));
    expect(await discogs.albumsOfCatalogueNumbers(["BASE 7"], readings)).toMatchObject({
      albums: [{ mbid: "master:900", title: "Night Shift", editionTitles: ["Nachtschicht"] }],
    });
  });
});

it("believes a hit only where it bears the number", async () => {
  const documents = discogsOf({ releases: [release(800, { labels: [label("BASE 7")] })] });
  const standIn = await discogsStandIn(documents);
  const stray = { id: 5, type: "release", title: "A - B", catno: "BASE 77" };
  const silent = { id: 6, type: "release", title: "A - B" };
  const body = JSON.stringify({ pagination: { page: 1, pages: 1, items: 2 }, results: [stray, silent] });
  standIn.setFault(() => ({
    kind: "status",
    status: 200,
    body,
    headers: {},
    contentType: "application/json",
  }));
  const found = await discogsAt(standIn).albumsOfCatalogueNumbers(["BASE 7"], readings);
  expect(found).toMatchObject({ albums: [] });
});
