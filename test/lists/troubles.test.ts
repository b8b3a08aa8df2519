import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, type DemoAlbum } from "../../src/demo/musicbrainz/facts.ts";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { serverBusy } from "../helpers/faults.ts";
import { buildPackage, start } from "../cli/built.ts";

/** A thousand rows of a hundred albums, against a service that fails, hangs, limits and recovers. */

const syllables = ["ba", "de", "ki", "lo", "mu", "na", "re", "si", "to", "vu"];
const nameOf = (at: number): string =>
  [...String(at).padStart(3, "0")]
    .map((digit) => syllables[Number(digit)]!)
    .join("")
    .replace(/^./, (first) => first.toUpperCase());

function inventedAlbums(count: number): DemoAlbum[] {
  return Array.from({ length: count }, (_, at) => {
    const name = `${nameOf(at)}mo`;
    const artist = { id: madeUpMbid("artist", at % 20), name: `The ${nameOf(500 + (at % 20))}s` };
    return {
      id: madeUpMbid("group", at),
      title: name,
      primaryType: "Album",
      firstReleased: "1990-01-01",
      credits: [{ artist }],
      genres: [],
      releases: [],
    };
  });
}

interface Counts {
  list: Record<
    | "rows"
    | "created"
    | "known"
    | "notFound"
    | "ambiguous"
    | "weak"
    | "skipped"
    | "open"
    | "unavailable"
    | "refused",
    number
  >;
}

/** Albums, each nine times under the same words; 60 that nobody has; 40 without a title. */
function writeRows(stage: Stage, albums: DemoAlbum[]): string {
  const said = albums.map(({ title, credits }) => `${credits[0]!.artist.name},${title}`);
  const many = (times: number): string[] => Array.from({ length: times }, () => said).flat();
  const absent = Array.from({ length: 60 }, (_, at) => `Nobody ${nameOf(at)},Zzyx ${nameOf(900 - at)}`);
  const empty = Array.from({ length: 40 }, (_, at) => `Somebody ${at},`);
  const path = join(stage.home, "..", "thousand.csv");
  writeFileSync(path, ["artist,title", ...many(4), ...absent, ...many(4), ...empty, ...said].join("\n"));
  return path;
}

const sum = ({ list }: Counts): number => {
  const { rows: _, ...states } = list;
  return Object.entries(states).reduce((total, [key, count]) => (key === "id" ? total : total + count), 0);
};

it("a thousand rows: each ends right, none is asked twice, and the counts add up", async () => {
  const albums = inventedAlbums(100);
  const stage = await createStage(buildDemoCatalogue(albums));
  const path = writeRows(stage, albums);
  const run = async (): Promise<Counts & { exitCode: number }> => {
    const env = { IMPORTER_HTTP_TIMEOUT_MS: "1500", IMPORTER_NETWORK: "wifi" };
    const result = await stage.importer(["import", path, "--json"], { env });
    const document = documentOf<Counts>(result);
    expect(sum(document)).toBe(1000);
    return { ...document, exitCode: result.exitCode };
  };
  // It limits, resets and once hangs; then, from the 150th request on, it is down; then all is well.
  stage.server.setFault(({ index }) => {
    if (index >= 90) return { kind: "status", status: 500, body: "down" };
    if (index === 40) return { kind: "hang" };
    return index % 23 === 7 ? serverBusy : index % 31 === 9 ? { kind: "reset" } : undefined;
  });
  const first = await run();
  expect(first.exitCode).toBe(5);
  expect(first.list.created).toBeGreaterThan(10);
  expect(first.list.open).toBeGreaterThan(300);
  expect(first.list.skipped).toBe(40);
  const asked = stage.server.requests.length;
  const settled = (await stage.rows("SELECT title FROM albums")).map(({ title }) => String(title));
  stage.server.setFault(undefined);
  const second = await run();
  expect(second).toMatchObject({
    list: { rows: 1000, created: 900, known: 0, notFound: 60, skipped: 40, open: 0, unavailable: 0 },
    exitCode: 0,
  });
  const searched = stage.server.requests
    .slice(asked)
    .map((each) => decodeURIComponent(each.path))
    .join("\n");
  expect(settled.filter((title) => searched.includes(title))).toEqual([]);
  const before = stage.server.requests.length;
  expect((await run()).list.created).toBe(900);
  expect(stage.server.requests).toHaveLength(before);
});

const program = buildPackage();

it("killed again and again, and run by two at once, it ends as if nothing had been", async () => {
  const albums = inventedAlbums(40);
  const stage = await createStage(buildDemoCatalogue(albums));
  const path = writeRows(stage, albums);
  const env = { ...stage.env, PATH: process.env["PATH"]! };
  for (let times = 0; times < 20; times++) {
    const before = stage.server.requests.length;
    const running = start(program, ["import", path, "--no-products"], env);
    await expect.poll(() => stage.server.requests.length, { interval: 5 }).toBeGreaterThan(before + 3);
    running.kill("SIGKILL");
    await running.ended;
  }
  const both = await Promise.all(
    ["one", "two"].map(() => start(program, ["import", path, "--json"], env).ended),
  );
  const codes = both.map(({ exitCode }) => exitCode);
  expect(codes).toContain(0); // the other may have been told that this one is at work, or have come after it
  for (const { exitCode, stderr } of both)
    if (exitCode !== 0) expect(stderr).toContain("importing this list already");
  const { list } = documentOf<Counts>(both.find(({ exitCode }) => exitCode === 0)!);
  expect(list).toMatchObject({ rows: 460, notFound: 60, skipped: 40, open: 0, unavailable: 0, refused: 0 });
  expect(list.created + list.known).toBe(360);
  expect((await stage.rows("SELECT count(*) AS n FROM albums"))[0]).toEqual({ n: 40 });
});
