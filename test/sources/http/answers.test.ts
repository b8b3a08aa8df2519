import { createServer, type ServerResponse } from "node:http";
import { expect, test } from "vitest";
import * as z from "zod";
import { ForeignAnswerError, PayloadError } from "../../../src/errors.ts";
import { always } from "../../helpers/faults.ts";
import { apiAt, faultOf, listen, messagesOf, testClient, words, wordService } from "../../helpers/http.ts";

/** Answers with JSON-looking text without end, as fast as it is read; tells how much it could get rid of. */
async function endlessService(headers: Record<string, string> = {}): Promise<{
  url: string;
  sent(): { requests: number; bytes: number; mostMemory: number };
}> {
  const piece = Buffer.from(`{"words":"${"x".repeat(64_000)}"},`);
  const sent = { requests: 0, bytes: 0, mostMemory: 0 };
  const pour = (response: ServerResponse): void => {
    while (sent.bytes < 100 * 2 ** 20 * sent.requests && !response.destroyed) {
      sent.bytes += piece.length;
      sent.mostMemory = Math.max(sent.mostMemory, process.memoryUsage.rss());
      if (!response.write(piece)) return void response.once("drain", () => pour(response));
    }
    response.end();
  };
  const server = createServer((_, response) => {
    sent.requests += 1;
    response.writeHead(200, { "content-type": "application/json", ...headers });
    pour(response);
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, sent: () => sent };
}

test("100 MB are not read to the end, nor kept, and not asked for again", async () => {
  const service = await endlessService();
  const { http, retried } = testClient();
  const before = process.memoryUsage.rss();
  for (let round = 1; round <= 4; round++) {
    const error = await faultOf(http.getJson(apiAt(service.url), { path: "a", schema: words }));
    expect(error).toBeInstanceOf(PayloadError);
    expect(error.message).toBe("Words sent more than 16 MB; not read further");
    expect(service.sent().requests).toBe(round);
  }
  const { bytes, mostMemory } = service.sent();
  // What the server got rid of beyond the limit lies in the buffers of two sockets: some MB at most.
  expect(bytes / 4).toBeGreaterThan(16 * 2 ** 20);
  expect(bytes / 4).toBeLessThan(40 * 2 ** 20);
  // 16 MB in parts each time, and what the collector has not got round to: not 4 × 100 MB.
  expect(mostMemory - before).toBeLessThan(160 * 2 ** 20);
  expect(retried).toEqual([]);
});

test("a page of HTML where data was expected is said, not shown, and not asked for again", async () => {
  const service = await wordService();
  const { http, retried } = testClient();
  service.setFault(always({ kind: "html" }));
  const error = await faultOf(http.getJson(apiAt(service.url), { path: "a", schema: words }));
  expect(error).toBeInstanceOf(PayloadError);
  expect(error.message).toBe(
    "Words answered with a web page instead of data: does this network ask for a log-in first?",
  );
  expect(error.message).not.toMatch(/[<>]|sign in/i);
  expect([service.requests.length, retried.length]).toEqual([1, 0]);
});

test.each([
  ["half a document", '{"words": "he'],
  ["nothing", ""],
  ["plain text", "OK"],
])("%s with status 200 is no data, and asked once", async (_, body) => {
  const service = await wordService();
  const { http } = testClient();
  service.setFault(always({ kind: "status", status: 200, body, contentType: "text/plain" }));
  const error = await faultOf(http.getJson(apiAt(service.url), { path: "a", schema: words }));
  expect(error).toBeInstanceOf(PayloadError);
  expect(error.message).toBe("Words answered with something that is not JSON");
  expect(service.requests).toHaveLength(1);
});

test("what a service says of its error is shown without escapes, and not at any length", async () => {
  const service = await wordService();
  const { http } = testClient();
  const told = `\u001b[31mred\u001b[0m \u001b]0;title\u0007bell\u0007\n\u202eturned\u009b2J ${"long ".repeat(500)}`;
  service.setFault(always({ kind: "status", status: 400, body: JSON.stringify({ error: told }) }));
  const { message } = await faultOf(http.getJson(apiAt(service.url), { path: "a", schema: words }));
  expect(message).toMatch(/^Words answered 400: red bell turned 2J long long/);
  expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  expect(message.length).toBeLessThan(240);
});

test.each([
  ["an object", '{"error":{"why":"x"}}'],
  ["nothing", ""],
])("an error body that is %s adds nothing to the words", async (_, body) => {
  const service = await wordService();
  const { http } = testClient();
  service.setFault(always({ kind: "status", status: 400, body }));
  const { message } = await faultOf(http.getJson(apiAt(service.url), { path: "a", schema: words }));
  expect(message).toBe("Words answered 400");
});

test.each([
  ["null", "null"],
  ["a list", "[1]"],
  ["a page", "<h1>Bad Request</h1>"],
])("an error body that is %s is somebody else's word", async (_, body) => {
  const service = await wordService();
  const { http } = testClient();
  service.setFault(always({ kind: "status", status: 403, headers: { via: "1.1 filter" }, body }));
  const error = await faultOf(http.getJson(apiAt(service.url), { path: "a", schema: words }));
  expect(error).toBeInstanceOf(ForeignAnswerError);
  expect(error.message).toMatch(
    /^Words answered 403 at 127\.0\.0\.1:\d+: .*some other server, not Words: a proxy or filter\?/,
  );
  expect(error.message).toContain("1.1 filter");
  expect(service.requests).toHaveLength(1);
});

test("an escape in a key of the answer does not reach the terminal", async () => {
  const service = await wordService();
  const { http } = testClient();
  const body = '{"\\u001b[31mred\\u0007": "no number"}';
  service.setFault(always({ kind: "status", status: 200, body }));
  const schema = z.record(z.string(), z.number());
  const error = await faultOf(http.getJson(apiAt(service.url), { path: "a", schema }));
  expect(error.message).toContain("(red : Invalid input");
  expect(messagesOf(error).join()).not.toMatch(/[\u001b\u0007]/);
});
