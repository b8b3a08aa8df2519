import { expect, onTestFinished, test } from "vitest";
import { HttpError, PayloadError, RejectedError, UnavailableError } from "../../../src/errors.ts";
import { startStandIn, type StandInQuestion, type Reply, type StandIn } from "../../../src/demo/stand-in.ts";
import { apiAt, faultOf, messagesOf, testClient, words } from "../../helpers/http.ts";

const here: Reply = { status: 200, body: '{"words":"here"}' };

/** Keeps what was asked, with the bodies, and answers in turn; the last answer again and again. */
async function listening(...replies: Reply[]): Promise<StandIn & { questions: StandInQuestion[] }> {
  const questions: StandInQuestion[] = [];
  const service = await startStandIn({
    basePath: "/v1",
    answer(question) {
      questions.push(question);
      return replies[Math.min(questions.length, replies.length) - 1] ?? here;
    },
  });
  onTestFinished(() => service.close());
  return { ...service, questions };
}

test("JSON goes out as JSON, with the headers of the caller", async () => {
  const service = await listening();
  const { http } = testClient();
  const request = { path: "ask", body: { json: { say: "ü" } }, headers: { "x-key": "k-1" }, schema: words };
  expect(await http.postJson(apiAt(service.url), request)).toEqual({ words: "here" });
  const [question] = service.questions;
  expect(question).toMatchObject({ method: "POST", body: '{"say":"ü"}' });
  expect(question!.headers).toMatchObject({
    "content-type": "application/json; charset=utf-8",
    "x-key": "k-1",
    accept: "application/json",
  });
});

test("a form goes out as a form", async () => {
  const service = await listening();
  const { http } = testClient();
  const request = { path: "token", body: { form: { a: "1 & 2", b: "ü" } }, schema: words };
  await http.postJson(apiAt(service.url), request);
  expect(service.questions[0]).toMatchObject({
    body: "a=1+%26+2&b=%C3%BC",
    headers: expect.objectContaining({ "content-type": "application/x-www-form-urlencoded" }) as object,
  });
});

test("a POST is tried again after passing troubles, with its body", async () => {
  const service = await listening({ status: 503, body: "" }, here);
  const { http, retried } = testClient();
  await http.postJson(apiAt(service.url), { path: "ask", body: { json: 7 }, schema: words });
  expect(service.questions.map(({ body }) => body)).toEqual(["7", "7"]);
  expect(retried).toHaveLength(1);
});

test("a POST follows nobody: what it holds is for the service that was asked", async () => {
  const elsewhere = await listening();
  const service = await listening({ status: 307, headers: { location: elsewhere.url }, body: "" });
  const { http } = testClient();
  const request = {
    path: "ask",
    body: { json: 1 },
    headers: { authorization: "Bearer s3cret" },
    schema: words,
  };
  const fault = await faultOf(http.postJson(apiAt(service.url), request));
  expect(fault).toBeInstanceOf(PayloadError);
  expect(fault.message).toMatch(
    /^Words sends us from 127\.0\.0\.1:\d+ to 127\.0\.0\.1:\d+ instead of answering$/,
  );
  expect(elsewhere.requests).toEqual([]);
});

test("a key in a header does not go along with a redirect, and stands in no message or event", async () => {
  const elsewhere = await listening();
  const service = await listening({ status: 302, headers: { location: elsewhere.url }, body: "x" });
  const { http, events } = testClient();
  const heard: unknown[] = [];
  events.on("request-sent", (event) => heard.push(event));
  const headers = { "api-key": "s3cret" };
  const file = { path: "ask", accept: "*/*", largestBytes: 1000 };
  await http.getBytes(apiAt(service.url), { ...file, headers });
  expect(service.questions[0]!.headers["api-key"]).toBe("s3cret");
  expect(elsewhere.questions[0]!.headers).not.toHaveProperty("api-key");
  await service.close();
  const fault = await faultOf(
    http.postJson(apiAt(service.url), { path: "ask", body: { json: 1 }, headers, schema: words, retries: 0 }),
  );
  expect(fault).toBeInstanceOf(UnavailableError);
  expect(JSON.stringify([heard, messagesOf(fault)])).not.toContain("s3cret");
});

test("an API may have a patience of its own", async () => {
  const service = await listening();
  service.setFault(() => ({ kind: "hang" }));
  const { http } = testClient();
  const api = { ...apiAt(service.url), timeoutMs: 300 };
  const fault = await faultOf(
    http.postJson(api, { path: "ask", body: { json: 1 }, schema: words, retries: 0 }),
  );
  expect(fault.message).toMatch(/did not answer within 0\.3 s$/);
});

test("a verdict of the API's own shuts the gate for as long as it says", async () => {
  const service = await listening({ status: 402, body: "" }, here);
  const { http } = testClient();
  const judged = {
    ...apiAt(service.url),
    judge: ({ status }: { status: number }) =>
      new HttpError("Words", `wait (${status})`, { status: 429, retryAfterMs: 400 }),
  };
  const request = { path: "ask", body: { json: 1 }, schema: words, retries: 0 };
  const from = performance.now();
  expect((await faultOf(http.postJson(judged, request))).message).toBe("wait (402)");
  await http.postJson(judged, request);
  expect(performance.now() - from).toBeGreaterThanOrEqual(399);
});

test("what is refused is refused at once", async () => {
  const service = await listening({ status: 401, body: '{"error":"who are you?"}' });
  const { http } = testClient();
  const fault = await faultOf(
    http.postJson(apiAt(service.url), { path: "ask", body: { json: 1 }, schema: words }),
  );
  expect(fault).toBeInstanceOf(RejectedError);
  expect(service.requests).toHaveLength(1);
});
