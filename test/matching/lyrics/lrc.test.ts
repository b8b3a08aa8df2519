import { expect, test } from "vitest";
import { formatLrc, plainOf, readLrc, type LrcLine } from "../../../src/matching/lyrics/lrc.ts";

/** The lines of LRC that is synced, written as we keep it. */
function normal(text: string, lengthMs?: number): string {
  return formatLrc(linesOf(text, lengthMs));
}

function linesOf(text: string, lengthMs?: number): LrcLine[] {
  const reading = readLrc(text, lengthMs);
  if (reading.kind !== "synced") throw new Error(`not synced: ${JSON.stringify(reading)}`);
  return reading.lines;
}

test.each([
  ["hundredths", "[01:02.34] line one", 62_340],
  ["signs of a Japanese keyboard", "［01：02．34］line one", 62_340],
  ["thousandths", "[01:02.345] line one", 62_345],
  ["tenths", "[01:02.3] line one", 62_300],
  ["no fraction", "[01:02] line one", 62_000],
  ["a colon before the fraction", "[01:02:34] line one", 62_340],
  ["a comma before the fraction", "[01:02,34] line one", 62_340],
  ["one digit a part", "[1:2.34] line one", 62_340],
  ["more than 99 minutes", "[120:00.00] line one", 7_200_000],
  ["spaces", " [ 01:02.34 ]line one ", 62_340],
])("a stamp may have %s", (_, text, atMs) => {
  expect(linesOf(text)).toEqual([{ atMs, text: "line one" }]);
});

test("lines out of order are sorted, those of one time stay in their order", () => {
  const text = "[00:30.00] c\n[00:10.00] a\n[00:20.00] b\n[00:20.00] (b too)";
  expect(normal(text)).toBe("[00:10.00] a\n[00:20.00] b\n[00:20.00] (b too)\n[00:30.00] c");
});

test("a line with several stamps is sung several times", () => {
  const text = "[00:10.00][00:40.00] [01:10.50] again\n[00:20.00] once";
  expect(normal(text)).toBe("[00:10.00] again\n[00:20.00] once\n[00:40.00] again\n[01:10.50] again");
  expect(plainOf(linesOf(text))).toBe("again\nonce\nagain\nagain");
});

test("byte order marks, Windows and Mac line ends, tabs and control characters go", () => {
  expect(normal("\ufeff[00:10.00] one\r\n[00:20.00] two\r[00:30.00]\tthree\u0000\u001b[31m")).toBe(
    "[00:10.00] one\n[00:20.00] two\n[00:30.00] three[31m",
  );
});

test("pauses are kept, and are empty lines of the plain text", () => {
  const text = "[00:10.00] one\n[00:15.00] \n[00:16.00]\n[00:20.00] two\n[00:25.00]";
  expect(normal(text)).toBe("[00:10.00] one\n[00:15.00]\n[00:16.00]\n[00:20.00] two\n[00:25.00]");
  expect(plainOf(linesOf(text))).toBe("one\n\ntwo");
});

test("tags are left out; what only looks like one is a line", () => {
  const text =
    "[ti: Song][ar: Band]\n[by:nobody]\n[length: 03:20]\n[re:x]\n[ve:1]\n[#: remark]\n[00:01.00] [Chorus: All]";
  expect(normal(text)).toBe("[00:01.00] [Chorus: All]");
});

test.each([
  ["+500", "[00:09.50] one\n[00:19.50] two"],
  ["500", "[00:09.50] one\n[00:19.50] two"],
  ["-1250", "[00:11.25] one\n[00:21.25] two"],
  ["+15000", "[00:00.00] one\n[00:05.00] two"],
  ["soon", "[00:10.00] one\n[00:20.00] two"],
])("an offset of %s is worked into the times", (offset, expected) => {
  expect(normal(`[offset:${offset}]\n[00:10.00] one\n[00:20.00] two`)).toBe(expected);
});

test("word stamps and voices are kept, go along with an offset, and are no plain text", () => {
  const text =
    "[00:10.00] v1: <00:10.00> One <00:10.50> two <00:11.000>three\n[00:12.00]v2: <00:12.00>Fo<00:12.10>ur";
  expect(normal(text)).toBe(
    "[00:10.00] v1: <00:10.00> One <00:10.50> two <00:11.000>three\n[00:12.00] v2: <00:12.00>Fo<00:12.10>ur",
  );
  expect(normal(`[offset:1000]\n${text}`)).toContain("[00:11.00] v2: <00:11.00>Fo<00:11.10>ur");
  expect(plainOf(linesOf(text))).toBe("One two three\nFour");
});

test("a stamp within a line is no plain text either; other brackets are", () => {
  expect(plainOf(linesOf("[00:01.00] one [00:02.00]two [x2] <3\n[00:05.00] three"))).toBe(
    "one two [x2] <3\nthree",
  );
});

test("a line without a stamp goes on with the one above", () => {
  expect(normal("[00:10.00] one,\nand more\n\n[00:20.00] two")).toBe(
    "[00:10.00] one,\n[00:10.00] and more\n[00:20.00] two",
  );
});

test.each([
  ["has no stamps at all", "one\n[Chorus]\ntwo", "one\n[Chorus]\ntwo"],
  ["never moves on", "[00:00.00] one\n[00:00.00] two", "one\ntwo"],
  ["has stamps at its end only", "one\ntwo\n\nthree\n[03:00.00] end", "one\ntwo\n\nthree\nend"],
])("text that %s has words, and no times", (_, text, words) => {
  expect(readLrc(text)).toEqual({ kind: "unsynced", text: words });
});

test.each([
  ["nothing", ""],
  ["pauses only", "[00:01.00]\n[00:02.00] …"],
  ["tags only", "[ti:Song]\n[ar:Band]"],
])("%s is refused", (_, text) => {
  expect(readLrc(text)).toEqual({ kind: "refused", why: "no words" });
});

test("LRCLIB's mark for an instrumental is understood", () => {
  expect(readLrc("[au: instrumental]")).toEqual({ kind: "instrumental" });
  expect(readLrc("[au: Somebody]\n[00:01.00] …").kind).toBe("refused");
  expect(readLrc("[00:00.00] ♪").kind).toBe("instrumental"); // as people write it
});

test("stamps later than the track cost the times; far later they are another song's", () => {
  const text = "[00:10.00] one\n[03:20.00] last";
  expect(readLrc(text, 198_000).kind).toBe("synced");
  expect(readLrc(text, 197_000)).toEqual({ kind: "unsynced", text: "one\nlast" });
  expect(readLrc(text, 160_000)).toEqual({
    kind: "refused",
    why: "goes on long after the end of the track",
  });
  expect(readLrc(text, null).kind).toBe("synced");
  expect(readLrc(`[offset:5000]\n${text}`, 196_900).kind).toBe("synced"); // as it is, not as it was written
});

test("absurd sizes are refused quickly, whatever they are made of", () => {
  const startedAt = performance.now();
  const long = readLrc(`[00:01.00] ${"x".repeat(512 * 1024)}`);
  expect(long).toEqual({ kind: "refused", why: "larger than 512 kB" });
  expect(readLrc("ö".repeat(300_000))).toEqual({ kind: "refused", why: "larger than 512 kB" });
  for (const many of [
    "[00:01.00] x\n".repeat(5001),
    `${"[00:01.00]".repeat(50_000)} x`,
    "x\n".repeat(200_000),
    `${"[00:01.00]".repeat(100)} x\n`.repeat(400),
  ]) {
    expect(readLrc(many)).toEqual({ kind: "refused", why: "more than 5000 lines" });
  }
  for (const odd of [
    "[".repeat(500_000),
    "[ti:".repeat(100_000),
    " ".repeat(500_000),
    "<00:".repeat(100_000),
  ]) {
    expect(["refused", "unsynced"]).toContain(readLrc(odd).kind);
  }
  const inner = `[00:01.00] a${"<0:".repeat(100_000)}\n[00:02.00] b`;
  expect(plainOf(linesOf(inner))).toContain("<0:");
  expect(performance.now() - startedAt).toBeLessThan(15_000); // quadratic would be minutes
});

test("5,000 lines are still lyrics", () => {
  const text = Array.from({ length: 5000 }, (_, at) => `[${Math.floor(at / 60)}:${at % 60}] x${at}`).join(
    "\n",
  );
  expect(linesOf(text)).toHaveLength(5000);
});

test("what was written is read as the same", () => {
  const text = "[00:00.00] one\n[00:59.99] two\n[01:00.00]\n[119:59.99] three";
  expect(normal(text)).toBe(text);
  expect(normal("[00:59.999] one\n[01:01.00] two")).toBe("[01:00.00] one\n[01:01.00] two");
});
