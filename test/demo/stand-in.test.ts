import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createPace, startStandIn, type ReceivedRequest, type StandIn } from "../../src/demo/stand-in.ts";
import { always, firstTimes, inTurn, onPath } from "../helpers/faults.ts";

const words = JSON.stringify({ words: "x".repeat(4000) });

async function wordService(): Promise<StandIn> {
  const standIn = await startStandIn({ basePath: "/api", answer: () => ({ status: 200, body: words }) });
  onTestFinished(() => standIn.close());
  return standIn;
}

test("a stand-in answers under its base path, on the loopback address only", async () => {
  const service = await wordService();
  expect(service.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api$/);
  const response = await fetch(`${service.url}/x`);
  expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(await response.text()).toBe(words);
});

test("every request is noted with its time, path, headers and status", async () => {
  const service = await wordService();
  const before = performance.timeOrigin + performance.now();
  await (await fetch(`${service.url}/a?b=c`, { headers: { "user-agent": "tester/1 ( x@y.z )" } })).text();
  const [request] = service.requests;
  expect(request).toMatchObject({ method: "GET", path: "/api/a?b=c", status: 200 });
  expect(request?.headers["user-agent"]).toBe("tester/1 ( x@y.z )");
  expect(request?.at).toBeGreaterThanOrEqual(before);
});

test("a body that was posted reaches the answer", async () => {
  const echo = await startStandIn({ basePath: "", answer: ({ body }) => ({ status: 201, body }) });
  onTestFinished(() => echo.close());
  const response = await fetch(echo.url, { method: "POST", body: "grüße" });
  expect([response.status, await response.text()]).toEqual([201, "grüße"]);
});

test("a body can be bytes, and an answer without a type says nothing of one", async () => {
  const bytes = Buffer.from([0, 255, 128, 10]);
  const standIn = await startStandIn({
    basePath: "",
    answer: ({ url }) => ({
      status: 200,
      body: bytes,
      contentType: url.pathname === "/typed" ? "image/png" : "",
    }),
  });
  onTestFinished(() => standIn.close());
  const typed = await fetch(`${standIn.url}/typed`);
  expect([typed.headers.get("content-type"), typed.headers.get("content-length")]).toEqual([
    "image/png",
    "4",
  ]);
  expect(Buffer.from(await typed.arrayBuffer())).toEqual(bytes);
  expect((await fetch(standIn.url)).headers.has("content-type")).toBe(false);
});

test("whoever wants to is told of each request, before it is answered", async () => {
  const told: ReceivedRequest[] = [];
  const standIn = await startStandIn({
    basePath: "",
    onRequest: (request) => void told.push(request),
    answer: () => ({ status: 200, body: JSON.stringify(told.length) }),
  });
  onTestFinished(() => standIn.close());
  expect(await (await fetch(standIn.url)).json()).toBe(1);
  expect(await (await fetch(standIn.url)).json()).toBe(2);
  expect(told).toEqual(standIn.requests);
});

test("a pace refuses what comes too soon after the request before, refused or not", () => {
  const isTooFast = createPace(100);
  expect([1000, 1050, 1149, 1249, 1300].map(isTooFast)).toEqual([false, true, true, false, true]);
  const anyPace = createPace(0);
  expect([1000, 1000, 1000].map(anyPace)).toEqual([false, false, false]);
});

test("an error in the stand-in itself is a 500 that says so", async () => {
  const broken = await startStandIn({
    basePath: "",
    answer() {
      throw new Error("no such drawer");
    },
  });
  onTestFinished(() => broken.close());
  const response = await fetch(broken.url);
  expect(response.status).toBe(500);
  expect(await response.text()).toContain("no such drawer");
  expect(broken.requests[0]?.status).toBe(500);
});

test("a rule sees the path and the number of requests before, and can let one pass", async () => {
  const service = await wordService();
  const seen: unknown[] = [];
  service.setFault((request) => {
    seen.push(request);
    return request.index === 1 ? { kind: "status", status: 418 } : undefined;
  });
  const statuses = [];
  for (const name of ["a", "b", "c"]) statuses.push((await fetch(`${service.url}/${name}`)).status);
  expect(statuses).toEqual([200, 418, 200]);
  expect(seen).toEqual(["a", "b", "c"].map((name, index) => ({ path: `/api/${name}`, index })));
  service.setFault(undefined);
  expect((await fetch(service.url)).status).toBe(200);
});

test("a status fault carries its headers, body and type", async () => {
  const service = await wordService();
  service.setFault(
    always({
      kind: "status",
      status: 429,
      headers: { "retry-after": "7" },
      body: "slow",
      contentType: "text/plain",
    }),
  );
  const response = await fetch(service.url);
  expect([response.status, response.headers.get("retry-after"), await response.text()]).toEqual([
    429,
    "7",
    "slow",
  ]);
  expect(response.headers.get("content-type")).toBe("text/plain");
});

test("an HTML page comes with status 200 unless said otherwise", async () => {
  const service = await wordService();
  service.setFault(inTurn({ kind: "html" }, { kind: "html", status: 502 }));
  const portal = await fetch(service.url);
  expect([portal.status, portal.headers.get("content-type")]).toEqual([200, "text/html"]);
  expect(await portal.text()).toContain("<p>");
  expect((await fetch(service.url)).status).toBe(502);
});

test("the wrong shape is valid JSON without the keys of the right one", async () => {
  const service = await wordService();
  service.setFault(always({ kind: "wrong-shape" }));
  expect(await (await fetch(service.url)).json()).not.toHaveProperty("words");
});

test("a reset connection fails before any answer", async () => {
  const service = await wordService();
  service.setFault(always({ kind: "reset" }));
  await expect(fetch(service.url)).rejects.toThrow();
  expect(service.requests[0]?.status).toBeUndefined();
});

test("a cut body fails after the headers came", async () => {
  const service = await wordService();
  service.setFault(always({ kind: "cut-body" }));
  const response = await fetch(service.url);
  expect(Number(response.headers.get("content-length"))).toBe(words.length);
  await expect(response.text()).rejects.toThrow();
});

test("a hanging body gives half and then nothing more", async () => {
  const service = await wordService();
  service.setFault(always({ kind: "hang-body" }));
  const reader = (await fetch(service.url)).body?.getReader();
  let received = 0;
  while (received < Math.floor(words.length / 2)) received += (await reader?.read())?.value?.length ?? 0;
  const more = await Promise.race([reader?.read(), pause(100)]);
  expect(received).toBe(Math.floor(words.length / 2));
  expect(more).toBe("nothing");
  await reader?.cancel();
});

test("a hanging request gets no answer, and closing the stand-in ends it", async () => {
  const service = await wordService();
  service.setFault(always({ kind: "hang" }));
  const answer = fetch(service.url).then(
    () => "answered",
    () => "ended",
  );
  expect(await Promise.race([answer, pause(100)])).toBe("nothing");
  await service.close();
  expect(await answer).toBe("ended");
});

test("a delayed answer is the ordinary one, later", async () => {
  const service = await wordService();
  service.setFault(firstTimes(1, { kind: "delay", ms: 80 }));
  const started = performance.now();
  expect(await (await fetch(service.url)).text()).toBe(words);
  expect(performance.now() - started).toBeGreaterThanOrEqual(75);
});

test("a huge body has exactly the promised bytes after its opening", async () => {
  const service = await wordService();
  service.setFault(always({ kind: "huge-body", bytes: 300_000 }));
  const text = await (await fetch(service.url)).text();
  expect(text.length).toBe(300_000 + '{"release-groups":['.length);
  expect(text).toMatch(/^\{"release-groups":\[\{"id":/);
});

test("a huge body of bytes begins with the ordinary ones", async () => {
  const start = Buffer.from("GIF89a");
  const standIn = await startStandIn({ basePath: "", answer: () => ({ status: 200, body: start }) });
  onTestFinished(() => standIn.close());
  standIn.setFault(always({ kind: "huge-body", bytes: 150_000 }));
  const body = Buffer.from(await (await fetch(standIn.url)).arrayBuffer());
  expect(body).toEqual(Buffer.concat([start, Buffer.alloc(150_000)]));
});

test("a huge body is sent no faster than it is read", async () => {
  const service = await wordService();
  service.setFault(always({ kind: "huge-body", bytes: 10 ** 12 })); // would end the process if it were buffered
  const response = await fetch(service.url);
  const reader = response.body?.getReader();
  await reader?.read();
  await pause(100);
  expect(process.memoryUsage().rss).toBeLessThan(1.5 * 2 ** 30);
  await reader?.cancel();
});

test("a fault can be kept to some paths", async () => {
  const service = await wordService();
  service.setFault(onPath(/\/bad/, always({ kind: "status", status: 500 })));
  expect((await fetch(`${service.url}/good`)).status).toBe(200);
  expect((await fetch(`${service.url}/bad?x=1`)).status).toBe(500);
});

test("closing frees the port at once, even with a connection open, and may be done twice", async () => {
  const service = await startStandIn({ basePath: "", answer: () => ({ status: 200, body: "{}" }) });
  const port = Number(new URL(service.url).port);
  const socket = connect(port, "127.0.0.1");
  await new Promise((resolve) => socket.once("connect", resolve));
  const gone = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => {});
  await service.close();
  await gone;
  await service.close();
  await expect(fetch(service.url)).rejects.toThrow();
  const again = await startStandIn({ basePath: "", port, answer: () => ({ status: 204, body: "" }) });
  expect(again.url).toBe(service.url);
  await again.close();
});

function pause(ms: number): Promise<string> {
  return new Promise((resolve) => setTimeout(() => resolve("nothing"), ms));
}

test("many answers that are late at once are no leak that Node warns of", async () => {
  const warnings: string[] = [];
  const note = (warning: Error): void => void warnings.push(warning.message);
  process.on("warning", note);
  onTestFinished(() => void process.off("warning", note));
  const service = await wordService();
  service.setFault(always({ kind: "delay", ms: 200 }));
  await Promise.all(Array.from({ length: 20 }, async () => (await fetch(service.url)).text()));
  expect(warnings).toEqual([]);
});
