import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:https";
import { expect, test } from "vitest";
import { CertificateError, ConnectTimeoutError, TimeoutError } from "../../../src/errors.ts";
import { inspected } from "../../fixtures/sources/certificate.ts";
import { apiAt, faultOf, listen, testClient, words } from "../../helpers/http.ts";
import { testProxy } from "../../helpers/proxy.ts";

/** The network as people have it. Times are multiples of the configured limits. */
const timeoutMs = 300;
const request = { path: "a", schema: words, retries: 0 };
const file = { path: "a", accept: "*/*", largestBytes: 10_000_000, retries: 0 };

/** Does `talk` on every connection, as long as that lasts. */
async function raw(talk: (socket: Socket) => void): Promise<string> {
  const port = await listen(createServer((socket) => socket.once("data", () => talk(socket))));
  return `http://127.0.0.1:${port}`;
}

/** Writes `text` every `everyMs`. */
function drip(socket: Socket, text: string, everyMs: number): void {
  const timer = setInterval(() => socket.write(text), everyMs);
  socket.on("close", () => clearInterval(timer));
}

async function timed(work: Promise<unknown>): Promise<{ fault: Error; limits: number }> {
  const startedAt = performance.now();
  const fault = await faultOf(work);
  return { fault, limits: (performance.now() - startedAt) / timeoutMs };
}

async function inspectingServer(): Promise<number> {
  return listen(createTlsServer(inspected, (_, response) => response.end("{}")));
}

test.each(["straight", "through a proxy"])(
  "an inspecting proxy's certificate is told at once, %s",
  async (how) => {
    const port = await inspectingServer();
    const httpsProxy = how === "straight" ? undefined : (await testProxy()).url;
    const { http, retried } = testClient({ proxy: httpsProxy ? { httpsProxy } : {} });
    const fault = await faultOf(
      http.getJson(apiAt(`https://127.0.0.1:${port}`), { path: "a", schema: words }),
    );
    expect(fault).toBeInstanceOf(CertificateError);
    expect(fault.message).toContain(`issued by "${inspected.issuer}"`);
    expect(fault.message).toMatch(/NODE_EXTRA_CA_CERTS=.*NODE_USE_SYSTEM_CA=1/);
    expect(fault.message.split("\n")).toHaveLength(1);
    expect(retried).toEqual([]);
  },
);

test("a black hole costs two limits and the pause between", async () => {
  const port = await listen(createServer(() => undefined)); // TLS never begins
  const { http, sent } = testClient({ timeoutMs });
  const asked = http.getJson(apiAt(`https://127.0.0.1:${port}`), { path: "a", schema: words });
  const { fault, limits } = await timed(asked);
  expect(fault).toBeInstanceOf(ConnectTimeoutError);
  expect(sent).toHaveLength(2);
  expect(limits).toBeLessThan(8);
});

test.each(["data", "a file"])("103s without end are no answer: %s", async (what) => {
  const url = await raw((socket) =>
    drip(socket, "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n", timeoutMs / 10),
  );
  const { http } = testClient({ timeoutMs });
  const asked = what === "data" ? http.getJson(apiAt(url), request) : http.getBytes(apiAt(url), file);
  const { fault, limits } = await timed(asked);
  expect(fault).toBeInstanceOf(TimeoutError);
  expect(fault.message).toMatch(/did not answer within 0.3 s$/);
  expect(limits).toBeLessThan(6);
});

const head = (type: string): string =>
  `HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ncontent-length: 100000\r\n\r\n`;

test("data has one deadline, however steadily it drips", async () => {
  const url = await raw((socket) => {
    socket.write(head("application/json"));
    drip(socket, " ", timeoutMs / 20);
  });
  const { fault, limits } = await timed(testClient({ timeoutMs }).http.getJson(apiAt(url), request));
  expect(fault).toBeInstanceOf(TimeoutError);
  expect(fault.message).toMatch(/was not done with its answer within 0.3 s$/);
  expect(limits).toBeLessThan(6);
});

test("a file may take longer than one limit, as long as it brings something", async () => {
  const url = await raw((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 20000\r\n\r\n");
    drip(socket, "x".repeat(1000), timeoutMs / 10);
  });
  const found = await testClient({ timeoutMs }).http.getBytes(apiAt(url), file);
  expect(found?.bytes).toHaveLength(20_000);
});

test("a file that drips is too slow, and told apart", async () => {
  const url = await raw((socket) => {
    socket.write(head("image/jpeg"));
    drip(socket, "x", timeoutMs / 20);
  });
  const { fault, limits } = await timed(testClient({ timeoutMs }).http.getBytes(apiAt(url), file));
  expect(fault).toBeInstanceOf(TimeoutError);
  expect(fault.message).toMatch(/sends the file too slowly: \d+ bytes in 0.3 s$/);
  expect(limits).toBeLessThan(8);
});
