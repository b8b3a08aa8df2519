import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { startBuild } from "../../src/catalogue/build/start.ts";
import { createReader } from "../../src/catalogue/reader.ts";
import { readStatus } from "../../src/catalogue/status.ts";
import { showBuild } from "../../src/cli/view/runs/catalogue-build.ts";
import type { Io } from "../../src/cli/io/io.ts";
import { InterruptedError } from "../../src/errors.ts";
import { buildFrom } from "../dump/building.ts";
import { mbidOf } from "../dump/documents.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { canMount, smallDisk } from "../helpers/small-disk.ts";
import { catalogueStage, demoDump, stamp, writeDump } from "./dumps.ts";

/** What a build says before it begins, shows while it is at work, and has saved when it is stopped. */

const buildOn = (disk: string, types?: string) =>
  catalogueStage({ IMPORTER_HOME: join(disk, "home") }).importer(
    ["catalogue", "build", "--from", writeDump(demoDump())],
    { ...(types !== undefined && { types }) },
  );

it.skipIf(!canMount)("a disk that is too small is told of before anything is done", async () => {
  const disk = smallDisk(48);
  const { exitCode, stderr } = await buildOn(disk);
  expect([exitCode, stderr]).toEqual([
    2,
    expect.stringMatching(/catalogue has \d+ MB free, and the build takes up to \d+ MB\n.*IMPORTER_HOME/),
  ]);
  expect(readStatus(join(disk, "home"), Date.now())).toMatchObject({ catalogue: null, building: [] });
});

it.skipIf(!canMount).each([
  ["n\n", false],
  ["y\n", true],
  [undefined, true],
])("where it would leave little, a person is asked (%j), and nobody else", async (types, isBuilt) => {
  const disk = smallDisk(80);
  const { exitCode, stderr } = await buildOn(disk, types);
  const asks = stderr.includes("That leaves little. Go on?");
  expect([exitCode, asks]).toEqual([isBuilt ? 0 : 2, types !== undefined]);
  expect(stderr).toMatch(/^of 23 Sep 2026: up to \d+ MB on the disk, which has \d+ MB free/);
  expect(readStatus(join(disk, "home"), Date.now()).catalogue !== null).toBe(isBuilt);
});

it("the bar tells bytes, documents and the time that is left", () => {
  const shown: unknown[] = [];
  const bar = {
    start: (_total: number, payload: unknown) => void shown.push(payload),
    update: (_value: number, payload: unknown) => void shown.push(payload),
    remark: () => undefined,
    close: () => undefined,
  };
  const io = { live: true, bars: { bar: () => bar } } as unknown as Io;
  const now = vi.spyOn(performance, "now").mockReturnValue(0);
  const { progress } = showBuild(io, {}, new AbortController().signal);
  const reading = { phase: "reading", part: "artist", total: 2e9 } as const;
  progress({ ...reading, bytes: 0, documents: 0 });
  now.mockReturnValue(60_000);
  progress({ ...reading, bytes: 0.5e9, documents: 1000 });
  now.mockRestore();
  expect(shown.at(-1)).toEqual({
    what: "reading artists",
    done: "500 MB of 2.0 GB",
    documents: "1000 documents",
    left: expect.stringMatching(/^\D*3 min/) as string,
  });
});

const artistsSaying = (says: object): string[] =>
  Array.from({ length: 31_000 }, (_, at) =>
    JSON.stringify({ id: mbidOf("artist", at), name: `Artist ${at}`, "sort-name": `Artist ${at}`, ...says }),
  );

it.each([
  ["of the last 20,000", {}, 0, 30_000, 20_000, 20_000],
  ["of the last second", { "life-span": { begin: "1943" } }, 600, 2000, 1900, 2999],
])("a stop costs no more than the documents %s", async (_, says, msEach, stopAt, atLeast, atMost) => {
  const { lines } = demoDump();
  const from = writeDump(demoDump({ lines: { ...lines, artist: artistsSaying(says) } }));
  const home = join(temporaryFolder(), "home");
  const stopping = new AbortController();
  const options = { ...buildFrom(from, home), releases: false };
  let ms = 0;
  const now = vi.spyOn(performance, "now").mockImplementation(() => (ms += msEach));
  const stopped = startBuild({
    ...options,
    signal: stopping.signal,
    progress({ phase, documents }) {
      if (phase === "reading" && documents >= stopAt) stopping.abort(new InterruptedError());
    },
  });
  await expect(stopped).rejects.toThrow(InterruptedError);
  now.mockRestore();
  const [{ documents } = { documents: undefined }] = readStatus(home, 0).building;
  expect(documents?.artist).toBeGreaterThanOrEqual(atLeast);
  expect(documents?.artist).toBeLessThanOrEqual(atMost);
  const built = await startBuild(options);
  expect(built.outcome === "built" && built.about.counts.artists).toBeGreaterThan(31_000); // those of credits, too
});

it("what could not be read before a stop is counted once, whatever is read again", async () => {
  const { lines } = demoDump();
  const odd = (line: string): string => JSON.stringify({ ...(JSON.parse(line) as object), relations: 7 });
  const from = writeDump(demoDump({ lines: { ...lines, artist: lines.artist.map(odd) } }));
  const options = { ...buildFrom(from, join(temporaryFolder(), "home")), releases: false };
  for (const [phase, part] of [
    ["finishing", "artist"],
    ["reading", "release-group"],
  ] as const) {
    // prettier-ignore
    const stopping = new AbortController();
    const stopped = startBuild({
      ...options,
      signal: stopping.signal,
      progress: (now) => void (now.phase === phase && now.part === part && stopping.abort(new InterruptedError())), // prettier-ignore
    });
    await expect(stopped).rejects.toThrow(InterruptedError);
  }
  const { about } = (await startBuild(options)) as { about: { unread: unknown } };
  expect(about.unread).toMatchObject({ artist: { documents: lines.artist.length } });
});

it.each([true, false])("genres, which are under another licence, are in the file: %s", async (genres) => {
  const { path, home, importer } = catalogueStage({ IMPORTER_CATALOGUE: "only" });
  await startBuild({ ...buildFrom(writeDump(demoDump()), home), genres });
  const { file } = (await import("../../src/catalogue/files.ts")).openNewest(home);
  const reader = createReader(file!.db);
  const kinds = [...Array(10).keys()].flatMap((id) => reader.album(id + 1)!.facts.categories);
  file!.db.close();
  expect([path.includes(stamp), kinds.some(({ kind }) => kind === "genre")]).toEqual([true, genres]);
  const status = await importer(["catalogue", "status"]);
  expect(status.stdout.includes("without genres")).toBe(!genres);
  expect(status.stdout).toContain("CC BY-NC-SA 3.0");
});
