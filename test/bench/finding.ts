import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLibrary } from "../../src/db/opening/open.ts";
import type { Db } from "../../src/db/connection.ts";
import type { KindName } from "../../src/finding/field.ts";
import { findLines } from "../../src/finding/find.ts";
import { itemKinds } from "../../src/finding/kinds/kinds.ts";
import { parseQuery } from "../../src/finding/query/parse-query.ts";
import { refreshIndex } from "../../src/finding/search/refresh.ts";
import { searchLibrary } from "../../src/finding/search/search.ts";
import { fillLibrary, mbid } from "./finding-library.ts";
import { median, type Row } from "./table.ts";

const sizes = [1_000, 100_000, 1_000_000];
const rounds = 15;

const pages: [what: KindName, ...words: string[]][] = [
  ["albums"],
  ["albums", "year-"],
  ["albums", "genre:rock", "year:1970..1979"],
  ["albums", `mbid:${mbid(7)}`],
  ["albums", "title+"],
  ["artists"],
  ["tracks"],
  ["tracks", "genre:rock", "year:1970..1979"],
  ["tracks", "genre:rare"],
  ["tracks", "albumId:7"],
  ["tracks", "albumId+", "disc+", "number+"],
  ["tracks", "year:1973", "title+"],
];

const textLists: [what: KindName, field: string][] = [
  ["albums", "title:"],
  ["albums", "artist:"],
  ["albums", ""],
  ["artists", ""],
  ["tracks", "title:"],
  ["tracks", "artist:"],
  ["tracks", "album:"],
  ["tracks", ""],
];

/** First pages of 50, and searches, in libraries of growing size: median CPU, in one process. */
export async function run(): Promise<Row[]> {
  const times: Record<string, number[]> = {};
  const beside: string[] = [];
  for (const tracks of sizes) {
    const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
    const db = await openLibrary(join(folder, "library.db"));
    try {
      fillLibrary(db, tracks);
      const startedAt = performance.now();
      await refreshIndex(db);
      beside.push(
        `${tracks.toLocaleString("en")}: indexed in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
      );
      for (const [name, work] of worksOf(db)) (times[name] ??= []).push(await timeOf(work));
    } finally {
      db.$client.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return Object.entries(times).map(([what, ms], at) => ({
    what,
    measured: ms.map((each) => `${each.toFixed(1)} ms`).join(", "),
    goal: "at most 50 ms; flat",
    beside: at === 0 ? beside.join("; ") : `${(ms[2]! / ms[1]!).toFixed(2)}× from 100 k to 1 M`,
  }));
}

function worksOf(db: Db): [name: string, work: () => unknown][] {
  const lists = pages.map(([what, ...words]): [string, () => unknown] => [
    `list ${[what, ...words].join(" ").replace(mbid(7), "…")}`,
    () => [...findLines(db, itemKinds[what], parseQuery(itemKinds[what], words), undefined, { limit: 50 })],
  ]);
  const titles = db.$client.prepare<[], string>("SELECT title FROM tracks WHERE id = 77").pluck().get()!;
  const [rare, common] = [titles, "re"]; // the commonest of the words that titles are made of
  // The word that came last is in a few titles at the most.
  const seldom = db.$client
    .prepare<[], string>("SELECT word FROM search_words ORDER BY id DESC")
    .pluck()
    .get()!;
  const texts = [seldom, "zzzz"].flatMap((text): [name: string, work: () => unknown][] =>
    textLists.map(([what, field]) => [
      `list ${what} ${field}${text === seldom ? "(a rare word)" : "(a text that nothing has)"}`,
      () => [
        ...findLines(db, itemKinds[what], parseQuery(itemKinds[what], [field + text]), undefined, {
          limit: 50,
        }),
      ],
    ]),
  );
  return [
    ...lists,
    ...texts,
    ["search, a whole title", () => searchLibrary(db, rare, { limit: 10 })],
    ["search, a word that is everywhere", () => searchLibrary(db, common, { limit: 10 })],
  ];
}

/** Milliseconds of CPU, which others that use the machine don't lengthen; nothing of it waits for anything but the disk's cache. */
async function timeOf(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return median(times);
}
