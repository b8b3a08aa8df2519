import { expect, test } from "vitest";
import { createGateRows, observeGateRows } from "../../src/db/gates.ts";
import { closeLibrary, openLibrary } from "../../src/db/open.ts";
import type { Db } from "../../src/db/connection.ts";
import { InterruptedError, UnavailableError } from "../../src/errors.ts";
import { createEvents } from "../../src/events.ts";
import { createGate, type Gate } from "../../src/sources/gate.ts";
import { faultOf, pause } from "../helpers/http.ts";
import { until } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const day = 24 * 3_600_000;

/** A gate as another process would have it: its own line, the same rows. */
function gateOn(db: Db, intervalMs: number, now = Date.now): { gate: Gate; waiting: unknown[] } {
  const events = createEvents();
  const waiting: unknown[] = [];
  events.on("gate-waiting", (event) => waiting.push(event));
  const gate = createGate({ api: "words", intervalMs, rows: createGateRows(db, now), events, now });
  return { gate, waiting };
}

/** Passes and leaves; when that was, by a clock that nobody moves. */
async function send(gate: Gate): Promise<number> {
  await gate.pass();
  const at = performance.now();
  await gate.sent();
  return at;
}

const gapsOf = (times: number[]): number[] => times.slice(1).map((at, index) => at - (times[index] ?? 0));

test("within a process, who comes first goes first, one interval apart", async () => {
  const { db } = await temporaryLibrary();
  const { gate } = gateOn(db, 40);
  const order: number[] = [];
  const times = await Promise.all(
    Array.from({ length: 6 }, async (_, index) => {
      const at = await send(gate);
      order.push(index);
      return at;
    }),
  );
  expect(order).toEqual([0, 1, 2, 3, 4, 5]);
  expect(Math.min(...gapsOf(times))).toBeGreaterThanOrEqual(40);
});

test("two gates on the same rows take turns", async () => {
  const { db } = await temporaryLibrary();
  const [a, b] = [gateOn(db, 40).gate, gateOn(db, 40).gate];
  const times = await Promise.all([send(a), send(b), send(a), send(b), send(a), send(b)]);
  // From one process to the other it is the wall clock that counts, and that in whole milliseconds.
  expect(Math.min(...gapsOf(times.sort((one, two) => one - two)))).toBeGreaterThanOrEqual(40 - 1);
});

test("other APIs have gates of their own", async () => {
  const { db } = await temporaryLibrary();
  const events = createEvents();
  const rows = createGateRows(db);
  await createGate({ api: "one", intervalMs: 60_000, rows, events }).pass();
  await createGate({ api: "two", intervalMs: 60_000, rows, events }).pass();
});

test("who has passed and not sent yet keeps everybody waiting", async () => {
  const { db } = await temporaryLibrary();
  const [slow, next] = [gateOn(db, 400).gate, gateOn(db, 400).gate];
  await slow.pass();
  const others = [send(slow), send(next)];
  let passed = 0;
  for (const other of others) void other.then(() => (passed += 1));
  await pause(1000); // more than two intervals
  expect(passed).toBe(0);
  const sentAt = performance.now();
  await slow.sent();
  const times = await Promise.all(others);
  expect(Math.min(...times) - sentAt).toBeGreaterThanOrEqual(400 - 1);
});

test("a pause is everybody's, and outlasts shorter ones", async () => {
  const { db } = await temporaryLibrary();
  const [a, b] = [gateOn(db, 10).gate, gateOn(db, 10).gate];
  const from = performance.now();
  await a.pause(400, "429");
  await a.pause(50, "429 again");
  expect((await send(b)) - from).toBeGreaterThanOrEqual(399);
  expect((await send(a)) - from).toBeGreaterThanOrEqual(408);
});

test("with interval 0 nothing waits, but a pause counts", async () => {
  const { db } = await temporaryLibrary();
  const { gate } = gateOn(db, 0);
  const from = performance.now();
  await Promise.all(Array.from({ length: 20 }, () => gate.pass())); // nobody has to say that it left
  await gate.pause(300, "busy");
  await gate.pass();
  expect(performance.now() - from).toBeGreaterThanOrEqual(299);
});

test("a pause of more than two minutes is not waited for", async () => {
  const { db } = await temporaryLibrary();
  const [a, b] = [gateOn(db, 10).gate, gateOn(db, 0).gate];
  await a.pause(600_000, "Words answered 429: come back later");
  for (const gate of [a, b]) {
    const error = await faultOf(gate.pass());
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error.message).toBe(
      "words is to be left alone for 10 more minutes (Words answered 429: come back later)",
    );
    const { retryAfterMs } = error as UnavailableError;
    expect(retryAfterMs).toBeGreaterThan(540_000);
    expect(retryAfterMs).toBeLessThanOrEqual(600_000);
  }
});

test("nobody is left alone for more than an hour", async () => {
  const { db } = await temporaryLibrary();
  const { gate } = gateOn(db, 10);
  await gate.pause(30 * day, "429");
  const error = (await faultOf(gate.pass())) as UnavailableError;
  expect(error.retryAfterMs).toBeLessThanOrEqual(3_600_000);
});

test("a long wait is announced once, the ordinary spacing never", async () => {
  const { db } = await temporaryLibrary();
  const { gate, waiting } = gateOn(db, 20);
  await send(gate);
  await send(gate);
  expect(waiting).toEqual([]);
  await gate.pause(60_000, "Words answered 503");
  const stop = new AbortController();
  const passing = faultOf(gate.pass(stop.signal));
  await until(() => waiting.length > 0);
  await pause(100);
  const reason = new InterruptedError();
  stop.abort(reason);
  expect(await passing).toBe(reason);
  expect(waiting).toEqual([
    { source: "words", reason: "Words answered 503", waitMs: expect.any(Number) as number },
  ]);
});

test("a turn that ran out while its process stood still is not used", async () => {
  const { db } = await temporaryLibrary();
  let offset = 0;
  const now = (): number => Date.now() + offset;
  const [late, next] = [gateOn(db, 60_000, now).gate, gateOn(db, 60_000, now).gate];
  await late.pass();
  expect(late.mayLeave()).toBe(true);
  offset = 60_000; // as if it had not been let run for so long
  await next.pass();
  expect([late.mayLeave(), next.mayLeave()]).toEqual([false, true]);
});

test.each([
  ["longer than the interval", 40],
  ["longer than the shortest turn", 1_500],
])("on a disk whose commits take %s, each turn is still used", async (_, commitMs) => {
  const { db } = await temporaryLibrary();
  let offset = 0;
  const now = (): number => Date.now() + offset;
  const rows = createGateRows(db, now);
  const reserve: typeof rows.reserve = async (...slot) => {
    const answer = await rows.reserve(...slot);
    if ("until" in answer) offset += commitMs;
    return answer;
  };
  const gate = createGate({
    ...{ api: "words", intervalMs: 5, rows: { ...rows, reserve }, events: createEvents(), now },
  });
  const used: boolean[] = [];
  for (let send = 0; send < 4; send++) {
    await gate.pass();
    used.push(gate.mayLeave());
    if (used.at(-1)) await gate.sent();
  }
  expect(used.slice(1)).toEqual([true, true, true]); // the first has yet to learn what a commit takes
});

test("what is left of a turn goes back to the others when its request has left", async () => {
  const { db } = await temporaryLibrary();
  const rows = createGateRows(db);
  const { gate } = gateOn(db, 5);
  await gate.pass();
  expect(rows.read("words")!.nextAt).toBeGreaterThan(Date.now() + 500);
  await gate.sent();
  expect(rows.read("words")!.nextAt).toBeLessThanOrEqual(Date.now() + 7);
  await gate.pass();
  await gate.pause(30_000, "429");
  await gate.sent();
  expect(rows.read("words")).toMatchObject({ reason: "429" });
  expect(rows.read("words")!.nextAt).toBeGreaterThan(Date.now() + 20_000);
});

test("one that gives up in the line gives its place to the next", async () => {
  const { db } = await temporaryLibrary();
  const { gate } = gateOn(db, 30);
  const stop = new AbortController();
  await gate.pass();
  const second = faultOf(gate.pass(stop.signal));
  const third = send(gate);
  stop.abort(new InterruptedError());
  await second;
  await gate.sent();
  await third;
});

test.each(["reserve", "spend"] as const)(
  "one that gives up at the very moment of its turn (%s) blocks nobody",
  async (moment) => {
    const { db } = await temporaryLibrary();
    const stop = new AbortController();
    const rows = createGateRows(db);
    const giveUpAfter = async <T>(answer: Promise<T>): Promise<T> => {
      await answer;
      stop.abort(new InterruptedError());
      return answer;
    };
    const events = createEvents();
    const gate = createGate({
      ...{ api: "words", intervalMs: 30, dailyLimit: 100, events },
      rows: {
        ...rows,
        reserve: (...slot) =>
          moment === "reserve" ? giveUpAfter(rows.reserve(...slot)) : rows.reserve(...slot),
        spend: (...day) => (moment === "spend" ? giveUpAfter(rows.spend(...day)) : rows.spend(...day)),
      },
    });
    await faultOf(gate.pass(stop.signal));
    await until(() => rows.read("words")!.nextAt <= Date.now() + 30); // given back: nobody waits for the rest of it
    await send(gate);
  },
);

test.each([
  ["a day back", -day],
  ["half an hour back", -day / 48],
  ["a day forward", day],
])("a clock that is moved %s neither stalls nor bursts", async (_, move) => {
  const { db } = await temporaryLibrary();
  let offset = 0;
  const now = (): number => Date.now() + offset;
  const [a, b] = [gateOn(db, 80, now).gate, gateOn(db, 80, now).gate];
  const times = [await send(a)];
  offset = move;
  times.push(await send(a), await send(b), await send(a), await send(b));
  expect(Math.min(...gapsOf(times))).toBeGreaterThanOrEqual(80 - 1);
  expect(times.at(-1)! - times[0]!).toBeLessThan(20_000);
  offset = 0; // and back again
  const later = [await send(a), await send(b), await send(a)];
  expect(Math.min(...gapsOf(later))).toBeGreaterThanOrEqual(80 - 1);
});

test.each([
  ["a day ahead, without a reason", day, null],
  ["half an hour ahead, without a reason", day / 48, null],
  ["two hours ahead, with a reason", day / 12, "429"],
  ["long past", -day, "429"],
])("a row %s was written under another clock, and holds nobody", async (_, ahead, reason) => {
  const { db } = await temporaryLibrary();
  db.$client
    .prepare("INSERT INTO gates (api, next_at, reason) VALUES ('words', ?, ?)")
    .run(Date.now() + ahead, reason);
  const { gate } = gateOn(db, 50);
  const from = performance.now();
  const times = [await send(gate), await send(gate)];
  expect(times[0]! - from).toBeLessThan(10_000);
  expect(Math.min(...gapsOf(times))).toBeGreaterThanOrEqual(50);
  const row = createGateRows(db).read("words");
  expect(row?.reason).toBeNull();
  expect(row?.nextAt).toBeLessThan(Date.now() + 1000);
});

test("a run that may write nothing waits as the rows say, and keeps its own slots to itself", async () => {
  const { db, path } = await temporaryLibrary();
  const from = performance.now();
  await gateOn(db, 10).gate.pause(300, "busy");
  const before = db.$client.prepare("SELECT * FROM gates").all();
  const observer = await openLibrary(path, { readonly: true });
  const rows = observeGateRows(observer);
  const gate = createGate({ api: "words", intervalMs: 60, rows, events: createEvents() });
  const times = [await send(gate), await send(gate), await send(gate)];
  expect(times[0]! - from).toBeGreaterThanOrEqual(299);
  expect(Math.min(...gapsOf(times))).toBeGreaterThanOrEqual(60);
  const paused = performance.now();
  await gate.pause(300, "their own");
  await gate.sent(); // of a request that was under way: it opens nothing
  expect((await send(gate)) - paused).toBeGreaterThanOrEqual(299);
  expect(db.$client.prepare("SELECT * FROM gates").all()).toEqual(before);
  closeLibrary(observer);
});

test.each([
  [day, null],
  [day / 48, null],
  [day, "429"],
])(
  "it, too, is not held by a row %d ms ahead (%s) from before the clock was moved",
  async (ahead, reason) => {
    const { db } = await temporaryLibrary();
    db.$client
      .prepare("INSERT INTO gates (api, next_at, reason) VALUES ('words', ?, ?)")
      .run(Date.now() + ahead, reason);
    expect(await observeGateRows(db).reserve("words", 50)).toHaveProperty("until");
  },
);

test("reserving is one step: of many at once, one is granted", async () => {
  const { db } = await temporaryLibrary();
  const rows = createGateRows(db);
  const answers = await Promise.all(Array.from({ length: 10 }, () => rows.reserve("words", 60_000)));
  const granted = answers.filter((answer) => "until" in answer);
  expect(granted).toHaveLength(1);
  const refused = answers.filter((answer) => "nextAt" in answer);
  expect(refused).toEqual(Array(9).fill({ nextAt: granted[0]?.until, reason: null }));
});
