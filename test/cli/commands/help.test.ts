import { expect, it } from "vitest";
import { topics } from "../../../src/cli/help/topics.ts";
import { documentOf, expectPlain, importer } from "../../helpers/cli.ts";
import { readFileSync } from "node:fs";

const pageOf = (topic: string): string =>
  readFileSync(new URL(`../../../src/cli/help/${topic}.md`, import.meta.url), "utf8");

it.each([[["exit", "codes"]], [["Exit codes"]], [["streams"]]])(
  "finds a page by what it is about: %j",
  async (typed) => {
    expect((await importer(["help", ...typed])).stdout).toBe((await importer(["help", "automation"])).stdout);
  },
);

it("shows the commands first, then the topics", async () => {
  const { stdout, exitCode } = await importer(["help"], { columns: 80 });
  expect(exitCode).toBe(0);
  expect(stdout.startsWith((await importer(["--help"], { columns: 80 })).stdout)).toBe(true);
  for (const topic of topics) expect(stdout).toMatch(new RegExp(`^  ${topic} +\\S`, "m"));
});

it.each(["album", "scan", "export", "enrich", "amazon", "worker", "jobs", "list", "doctor"])(
  "shows the flags of %s, then its page",
  async (name) => {
    const usage = (await importer([name, "--help"])).stdout.replace(/\nMore: importer help .*\n/, "");
    const { stdout } = await importer(["help", name]);
    expect(stdout.startsWith(usage)).toBe(true);
    expect(stdout).toContain(/^# (.*)$/m.exec(pageOf(name))![1]);
    expect((await importer([name, "--help"])).stdout).toContain(`More: importer help ${name}`);
  },
);

it("knows a command without a page, one under another, and other words for a page", async () => {
  expect((await importer(["help", "demo"])).stdout).toBe((await importer(["demo", "--help"])).stdout);
  const retry = await importer(["help", "jobs", "retry"]);
  expect(retry.stdout).toBe((await importer(["jobs", "retry", "--help"])).stdout);
  expect((await importer(["help", "catalog"])).stdout).toMatch(
    /^Usage: importer catalogue\|catalog [^]*\noffline: MusicBrainz/,
  );
  expect((await importer(["help", "links"])).stdout).toMatch(
    /^Usage: importer links[^]*\namazon: shop links/,
  );
});

it.each([
  ["setings", "settings"],
  ["politness", "politeness"],
  ["albmu", "album"],
  ["jobs retyr", "jobs retry"],
  ["lnks", "links"],
])("names for %s the nearest: %s", async (typed, nearest) => {
  const { exitCode, stderr, stdout } = await importer(["help", ...typed.split(" ")]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain(`"${typed}" (did you mean ${nearest}?)`);
  expect(stderr).toContain(`importer help ${nearest}`);
});

it.each([
  ["cron", "complete"],
  ["metrics", "automation"],
  ["Discogs", "politeness"],
])("of what no page is about, %s, names those that speak of it", async (typed, topic) => {
  const { exitCode, stderr } = await importer(["help", typed]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`there is no help about "${typed}" alone; it stands in ${topic}`);
  expect(stderr).toContain(`importer help ${topic}`);
});

it.each(["xyz", "", "../../README", "\u001b[31mred"])(
  "says of %j that there is no such topic",
  async (typed) => {
    const result = await importer(["help", typed]);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain("there is no help about");
    expectPlain(result);
  },
);

/** The words of a page as they must stand on the screen, whatever its width. */
const wordsOf = (text: string): string => text.replace(/[^\p{L}\d]/gu, "");

/** The lines of a page's code, as they stand on the screen. */
const codeOf = (page: string): string[] =>
  [...page.matchAll(/```.*\n([^]*?)```/g)]
    .flatMap(([, code]) => code!.trimEnd().split("\n"))
    .map((line) => (line === "" ? "" : `    ${line}`));

/** What is typed and what is opened: names, flags, addresses; nothing of them may stand on the next line. */
const namesIn = (page: string): string[] =>
  [...page.replace(/```[^]*?```/g, "").matchAll(/`([^`\s]+)`/g)].map(([, name]) => name!);

it.each([32, 60, 80, 137])("fits every page into %i columns, and loses nothing", async (columns) => {
  for (const topic of topics) {
    const { stdout } = await importer(["help", topic], { columns, wraps: true });
    const page = stdout.slice(stdout.indexOf(`${topic}: `));
    expect(page.split("…").length).toBe(pageOf(topic).split("…").length); // nothing is cut
    const code = codeOf(pageOf(topic));
    for (const line of page.split("\n")) {
      const isWhole = line.length <= columns || !/\S\s+\S/.test(line.trim().slice(0, columns));
      expect(isWhole || code.includes(line), line).toBe(true);
    }
    expect(page.split("\n")).toEqual(expect.arrayContaining(code));
    for (const name of namesIn(pageOf(topic))) expect(page).toContain(name);
    const prose = pageOf(topic)
      .replace(/```[^]*?```/g, "")
      .replace(/see \[[\w-]+\]/g, "[]")
      .replace(/\]\([^)]*\)/g, "]");
    const paragraphs = prose.split(/\n\n+/).filter((text) => !/^\|/.test(text));
    const shown = wordsOf(page.replace(/ \((?:importer help|https?:)[^)]*\)/g, ""));
    for (const paragraph of paragraphs) {
      for (const sentence of paragraph.split(/\]|\[/)) expect(shown).toContain(wordsOf(sentence));
    }
  }
});

it("says above each part and document of `help json` what it is, on the terminal and on the web", async () => {
  const page = pageOf("json");
  const shown = (await importer(["help", "json"], { columns: 400 })).stdout;
  const fences = [...page.matchAll(/(.*)\n\n```(part|shape) (.+)\n(.*)\n/g)];
  expect(fences).toHaveLength(page.match(/^```(part|shape) /gm)!.length);
  for (const [, above, kind, name = "", first] of fences) {
    const names = kind === "part" ? [`:${name}`] : name.split(", ");
    expect(above).toBe(`**${kind === "part" ? names[0] : names.map((each) => `\`${each}\``).join(", ")}**`);
    expect(shown).toContain(`\n${names.join(", ")}\n\n    ${first}\n`);
  }
});

it("names a page by its command only where its name is no word of the sentence, and no file that is not there", async () => {
  const { stdout: automation } = await importer(["help", "automation"], { columns: 400 });
  expect(automation).toContain("waits in the jobs table");
  expect(automation).toContain("see importer help json.");
  for (const topic of topics) expect((await importer(["help", topic])).stdout).not.toMatch(/\(\.\.?\//);
});

it("prints one document with --json", async () => {
  expect(documentOf(await importer(["help", "--json"]))).toMatchObject({
    topics: expect.arrayContaining([{ name: "album", about: "one title becomes an album" }]) as unknown,
  });
  expect(documentOf(await importer(["help", "settings", "--json"]))).toEqual({
    topic: "settings",
    usage: null,
    page: pageOf("settings"),
  });
});
