import { beforeEach, expect, test } from "vitest";
import { doubtAt } from "../../src/composition/doubts.ts";
import { createBreakerRows } from "../../src/db/services/breakers.ts";
import { DoubtedError } from "../../src/errors.ts";
import { createCircuitBreaker } from "../../src/sources/circuit-breaker.ts";
import type { Api } from "../../src/sources/http/api.ts";
import { createLrclib } from "../../src/sources/lrclib/source.ts";
import { always } from "../helpers/faults.ts";
import { apiAt, testClient } from "../helpers/http.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { lrclibStandIn, lyricsRecord } from "../helpers/lrclib.ts";
import { fillLibrary } from "../helpers/enriching.ts";
import { column } from "../helpers/importing.ts";

const trackNotFound = JSON.stringify({ statusCode: 404, name: "TrackNotFound", message: "Failed to find" });
const lost = always({ kind: "status", status: 404, body: trackNotFound });
const artist = "Somebody";
let stage: Awaited<ReturnType<typeof createDoubtStage>>;

async function createDoubtStage() {
  const { db } = await temporaryLibrary();
  fillLibrary(db, 1, 30);
  db.$client.exec(
    `INSERT INTO lyrics (track_id, plain, source, source_id, fetched_at)
     VALUES (1, 'la', 'lrclib', '1', 0), (2, 'la', 'lrclib', '2', 0)`,
  );
  const standIn = await lrclibStandIn([lyricsRecord({ id: 1 }), lyricsRecord({ id: 2 })]);
  const { http } = testClient();
  const time = { now: Date.UTC(2024, 4, 1) };
  const now = (): number => time.now;
  const plain: Api = { ...apiAt(standIn.url), name: "LRCLIB" };
  const breaker = createCircuitBreaker({
    name: "LRCLIB",
    api: "lrclib",
    address: standIn.url,
    rows: createBreakerRows(db, now),
    now,
    link: () => Promise.resolve("wired"),
    mayProbe: false,
  });
  const connect = (defaultUrl: string) => {
    const doubt = doubtAt({ http, db, now, defaultUrl }, "lrclib", plain);
    return createLrclib(http, { ...plain, breaker, ...(doubt && { doubt }) });
  };
  /** What a run does of a song that they lack: it remembers, until 14 days from then. */
  const miss = async (track: number, lrclib = connect(standIn.url)): Promise<void> => {
    expect(await lrclib.get({ title: `Song ${track}`, artist })).toBeUndefined();
    db.$client
      .prepare("UPDATE tracks SET lyrics_status = 'unavailable', lyrics_retry_at = ? WHERE id = ?")
      .run(now() + 14 * 24 * 3_600_000, track);
    time.now += 1_000;
  };
  const misses = async (from: number, to: number, lrclib = connect(standIn.url)): Promise<void> => {
    for (let track = from; track <= to; track++) await miss(track, lrclib);
  };
  const absent = (): unknown =>
    column(db, "SELECT count(*) FROM tracks WHERE lyrics_status = 'unavailable'")[0];
  return { db, standIn, time, connect, misses, absent, url: standIn.url };
}

beforeEach(async () => {
  stage = await createDoubtStage();
});

test("twenty absences in a row are doubted: where it lacks what it had, too, they are taken back, and it rests", async () => {
  const { standIn, connect, misses, absent, url } = stage;
  await misses(3, 5);
  expect(await connect(url).get({ title: "Example Song", artist: "Example Band" })).toBeDefined();
  standIn.setFault(lost);
  await misses(6, 24); // nineteen
  expect(absent()).toBe(22);
  const asked = standIn.requests.length;
  await expect(connect(url).get({ title: "Song 25", artist })).rejects.toBeInstanceOf(DoubtedError);
  expect(standIn.requests.slice(asked + 1).map(({ path }) => path)).toEqual(["/api/get/2", "/api/get/1"]);
  expect(absent()).toBe(3); // those before the last good answer stay
  await expect(connect(url).get({ title: "Song 26", artist })).rejects.toThrow(
    /LRCLIB is left alone for 30 s.*not even what it had before/,
  );

  stage.time.now += 31_000; // its rest is over, and nothing of it is believed, nor its own asked for again within the hour
  const later = standIn.requests.length;
  await expect(connect(url).get({ title: "Song 26", artist })).rejects.toThrow(
    /LRCLIB is left alone for 60 s.*not even what it had before/, // a probe that failed
  );
  expect(standIn.requests).toHaveLength(later + 1);
  standIn.setFault(undefined);
  stage.time.now += 61_000;
  expect(await connect(url).get({ title: "Example Song", artist: "Example Band" })).toBeDefined();
  await misses(26, 27); // believed again
});

test("where it still has what it had, they stand, and it is asked for that once an hour at the most", async () => {
  const { standIn, misses, absent } = stage;
  await misses(3, 30);
  expect(absent()).toBe(28);
  const probes = (): number => standIn.requests.filter(({ path }) => /get\/\d/.test(path)).length;
  expect(probes()).toBe(1); // the first that it still has is enough
  await misses(3, 30);
  expect(probes()).toBe(1);
  stage.time.now += 3_600_000;
  await misses(3, 30);
  expect(probes()).toBe(2);
});

test("a mirror of one's own is never doubted, nor an empty search", async () => {
  const { standIn, connect, misses, absent, url } = stage;
  standIn.setFault(lost);
  await misses(3, 30, connect("https://lrclib.example/api"));
  expect(absent()).toBe(28);
  standIn.setFault(always({ kind: "status", status: 200, body: "[]" }));
  for (let at = 0; at < 40; at++) expect(await connect(url).search({ title: `Song ${at}` })).toEqual([]);
  expect(standIn.requests.filter(({ path }) => /get\/\d/.test(path))).toEqual([]);
});

test("what the library has nothing of is asked by two well-known things", async () => {
  stage.db.$client.exec("DELETE FROM lyrics");
  stage.standIn.setFault(lost);
  await stage.misses(3, 21);
  await expect(stage.connect(stage.url).get({ title: "Song 22", artist })).rejects.toBeInstanceOf(
    DoubtedError,
  );
  expect(stage.standIn.requests.slice(-2).map(({ path }) => path)).toMatchObject([
    expect.stringContaining("Bohemian"),
    expect.stringContaining("Imagine"),
  ]);
});
