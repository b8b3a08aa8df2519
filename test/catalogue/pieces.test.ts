import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Archive } from "../../src/catalogue/build/archives/archive.ts";
import type { DumpFolder } from "../../src/catalogue/build/archives/dump-folder.ts";
import { checkFetches, noteFetch } from "../../src/catalogue/build/archives/fetches.ts";
import { createLines } from "../../src/catalogue/build/archives/lines.ts";
import { createTarReader } from "../../src/catalogue/build/archives/tar.ts";
import { tryAgain } from "../../src/catalogue/build/archives/tries.ts";
import { findUnpacker } from "../../src/catalogue/build/archives/unpack.ts";
import { checkFronts, needOf } from "../../src/catalogue/build/plan.ts";
import { parts } from "../../src/catalogue/format.ts";
import { frontOf } from "../../src/demo/dumps/dump.ts";
import { storedXz } from "../../src/demo/dumps/stored-xz.ts";
import { tarEnd, tarHeader, tarMember, tarSealed } from "../../src/demo/dumps/tar.ts";
import { HttpError } from "../../src/errors.ts";
import { temporaryFolder } from "../helpers/library.ts";

/** The pieces of a build, each by itself: what only goes wrong together with a slow server, a large file or another dump. */

const { signal } = new AbortController();
const refuse = (why: string): never => {
  throw new Error(why);
};
const busy = (retryAfterMs?: number): HttpError =>
  new HttpError("dumps", "busy", { status: 503, ...(retryAfterMs !== undefined && { retryAfterMs }) });

it("a line that comes in two pieces is whole, though the bytes of the first are written over meanwhile", () => {
  const lines: string[] = [];
  const { push, end } = createLines((line) => lines.push(line.toString()), refuse);
  const piece = Buffer.from("ab");
  push(piece);
  piece.fill("x");
  push(Buffer.from("c\nd"));
  end();
  expect(lines).toEqual(["abc", "d"]);
});

it("a name that is too long for its field goes on in the prefix", () => {
  const names: string[] = [];
  const header = tarHeader("artist", 0);
  header.write("mbdump", 345);
  const tar = createTarReader(
    { onMember: (name) => names.push(name), onBody: () => undefined, onMemberEnd: () => undefined },
    refuse,
  );
  tar.push(Buffer.concat([tarSealed(header), tarEnd]));
  tar.end();
  expect(names).toEqual(["mbdump/artist"]);
});

it("a server that names the time is not asked before, and as often as it brings something new", async () => {
  const begun = performance.now();
  let tries = 0;
  const once = async () => (++tries === 1 ? Promise.reject(busy(300)) : "there");
  expect(await tryAgain({ signal, retryDelayMs: 1 }, 2, once)).toBe("there");
  expect(performance.now() - begun).toBeGreaterThan(290);
  let bytes = 0;
  const dripping = async () => (++bytes < 8 ? Promise.reject(busy()) : bytes);
  expect(await tryAgain({ signal, retryDelayMs: 1 }, 2, dripping, () => bytes)).toBe(8);
  const nothingNew = async () => Promise.reject(busy());
  await expect(tryAgain({ signal, retryDelayMs: 1 }, 2, nothingNew, () => 7)).rejects.toThrow("busy");
});

/** Archives that were packed at these days of September 2026. */
async function frontsOf(stamp: string | undefined, ...days: number[]): Promise<unknown> {
  const folder = temporaryFolder();
  const archives = days.map((day, at): Archive => {
    const packed = `202609${String(day).padStart(2, "0")}-001002`;
    const front = frontOf({ stamp: packed, sequence: 1 }).map(([name, text]) => tarMember(name, text));
    const bytes = storedXz(Buffer.concat([...front, tarMember("mbdump/artist", Buffer.from("{}")), tarEnd]));
    const path = join(folder, `${at}.tar.xz`);
    writeFileSync(path, bytes);
    return { part: "artist", path, bytes: bytes.length, refuse: (why) => refuse(`${at}: ${why}`) };
  });
  const fronts = checkFronts(archives, stamp, { unpacker: findUnpacker(), signal });
  return fronts.then(({ stamp }) => stamp, (error: Error) => error.message); // prettier-ignore
}

it.each<[what: string, stamp: string | undefined, days: number[], says: RegExp]>([
  ["within a day of one another", "20260923-001002", [23, 24], /^20260923-001002$/],
  ["before the dump's own name", "20260923-001002", [22], /^0: it is of another dump/],
  ["days after the dump's own name", "20260923-001002", [23, 26], /^1: it is of another dump/],
  ["days after it, the first one too", "20260923-001002", [26], /^0: it is of another dump/],
  ["in a folder without a name, days after the first", undefined, [23, 26], /^1: it is of another dump/],
  ["in a folder without a name, days before the first", undefined, [23, 20], /^1: it is of another dump/],
])("archives that were packed %s", async (_, stamp, days, says) => {
  expect(await frontsOf(stamp, ...days)).toMatch(says);
});

it("of what is fetched the largest archive is reckoned beside the file, of what is there already none", async () => {
  const home = temporaryFolder();
  mkdirSync(join(home, "catalogue"));
  const folder = { sizeOf: async () => 10e9, bytesHere: () => 0 } as unknown as DumpFolder;
  const nothing = { copied: 0, begun: 0 };
  const local = await needOf(home, { ...folder, isFetched: false }, parts, nothing);
  const fetched = await needOf(home, { ...folder, isFetched: true }, parts, nothing);
  expect([local.fetched, fetched.fetched]).toEqual([0, 30e9]);
  expect([local.during, fetched.during - local.during]).toEqual([local.after, 11e9]);
});

it("one dump a week is asked for of each part, and what was fetched of one is not forgotten with the other", () => {
  const home = temporaryFolder();
  mkdirSync(join(home, "catalogue"));
  const day = 24 * 3_600_000;
  noteFetch(home, { stamp: "20260923-001002", part: "artist", at: 0 });
  noteFetch(home, { stamp: "20260923-001002", part: "release-group", at: day });
  const check = (part: (typeof parts)[number], at: number) => () =>
    checkFetches(home, "20260926-001002", [part], at);
  expect(check("artist", 2 * day)).toThrow("was fetched on 1970-01-01");
  expect(check("release-group", 7.5 * day)).toThrow("was fetched on 1970-01-02");
  expect(check("artist", 7.5 * day)).not.toThrow();
  expect(check("release", 2 * day)).not.toThrow();
  expect(() => checkFetches(home, "20260923-001002", ["artist"], day)).not.toThrow();
  noteFetch(home, { stamp: "20260926-001002", part: "artist", at: 3 * day }); // forced: now it is that one
  expect(check("artist", 3 * day)).not.toThrow();
});
