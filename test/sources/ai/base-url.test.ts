import { expect, it } from "vitest";
import { normaliseBaseUrl } from "../../../src/sources/ai/base-url.ts";

it.each([
  ["http://localhost:11434", "http://localhost:11434/v1"],
  ["http://localhost:11434/", "http://localhost:11434/v1"],
  ["http://localhost:11434/v1", "http://localhost:11434/v1"],
  ["http://localhost:11434/v1//", "http://localhost:11434/v1"],
  ["https://api.example/v1/chat/completions", "https://api.example/v1"],
  ["https://api.example/chat/completions/", "https://api.example/v1"],
  ["https://gateway.example/api/v1", "https://gateway.example/api/v1"],
  ["https://models.example/inference/", "https://models.example/inference"],
  [" https://user:pass@models.example ", "https://user:pass@models.example/v1"],
])("understands %s", (address, base) => {
  expect(normaliseBaseUrl(address)).toBe(base);
  expect(normaliseBaseUrl(base)).toBe(base);
});
