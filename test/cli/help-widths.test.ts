import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.ts";

const folder = join(packageRoot(), "src", "cli", "help");

/** What is to be typed must not break in the middle on a terminal of the usual width; what a program printed is as wide as it is. */
it("no command of a help page is wider than 80 columns", () => {
  const wide = readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => typedIn(readFileSync(join(folder, name), "utf8")).map((line) => `${name}: ${line}`))
    .filter((line) => line.slice(line.indexOf(": ") + 2).length > 80);
  expect(wide).toEqual([]);
});

function typedIn(page: string): string[] {
  return Array.from(page.matchAll(/^```(\w+)\n([^]*?)^```/gm), ([, kind, block]) => {
    const lines = block!.trimEnd().split("\n");
    return kind === "sh" ? lines : lines.filter((line) => line.startsWith("$ "));
  }).flat();
}
