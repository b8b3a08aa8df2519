import { describe, expect, it } from "vitest";
import { createShopStage, noCredentials, type ShopStage } from "./stage.ts";

const darkSide = "Pink Floyd - The Dark Side of the Moon";

async function refreshed(...titles: string[]): Promise<ShopStage> {
  const stage = await createShopStage();
  await stage.withAlbums(...titles);
  await stage.drain();
  stage.asked();
  return stage;
}

/** A day goes by. */
const nextDay = (stage: ShopStage): Promise<unknown> =>
  stage.inLibrary((db) =>
    db.$client.exec(
      "UPDATE products SET asked_at = min(asked_at, 1); UPDATE jobs SET run_at = 1 WHERE state = 'scheduled'",
    ),
  );
const take = (stage: ShopStage, ...asins: string[]): void => {
  stage.shop.splice(0, stage.shop.length, ...stage.shop.filter(({ asin }) => !asins.includes(asin)));
};
const refreshJob = (stage: ShopStage) =>
  stage.rows("SELECT state, queue, attempts, run_at FROM jobs WHERE kind = 'amazon-price-refresh'");
const covers = (stage: ShopStage) => stage.rows("SELECT ref FROM album_covers");

describe("the daily refresh of what the shop links say", () => {
  it("shares a request between albums, says the prices of today, and sleeps until tomorrow", async () => {
    const stage = await refreshed(darkSide, "Surrender");
    for (const product of stage.shop) if (product.price !== undefined) product.price += 1;
    await nextDay(stage);
    const before = Date.now();
    const { stdout } = await stage.drain();
    expect(stdout).toMatch(
      /amazon-price-refresh snoozed .*4 products refreshed in 1 request; the next time in a day/,
    );
    expect(stage.asked()).toEqual(["token", "getItems"]);
    const prices = await stage.rows(
      "SELECT price_cents FROM external_links WHERE price_cents IS NOT NULL ORDER BY 1",
    );
    expect(prices.map(({ price_cents }) => price_cents)).toEqual([949, 1039, 1298, 3097]);
    const [job] = await refreshJob(stage);
    expect(job).toMatchObject({ state: "scheduled", queue: "serial", attempts: 0 });
    expect(Number(job!["run_at"]) - before).toBeGreaterThanOrEqual(24 * 3_600_000 - 1_000);
    await stage.drain();
    expect(stage.asked()).toEqual([]);
  });

  it("leaves the last third of a day's requests to albums that come later in it", async () => {
    const stage = await createShopStage();
    await stage.withAlbums("Surrender");
    const { stdout } = await stage.drain({ IMPORTER_AMAZON_DAILY_LIMIT: "1" });
    expect(stdout).toMatch(/amazon-price-refresh snoozed .*no product to refresh now; the others tomorrow/);
    expect(stage.asked()).toEqual(["token", "searchItems", "image"]);
    const [job] = await refreshJob(stage);
    expect(Number(job!["run_at"]) % (24 * 3_600_000)).toBeLessThan(1_000);
    await stage.drain({ IMPORTER_AMAZON_DAILY_LIMIT: "9" });
    expect(stage.asked()).toEqual([]);
  });

  it("a product that is sold no more is said, and is no link and no cover; sold again, the search finds it", async () => {
    const stage = await refreshed(darkSide);
    expect(await covers(stage)).toEqual([{ ref: "B0DEMO0003" }]);
    take(stage, "B0DEMO0003");
    await nextDay(stage);
    const { stdout } = await stage.drain();
    expect(stdout).toContain('B0DEMO0003 ("The Dark Side of the Moon") is sold no more');
    expect(await stage.links()).toEqual(["B0DEMO0001", "B0DEMO0002"]);
    expect(await covers(stage)).not.toContainEqual({ ref: "B0DEMO0003" });
    const { stdout: explained } = await stage.importer(["links", "1", "--explain"]);
    expect(explained).toMatch(/B0DEMO0003 +match, sold no more/);
  });

  it("what a person confirmed stays, and what MusicBrainz knows and this shop never had", async () => {
    const stage = await refreshed(darkSide, "Surrender");
    await stage.importer(["links", "1", "--confirm", "B0DEMO0002"]);
    take(stage, "B0DEMO0002");
    await nextDay(stage);
    expect((await stage.drain()).stdout).toContain("is sold no more, confirmed by hand: kept");
    expect(await stage.links()).toContain("B0DEMO0002");
    expect(await stage.links(2)).toEqual(["B00000J8EK", "B00003W1QB"]);
  });

  it("that all are gone at once is not believed", async () => {
    const stage = await refreshed(darkSide);
    stage.shop.splice(0, stage.shop.length);
    await nextDay(stage);
    expect((await stage.drain()).stdout).toContain("0 products refreshed in 1 request; the next time");
    expect(await stage.links()).toHaveLength(3);
  });

  it("ends without credentials, and comes back with the next search", async () => {
    const stage = await refreshed(darkSide);
    await nextDay(stage);
    await stage.drain(noCredentials);
    expect(await refreshJob(stage)).toMatchObject([{ state: "done" }]);
    expect(stage.asked()).toEqual([]);
    await stage.withAlbums("Surrender");
    await stage.drain();
    expect(await refreshJob(stage)).toMatchObject([{ state: "done" }, { state: "scheduled" }]);
  });

  it("is never queued without credentials", async () => {
    const stage = await createShopStage();
    await stage.withAlbums("Surrender");
    await stage.drain(noCredentials);
    expect(await refreshJob(stage)).toEqual([]);
  });
});
