import { expect, test } from "vitest";
import { startStandIn } from "../../../src/demo/stand-in.ts";
import type { Gate } from "../../../src/sources/gate.ts";
import { apiAt, faultOf, openGate, testClient, words, wordService } from "../../helpers/http.ts";
import { until } from "../../helpers/jobs.ts";
import { testProxy } from "../../helpers/proxy.ts";

const request = { path: "a", schema: words };

/** An open gate that keeps a diary; `mayLeave` answers these, then true. */
function diaryGate(...answers: boolean[]): { gate: Gate; diary: string[] } {
  const diary: string[] = [];
  const open = openGate();
  const gate: Gate = {
    ...open,
    pass: (signal) => (diary.push("pass"), open.pass(signal)),
    mayLeave() {
      const answer = answers.shift() ?? true;
      diary.push(answer ? "leave" : "too late");
      return answer;
    },
    sent: () => (diary.push("sent"), open.sent()),
  };
  return { gate, diary };
}

test("a request passes the gate, leaves, and says so", async () => {
  const service = await wordService();
  const { gate, diary } = diaryGate();
  const { http } = testClient();
  await http.getJson(apiAt(service.url, gate), request);
  await http.getJson(apiAt(service.url, gate), request); // on the connection that stands
  expect(diary).toEqual(["pass", "leave", "sent", "pass", "leave", "sent"]);
});

test("one whose turn ran out does not leave, and passes again", async () => {
  const service = await wordService();
  const { gate, diary } = diaryGate(false, false);
  const { http, retried } = testClient();
  expect(await http.getJson(apiAt(service.url, gate), { ...request, retries: 0 })).toEqual({
    words: "hello",
  });
  expect(diary).toEqual(["pass", "too late", "pass", "too late", "pass", "leave", "sent"]);
  expect([service.requests.length, retried.length]).toEqual([1, 0]);
});

test("one that can't leave at all ends its turn with each try", async () => {
  const { gate, diary } = diaryGate();
  await faultOf(
    testClient({ patience: "worker" }).http.getJson(apiAt("http://127.0.0.1:9", gate), {
      ...request,
      retries: 2,
    }),
  );
  expect(diary).toEqual(["pass", "sent", "pass", "sent", "pass", "sent"]);
});

test("while a connection is made, the turn lasts", async () => {
  const service = await wordService();
  const proxy = await testProxy();
  proxy.delaysMs.push(200);
  const { gate, diary } = diaryGate();
  const { http } = testClient({ proxy: { httpProxy: proxy.url } });
  const answer = http.getJson(apiAt(service.url, gate), request);
  await until(() => proxy.asked.length === 1);
  expect(diary).toEqual(["pass"]);
  await answer;
  expect(diary).toEqual(["pass", "leave", "sent"]);
});

test("of requests at once, each has a turn", async () => {
  const service = await startStandIn({
    basePath: "",
    answer: () => ({ status: 200, body: '{"words":"x"}' }),
  });
  const { gate, diary } = diaryGate();
  const { http } = testClient();
  const api = apiAt(service.url, gate);
  await Promise.all(Array.from({ length: 10 }, () => http.getJson(api, request)));
  const times = (entry: string): number => diary.filter((each) => each === entry).length;
  expect([times("pass"), times("leave"), times("sent")]).toEqual([10, 10, 10]);
  await service.close();
});
