import { expect, it } from "vitest";
import { extractJson } from "../../../src/sources/ai/extract-json.ts";

const answer = { verdicts: [{ candidate: 0, reason: 'a "quoted" {brace} and </think> in it' }] };
const json = JSON.stringify(answer);

it.each([
  ["nothing else", json],
  ["spaces", `\n ${json} \n`],
  ["fences", `\`\`\`json\n${json}\n\`\`\``],
  ["fences and prose", `Sure!\n\`\`\`\n${json}\n\`\`\`\nAnything else?`],
  ["thoughts", `<think>first {"verdicts": []}, then …</think>${json.replace("</think>", "")}`],
  [
    "thoughts that began in the prompt",
    `is it {"verdicts": []}?\n</think>\n\n${json.replace("</think>", "")}`,
  ],
  ["prose with braces", `In {short}: ${json.replace("</think>", "")} and {more}`],
])("finds the JSON among %s", (_, text) => {
  expect(JSON.stringify(extractJson(text)).replace("</think>", "")).toBe(json.replace("</think>", ""));
});

it.each([
  ["nothing", ""],
  ["prose", "I am not sure."],
  ["JSON that is cut off", json.slice(0, -3)],
  ["JSON that is cut off within its thoughts", "<think>I wonder"],
  ["something like JSON", "{verdicts: [match]}"],
])("finds none in %s", (_, text) => {
  expect(extractJson(text)).toBeUndefined();
});

it("reads a long text without JSON at once", () => {
  const before = performance.now();
  expect(extractJson("{x} ".repeat(200_000))).toBeUndefined();
  expect(extractJson("{".repeat(400_000))).toBeUndefined();
  expect(extractJson("</think".repeat(100_000))).toBeUndefined();
  expect(performance.now() - before).toBeLessThan(10_000);
});
