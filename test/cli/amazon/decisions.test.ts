import { describe, expect, it } from "vitest";
import { documentOf, expectNoStack } from "../../helpers/cli.ts";
import {
  askAgain,
  darkSide,
  dumpOf,
  searchedStage,
  type LinksDocument,
  type ShopStage,
} from "../../products/stage.ts";

async function again(stage: ShopStage): Promise<void> {
  await askAgain(stage);
  await stage.drain();
}

describe("a person's word on a link", () => {
  it("--remove takes the link away, and no later search brings it back", async () => {
    const stage = await searchedStage();
    const removed = await stage.importer(["links", "1", "--remove", " b0demo0001 "]);
    expect(removed).toMatchObject({ exitCode: 0 });
    expect(removed.stderr).toContain("B0DEMO0001 is removed; later searches keep to that");
    expect(removed.stdout).not.toContain("dp/B0DEMO0001");
    await again(stage);
    expect(await stage.links()).toEqual(darkSide.slice(1));
    const { stdout } = await stage.importer(["links", "1", "--explain"]);
    expect(stdout).toContain("B0DEMO0001  removed by hand (match)");
    const twice = await stage.importer(["links", "1", "--remove", "B0DEMO0001"]);
    expect(twice.stderr).toContain("B0DEMO0001 is removed already");
  });

  it("--forget takes the word back: what the last search found holds again", async () => {
    const stage = await searchedStage();
    await stage.importer(["links", "1", "--remove", "B0DEMO0001", "--remove", "B0DEMO0002"]);
    expect(await stage.links()).toEqual(darkSide.slice(2));
    await stage.importer(["links", "1", "--confirm", "B0DEMO0010", "--confirm", "B0UNKNOWN1"]);
    expect(await stage.links()).toEqual([...darkSide.slice(2), "B0DEMO0010", "B0UNKNOWN1"]);
    const all = ["B0DEMO0001", "B0DEMO0002", "B0DEMO0010", "B0UNKNOWN1"];
    const result = await stage.importer(["links", "1", ...all.flatMap((asin) => ["--forget", asin])]);
    expect(result).toMatchObject({ exitCode: 0 });
    expect(result.stderr).toContain("B0DEMO0010 is as the last search left it");
    expect(await stage.links()).toEqual(darkSide);
    expect((await stage.products()).filter(({ decision }) => decision !== null)).toEqual([]);
    expect(await stage.rows("SELECT id FROM products WHERE external_id = 'B0UNKNOWN1'")).toEqual([]);
    const never = await stage.importer(["links", "1", "--forget", "B0DEMO0003"]);
    expect(never.stderr).toContain("B0DEMO0003 was never decided on");
  });

  it("--forget after a change of marketplace makes a link there, without the other shop's price", async () => {
    const stage = await searchedStage();
    await stage.importer(["links", "1", "--remove", "B0DEMO0001"]);
    const env = { IMPORTER_AMAZON_MARKETPLACE: "www.amazon.de" };
    const result = await stage.importer(["links", "1", "--forget", "B0DEMO0001", "--json"], { env });
    const link = documentOf<LinksDocument>(result).links.find(
      ({ externalId }) => externalId === "B0DEMO0001",
    );
    expect(link?.url).toMatch(/^https:\/\/www\.amazon\.de\/dp\/B0DEMO0001/);
    expect(link?.product ?? {}).not.toMatchObject({ priceCents: 1198 });
    const home = await stage.importer(["links", "1", "--remove", "B0DEMO0002"]);
    expect(home.exitCode).toBe(0);
    const back = documentOf<LinksDocument>(
      await stage.importer(["links", "1", "--forget", "B0DEMO0002", "--json"]),
    );
    const kept = back.links.find(({ externalId }) => externalId === "B0DEMO0002");
    expect(kept).toMatchObject({ product: { priceCents: expect.any(Number) as number } });
  });

  it("the job says in its own line that another album has the same product", async () => {
    const stage = await searchedStage();
    await stage.inLibrary((db) =>
      db.$client
        .exec(`INSERT INTO albums (title, title_key, created_at, updated_at) VALUES ('Other', 'other', 1, 1);
        INSERT INTO external_links (item_type, item_id, source, external_id, url, checked_at)
          SELECT 'album', max(id), 'amazon', 'B0DEMO0001', 'https://www.amazon.com/dp/B0DEMO0001', 1 FROM albums`),
    );
    await askAgain(stage);
    const { stdout } = await stage.drain();
    expect(stdout).toMatch(
      /amazon-product-enrichment done .*; B0DEMO0001 is a link of "Other" \(album \d+\) as well/,
    );
  });

  it("changes nothing where one of several is no ASIN", async () => {
    const stage = await searchedStage();
    const result = await stage.importer(["links", "1", "--remove", "B0DEMO0001", "--remove", "shirt"]);
    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toContain('"shirt" is no ASIN');
    expect(await stage.links()).toEqual(darkSide);
  });

  it("--confirm keeps a link that the rules refuse, now and later", async () => {
    const stage = await searchedStage();
    const result = await stage.importer(["links", "1", "--confirm", "B0DEMO0010"]);
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toMatch(/B0DEMO0010 .*\n.*confirmed by hand/);
    await again(stage);
    expect(await stage.links()).toEqual([...darkSide, "B0DEMO0010"]);
    expect((await stage.importer(["links", "1"])).stdout).toMatch(/\$12\.49 \(just now\).*confirmed by hand/);
    stage.shop.find(({ asin }) => asin === "B0DEMO0001")!.eans = ["2000000009999"];
    stage.shop.find(({ asin }) => asin === "B0DEMO0001")!.title = "Something else altogether";
    await stage.importer(["links", "1", "--confirm", "B0DEMO0001"]);
    await again(stage);
    expect((await stage.products())[0]).toMatchObject({ verdict: "no_match", decision: "confirmed" });
    expect(await stage.links()).toContain("B0DEMO0001");
  });

  it("on an ASIN that nobody knows is kept as well, and a removal of it said to be one of no link", async () => {
    const stage = await searchedStage();
    const removed = await stage.importer(["links", "1", "--remove", "B000000000"]);
    expect(removed).toMatchObject({ exitCode: 0 });
    expect(removed.stdout + removed.stderr).toContain("B000000000 was no link of this album; later searches");
    expect((await stage.importer(["links", "1", "--confirm", "0123456789"])).exitCode).toBe(0);
    expect(await stage.links()).toEqual(["0123456789", ...darkSide]);
    const { stdout } = await stage.importer(["links", "1", "--explain"]);
    expect(stdout).toContain("B000000000  removed by hand");
    expect(stdout).toContain("https://www.amazon.com/dp/0123456789?tag=demo-20");
  });

  it.each(["--remove", "--confirm"])("%s with --json is one document of how it is then", async (flag) => {
    const stage = await searchedStage();
    const result = await stage.importer(["links", "1", flag, "B0DEMO0001", "--explain", "--json"]);
    const { links, products } = documentOf<LinksDocument>(result);
    expect(links).toHaveLength(flag === "--remove" ? 2 : 3);
    const decided = products?.find(({ externalId }) => externalId === "B0DEMO0001");
    expect(decided).toMatchObject({ decision: flag === "--remove" ? "removed" : "confirmed" });
  });

  const mistakes: [argv: string[], exitCode: number, words: RegExp][] = [
    [["links", "1", "--remove", "short"], 2, /"short" is no ASIN.*[^]*importer links 1 --remove B000002UAL/],
    [["links", "1", "--confirm", "B0DEMO00012"], 2, /is no ASIN/],
    [["links", "1", "--remove", "B0DEMO0001", "--confirm", "B0DEMO0001"], 2, /can't be given together/],
    [["links", "99"], 3, /there is no album 99 in the library[^]*importer list albums/],
    [["links", "99", "--remove", "B0DEMO0001"], 3, /there is no album 99/],
    [["links", "one"], 3, /the library has no album "one"/],
    [["links"], 2, /album/],
  ];
  it.each(mistakes)("%o ends with %i and changes nothing", async (argv, exitCode, words) => {
    const stage = await searchedStage();
    const before = await dumpOf(stage, "products", "external_links");
    const result = await stage.importer(argv);
    expect(result).toMatchObject({ exitCode, stdout: "" });
    expect(result.stderr).toMatch(words);
    expectNoStack(result);
    const json = await stage.importer([...argv, "--json"]);
    expect(json.exitCode).toBe(exitCode);
    expect(documentOf(json)).toHaveProperty("error.message");
    expect(await dumpOf(stage, "products", "external_links")).toEqual(before);
  });
});
