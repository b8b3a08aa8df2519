import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rowQueries } from "../../src/lists/ask-row.ts";
import { readText } from "../../src/lists/reading/text.ts";
import { buildPackage, start } from "../cli/built.ts";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { mbid } from "./list-text.ts";

/** What a run of a list promises, each by itself. */

interface Counted {
  list: Record<"id" | "rows" | "created" | "known" | "notFound" | "ambiguous" | "skipped" | "open", number>;
}

function writeList(stage: Stage, text: string): string {
  const path = join(stage.home, "..", "albums.csv");
  writeFileSync(path, text);
  return path;
}

const countsOf = async (stage: Stage, ...argv: string[]): Promise<Counted["list"]> =>
  documentOf<Counted>(await stage.importer(["import", ...argv, "--json"])).list;

it("the strongest identity of a row serves first, then its words", () => {
  const words = { title: "Desire", artist: "Bob Dylan", releaseMbid: mbid, barcode: "074643389327" };
  const ref = "discogs:release:249504";
  expect(rowQueries({ ...words, groupMbid: mbid, mbid, ref }).map(({ kind }) => kind)).toEqual([
    "release-group",
    "release",
    "mbid",
    "barcode",
    "ref",
    "title",
  ]);
  expect(rowQueries({ title: "Desire", ref: "https://example.org/desire" }).map(({ kind }) => kind)).toEqual([
    "title",
  ]);
});

it("what stands around the albums is counted, told, and asked of nobody", async () => {
  const stage = await createStage();
  const path = writeList(
    stage,
    [
      "Title,Artist",
      "== 1970s ==,",
      "Nobody's,Nobody at All",
      "Page 1 of 2,",
      "Title,Artist",
      "Nothing,Nobody at All",
      "#REF!,#REF!",
      "Jazz:,",
      "Subtotal,2",
      "Total,2",
      "2 albums,",
      "Exported by Foo,",
    ].join("\n"),
  );
  const { list } = documentOf<Counted>(await stage.importer(["import", path, "--json"]));
  const { id: _, rows, ...states } = list;
  expect([rows, list.notFound, list.skipped]).toEqual([11, 2, 9]);
  expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(rows);
  const asked = stage.server.requests.map(({ path: each }) => decodeURIComponent(each)).join("\n");
  expect(asked).not.toMatch(/1970s|Page|Jazz|total|REF|Exported/i);
  const { stdout } = await stage.importer(["lists", "show", "1"]);
  expect(stdout).toMatch(/skipped .*it is a heading, not an album/);
  expect(stdout.match(/ skipped /g)).toHaveLength(9);
});

it("another --map opens rows again; what they said before is kept beside them", async () => {
  const stage = await createStage();
  const path = writeList(stage, "Eins,Zwei\nBob Dylan,Desire\n");
  expect(await countsOf(stage, path, "--map", "title=Eins")).toMatchObject({ rows: 1, created: 0 });
  expect(await countsOf(stage, path, "--map", "title=Zwei,artist=Eins")).toMatchObject({
    rows: 1,
    created: 1,
  });
  const asked = stage.server.requests.length;
  await countsOf(stage, path, "--map", "title=Eins");
  expect(stage.server.requests).toHaveLength(asked);
  expect(await stage.rows("SELECT count(*) AS n FROM list_rows")).toEqual([{ n: 2 }]);
});

it("rows that say the same are asked for once, however many go on at once", async () => {
  const requestsFor = async (times: number): Promise<number> => {
    const stage = await createStage();
    const path = writeList(stage, `artist,title\n${"Nobody at All,Nothing of That Name\n".repeat(times)}`);
    expect(await countsOf(stage, path)).toMatchObject({ rows: times, notFound: times });
    return stage.server.requests.length;
  };
  expect(await requestsFor(9)).toBe(await requestsFor(1));
});

it("a second run of a list is told of the first, and asks nobody", async () => {
  const stage = await createStage();
  const argv = ["import", writeList(stage, "artist,title\nBob Dylan,Desire\n")]; // one request, then none
  stage.server.setFault(() => ({ kind: "hang" }));
  const first = start(buildPackage(), argv, stage.env);
  await expect.poll(() => stage.server.requests.length, { interval: 5 }).toBeGreaterThan(0);
  const asked = stage.server.requests.length;
  const { exitCode, stderr } = await stage.importer(argv);
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining("is importing this list already, since")]);
  expect(stage.server.requests).toHaveLength(asked);
  first.kill("SIGKILL");
  await first.ended;
  stage.server.setFault(undefined);
  expect(await countsOf(stage, argv[1]!)).toMatchObject({ rows: 1, created: 1 });
});

it("a row that left is neither counted nor shown, and keeps what was decided until it is back", async () => {
  const stage = await createStage();
  const [desire, nobody] = ["Bob Dylan,Desire\n", "Nobody at All,Nothing of That Name\n"];
  const run = async (rows: string): Promise<unknown[]> => {
    const { rows: counted } = await countsOf(stage, writeList(stage, `artist,title\n${rows}`));
    const shown = documentOf<{ rows: { state: string }[] }>(
      await stage.importer(["lists", "show", "1", "--json"]),
    );
    return [counted, shown.rows.map(({ state }) => state)];
  };
  expect(await run(desire + nobody)).toEqual([2, ["created", "not_found"]]);
  const asked = stage.server.requests.length;
  expect(await run(nobody)).toEqual([1, ["not_found"]]);
  expect(await run(nobody + desire)).toEqual([2, ["not_found", "created"]]);
  expect(stage.server.requests).toHaveLength(asked);
});

describe("exit codes", () => {
  const nobody = "Nobody at All,Nothing of That Name";
  it.each([
    ["one not found", nobody, [], 0],
    ["one not found, strictly", nobody, ["--strict"], 3],
    ["one to review", ",Desire", [], 0],
    ["one to review, strictly", ",Desire", ["--strict"], 4],
    ["both, strictly", `${nobody}\n,Desire`, ["--strict"], 4],
    ["one that is refused, strictly", `${nobody}\n,https://foo.example/x/1`, ["--strict"], 1],
  ])("%s", async (_, text, flags, exitCode) => {
    const stage = await createStage();
    const path = writeList(stage, `artist,title\n${text}\n`);
    expect((await stage.importer(["import", path, ...flags])).exitCode).toBe(exitCode);
  });
});

it("what was not found is asked again after seven days, and not before", async () => {
  const stage = await createStage();
  const path = writeList(stage, "artist,title\nNobody at All,Nothing of That Name\n");
  await stage.importer(["import", path]);
  const runAfter = async (ms: number): Promise<number> => {
    const before = stage.server.requests.length;
    await stage.inLibrary((db) =>
      db.$client.exec(
        `UPDATE list_rows SET asked_at = asked_at - ${ms};
         UPDATE provider_runs SET started_at = started_at - ${ms}, finished_at = finished_at - ${ms}`,
      ),
    );
    await stage.importer(["import", path]);
    return stage.server.requests.length - before;
  };
  const day = 24 * 60 * 60 * 1000;
  expect(await runAfter(6.9 * day)).toBe(0);
  expect(await runAfter(0.2 * day)).toBeGreaterThan(0);
});

it("a job for Amazon is queued only with credentials, and never with --no-products", async () => {
  const env = {
    IMPORTER_AMAZON_CREDENTIAL_ID: "id",
    IMPORTER_AMAZON_CREDENTIAL_SECRET: "secret",
    IMPORTER_AMAZON_CREDENTIAL_VERSION: "3.1",
    IMPORTER_AMAZON_PARTNER_TAG: "tag-20",
  };
  const jobsWith = async (flags: string[], given: Record<string, string>): Promise<unknown> => {
    const stage = await createStage();
    const path = writeList(stage, "artist,title\nBob Dylan,Desire\n");
    await stage.importer(["import", path, ...flags], { env: given });
    return (await stage.rows("SELECT count(*) AS n FROM jobs WHERE kind LIKE 'amazon%'"))[0]!["n"];
  };
  expect(await jobsWith([], {})).toBe(0);
  expect(await jobsWith([], env)).toBe(1);
  expect(await jobsWith(["--no-products"], env)).toBe(0);
});

it("--background queues behind what is typed, and ends with 0", async () => {
  const stage = await createStage();
  const path = writeList(stage, "artist,title\nBob Dylan,Desire\nNirvana,Nevermind\n");
  const result = await stage.importer(["import", path, "--background", "--json"]);
  expect([result.exitCode, documentOf(result)]).toMatchObject([0, { queued: 2, list: { rows: 2, open: 2 } }]);
  const again = await stage.importer(["import", path, "--background"]);
  expect(again.stdout).toContain("queued already; to import what is open now: importer worker --drain");
  await stage.importer(["album", "Surrender", "-a", "Chemical Brothers", "--later"]);
  const jobs = await stage.rows("SELECT payload LIKE '%Surrender%' AS typed FROM jobs ORDER BY priority, id");
  expect(jobs.map(({ typed }) => typed)).toEqual([1, 0, 0]);
});

it("a gigabyte is enough, whatever it holds", async () => {
  const piece = Buffer.alloc(50_000_000, "a\n");
  async function* endless(): AsyncGenerator<Buffer> {
    for (;;) yield piece;
  }
  const { pieces } = await readText(endless(), "standard input");
  const reading = async (): Promise<void> => {
    for await (const _ of pieces);
  };
  await expect(reading()).rejects.toThrow("standard input is longer than 1 GB");
});
