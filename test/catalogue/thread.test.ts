import { closeSync, openSync, writeSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { expect, it, onTestFinished, vi } from "vitest";
import { guardedSource } from "../../src/catalogue/guarded.ts";
import type { CatalogueSource } from "../../src/catalogue/source.ts";
import { readInThread } from "../../src/catalogue/thread/in-thread.ts";
import { PayloadError, UnavailableError } from "../../src/errors.ts";
import type { AlbumQuestion } from "../../src/sources/albums/source.ts";
import { dirname, join } from "node:path";
import { buildPackage } from "../cli/built.ts";
import { demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { catalogueStage, demoDump, writeDump } from "./dumps.ts";

const script = join(dirname(buildPackage()), "..", "dist", "catalogue-thread.js");

const unknown = "00000000-0000-4000-8000-00000000dead";

async function builtStage() {
  const stage = catalogueStage();
  await stage.importer(["catalogue", "build", "--releases", "--from", writeDump(demoDump())]);
  return stage;
}

/** A source that counts what it is asked for itself. */
function counted(source: CatalogueSource) {
  const asked = { here: 0 };
  const count =
    <Args extends unknown[], T>(ask: (...args: Args) => T) =>
    (...args: Args): T => {
      asked.here++;
      return ask(...args);
    };
  const { searchAlbums, lookUpAlbum, lookUpArtist, releasesAtHand } = source;
  const own: CatalogueSource = {
    ...source,
    searchAlbums: count(searchAlbums),
    lookUpAlbum: count(lookUpAlbum),
    lookUpArtist: count(lookUpArtist),
    releasesAtHand: count(releasesAtHand),
  };
  return { own, asked };
}

/** A source whose thread has begun. */
async function threaded(path: string, own: CatalogueSource, asked: { here: number }) {
  const { source, close } = readInThread(path, own, {
    after: 0,
    begin: () => new Worker(script, { workerData: { path } }),
  });
  onTestFinished(close);
  await vi.waitFor(
    async () => {
      const before = asked.here;
      await source.lookUpArtist(unknown).catch(() => undefined);
      expect(asked.here).toBe(before);
    },
    { timeout: 60_000, interval: 20 },
  );
  asked.here = 0;
  return source;
}

it("the thread answers what the file does, in the order of the questions, and nobody else is asked", async () => {
  const stage = await builtStage();
  const file = stage.open();
  const plain = guardedSource(file);
  const { own, asked } = counted(plain);
  const source = await threaded(stage.path, own, asked);
  const { releaseGroups, artists } = demoCatalogue();
  const questions = [...releaseGroups.values()].flatMap((group): AlbumQuestion[] => {
    const { title, "artist-credit": credit } = group as {
      title: string;
      "artist-credit": { name: string }[];
    };
    return [
      { readings: [{ title, artist: credit[0]!.name }], how: "ranked" },
      { readings: [{ title: title.slice(0, -1) }], how: "forgiving" },
    ];
  });
  const order: number[] = [];
  const pages = await Promise.all(
    questions.map(async (question, at) => {
      const page = await source.searchAlbums(question);
      order.push(at);
      return page;
    }),
  );
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  for (const [at, question] of questions.entries())
    expect(pages[at]).toEqual(await plain.searchAlbums(question));
  for (const mbid of [...releaseGroups.keys(), unknown]) {
    expect(await source.lookUpAlbum(mbid)).toEqual(await plain.lookUpAlbum(mbid));
    const here = asked.here;
    expect(source.releasesAtHand(mbid)).toEqual(plain.releasesAtHand(mbid));
    expect(asked.here - here).toBe(mbid === unknown ? 1 : 0);
    asked.here = here;
  }
  for (const mbid of artists.keys())
    expect(await source.lookUpArtist(mbid)).toEqual(await plain.lookUpArtist(mbid));
  expect(asked.here).toBe(0);
});

it("a damaged file is the same fault through the thread", async () => {
  const stage = await builtStage();
  const whole = stage.open().db;
  const size = whole.pragma("page_size", { simple: true }) as number;
  const root = whole.prepare<[], number>("SELECT rootpage FROM sqlite_master WHERE name = 'groups'").pluck();
  const page = root.get()!;
  whole.close();
  const file = openSync(stage.path, "r+");
  writeSync(file, Buffer.alloc(size, 0xff), 0, size, (page - 1) * size);
  closeSync(file);
  const { own, asked } = counted(guardedSource(stage.open()));
  const source = await threaded(stage.path, own, asked);
  const mbid = "f5093c06-23e3-404f-aeaa-40f72885ee3a";
  const fault: unknown = await source.lookUpAlbum(mbid).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(PayloadError);
  expect(fault).toBeInstanceOf(UnavailableError);
  expect((fault as Error).message).toMatch(/the catalogue of 23 Sep 2026 can't be read \(SQLITE_CORRUPT\)/);
});

const ready =
  'const { parentPort } = require("node:worker_threads"); parentPort.postMessage({ kind: "ready" });';

it.each([
  ["never begins", "process.exit(1)"],
  ["breaks while it begins", "throw new Error('no memory')"],
  ["breaks with the first question", `${ready} parentPort.on("message", () => { throw new Error("oh") })`],
  ["ends with the first question", `${ready} parentPort.on("message", () => process.exit())`],
])("a thread that %s leaves no question unanswered", async (_how, text) => {
  const stage = await builtStage();
  const own = guardedSource(stage.open());
  const begin = (): Worker => new Worker(text, { eval: true });
  const { source, close } = readInThread(stage.path, own, { after: 0, begin });
  onTestFinished(close);
  const question: AlbumQuestion = { readings: [{ title: "Nevermind", artist: "Nirvana" }], how: "ranked" };
  const expected = await own.searchAlbums(question);
  for (let round = 0; round < 20; round++) {
    expect(await Promise.all([1, 2, 3].map(() => source.searchAlbums(question)))).toEqual([
      expected,
      expected,
      expected,
    ]);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
});

it("whoever asks for an album or two begins no thread", async () => {
  const stage = await builtStage();
  const begin = vi.fn<() => Worker>();
  const { source } = readInThread(stage.path, guardedSource(stage.open()), { begin });
  for (let at = 0; at < 200; at++) await source.lookUpArtist(unknown);
  expect(begin).not.toHaveBeenCalled();
});
