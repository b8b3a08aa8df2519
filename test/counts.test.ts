import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { countText } from "../src/counts.ts";
import { packageRoot } from "../src/package-root.ts";

test.each([
  [0, "0 tracks"],
  [1, "1 track"],
  [2, "2 tracks"],
])("%i is told as %s", (count, text) => {
  expect(countText(count, "track")).toBe(text);
});

test("a noun may have a plural of its own", () => {
  expect([1, 2].map((count) => countText(count, "failed try", "failed tries"))).toEqual([
    "1 failed try",
    "2 failed tries",
  ]);
});

const nouns =
  "albums|answers|artists|bytes|candidates|cells|columns|covers|discs|documents|editions|files|folders|ids|items|jobs|lines|" +
  "media|minutes|names|pages|pictures|products|questions|recordings|releases|requests|rows|songs|titles|tracks|tries|values|workers";
/** A value with a plural behind it. */
const counted = new RegExp(
  `\\$\\{(?![^}]*countText)([^}]*)\\} (?:of the |of )?(?:more |new |other )?(?:${nouns})\\b`,
  "g",
);

/** Where it is no count, or never one. */
const never1: Record<string, string[]> = {
  "the limit of something": ["mostLines", "mostSends", "received"],
  "several that are meant": ["ranked.length", "artists", "equals.length", "agreeing.length"],
  "too many to be sure": ["inquiry.total", "artists.length"],
  "one is told by other words": ["limit", "tracks"],
  "the second of two counts that differ": ["otherCount", "other.trackCount"],
  "thousands, or a fault of ours": ["requests", "keyless", "broken.length", "rows.length", "formats.length"],
  "no count": ["name", "flag", "source.title", "state", 'query ? "the MBID" : "--id"'],
};

test("one is one: whoever tells a count of something has its noun fit it", () => {
  const source = join(packageRoot(), "src");
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !/^(?:demo|finding|library|ledger.undo|jobs.worker)\b/.test(file),
  );
  const astray = files.flatMap((file) =>
    Array.from(readFileSync(join(source, file), "utf8").matchAll(counted))
      .filter(([, value = ""]) => !Object.values(never1).flat().includes(value))
      .map(([text]) => `${file}: ${text}`),
  );
  expect(astray).toEqual([]);
});
