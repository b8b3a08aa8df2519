import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it, vi } from "vitest";
import { createBulkhead } from "../../src/catalogue/bulkhead.ts";
import { demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { createRoom } from "../../src/lists/room.ts";
import { documentOf } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { musicbrainzStandIn } from "../helpers/musicbrainz.ts";
import { catalogueStage, demoDump, writeDump } from "./dumps.ts";

it("rows that the file answers do not stand behind those that wait for the web", async () => {
  const web = await musicbrainzStandIn(demoCatalogue());
  const stage = catalogueStage({ IMPORTER_MUSICBRAINZ_URL: web.url, IMPORTER_MUSICBRAINZ_INTERVAL_MS: "0" });
  const build = ["catalogue", "build", "--releases", "--from", writeDump(demoDump())];
  expect((await stage.importer(build)).exitCode).toBe(0);
  const path = join(temporaryFolder(), "albums.csv");
  const unknown = Array.from({ length: 30 }, (_, at) => `Nobody ${at},Nothing ${at}`);
  const known = ["Nirvana,Nevermind", "Pink Floyd,The Dark Side of the Moon"];
  writeFileSync(path, ["artist,title", ...unknown, ...known].join("\n"));
  let answer = (): void => undefined;
  const until = new Promise<void>((resolve) => (answer = resolve));
  web.setFault(() => ({ kind: "hold", until }));

  const running = stage.importer(["import", path, "--json"]);
  const saved = (): number => {
    const db = new Database(join(stage.home, "library.db"), { readonly: true, fileMustExist: true });
    try {
      return db.prepare<[], number>("SELECT count(*) FROM albums").pluck().get()!;
    } finally {
      db.close();
    }
  };
  await vi.waitFor(() => expect(saved()).toBe(2), { timeout: 120_000, interval: 50 });
  answer();
  const { list } = documentOf<{ list: { created: number; notFound: number } }>(await running);
  expect(list).toMatchObject({ created: 2, notFound: 30 });
});

it("so many questions are on their way at once, of the others the last one first; a fault gives the place on", async () => {
  const bulkhead = createBulkhead(2);
  const [begun, ends]: [number[], (() => void)[]] = [[], []];
  const ask = (at: number) =>
    bulkhead.through(async () => {
      begun.push(at);
      await new Promise<void>((resolve) => (ends[at] = resolve));
      if (at === 1) throw new Error("refused");
    });
  const asked = Promise.allSettled([0, 1, 2, 3, 4].map(ask));
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  await settled();
  expect([begun, bulkhead.count()]).toEqual([[0, 1], 5]);
  ends[1]!();
  await settled();
  expect([begun, bulkhead.count()]).toEqual([[0, 1, 4], 4]);
  for (const at of [0, 4, 3, 2]) {
    await settled();
    ends[at]!();
  }
  await asked;
  expect([begun, bulkhead.count()]).toEqual([[0, 1, 4, 3, 2], 0]);
});

it("rows end all the while, each soon after its first question: whoever stops half-way keeps half of them", async () => {
  const [rows, each, bulkhead] = [200, 4, createBulkhead(8)];
  let [asked, ended] = [0, 0];
  const endedAt: number[] = [];
  const row = async (): Promise<void> => {
    for (let question = 0; question < each; question++)
      await bulkhead.through(async () => {
        await new Promise((resolve) => setImmediate(resolve));
        asked++;
      });
    endedAt[ended++] = asked;
  };
  await Promise.all(Array.from({ length: rows }, row));
  const endedBy = (part: number): number => endedAt.filter((at) => at <= rows * each * part).length;
  for (const part of [0.25, 0.5, 0.75]) expect(endedBy(part)).toBeGreaterThan(rows * part - 20);
});

it("a room lets in as many as have places, and one for each that waits for the web, up to its limit", async () => {
  let [waiting, tell] = [0, (): void => undefined];
  const room = createRoom(3, {
    count: () => waiting,
    onChange: (listen) => ((tell = listen), () => undefined),
  });
  let inside = 0;
  const enter = (): void => void room.enter().then(() => inside++);
  const insideNow = async (): Promise<number> => {
    await new Promise((resolve) => setImmediate(resolve));
    return inside;
  };
  for (let at = 0; at < room.workers + 50; at++) enter();
  expect(await insideNow()).toBe(3);
  waiting = 2;
  tell();
  expect(await insideNow()).toBe(5);
  room.leave();
  expect(await insideNow()).toBe(6);
  waiting = 1_000_000;
  tell();
  expect(await insideNow()).toBe(room.workers + 1);
});
