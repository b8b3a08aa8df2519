import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { documentOf, expectPlain, importer } from "../../helpers/cli.ts";
import { temporaryFolder } from "../../helpers/library.ts";

/** Settings of somebody who uses the program for real: the demo must heed none of them. */
const own = (home: string) => ({
  IMPORTER_HOME: home,
  IMPORTER_CONTACT: "me@example.org",
  IMPORTER_MUSICBRAINZ_URL: "http://127.0.0.1:1/ws/2",
  IMPORTER_COVER_ART_ARCHIVE_URL: "http://127.0.0.1:1",
  IMPORTER_LRCLIB_URL: "no address",
  IMPORTER_HTTP_TIMEOUT_MS: "never",
  IMPORTER_NETWORK: "offline",
  http_proxy: "http://127.0.0.1:1",
  HTTPS_PROXY: "http://127.0.0.1:1",
});

describe("importer demo", () => {
  let folder = "";
  const before = process.env["TMPDIR"];
  beforeEach(() => {
    folder = join(temporaryFolder(), "tmp");
    mkdirSync(folder);
    process.env["TMPDIR"] = folder;
    expect(tmpdir()).toBe(folder);
  });
  afterEach(() => {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  });

  it("plays the whole round, whatever is set, and leaves nothing behind", async () => {
    const home = join(folder, "home");
    const result = await importer(["demo", "--verbose"], { env: own(home), columns: 80 });
    expect(result.exitCode).toBe(0);
    for (const words of [
      '$ importer album "The Dark Side of the Moon" --artist "Pink Floyd"\ncreated: The Dark Side',
      "$ importer album Desire\nambiguous: Desire",
      "(exit code 4)",
      "サマーれげぇ!レインボー",
      "$ importer worker --queue default --drain\njob ",
      "\njob 1 import-album-releases done", // which of the four ends first is open
      "\njob 2 amazon-product-enrichment done",
      "B0DEMO0001  match  The Dark Side",
      "$ importer list albums\nid",
      "$ importer catalogue build --releases\nbuilt: MusicBrainz of 23 Sep 2026",
      '$ importer album "Odd Sizes" --artist "The Stand-Ins"\ncreated: Odd Sizes',
      "nothing left it.",
    ]) {
      expect(result.stdout).toContain(words);
    }
    expectPlain(result);
    expect(existsSync(home)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is short unless asked; keeps the library with --keep, and says where", async () => {
    const { exitCode, stdout, stderr } = await importer(["demo", "--keep"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout.split("\n").length).toBeLessThan(170);
    for (const words of [
      "importer turns a title into a complete album",
      "\ncreated: The Dark Side of the Moon — Pink Floyd",
      "$ importer album Desire\nambiguous: Desire",
      "(exit code 4)",
      "$ importer enrich\n39 of 39 tracks",
      '$ importer album "Odd Sizes" --artist "The Stand-Ins"\ncreated: Odd Sizes',
      "importer demo --verbose",
    ])
      expect(stdout).toContain(words);
    expect(stdout).not.toMatch(/… and 1 line more|importer-demo-offline-/);
    for (const line of stdout.split("\n\n")[0]!.split("\n")) expect(line.length).toBeLessThan(80);
    const kept = /^The library is kept: IMPORTER_HOME=(.+)$/m.exec(stdout)![1]!;
    const listed = await importer(["list", "albums", "--json"], { env: { IMPORTER_HOME: kept } });
    expect(documentOf<object[]>(listed).length).toBeGreaterThan(3);
  });

  it("is one document with --json", async () => {
    const result = await importer(["demo", "--json"]);
    expect(result.exitCode).toBe(0);
    const document = documentOf(result);
    expect(document).toMatchObject({ exitCode: 0, home: null });
    expect(document["requests"]).toBeGreaterThan(10);
    expect(readdirSync(folder)).toEqual([]);
  });
});
