import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { ForeignAnswerError, HttpError, InterruptedError } from "../../../src/errors.ts";
import { startStandIn, type Reply, type StandIn } from "../../../src/demo/stand-in.ts";
import { createDownloader, type Downloader } from "../../../src/sources/http/exchange/download.ts";
import type { ProxyConfig } from "../../../src/sources/http/proxy/settings.ts";
import { faultOf, listen } from "../../helpers/http.ts";
import { until } from "../../helpers/jobs.ts";

const { signal } = new AbortController();

function downloader(proxy: ProxyConfig = {}): Downloader {
  const made = createDownloader("Files", { userAgent: "importer-test/1 ( zoë )", timeoutMs: 60_000, proxy });
  onTestFinished(() => made.close());
  return made;
}

async function fileServer(reply: (path: string) => Reply): Promise<StandIn> {
  const server = await startStandIn({ basePath: "", answer: ({ url }) => reply(url.pathname) });
  onTestFinished(() => server.close());
  return server;
}

const file: Reply = { status: 200, contentType: "application/octet-stream", body: "the file" };
const to = (location: string): Reply => ({ status: 302, headers: { location }, body: "moved" });

async function textOf(opened: ReturnType<Downloader["open"]>): Promise<string> {
  let text = "";
  for await (const piece of (await opened)!.body) text += piece.toString();
  return text;
}

test("a server behind a password gets it, and nobody whom it sends us to; both hear who asks", async () => {
  const mirror = await fileServer(() => file);
  const server = await fileServer(() => to(`${mirror.url}/there`));
  const address = `${server.url.replace("//", "//ann:100%25@")}/here`;
  expect(await textOf(downloader().open(address, { signal }))).toBe("the file");
  const heard = [server, mirror].map(({ requests }) => requests[0]!.headers);
  const authorization = `Basic ${Buffer.from("ann:100%").toString("base64")}`;
  expect(heard.map((headers) => headers["authorization"])).toEqual([authorization, undefined]);
  expect(heard.every((headers) => headers["user-agent"] === "importer-test/1 ( zo%C3%AB )")).toBe(true);
});

test("a circle is left after six sends", async () => {
  const server = await fileServer((path) => to(path === "/a" ? "/b" : "/a"));
  const error = await faultOf(downloader().open(`${server.url}/a`, { signal }));
  expect([error.name, server.requests.length]).toEqual([ForeignAnswerError.name, 6]);
});

test.each(["http://[", "ftp://127.0.0.1/x", "file:///etc/passwd"])(
  "an answer that sends us to %s is a fault of the server",
  async (location) => {
    const server = await fileServer(() => to(location));
    const error = await faultOf(downloader().open(`${server.url}/a`, { signal }));
    expect([error.name, error.message]).toEqual([HttpError.name, expect.stringContaining("answered 302")]);
    expect(await downloader().sizeOf(`${server.url}/a`, signal)).toBeUndefined();
  },
);

test.each<[string, (port: number) => { address: string; proxy: ProxyConfig }]>([
  ["it connects", (port) => ({ address: `https://127.0.0.1:${port}/a`, proxy: {} })],
  [
    "the proxy is silent",
    (port) => ({ address: "http://files.invalid/a", proxy: { httpProxy: `http://127.0.0.1:${port}` } }),
  ],
])("a download that is stopped while %s ends at once, for that reason", async (_, setting) => {
  let connections = 0;
  const { address, proxy } = setting(await listen(createServer(() => (connections += 1))));
  const stop = new AbortController();
  const asking = faultOf(downloader(proxy).open(address, { signal: stop.signal }));
  await until(() => connections === 1);
  const reason = new InterruptedError();
  const stoppedAt = performance.now();
  stop.abort(reason);
  expect(await asking).toBe(reason);
  expect(performance.now() - stoppedAt).toBeLessThan(9_000); // a connection has ten seconds
});
