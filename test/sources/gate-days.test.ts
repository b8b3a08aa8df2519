import { expect, test } from "vitest";
import { createGateRows } from "../../src/db/services/gates.ts";
import { DayOverError } from "../../src/errors.ts";
import { createEvents } from "../../src/events.ts";
import { createGate, type Gate } from "../../src/sources/gate.ts";
import { closedPort } from "../helpers/cli.ts";
import { apiAt, faultOf, testClient, words, wordService } from "../helpers/http.ts";
import { temporaryLibrary } from "../helpers/library.ts";

async function send(gate: Gate): Promise<void> {
  await gate.pass();
  await gate.sent();
}

test("a daily budget holds for all processes together, and until midnight UTC", async () => {
  const { db } = await temporaryLibrary();
  let now = Date.UTC(2026, 0, 5, 23, 59, 30);
  const gateAt = (): Gate =>
    createGate({
      api: "words",
      intervalMs: 0,
      dailyLimit: 3,
      events: createEvents(),
      rows: createGateRows(db, () => now),
      now: () => now,
    });
  const [one, two] = [gateAt(), gateAt()];
  await send(one);
  await send(two);
  await send(two);
  for (const gate of [one, two, gateAt()]) {
    const fault = await faultOf(gate.pass());
    expect(fault).toBeInstanceOf(DayOverError);
    expect(fault).toMatchObject({ retryAfterMs: 30_000 });
    expect(fault.message).toBe(
      "the 3 requests that words allows in a day are used up; on it goes at midnight UTC",
    );
  }
  now += 30_000;
  await send(one);
  expect(db.$client.prepare("SELECT sent FROM gates").pluck().get()).toBe(1);
});

test("a turn that the budget refuses holds up nobody behind it", async () => {
  const { db } = await temporaryLibrary();
  const gate = createGate({
    api: "words",
    intervalMs: 20,
    dailyLimit: 1,
    events: createEvents(),
    rows: createGateRows(db),
  });
  await send(gate);
  expect(await faultOf(gate.pass())).toBeInstanceOf(DayOverError);
  expect(await faultOf(gate.pass())).toBeInstanceOf(DayOverError);
});

test("the day's count is of what left: a request for which there was no connection is given back", async () => {
  const { db } = await temporaryLibrary();
  const rows = createGateRows(db);
  const gate = createGate({ api: "words", intervalMs: 0, dailyLimit: 2, events: createEvents(), rows });
  const { http } = testClient();
  const away = apiAt(`http://127.0.0.1:${await closedPort()}`, gate);
  await faultOf(http.getJson(away, { path: "word", schema: words, retries: 4 }));
  const sent = (): unknown => db.$client.prepare("SELECT sent FROM gates").pluck().get();
  expect(sent()).toBe(0);
  const { url } = await wordService();
  await http.getJson(apiAt(url, gate), { path: "word", schema: words });
  expect(sent()).toBe(1);
});

test("what did not leave on another day is none of this one's", async () => {
  const { db } = await temporaryLibrary();
  let now = Date.UTC(2026, 0, 5, 23, 59, 59);
  const rows = createGateRows(db, () => now);
  await rows.spend("words", 9);
  now += 2_000;
  await rows.giveBack("words");
  await rows.spend("words", 9);
  expect(db.$client.prepare("SELECT sent FROM gates").pluck().get()).toBe(1);
});
