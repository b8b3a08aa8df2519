import { describe, expect, it } from "vitest";
import { onPath } from "../helpers/faults.ts";
import { until } from "../helpers/jobs.ts";
import { createShopStage, type ShopStage } from "./stage.ts";

const remove = (stage: ShopStage): Promise<unknown> =>
  stage.inLibrary((db) =>
    db.$client.exec(
      "DELETE FROM external_links WHERE item_type = 'album' AND item_id = 1; DELETE FROM albums WHERE id = 1",
    ),
  );

/** Nothing is left that belongs to the album, and the job says why. */
async function expectCancelled(stage: ShopStage, stdout: string): Promise<void> {
  expect(stdout).toMatch(
    /^job 2 amazon-product-enrichment cancelled .*: album 1 is no longer in the library$/m,
  );
  expect((await stage.jobs())[0]).toMatchObject({ id: 2, state: "cancelled" });
  expect(await stage.products()).toEqual([]);
  expect(await stage.links()).toEqual([]);
  expect(await stage.rows("SELECT * FROM artworks WHERE source_url LIKE '%B00000J8EK%'")).toEqual([]);
}

describe("an album that is deleted", () => {
  it("before its job begins cancels that, and nobody is asked", async () => {
    const stage = await createShopStage();
    await stage.withAlbums("Surrender");
    await remove(stage);
    const { stdout } = await stage.drain();
    expect(stage.asked()).toEqual([]);
    await expectCancelled(stage, stdout);
  });

  it.each([
    ["while Amazon searches", /searchItems/],
    ["while its picture is on its way", /images/],
  ])("%s cancels the job, and leaves nothing", async (_, path) => {
    const stage = await createShopStage();
    await stage.withAlbums("Surrender", "Nevermind");
    stage.amazon.setFault(onPath(path, () => ({ kind: "delay", ms: 700 })));
    const working = stage.drain();
    await until(() => stage.amazon.requests.some((request) => path.test(request.path)));
    await remove(stage);
    const { stdout } = await working;
    await expectCancelled(stage, stdout);
    // Another album's job goes its way.
    expect((await stage.jobs())[1]).toMatchObject({ state: "done" });
    expect(await stage.links(2)).toEqual(["B000003TA4", "B0DEMO0021"]);
  });
});
