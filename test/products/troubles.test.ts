import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../src/demo/stand-in.ts";
import { closedPort } from "../helpers/cli.ts";
import { always, everyFault, firstTimes, onPath } from "../helpers/faults.ts";
import { createShopStage, type Settings, type ShopStage } from "./stage.ts";

const catalog = (rule: FaultRule): FaultRule => onPath(/catalog/, rule);
const tokens = (rule: FaultRule): FaultRule => onPath(/token$/, rule);
const dayMs = 24 * 3_600_000;

/** The job waits for better times with its attempt counted, and the links that cost nothing are there. */
/** A day that is over is nobody's failure: it uses up none of the job's tries. */
const expectPutOff = (stage: ShopStage, words: RegExp, env: Settings = {}): Promise<number> =>
  expectWaiting(stage, words, { env, outcome: "snoozed", attempts: 0 });

const expectRetried = (stage: ShopStage, words: RegExp, env: Settings = {}): Promise<number> =>
  expectWaiting(stage, words, { env, outcome: "retried", attempts: 1 });

async function expectWaiting(
  stage: ShopStage,
  words: RegExp,
  { env, outcome, attempts }: { env: Settings; outcome: string; attempts: number },
): Promise<number> {
  await stage.withAlbums("Surrender");
  const before = Date.now();
  const { stdout } = await stage.drain(env);
  expect(stdout).toContain(`job 2 amazon-product-enrichment ${outcome} (`);
  expect(stdout).toMatch(words);
  const [job] = await stage.jobs();
  expect(job).toMatchObject({ state: "scheduled", attempts });
  expect(await stage.rows("SELECT * FROM refusals")).toEqual([]);
  expect(await stage.links()).toEqual(["B00000J8EK", "B00003W1QB"]);
  const [{ run_at: runAt } = {}] = await stage.rows("SELECT run_at FROM jobs WHERE id = 2");
  return Number(runAt) - before;
}

/** The same job once its time has come and Amazon is well. */
async function expectRecovers(stage: ShopStage, attempts = 2): Promise<void> {
  stage.amazon.setFault(undefined);
  await stage.inLibrary((db) => db.$client.exec("UPDATE jobs SET run_at = 1; DELETE FROM gates"));
  await stage.drain();
  expect(await stage.jobs()).toMatchObject([{ id: 2, state: "done", attempts }]);
  expect(await stage.rows("SELECT * FROM external_links WHERE price_cents = 939")).toHaveLength(1);
}

describe("an Amazon that can't be asked", () => {
  const faults: [about: string, rule: FaultRule, words: RegExp][] = [
    ["that fails", catalog(always(everyFault["a server error"]!)), /Amazon answered 500/],
    ["behind a gateway's page", catalog(always(everyFault["a gateway's HTML page"]!)), /Amazon answered/],
    [
      "of another shape",
      catalog(always(everyFault["JSON of another shape"]!)),
      /a shape this importer does not know/,
    ],
    ["that cuts the connection", catalog(always(everyFault["a reset connection"]!)), /cut the connection/],
    ["that cuts its answer", catalog(always(everyFault["a body cut half-way"]!)), /cut the connection/],
    [
      "that gives no tokens for now",
      tokens(always(everyFault["a server error"]!)),
      /Amazon's tokens answered 500/,
    ],
    ["whose log-in is cut", tokens(always(everyFault["a reset connection"]!)), /cut the connection/],
  ];
  it.each(faults)("%s is asked again later", async (_, rule, words) => {
    const stage = await createShopStage();
    stage.amazon.setFault(rule);
    await expectRetried(stage, words);
    await expectRecovers(stage);
  });

  it("behind a captive portal is asked again later, and nobody counts it as a try", async () => {
    const stage = await createShopStage();
    stage.amazon.setFault(catalog(always(everyFault["a captive portal"]!)));
    await expectPutOff(stage, /a web page instead of data/);
    await expectRecovers(stage, 1);
  });

  it("that is not there is asked again later", async () => {
    const stage = await createShopStage();
    const away = `http://127.0.0.1:${await closedPort()}`;
    await expectRetried(stage, /refuses the connection/, { IMPORTER_AMAZON_URL: away });
    await expectRecovers(stage);
  });

  it("that fails twice is asked a third time at once", async () => {
    const stage = await createShopStage();
    stage.amazon.setFault(catalog(firstTimes(2, everyFault["a server error"]!)));
    await stage.withAlbums("Surrender");
    const { stderr } = await stage.drain();
    expect(stderr).toMatch(/Amazon answered 500.*trying again/);
    expect(await stage.jobs()).toMatchObject([{ state: "done", attempts: 1 }]);
  });

  it("fails the job for good only when its attempts are used up", async () => {
    const stage = await createShopStage({ switches: { failing: true } });
    await stage.withAlbums("Surrender");
    await stage.inLibrary((db) =>
      db.$client.exec("UPDATE jobs SET attempts = max_attempts - 1 WHERE id = 2"),
    );
    await stage.drain();
    expect(await stage.jobs()).toMatchObject([{ state: "failed" }]);
  });
});

describe("a rate that is used up", () => {
  it("throttled: it waits and tries again, and then the job does", async () => {
    const stage = await createShopStage({ switches: { fields: "all", noResults: "missing" } });
    for (const product of stage.shop) delete product.contributors; // so that it takes two questions
    stage.amazon.set({ minIntervalMs: 3_600_000 }); // the first is answered
    await expectRetried(stage, /Amazon answered 429/);
    const [first, ...refused] = stage.amazon.requests.filter(({ path }) => path.includes("catalog"));
    expect(first?.status).toBe(200);
    expect(refused.map(({ status }) => status)).toEqual([429, 429, 429, 429]);
    const gapsMs = refused.slice(1).map(({ at }, index) => at - refused[index]!.at);
    expect(gapsMs.map((gapMs, index) => gapMs >= 2_000 * 2 ** index - 5)).toEqual([true, true, true]);
    stage.amazon.set({ minIntervalMs: 0 });
    await expectRecovers(stage);
  });

  it("their daily quota: asked once, and again after midnight (UTC)", async () => {
    const stage = await createShopStage({ switches: { quotaSpent: true } });
    const untilMidnightMs = dayMs - (Date.now() % dayMs);
    const waitMs = await expectPutOff(stage, /Amazon answered 429.*on it goes at midnight UTC/);
    expect(stage.asked()).toEqual(["token", "searchItems"]);
    expect(waitMs).toBeGreaterThan(untilMidnightMs - 60_000);
    stage.amazon.set({ quotaSpent: false });
    await expectRecovers(stage, 1);
  });

  it("our own daily limit: nothing more is sent, and the job goes on after midnight (UTC) where it was", async () => {
    const stage = await createShopStage({ catalogue: [] });
    const untilMidnightMs = dayMs - (Date.now() % dayMs);
    const env = { IMPORTER_AMAZON_DAILY_LIMIT: "1" };
    const waitMs = await expectPutOff(stage, /the one request that Amazon allows in a day is used up/, env);
    expect(stage.asked()).toEqual(["token", "searchItems"]);
    expect(waitMs).toBeGreaterThan(untilMidnightMs - 60_000);
    await stage.inLibrary((db) => db.$client.exec("UPDATE jobs SET run_at = 1; DELETE FROM gates"));
    await stage.drain();
    // The second search only; the refresh comes last.
    expect(stage.asked()).toEqual(["token", "searchItems", "getItems"]);
    expect(await stage.jobs()).toMatchObject([{ id: 2, state: "done", attempts: 1 }]);
    expect(await stage.rows("SELECT * FROM shop_answers")).toEqual([]);
  });
});

describe("a token", () => {
  it.each([
    ["that grows old in the middle of a job", 1, 2],
    ["that lives as long as the next question only", 59, 2],
  ])("%s is replaced, and the job is done", async (_, tokenLifetimeSecs, least) => {
    const stage = await createShopStage({ switches: { tokenLifetimeSecs } });
    await stage.withAlbums("Surrender");
    await stage.drain();
    expect(await stage.jobs()).toMatchObject([{ state: "done", attempts: 1 }]);
    expect(stage.asked().filter((each) => each === "token").length).toBeGreaterThanOrEqual(least);
  });

  it("that is taken back in the middle of a job is replaced once, and the question asked again", async () => {
    const stage = await createShopStage();
    let revoked = false;
    stage.amazon.setFault(({ path }) => {
      if (path.endsWith("searchItems") && !revoked) stage.amazon.revokeTokens();
      revoked ||= path.endsWith("searchItems");
      return undefined;
    });
    await stage.withAlbums("Surrender");
    await stage.drain();
    expect(stage.asked().slice(0, 5)).toEqual(["token", "searchItems", "token", "searchItems", "image"]);
    expect(await stage.jobs()).toMatchObject([{ state: "done", attempts: 1 }]);
  });
});
