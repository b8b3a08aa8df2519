import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { InterruptedError } from "../../../src/errors.ts";
import type { FaultRule, StandIn } from "../../../src/demo/stand-in.ts";
import { createEvents } from "../../../src/events.ts";
import { createGate } from "../../../src/sources/gate.ts";
import type { HttpOptions } from "../../../src/sources/http/client.ts";
import type { Api } from "../../../src/sources/http/api.ts";
import { always } from "../../helpers/faults.ts";
import {
  apiAt,
  faultOf,
  listen,
  memoryRows,
  openGate,
  pause,
  testClient,
  words,
  wordService,
} from "../../helpers/http.ts";
import { testProxy } from "../../helpers/proxy.ts";
import { until } from "../../helpers/jobs.ts";

const request = { path: "a", schema: words };

interface Setting {
  api: Api;
  options?: Partial<HttpOptions>;
  /** When to stop. */
  when: (asked: { service: StandIn; retried: unknown[]; waiting: unknown[] }) => boolean;
  fault?: FaultRule;
}

const answered = ({ service }: { service: StandIn }): boolean => service.requests.length === 1;

const settings: Record<string, (service: StandIn) => Promise<Setting>> = {
  "while it waits at the gate": async ({ url }) => {
    const gate = openGate();
    await gate.pause(60_000, "busy");
    return { api: apiAt(url, gate), when: ({ waiting }) => waiting.length > 0 };
  },
  "while it waits behind another at the gate": async ({ url }) => {
    const gate = openGate();
    await gate.pause(60_000, "busy");
    const first = new AbortController();
    gate.pass(first.signal).catch(() => undefined);
    onTestFinished(() => first.abort());
    let looks = 0;
    return { api: apiAt(url, gate), when: () => ++looks > 5 };
  },
  "while it waits for the interval": async ({ url }) => {
    const events = createEvents();
    const gate = createGate({ api: "words", intervalMs: 60_000, rows: memoryRows(), events });
    await gate.pass();
    await gate.sent();
    let looks = 0;
    return { api: apiAt(url, gate), when: () => ++looks > 5 };
  },
  "while it connects": async () => {
    let connections = 0;
    const port = await listen(createServer(() => (connections += 1)));
    return { api: apiAt(`https://127.0.0.1:${port}`), when: () => connections === 1 };
  },
  "while the proxy is silent": async () => {
    let connections = 0;
    const port = await listen(createServer(() => (connections += 1)));
    const proxy = { httpProxy: `http://127.0.0.1:${port}` };
    return { api: apiAt("http://music.invalid"), options: { proxy }, when: () => connections === 1 };
  },
  "while nothing comes": async ({ url }) => ({
    api: apiAt(url),
    when: answered,
    fault: always({ kind: "hang" }),
  }),
  "in the middle of the body": async ({ url }) => ({
    api: apiAt(url),
    when: answered,
    fault: always({ kind: "hang-body" }),
  }),
  "between two tries": async ({ url }) => ({
    api: apiAt(url),
    options: { retryDelayMs: 60_000 },
    when: ({ retried }) => retried.length === 1,
    fault: always({ kind: "reset" }),
  }),
};

test.each(Object.entries(settings))(
  "a request that is stopped %s ends at once, for that reason",
  async (_, set) => {
    const service = await wordService();
    const { api, options, when, fault } = await set(service);
    const { http, events, retried } = testClient({ timeoutMs: 60_000, ...options });
    const waiting: unknown[] = [];
    events.on("gate-waiting", (event) => waiting.push(event));
    // The gate has announcements of its own.
    const gated: Api = {
      ...api,
      gate: { ...api.gate, pass: (signal) => (waiting.push("at the gate"), api.gate.pass(signal)) },
    };
    service.setFault(fault);
    const stop = new AbortController();
    const reason = new InterruptedError();
    const asking = faultOf(http.getJson(gated, { ...request, signal: stop.signal }));
    await until(() => when({ service, retried, waiting }));
    const sentBefore = service.requests.length;
    const stoppedAt = performance.now();
    stop.abort(reason);
    expect(await asking).toBe(reason);
    expect(performance.now() - stoppedAt).toBeLessThan(10_000); // everything else here takes a minute
    await pause(150);
    expect(service.requests).toHaveLength(sentBefore);
  },
);

test("one that was stopped before it began sends nothing", async () => {
  const service = await wordService();
  const reason = new InterruptedError();
  const error = await faultOf(
    testClient().http.getJson(apiAt(service.url), { ...request, signal: AbortSignal.abort(reason) }),
  );
  expect(error).toBe(reason);
  expect(service.requests).toEqual([]);
});

test("a request stopped while it connects is not sent when the connection stands", async () => {
  const service = await wordService();
  const proxy = await testProxy();
  proxy.delaysMs.push(300);
  const { http } = testClient({ proxy: { httpProxy: proxy.url } });
  const stop = new AbortController();
  const asking = faultOf(http.getJson(apiAt(service.url), { ...request, signal: stop.signal }));
  await until(() => proxy.asked.length === 1);
  stop.abort(new InterruptedError());
  await asking;
  await pause(600);
  expect(service.requests).toEqual([]);
});

test("one that was stopped does not hold up the next", async () => {
  const service = await wordService();
  const events = createEvents();
  const gate = createGate({ api: "words", intervalMs: 100, rows: memoryRows(), events });
  const { http } = testClient();
  service.setFault(always({ kind: "hang" }));
  const stop = new AbortController();
  const asking = faultOf(http.getJson(apiAt(service.url, gate), { ...request, signal: stop.signal }));
  await until(() => service.requests.length === 1);
  stop.abort(new InterruptedError());
  await asking;
  service.setFault(undefined);
  expect(await http.getJson(apiAt(service.url, gate), request)).toEqual({ words: "hello" });
});

test("a batch that waits under one signal is not taken for a leak", async () => {
  const service = await wordService();
  const { http } = testClient();
  const warnings: Error[] = [];
  const listen = (warning: Error): void => void warnings.push(warning);
  process.on("warning", listen);
  onTestFinished(() => void process.off("warning", listen));
  const { signal } = new AbortController();
  const gate = openGate();
  await gate.pause(100, "busy");
  const api = apiAt(service.url, gate);
  await Promise.all(Array.from({ length: 40 }, () => http.getJson(api, { ...request, signal })));
  await pause(20);
  expect(warnings).toEqual([]);
});

test("closing ends what still runs", async () => {
  const service = await wordService();
  const { http } = testClient();
  service.setFault(always({ kind: "hang" }));
  const asking = faultOf(http.getJson(apiAt(service.url), { ...request, retries: 0 }));
  await until(() => service.requests.length === 1);
  await http.close();
  expect((await asking).name).toBe("NetworkError");
});
