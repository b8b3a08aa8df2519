import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { createGateRows } from "../../src/db/services/gates.ts";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { createEvents } from "../../src/events.ts";
import { createGate } from "../../src/sources/gate.ts";
import type { Report, Task } from "../fixtures/sources/asker.ts";
import type { Arrival } from "../fixtures/sources/recorder.ts";
import { bundled } from "../helpers/bundled.ts";
import { pause } from "../helpers/http.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { testProxy } from "../helpers/proxy.ts";

/** A fixture in a process of its own, and the first thing it says. */
async function start<T>(name: string, argument?: Task): Promise<[ChildProcess, T]> {
  const script = await bundled(`test/fixtures/sources/${name}.ts`);
  const child = fork(script, argument ? [JSON.stringify(argument)] : [], { execArgv: [] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [said] = (await once(child, "message")) as [T];
  return [child, said];
}

interface Recorder {
  url: string;
  arrivals(): Promise<Arrival[]>;
}

async function startRecorder(): Promise<Recorder> {
  const [child, { port }] = await start<{ port: number }>("recorder");
  return {
    url: `http://127.0.0.1:${port}/ws/2`,
    async arrivals() {
      child.send("report");
      const [{ arrivals }] = (await once(child, "message")) as [{ arrivals: Arrival[] }];
      return arrivals;
    },
  };
}

/**
 * The gate holds sends apart, exactly. An arrival is noticed by another process, which a loaded machine may keep
 * waiting: one noticed late and the next at once look closer than they were. So from the earliest that one can
 * have come to the next; and 5 ms for the way through the kernel, which both take.
 */
function expectArrivalsApart(arrivals: Arrival[], intervalMs: number): void {
  const gaps = arrivals.slice(1).map(({ at }, index) => at - (arrivals[index]?.notBefore ?? NaN));
  expect(Math.min(...gaps)).toBeGreaterThan(intervalMs - 5);
}

/** All of them at once, as soon as the last is ready. */
async function askTogether(tasks: Task[]): Promise<Report[]> {
  const askers = await Promise.all(tasks.map((task) => start("asker", task)));
  const reports = askers.map(async ([child]) => ((await once(child, "message")) as [Report])[0]);
  for (const [child] of askers) child.send("go");
  return Promise.all(reports);
}

const gapsOf = (times: number[]): number[] => times.slice(1).map((at, index) => at - (times[index] ?? 0));
const inOrder = (times: number[]): number[] => [...times].sort((one, two) => one - two);

test("four processes hammering one service stay the interval apart, retries and redirects included", async () => {
  const { path: library } = await temporaryLibrary();
  const { url: baseUrl, arrivals } = await startRecorder();
  const intervalMs = 120;
  const tasks = [1, 2, 3, 4].map((number): Task => {
    const paths = ["plain", "flaky", "moved"].map((kind) => `${kind}/${number}`);
    return { library, intervalMs, baseUrl, paths };
  });
  const reports = await askTogether(tasks);
  const received = await arrivals();
  expect(reports.flatMap(({ outcomes }) => outcomes)).toEqual(Array(12).fill("answered"));
  // plain 1, flaky 3, moved 2: six each.
  expect(received).toHaveLength(4 * 6);
  expect(new Set(received.map(({ from }) => from)).size).toBe(4);
  expect(received.filter(({ status }) => status >= 500)).toHaveLength(4 * 2);
  expect(received.filter(({ status }) => status === 301)).toHaveLength(4);
  const sends = inOrder(reports.flatMap(({ sentAt }) => sentAt));
  expect(Math.min(...gapsOf(sends))).toBeGreaterThanOrEqual(intervalMs);
  expectArrivalsApart(received, intervalMs);
});

test("a Retry-After that one process sees holds back all, in seconds and as a date", async () => {
  const { path: library } = await temporaryLibrary();
  const { url: baseUrl, arrivals } = await startRecorder();
  const intervalMs = 200;
  const limits = ["limited-for/1", "limited-until/1100"];
  const tasks = [0, 1, 2, 3].map((number): Task => {
    const paths = [limits[number] ?? `plain/${number}`, `more/${number}`];
    return { library, intervalMs, baseUrl, paths };
  });
  const reports = await askTogether(tasks);
  expect(reports.flatMap(({ outcomes }) => outcomes)).toEqual(Array(8).fill("answered"));
  const received = await arrivals();
  expect(received).toHaveLength(8 + 2);
  expectArrivalsApart(received, intervalMs);
  const held = reports.flatMap((report) => report.held);
  expect(received.filter(({ status }) => status === 429 || status === 503)).toHaveLength(held.length);
  expect(held).toHaveLength(2);
  const sends = reports.flatMap(({ sentAt }) => sentAt);
  for (const { from, forMs } of held) {
    expect(forMs).toBeGreaterThanOrEqual(1000); // a date has whole seconds, and so has what it is compared with
    // Who had its turn already when the limit became known may use it, and nobody else: five would have come.
    expect(sends.filter((at) => at > from && at < from + forMs - 5).length).toBeLessThanOrEqual(1);
    // As the server sees it: that one, and one that was on its way when the answer went out.
    expect(received.filter(({ at }) => at > from && at < from + forMs - 5).length).toBeLessThanOrEqual(2);
  }
});

test("a process that dies between its turn and its send delays the others by an interval", async () => {
  const { path: library } = await temporaryLibrary();
  const intervalMs = 600;
  const task: Task = { library, intervalMs, baseUrl: "http://127.0.0.1:9", paths: "gate" };
  const [child] = await start("asker", task);
  child.send("go");
  const [{ passedAt }] = (await once(child, "message")) as [{ passedAt: number }];

  const db = await openLibrary(library, { busyTimeoutMs: 5 });
  onTestFinished(() => closeLibrary(db));
  const events = createEvents();
  const gate = createGate({ api: "words", intervalMs, rows: createGateRows(db), events });
  let isHeld = true;
  const passing = gate.pass().then(() => ((isHeld = false), Date.now()));
  await pause(2 * intervalMs);
  expect(isHeld).toBe(true); // it lives, and its request may be on the way
  const diedAt = Date.now();
  child.kill("SIGKILL");
  const ourTurnAt = await passing;
  expect(ourTurnAt - passedAt).toBeGreaterThanOrEqual(intervalMs);
  expect(ourTurnAt - diedAt).toBeLessThan(intervalMs + 2000); // and what a loaded machine takes
});

test("connections that take longer than the interval bring no two requests together", async () => {
  const { path: library } = await temporaryLibrary();
  const { url: baseUrl, arrivals } = await startRecorder();
  const proxy = await testProxy();
  proxy.delaysMs.push(500, 500, 0); // by the second slot the first request would still be on its way
  const intervalMs = 150;
  const paths = ["one", "two"].map((name) => `slow/${name}`);
  const reports = await askTogether([
    { library, intervalMs, baseUrl, paths, httpProxy: proxy.url },
    { library, intervalMs, baseUrl, paths: ["quick/one", "quick/two"] },
  ]);
  expect(reports.flatMap(({ outcomes }) => outcomes)).toEqual(Array(4).fill("answered"));
  expect(proxy.asked.length).toBeGreaterThanOrEqual(1);
  const sends = inOrder(reports.flatMap(({ sentAt }) => sentAt));
  expect(sends).toHaveLength(4);
  expect(Math.min(...gapsOf(sends))).toBeGreaterThanOrEqual(intervalMs);
  // When they arrive is for the proxy to say: what goes through it goes through this busy process.
  expect(await arrivals()).toHaveLength(4);
});
