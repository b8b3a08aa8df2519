import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const source = fileURLToPath(new URL("../../src/", import.meta.url));

/** Each `new UserError(…)` of a text, whole. */
function* errorsIn(text: string): Generator<string> {
  for (const { index } of text.matchAll(/new UserError\(/g)) {
    let depth = 0;
    let end = text.indexOf("(", index);
    do {
      if (text[end] === "(") depth++;
      else if (text[end] === ")") depth--;
      end++;
    } while (depth > 0 && end < text.length);
    yield text.slice(index, end);
  }
}

it("every fault that a person can mend says how: a hint, or the choices that there are", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".ts"),
  );
  const errors = files.flatMap((path) => {
    const text = readFileSync(join(source, path), "utf8");
    return [...errorsIn(text)].map((error) => ({ path, error }));
  });
  expect(errors.length).toBeGreaterThan(100);
  const silent = errors.filter(({ error }) => !/\bhint\b|\bchoices\b|\.\.\./.test(error));
  expect(silent).toEqual([]);
});
