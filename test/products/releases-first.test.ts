import { describe, expect, it } from "vitest";
import { always, firstTimes, onPath } from "../helpers/faults.ts";
import { until } from "../helpers/jobs.ts";
import { createShopStage, noCredentials, type ShopStage } from "./stage.ts";

/** "Surrender" has an ASIN, B00003W1QB, that no search finds: only its releases tell of it. */
const late = "B00003W1QB";
const serial = ["worker", "--drain", "--queue", "serial"];
const releases = ["worker", "--drain", "--queue", "default"];
const statesOf = async (stage: ShopStage): Promise<string[]> =>
  (await stage.jobs()).map(({ state }) => state);

describe("a job that imports the releases", () => {
  it("is waited for while it runs, however slow MusicBrainz is", async () => {
    const stage = await createShopStage();
    await stage.importer(["album", "Surrender"]);
    stage.server.setFault(onPath(/\/release\?/, firstTimes(1, { kind: "delay", ms: 4_000 }))); // twice as long as for one that nobody takes up
    await stage.drain();
    expect(stage.asked().slice(0, 2)).toEqual(["token", "searchItems"]);
    expect(await stage.links()).toEqual(["B00000J8EK", late]);
    expect(await statesOf(stage)).toEqual(["done"]);
  });

  it("that nobody takes up is not waited for long; once it is done, the search is queued again, once", async () => {
    const stage = await createShopStage();
    await stage.importer(["album", "Surrender"]);
    const startedAt = performance.now();
    expect((await stage.importer(serial)).exitCode).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(20_000); // 2 s, not the two minutes for one that runs
    expect(await stage.links()).not.toContain(late);
    expect(await statesOf(stage)).toEqual(["done"]);

    await stage.importer(releases);
    expect(await statesOf(stage)).toEqual(["done", "ready"]);
    await stage.drain();
    expect(await stage.links()).toContain(late);
    expect(await statesOf(stage)).toEqual(["done", "done"]);
    await stage.inLibrary((db) =>
      db.$client.exec("UPDATE jobs SET state = 'ready' WHERE kind = 'import-album-releases'"),
    );
    await stage.drain();
    expect(await statesOf(stage)).toEqual(["done", "done"]); // nothing that was not seen
  });

  it("that ends while the search is under way queues it again: what came too late is not lost", async () => {
    const stage = await createShopStage();
    await stage.importer(["album", "Surrender"]);
    stage.amazon.setFault(onPath(/searchItems/, firstTimes(1, { kind: "delay", ms: 4_000 })));
    const searching = stage.importer(serial);
    await until(() => stage.asked().includes("searchItems"));
    await stage.importer(releases);
    expect(await statesOf(stage)).toEqual(["running"]);
    expect((await searching).exitCode).toBe(0);
    await stage.drain();
    expect(await stage.links()).toContain(late);
    expect(await statesOf(stage)).toEqual(["done", "done"]);
  });

  it("that failed or waits for later does not hold the search up", async () => {
    const stage = await createShopStage();
    await stage.importer(["album", "Surrender"]);
    stage.server.setFault(always({ kind: "html" }));
    await stage.importer(releases);
    const startedAt = performance.now();
    await stage.importer(serial);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    expect(await statesOf(stage)).toEqual(["done"]);
  });
});

describe("releases that were imported", () => {
  it("queue a search again that had none of their barcodes, and once only", async () => {
    const stage = await createShopStage();
    await stage.importer(["album", "Nevermind"]);
    await stage.importer(serial);
    await stage.importer(releases);
    expect(await statesOf(stage)).toEqual(["done", "ready"]);
    await stage.drain();
    await stage.importer(["releases", "1"]); // nothing new in them
    expect(await statesOf(stage)).toEqual(["done", "done"]);
  });

  it("queue none that nobody has asked for", async () => {
    const stage = await createShopStage();
    await stage.importer(["album", "Surrender", "--provider", "musicbrainz"]);
    await stage.drain(noCredentials);
    expect(await stage.jobs()).toEqual([]);
    expect(await stage.links()).toEqual([]);
  });
});
