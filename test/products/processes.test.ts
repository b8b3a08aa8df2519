import { describe, expect, it, onTestFinished } from "vitest";
import { buildPackage, start } from "../cli/built.ts";
import { expectNoStack } from "../helpers/cli.ts";
import { onPath } from "../helpers/faults.ts";
import { until } from "../helpers/jobs.ts";
import { dumpOf, createShopStage, type ShopStage } from "./stage.ts";

const binary = buildPackage();
const serial = ["worker", "--drain", "--queue", "serial"];
const tables = ["products", "external_links", "artworks", "albums", "jobs"];
const isStored = async (stage: ShopStage): Promise<boolean> => (await stage.products()).length > 3;

/** Albums 1 to `count`, each with an ASIN that the shop sells and an Amazon job that waits. */
async function withManyAlbums(count: number): Promise<ShopStage> {
  const stage = await createShopStage({
    catalogue: Array.from({ length: count }, (_, at) => ({
      asin: asinOf(at + 1),
      title: `Album ${at + 1}`,
      contributors: [["The Testers"]] as [string][],
      binding: "Audio CD",
      group: "Music",
      price: at + 1,
      salesRank: at + 1,
      hasImage: false,
    })),
  });
  await stage.importer(["list", "albums"]); // makes the library
  await stage.inLibrary((db) =>
    db.$client.exec(`
      INSERT INTO artists (name, name_key, created_at, updated_at) VALUES ('The Testers', 'testers', 1, 1);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
        INSERT INTO albums (title, title_key, created_at, updated_at) SELECT 'Album ' || i, 'album ' || i, 1, 1 FROM n;
      INSERT INTO album_artists (album_id, position, artist_id, credited_as) SELECT id, 0, 1, 'The Testers' FROM albums;
      INSERT INTO releases (album_id, title, asin, created_at, updated_at)
        SELECT id, title, printf('B0MANY%04d', id), 1, 1 FROM albums;`),
  );
  for (let id = 1; id <= count; id++) {
    await stage.importer(["album", "--id", String(id), "--force-providers", "--provider", "amazon"]);
  }
  return stage;
}

const asinOf = (id: number): string => `B0MANY${String(id).padStart(4, "0")}`;

describe("a worker that is killed", () => {
  it("between the links and the cover: the next completes the album, and doubles nothing", async () => {
    const undisturbed = await createShopStage();
    await undisturbed.withAlbums("Pink Floyd - The Dark Side of the Moon");
    await undisturbed.drain();

    const stage = await createShopStage();
    await stage.withAlbums("Pink Floyd - The Dark Side of the Moon");
    stage.amazon.setFault(onPath(/images/, () => ({ kind: "hang" })));
    const worker = start(binary, serial, stage.env);
    await until(() => stage.amazon.requests.some(({ path }) => path.startsWith("/images/")), 60_000);
    expect(await stage.links()).toHaveLength(3); // saved before anybody asked for a picture
    worker.kill("SIGKILL");
    expect(await worker.ended).toMatchObject({ signal: "SIGKILL" });
    expect(await stage.rows("SELECT * FROM artworks")).toEqual([]);
    expect(await stage.jobs()).toMatchObject([{ state: "running" }]);

    stage.amazon.setFault(undefined);
    const again = await start(binary, serial, stage.env).ended;
    expect(again).toMatchObject({ exitCode: 0 });
    expect(again.stdout).toMatch(/taken up again: its worker died[^]*3 accepted.*; cover from B0DEMO0003/);
    expectNoStack(again);
    expect(await rowsOf(stage)).toEqual(await rowsOf(undisturbed));
  });

  it.each([1, 2, 4])("after %i questions: the same", async (count) => {
    const undisturbed = await createShopStage();
    await undisturbed.withAlbums("Surrender");
    await undisturbed.drain();

    const stage = await createShopStage();
    await stage.withAlbums("Surrender");
    stage.amazon.setFault(({ index }) => (index + 1 >= count ? { kind: "hang" } : undefined));
    const worker = start(binary, serial, stage.env);
    await until(() => stage.amazon.requests.length >= count, 60_000);
    worker.kill("SIGKILL");
    await worker.ended;
    expect(await stage.links()).toHaveLength(2); // what costs nothing
    stage.amazon.setFault(undefined);
    expect(await start(binary, serial, stage.env).ended).toMatchObject({ exitCode: 0 });
    expect(await rowsOf(stage)).toEqual(await rowsOf(undisturbed));
  });

  it("by Ctrl-C while it waits for Amazon hands its job back, with no attempt counted", async () => {
    const stage = await createShopStage();
    await stage.withAlbums("Pink Floyd - The Dark Side of the Moon");
    stage.amazon.setFault(onPath(/images/, () => ({ kind: "hang" })));
    const worker = start(binary, [...serial, "--grace", "1"], stage.env);
    await until(() => stage.amazon.requests.some(({ path }) => path.startsWith("/images/")), 60_000);
    worker.kill("SIGINT");
    expect(await worker.ended).toMatchObject({ exitCode: 0, signal: null });
    expect(await stage.jobs()).toMatchObject([{ state: "ready", attempts: 0 }]);
    expect(await isStored(stage)).toBe(true);
  });
});

describe("several workers on one library", () => {
  it("ask Amazon one at a time and never faster than its interval, and every job is done once", async () => {
    const [jobs, intervalMs] = [10, 150];
    const stage = await withManyAlbums(jobs);
    const arrivals = noteArrivals(stage);
    const env = { ...stage.env, IMPORTER_AMAZON_INTERVAL_MS: String(intervalMs) };
    const workers = [start(binary, serial, env), start(binary, serial, env)];
    for (const { ended } of workers) expect(await ended).toMatchObject({ exitCode: 0 });

    expect(await stage.jobs()).toEqual(
      Array.from({ length: jobs }, (_, at) => ({ id: at + 1, state: "done", attempts: 1, last_error: null })),
    );
    expect(arrivals).toHaveLength(jobs); // a search each
    const gapsMs = arrivals.slice(1).map(({ at }, index) => at - arrivals[index]!.notBefore);
    expect(Math.min(...gapsMs)).toBeGreaterThan(intervalMs - 5); // for the way through the kernel
    // Albums come one after the other: no search of one between those of another.
    const asked = stage.amazon.bodies.filter(({ path }) => path.includes("catalog"));
    const albums = asked.map(({ body }) =>
      Number(/B0MANY(\d+)|Album (\d+)/.exec(body)?.slice(1).find(Boolean)),
    );
    expect(albums).toEqual(Array.from({ length: jobs }, (_, at) => at + 1));
    for (let id = 1; id <= jobs; id++) expect(await stage.links(id)).toContain(asinOf(id));
    const doubled = await stage.rows(
      "SELECT 1 FROM products GROUP BY album_id, external_id HAVING count(*) > 1",
    );
    expect(doubled).toEqual([]);
  });

  it("together send no more than the day's limit", async () => {
    const stage = await withManyAlbums(6);
    const env = { ...stage.env, IMPORTER_AMAZON_DAILY_LIMIT: "5" };
    const workers = [start(binary, serial, env), start(binary, serial, env)];
    // 5: what is left waits for the next day.
    for (const { ended } of workers) expect([0, 5]).toContain((await ended).exitCode);
    expect(stage.amazon.requests.filter(({ path }) => path.includes("catalog"))).toHaveLength(5);
    const states = (await stage.jobs()).map(({ state }) => state);
    expect(states).toEqual([...Array<string>(5).fill("done"), "scheduled"]);
  });
});

/**
 * Questions to Amazon as they arrive. This process may be kept waiting, too: one that it notices late and the next at once
 * look closer than they were, so the earliest that each can have come is noted as well. Each takes a little to answer.
 */
function noteArrivals({ amazon }: ShopStage): { at: number; notBefore: number }[] {
  const arrivals: { at: number; notBefore: number }[] = [];
  // A round of the event loop runs its timers first: what comes in this one may have waited since the one before.
  const rounds = Array.from({ length: 3 }, () => performance.now());
  const looking = setInterval(() => void (rounds.shift(), rounds.push(performance.now())), 1);
  onTestFinished(() => clearInterval(looking));
  amazon.setFault(({ path }) => {
    if (!path.includes("catalog")) return undefined;
    arrivals.push({ at: performance.now(), notBefore: rounds[0]! });
    return { kind: "delay", ms: 40 };
  });
  return arrivals;
}

/** Without times and what differs by nature: ports, and how often a job was begun. */
async function rowsOf(stage: ShopStage): Promise<string> {
  const dump = await dumpOf(stage, ...tables);
  const jobs = dump["jobs"]!.map(({ id, kind, state }) => ({ id, kind, state }));
  return JSON.stringify({ ...dump, jobs }, null, 1).replaceAll(stage.amazon.url, "");
}
