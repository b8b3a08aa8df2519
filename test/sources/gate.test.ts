import { expect, test } from "vitest";
import { createGateRows, observeGateRows } from "../../src/db/services/gates.ts";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { InterruptedError, UnavailableError } from "../../src/errors.ts";
import { createEvents } from "../../src/events.ts";
import { createGate } from "../../src/sources/gate.ts";
import { gapsOf, gateOn, send } from "../helpers/gate.ts";
import { faultOf, pause } from "../helpers/http.ts";
import { until } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const day = 24 * 3_600_000;

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

test("who is stopped while others have their turn looks for it no more often than before", async () => {
  const turnOver = Date.now() + 300;
  let looks = 0;
  const rows = {
    reserve: () => {
      looks++;
      return Promise.resolve(
        Date.now() < turnOver ? { nextAt: turnOver, reason: null } : { until: Date.now() + 60_000 },
      );
    },
    shutUntil: () => Promise.resolve(),
    spend: () => Promise.resolve(true),
    giveBack: () => Promise.resolve(),
  };
  const stopping = AbortSignal.abort(new InterruptedError());
  await createGate({ api: "words", intervalMs: 100, rows, events: createEvents(), stopping }).pass();
  expect(looks).toBeLessThan(20); // without a pause between them it is thousands
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
