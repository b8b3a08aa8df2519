import { describe, expect, it } from "vitest";
import { dumpOf } from "../../src/demo/dumps/dump.ts";
import { demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import type { DemoCatalogue } from "../../src/demo/musicbrainz/server.ts";
import { createWorld } from "../../src/demo/musicbrainz/world.ts";
import { documentOf } from "../helpers/cli.ts";
import { musicbrainzStandIn } from "../helpers/musicbrainz.ts";
import { catalogueStage, demoDump, stamp, writeDump, type CatalogueStage } from "./dumps.ts";

/** A catalogue of the demo's albums before a web that counts its requests; `serves` is what the web has. */
async function stageWith(
  mode: "first" | "only" | "off",
  options: { releases?: boolean; dumped?: DemoCatalogue; serves?: DemoCatalogue } = {},
) {
  const server = await musicbrainzStandIn(options.serves ?? demoCatalogue());
  const stage = catalogueStage({ IMPORTER_MUSICBRAINZ_URL: server.url, IMPORTER_CATALOGUE: mode });
  const folder = writeDump(options.dumped ? dumpOf(options.dumped, stamp) : demoDump());
  const parts = (options.releases ?? true) ? ["--releases"] : [];
  const built = await stage.importer(["catalogue", "build", ...parts, "--from", folder]);
  expect(built.exitCode).toBe(0);
  const requests = (): number => server.requests.length;
  return { ...stage, requests, server };
}

interface Document {
  outcome: string;
  jobs: { kind: string }[];
  providers: { outcome: string; errors: string[]; evidence?: { catalogue?: string } }[];
  album: { title: string } | null;
}
const ask = async (stage: CatalogueStage, ...args: string[]) => {
  const result = await stage.importer(["album", "--json", ...args]);
  return { exitCode: result.exitCode, ...documentOf<Document>(result) };
};
const kinds = ({ jobs }: Document): string[] => jobs.map(({ kind }) => kind);
const desireOfDylan = "fc325dd3-73ed-36aa-9c77-6b65a958e3cf";
const dylan = "72c536dc-7137-4477-a521-567eeb840fa8";
const darkSide = "f5093c06-23e3-404f-aeaa-40f72885ee3a";

describe("first", () => {
  it("answers a title with its artist, an MBID and their releases without a request", async () => {
    const stage = await stageWith("first");
    const album = await ask(stage, "the dark side of the moon", "-a", "Pink Floyd");
    expect(album).toMatchObject({
      exitCode: 0,
      outcome: "created",
      album: { title: "The Dark Side of the Moon" },
    });
    expect(kinds(album)).toEqual(["amazon-product-enrichment"]);
    const shown = await stage.importer(["show", "album", "1"]);
    expect(shown.stdout).toMatch(/\d+ releases[^]*Speak to Me[^]*musicbrainz found .*dump of 23 Sep 2026/);
    expect((await ask(stage, "--mbid", "1b022e01-4da6-387b-8658-8678046e4cef")).exitCode).toBe(0);
    expect(stage.requests()).toBe(0);
    expect((await stage.importer(["releases", "1", "--json"])).exitCode).toBe(0);
    expect(stage.requests()).toBe(0);
  });

  it("asks the web, and not the file, about an artist whom the web calls otherwise by now", async () => {
    const [dumped, serves] = [demoCatalogue(), demoCatalogue()];
    createWorld(dumped).deleteGroup(desireOfDylan);
    createWorld(serves).renameArtist(dylan, "Robert Zimmerman");
    const stage = await stageWith("first", { dumped, serves });
    const names = async () => (await stage.importer(["list", "artists", "--json"])).stdout;
    expect(await stage.importer(["artist", "--mbid", dylan])).toMatchObject({ exitCode: 0 });
    expect([stage.requests(), await names()]).toEqual([0, expect.stringContaining("Bob Dylan")]);
    expect(await ask(stage, "-p", "musicbrainz", "--mbid", desireOfDylan)).toMatchObject({ exitCode: 0 });
    expect(await names()).toContain("Robert Zimmerman");
  });

  it("brings no release that was removed, with its album either", async () => {
    const stage = await stageWith("first");
    await ask(stage, "--mbid", darkSide);
    const count = async (): Promise<number> => {
      const listed = await stage.importer(["list", "releases", "--json"]);
      return documentOf<object[]>(listed).length;
    };
    const before = await count();
    await stage.importer(["remove", "release", "1"]);
    await stage.importer(["remove", "album", "1"]);
    expect(await ask(stage, "--mbid", darkSide)).toMatchObject({ exitCode: 1, outcome: "failed" });
    expect(await ask(stage, "--mbid", darkSide, "--again")).toMatchObject({ exitCode: 0 });
    expect(await count()).toBe(before - 1);
  });

  it("asks the web for all that is less: a title alone, what comes near, what is not there, a barcode", async () => {
    for (const args of [
      ["Nevermind"],
      ["Dark Side of the Mooon", "-a", "Pink Floyd"],
      ["Nobody", "-a", "Nobody"],
      ["724382975229"],
    ]) {
      const stage = await stageWith("first");
      await ask(stage, ...args);
      expect(stage.requests(), args.join(" ")).toBeGreaterThan(0);
    }
  });

  it("asks the web again with --fresh and --force-providers", async () => {
    const stage = await stageWith("first");
    await ask(stage, "--mbid", darkSide);
    expect(stage.requests()).toBe(0);
    await ask(stage, "--mbid", darkSide, "--force-providers");
    const forced = stage.requests();
    expect(forced).toBeGreaterThan(0);
    await stage.importer(["releases", "1", "--fresh"]);
    expect(stage.requests()).toBeGreaterThan(forced);
  });

  it.each([
    ["album", "The Dark Side of the Moon", "-a", "Pink Floyd"],
    ["album", "--mbid", darkSide],
    ["album", "--id", "1"],
    ["album", "--id", "1", "--mbid", darkSide],
    ["artist", "Pink Floyd"],
    ["artist", "--mbid", "83d91898-7763-47d7-b03b-b92132375c47"],
    ["artist", "--id", "1"],
  ])("--fresh asks the web about what is known, by %s %s", async (...argv) => {
    const stage = await stageWith("first");
    await ask(stage, "--mbid", darkSide);
    expect(stage.requests()).toBe(0);
    expect(await stage.importer([...argv, "--fresh"])).toMatchObject({ exitCode: 0 });
    expect(stage.requests()).toBeGreaterThan(0);
  });

  it.each(["album", "artist"])("%s --later --fresh is refused: a worker asks the file", async (what) => {
    const stage = await stageWith("first", { releases: false });
    const { exitCode, stderr } = await stage.importer([what, "Pink Floyd", "--later", "--fresh"]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("--later goes with")]);
  });

  it("finds what was merged since, or is new, on the web", async () => {
    const whole = demoCatalogue();
    const [merged] = whole.merged!.keys();
    const lacking = {
      ...demoCatalogue(),
      releaseGroups: new Map([...whole.releaseGroups].filter(([id]) => id !== darkSide)),
    };
    const stage = await stageWith("first", { dumped: lacking });
    expect(await ask(stage, "--mbid", darkSide)).toMatchObject({ outcome: "created" });
    expect(await ask(stage, "--mbid", merged!)).toMatchObject({ exitCode: 0 });
    expect(stage.requests()).toBeGreaterThan(1);
  });

  it("with the small form the album comes from the file, and its releases as a job from the web", async () => {
    const stage = await stageWith("first", { releases: false });
    expect(kinds(await ask(stage, "--mbid", darkSide)).sort()).toEqual([
      "amazon-product-enrichment",
      "import-album-releases",
    ]);
    expect(stage.requests()).toBe(0);
    expect((await stage.importer(["worker", "--queue", "default", "--drain"])).exitCode).toBe(0);
    expect(stage.requests()).toBeGreaterThan(0);
  });
});

describe("only", () => {
  it("sends nothing, whatever is asked, and says of which day its absence is", async () => {
    const stage = await stageWith("only");
    const answers = [
      [["The Dark Side of the Moon", "-a", "Pink Floyd"], 0],
      [["Bob Dylan - Desire"], 0],
      [["Desire"], 4],
      [["Nevrmind", "-a", "Nirvana"], 0],
      [["Nobody", "-a", "Nobody"], 3],
      [["--mbid", "00000000-0000-4000-8000-0000000000ff"], 3],
      [["https://open.spotify.com/album/4LH4d3cOWNNsVw41Gqt2kv"], 5],
      [["+", "-a", "Ed Sheeran", "--force-providers"], 0],
      [["サマーれげぇ!レインボー"], 0],
    ] as const;
    const ended: unknown[] = [];
    for (const [args, exitCode] of answers) {
      const answer = await stage.importer(["album", ...args]);
      ended.push([args, answer.exitCode]);
      if (exitCode === 3) expect(answer.stdout).toContain("as of the file of 23 Sep 2026");
    }
    expect(ended).toEqual(answers.map(([args, exitCode]) => [args, exitCode]));
    expect((await stage.importer(["artist", "Pink Floyd"])).exitCode).toBe(0);
    expect((await stage.importer(["doctor"])).stdout).toMatch(/catalogue .*23 Sep 2026/);
    expect(stage.requests()).toBe(0);
  });

  it("is refused without a file, and with --fresh", async () => {
    const none = catalogueStage({ IMPORTER_CATALOGUE: "only" });
    const refused = await none.importer(["album", "Nevermind"]);
    expect([refused.exitCode, refused.stderr]).toEqual([
      2,
      expect.stringContaining("importer catalogue build"),
    ]);
    const stage = await stageWith("only");
    expect((await stage.importer(["album", "Nevermind", "--fresh"])).exitCode).toBe(2);
  });

  it("forgets what was absent when another file is opened", async () => {
    const whole = demoCatalogue();
    const lacking = {
      ...demoCatalogue(),
      releaseGroups: new Map([...whole.releaseGroups].filter(([id]) => id !== darkSide)),
    };
    const stage = await stageWith("only", { dumped: lacking });
    const title = ["The Dark Side of the Moon", "-a", "Pink Floyd"];
    expect((await ask(stage, ...title)).exitCode).toBe(3);
    const newer = writeDump(demoDump({ stamp: "20260926-001002" }));
    expect((await stage.importer(["catalogue", "update", "--from", newer])).exitCode).toBe(0);
    expect(await ask(stage, ...title)).toMatchObject({ exitCode: 0, outcome: "created" });
  });
});

it("off, or a file of a newer format, is as if there were none; the file is left alone, and told", async () => {
  const off = await stageWith("off");
  await ask(off, "--mbid", darkSide);
  expect(off.requests()).toBeGreaterThan(0);
  const stage = await stageWith("first");
  const { db } = stage.open();
  db.close();
  const { default: Database } = await import("better-sqlite3");
  const written = new Database(stage.path);
  written.pragma("user_version = 99");
  written.close();
  await ask(stage, "--mbid", darkSide);
  expect(stage.requests()).toBeGreaterThan(0);
  expect((await stage.importer(["catalogue", "status"])).stdout).toMatch(
    /left alone: it is of a newer format \(99\)/,
  );
});

it("a file that is damaged is not the library's fault, and nothing is absent: the web is asked, or nobody can be", async () => {
  const stage = await stageWith("first");
  const { default: Database } = await import("better-sqlite3");
  const written = new Database(stage.path);
  written.exec("UPDATE groups SET data = x'00ff00ff'; UPDATE artists SET data = x'00ff00ff'");
  written.close();
  expect(await ask(stage, "--mbid", darkSide)).toMatchObject({ exitCode: 0, outcome: "created" });
  expect(stage.requests()).toBeGreaterThan(0);
  const asked = stage.requests();
  const only = await stage.importer(["album", "Nevermind", "-a", "Nirvana"], {
    env: { IMPORTER_CATALOGUE: "only" },
  });
  expect([only.exitCode, only.stdout]).toEqual([
    5,
    expect.stringMatching(/catalogue of 23 Sep 2026 can't be read/),
  ]);
  expect(stage.requests()).toBe(asked);
  const verified = await stage.importer(["catalogue", "verify", "--deep"]);
  expect([verified.exitCode, verified.stderr]).toEqual([1, expect.stringContaining("is damaged")]);
});
