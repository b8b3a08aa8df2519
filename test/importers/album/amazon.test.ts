import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { documentOf, type CliResult } from "../../helpers/cli.ts";
import { always } from "../../helpers/faults.ts";
import { writeAlbum } from "../../helpers/album-files.ts";
import type { AudioTags } from "../../helpers/audio.ts";
import { amazonKind, createShopStage, noCredentials, type ShopStage } from "../../products/stage.ts";

interface ImportDocument {
  outcome: string;
  album: { id: number } | null;
  providers: { name: string; outcome: string; dataPopulated: string[]; errors: string[] }[];
  jobs: { id: number; kind: string; queue: string; state: string }[];
}

const surrender = ["album", "Surrender", "--json"];
const again = ["album", "--id", "1", "--force-providers", "--provider", "amazon", "--json"];
const amazonOf = (result: CliResult) =>
  documentOf<ImportDocument>(result).providers.find(({ name }) => name === "amazon");

async function counts({ rows }: ShopStage): Promise<unknown> {
  const [row] = await rows(`SELECT (SELECT count(*) FROM albums) AS albums,
    (SELECT count(*) FROM jobs) AS jobs, (SELECT count(*) FROM provider_runs WHERE importer = 'album' AND outcome IN ('found','queued')) AS runs`);
  return row;
}

/** From now on the library refuses this write, whoever tries it. */
const refuse = (stage: ShopStage, name: string, write: string): Promise<unknown> =>
  stage.inLibrary((db) =>
    db.$client.exec(
      `CREATE TRIGGER ${name} BEFORE ${write} BEGIN SELECT RAISE(ABORT, 'the test says no'); END`,
    ),
  );

describe.each([
  ["with credentials", {}],
  ["without any", noCredentials],
])("importer album, %s", (_, env) => {
  it("queues a search in the album's own transaction, and answers at once", async () => {
    const stage = await createShopStage();
    const result = await stage.importer(surrender, { env });
    expect(result.exitCode).toBe(0);
    const { outcome, jobs } = documentOf<ImportDocument>(result);
    expect(outcome).toBe("created");
    expect(amazonOf(result)).toMatchObject({
      name: "amazon",
      outcome: "queued",
      dataPopulated: ["amazon_enrichment_queued"],
      errors: [],
    });
    expect(jobs.map(({ kind, queue, state }) => [kind, queue, state])).toEqual([
      ["import-album-releases", "default", "ready"],
      [amazonKind, "serial", "ready"],
    ]);
    expect(stage.asked()).toEqual([]);
    const [run] = await stage.rows(
      "SELECT item_id, outcome, data_populated FROM provider_runs WHERE provider = 'amazon'",
    );
    expect(run).toEqual({ item_id: 1, outcome: "queued", data_populated: '["amazon_enrichment_queued"]' });
  });

  it("has one live job an album, however often it is asked for, and a new one once that is done", async () => {
    const stage = await createShopStage();
    await stage.importer(surrender, { env });
    for (let times = 0; times < 2; times++) {
      const forced = await stage.importer(again, { env });
      expect(forced.exitCode).toBe(0);
      expect(amazonOf(forced)).toMatchObject({ outcome: "queued" });
      expect(documentOf<ImportDocument>(forced).jobs.map(({ id }) => id)).toEqual([2]);
    }
    expect(await stage.jobs()).toHaveLength(1);
    await stage.drain(env);
    const asked = stage.server.requests.length;
    expect((await stage.importer(again, { env })).exitCode).toBe(0);
    expect((await stage.jobs()).map(({ state }) => state)).toEqual(["done", "ready"]);
    expect(stage.server.requests).toHaveLength(asked); // only the provider that was named
  });

  it("queues again beside MusicBrainz when all are forced, and nothing for a known album that is not", async () => {
    const stage = await createShopStage();
    await stage.importer(surrender, { env });
    await stage.drain(env);
    const known = documentOf<ImportDocument>(await stage.importer(surrender, { env }));
    expect(known).toMatchObject({ outcome: "existing", jobs: [], providers: [] });
    const forced = documentOf<ImportDocument>(
      await stage.importer([...surrender, "--force-providers"], { env }),
    );
    expect(forced.providers.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["musicbrainz", "found"],
      ["amazon", "queued"],
    ]);
    expect((await stage.jobs()).map(({ state }) => state)).toEqual(["done", "ready"]);
  });

  it("queues nothing where MusicBrainz gives no album", async () => {
    const stage = await createShopStage();
    stage.server.setFault(always({ kind: "html" }));
    const result = await stage.importer(surrender, { env });
    expect(result.exitCode).toBe(5);
    expect(documentOf(result)).toMatchObject({ outcome: "unavailable", album: null, jobs: [] });
    expect(amazonOf(result)).toMatchObject({
      outcome: "skipped",
      dataPopulated: [],
      errors: ["Album must be persisted before queuing Amazon enrichment job"],
      hint: "it is queued once the album is in the library",
    });
    expect(await counts(stage)).toEqual({ albums: 0, jobs: 0, runs: 0 });
    stage.server.setFault(undefined);
    const unknown = await stage.importer(["album", "Nothing of that name at all", "--json"], { env });
    expect(unknown.exitCode).toBe(3);
    expect(await counts(stage)).toEqual({ albums: 0, jobs: 0, runs: 0 });
  });
});

it("show album tells of the search as it stands: queued, done, failed with why, or done long ago", async () => {
  const stage = await createShopStage();
  await stage.importer(surrender);
  const told = async (): Promise<string> =>
    (await stage.importer(["show", "album", "1"])).stdout.match(/album importer +amazon (.*)/)![1]!;
  const set = (change: string) => stage.inLibrary((db) => db.$client.exec(change));
  expect(await told()).toMatch(/^queued /);
  await stage.drain();
  expect(await told()).toMatch(/^done [-\d]+ [\d:]+$/);
  await set(`UPDATE jobs SET state = 'failed', last_error = 'no such shop' WHERE kind = '${amazonKind}'`);
  expect(await told()).toMatch(/^failed .*: no such shop$/);
  await set("DELETE FROM jobs");
  expect(await told()).toMatch(/^done /);
  await stage.importer(again);
  expect(await told()).toMatch(/^queued /);
});

describe("an album that can't be searched for", () => {
  it.each([
    ["has no title", "UPDATE albums SET title = '  '", "Album title required for Amazon search"],
    ["has no artist", "DELETE FROM album_artists", "Album must have at least one artist for Amazon search"],
  ])("is not queued when it %s", async (_, change, message) => {
    const stage = await createShopStage();
    await stage.importer(surrender);
    await stage.inLibrary((db) => db.$client.exec(`${change}; DELETE FROM jobs`));
    const result = await stage.importer(again);
    expect(result.exitCode).not.toBe(0);
    expect(amazonOf(result)).toMatchObject({ outcome: "skipped", dataPopulated: [], errors: [message] });
    expect(await stage.jobs()).toEqual([]);
    const words = await stage.importer(again.filter((word) => word !== "--json"));
    expect(words.stdout + words.stderr).toContain(message);
  });

  it("is none that the library does not have", async () => {
    const stage = await createShopStage();
    await stage.importer(surrender);
    expect((await stage.importer(again.map((word) => (word === "1" ? "99" : word)))).exitCode).toBe(3);
    expect(await stage.jobs()).toHaveLength(1);
  });
});

describe("an album of files of which it is not known what it is", () => {
  async function scanned(tags: AudioTags): Promise<ShopStage> {
    const stage = await createShopStage();
    const music = join(stage.home, "..", "music");
    writeAlbum(music, tags, [["Hurricane", 511_000]]);
    await stage.importer(["scan", music]);
    return stage;
  }

  it.each([
    ["it may be several", { ALBUM: "Desire", ARTIST: "Unknown Artist" }],
    ["nobody has it", { ALBUM: "My Own Tape", ARTIST: "Me" }],
  ])("is not searched for where %s, whatever a person does with the question", async (_, tags) => {
    const stage = await scanned(tags);
    for (const types of ["n\n", "\n", ""]) await stage.importer(["album", "--id", "1"], { types });
    const asked = await stage.importer(["album", "--id", "1", "-f", "--json"]);
    expect(amazonOf(asked)).toMatchObject({
      outcome: "skipped",
      hint: expect.stringContaining("-p amazon") as string,
    });
    await stage.importer(["complete", "--no-enrich"]);
    await stage.importer(["review", "keep", "1"]);
    expect(await stage.jobs()).toEqual([]);
    const seen = stage.server.requests.length;
    await stage.importer(["complete", "--no-enrich"]);
    await stage.drain();
    expect(stage.server.requests).toHaveLength(seen);
    expect(stage.asked()).toEqual([]);
  });

  it("is searched for where a person names Amazon, and once it is known", async () => {
    const stage = await scanned({ ALBUM: "Desire", ARTIST: "Unknown Artist" });
    expect((await stage.importer(again)).exitCode).toBe(0);
    expect(await stage.jobs()).toHaveLength(1);
    const other = await scanned({ ALBUM: "Desire", ARTIST: "Bob Dylan" });
    expect((await other.importer(["album", "--id", "1"])).exitCode).toBe(0);
    expect(await other.jobs()).toHaveLength(1);
  });
});

describe("a save that fails", () => {
  it.each([
    [
      "the album's last rows",
      "INSERT ON provider_runs WHEN NEW.provider = 'musicbrainz' AND NEW.outcome = 'found'",
    ],
    ["the releases' job", "INSERT ON jobs WHEN NEW.kind = 'import-album-releases'"],
    ["Amazon's job", `INSERT ON jobs WHEN NEW.kind = '${amazonKind}'`],
    ["the note of Amazon's run", "INSERT ON provider_runs WHEN NEW.provider = 'amazon'"],
  ])("at %s leaves neither album nor job, and the next import is complete", async (_, write) => {
    const stage = await createShopStage();
    await refuse(stage, "no", write);
    const result = await stage.importer(surrender);
    expect(result.exitCode).toBe(1);
    expect(documentOf(result)).toMatchObject({ outcome: "failed", album: null, jobs: [] });
    expect(result.stdout).toContain("the test says no");
    expect(await counts(stage)).toEqual({ albums: 0, jobs: 0, runs: 0 });

    await stage.inLibrary((db) => db.$client.exec("DROP TRIGGER no"));
    expect((await stage.importer(surrender)).exitCode).toBe(0);
    expect(await counts(stage)).toMatchObject({ albums: 1, jobs: 2 });
  });

  it("when it is asked for alone leaves no job, and says so", async () => {
    const stage = await createShopStage();
    await stage.importer(surrender);
    await stage.drain();
    await refuse(stage, "no", "INSERT ON jobs");
    const result = await stage.importer(again);
    expect(result.exitCode).toBe(1);
    expect(amazonOf(result)).toMatchObject({ outcome: "failed", errors: ["the test says no"] });
    expect(await stage.jobs()).toHaveLength(1);
  });
});

it("queues nothing in a dry run", async () => {
  const stage = await createShopStage();
  const result = await stage.importer([...surrender, "--dry-run"]);
  expect(result.exitCode).toBe(0);
  expect(amazonOf(result)).toMatchObject({ outcome: "skipped", errors: ["nothing is queued in a dry run"] });
});
