import { expect, test } from "vitest";
import { createGateRows } from "../../src/db/services/gates.ts";
import { InterruptedError } from "../../src/errors.ts";
import { createEvents } from "../../src/events.ts";
import { createGate } from "../../src/sources/gate.ts";
import { gapsOf, gateOn, send } from "../helpers/gate.ts";
import { faultOf } from "../helpers/http.ts";
import { until } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const day = 24 * 3_600_000;

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
    api: "words",
    intervalMs: 5,
    rows: { ...rows, reserve },
    events: createEvents(),
    now,
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
      api: "words",
      intervalMs: 30,
      dailyLimit: 100,
      events,
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
