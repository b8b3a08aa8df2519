import { expect, test } from "vitest";
import { createBreakerRows, listResting } from "../../src/db/services/breakers.ts";
import {
  CertificateError,
  CircuitOpenError,
  ForeignAnswerError,
  HttpError,
  RefusedError,
  RejectedError,
  TimeoutError,
  UnreachableError,
} from "../../src/errors.ts";
import { createCircuitBreaker, type CircuitBreaker } from "../../src/sources/circuit-breaker.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const down = new RefusedError("Words", "Words: words.example refuses the connection");

async function stage() {
  const { db } = await temporaryLibrary();
  const time = { now: Date.UTC(2024, 4, 1), link: "wifi wlan0" as string | undefined };
  const now = (): number => time.now;
  const breaker = (options: { mayProbe?: boolean; address?: string } = {}): CircuitBreaker =>
    createCircuitBreaker({
      name: "Words",
      api: "words",
      address: "https://words.example",
      mayProbe: false,
      ...options,
      rows: createBreakerRows(db, now),
      now,
      link: () => Promise.resolve(time.link),
    });
  const fail = async (times: number, error: Error = down): Promise<void> => {
    for (let at = 0; at < times; at++) await breaker().failed(error, time.now++);
  };
  const isOpen = (of: CircuitBreaker = breaker()): Promise<boolean> =>
    of.check().then(
      () => false,
      (error: unknown) => error instanceof CircuitOpenError,
    );
  return { db, time, breaker, fail, isOpen };
}

test("five failures in a row open it for everybody, for 30 s, with the reason", async () => {
  const { db, time, breaker, fail, isOpen } = await stage();
  await fail(4);
  expect(await isOpen()).toBe(false);
  await fail(1);
  const fault = (await breaker()
    .check()
    .catch((error: unknown) => error)) as CircuitOpenError;
  expect(fault.message).toBe(`Words is left alone for 30 s, it failed too often: ${down.message}`);
  expect(fault.retryAfterMs).toBe(30_000);
  expect(listResting(db, time.now)).toMatchObject([{ api: "words", reason: down.message }]);
  expect(await isOpen(breaker({ address: "https://mirror.example" }))).toBe(false);
  expect(await isOpen(breaker({ mayProbe: true }))).toBe(false);
});

test("an answer in between, or more than a minute, begins anew", async () => {
  const { time, breaker, fail, isOpen } = await stage();
  await fail(4);
  await breaker().answered();
  await fail(4);
  expect(await isOpen()).toBe(false);
  time.now += 61_000;
  await fail(4);
  expect(await isOpen()).toBe(false);
});

test("one probe at a time; its failure doubles the rest up to 10 min, its success ends it, its death is over in a minute", async () => {
  const { db, time, breaker, fail, isOpen } = await stage();
  await fail(5);
  for (const rest of [30, 60, 120, 240, 480, 600, 600]) {
    const { until } = listResting(db, time.now)[0]!;
    expect(Math.round((until - time.now) / 1000)).toBe(rest);
    time.now = until + 1;
    expect([await isOpen(), await isOpen()]).toEqual([false, true]);
    await breaker().failed(down, time.now);
  }
  time.now += 600_001;
  expect([await isOpen(), await isOpen()]).toEqual([false, true]);
  time.now += 60_001; // whoever probed has died
  expect(await isOpen()).toBe(false);
  await breaker().answered();
  expect([await isOpen(), await isOpen()]).toEqual([false, false]);
});

test("a probe that fails is nothing to hold against the job that tried; a person hears what went wrong", async () => {
  const { db, time, breaker, fail } = await stage();
  await fail(4);
  expect(await breaker().failed(down, time.now)).toBeUndefined(); // the fifth
  expect(await breaker().failed(down, time.now)).toBeInstanceOf(CircuitOpenError); // was under way
  for (const isPerson of [false, true]) {
    time.now = listResting(db, time.now)[0]!.until + 1;
    const one = breaker({ mayProbe: isPerson });
    await one.check();
    const fault = await one.failed(down, time.now);
    if (isPerson) expect(fault).toBeUndefined();
    else expect(fault).toMatchObject({ name: "CircuitOpenError", retryAfterMs: 60_000 });
  }
});

test("what says nothing of the service never opens it", async () => {
  const { time, fail, isOpen } = await stage();
  const others = [
    new HttpError("Words", "429", { status: 429 }),
    new RejectedError("Words", "403", { hint: "" }),
    new ForeignAnswerError("Words", "a page"),
    new CertificateError("Words", "inspected"),
    new UnreachableError("Words", "no network"),
  ];
  for (const error of others) await fail(6, error);
  time.link = undefined;
  await fail(6, new TimeoutError("Words", "late"));
  time.link = "wired eth0";
  expect(await isOpen()).toBe(false);
});

test("another link closes it", async () => {
  const { time, fail, isOpen } = await stage();
  await fail(5, new HttpError("Words", "503", { status: 503 }));
  expect(await isOpen()).toBe(true);
  time.link = "wired eth0";
  expect(await isOpen()).toBe(false);
  time.link = "wifi wlan0";
  expect(await isOpen()).toBe(false);
});

test("a clock that is set back holds nobody for long", async () => {
  const { time, fail, isOpen } = await stage();
  await fail(5);
  time.now -= 24 * 3_600_000;
  expect(await isOpen()).toBe(false);
});
