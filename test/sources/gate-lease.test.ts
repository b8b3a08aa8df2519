import { expect, onTestFinished, test } from "vitest";
import { holdGateLease, type GateLease } from "../../src/sources/gate-lease.ts";
import { pause } from "../helpers/http.ts";
import { until } from "../helpers/jobs.ts";

/** A turn that was granted at 1000, on a clock that stands still until it is set. */
function turnOf(turnMs: number): { turn: GateLease; clock: { now: number }; shut: number[] } {
  const clock = { now: 1000 };
  const shut: number[] = [];
  const turn = holdGateLease({
    until: 1000 + turnMs,
    turnMs,
    now: () => clock.now,
    shutUntil: async (untilMs) => void shut.push(untilMs),
  });
  onTestFinished(() => turn.end());
  return { turn, clock, shut };
}

test("while it lasts, the gate is shut further and further ahead", async () => {
  const { turn, clock, shut } = turnOf(20);
  await until(() => shut.length > 0);
  clock.now = 1015;
  expect(turn.isOurs()).toBe(true);
  await until(() => shut.includes(1035));
  clock.now = 1030;
  expect(turn.isOurs()).toBe(true);
});

test("once it has run out it is not ours, and the gate is left to whoever has it now", async () => {
  const { turn, clock, shut } = turnOf(20);
  clock.now = 1020;
  expect(turn.isOurs()).toBe(false);
  await pause(100);
  expect(shut).toEqual([]);
  expect(turn.isOurs()).toBe(false);
});

test("shortly before it runs out it is too late to leave", () => {
  const { turn, clock } = turnOf(800);
  clock.now = 1699;
  expect(turn.isOurs()).toBe(true);
  clock.now = 1700;
  expect(turn.isOurs()).toBe(false);
});

test("a shutting that was written too late does not count", async () => {
  const clock = { now: 1000 };
  let write = (): void => {};
  const turn = holdGateLease({
    until: 1020,
    turnMs: 20,
    now: () => clock.now,
    shutUntil: () => new Promise((resolve) => (write = resolve)),
  });
  const isWaiting = write;
  await until(() => write !== isWaiting);
  clock.now = 1025; // another got the gate while we waited to write
  write();
  await pause(10);
  expect(turn.isOurs()).toBe(false);
  turn.end();
});

test("when it ends, whoever waits for it goes on, and nothing more is shut", async () => {
  const { turn, shut } = turnOf(20);
  turn.end();
  await turn.over;
  await pause(60);
  expect(shut).toEqual([]);
});
