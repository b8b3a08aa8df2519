import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { flac } from "../../helpers/audio.ts";
import { createStage, documentOf, expectPlain, type CliResult, type Stage } from "../../helpers/cli.ts";
import { temporaryFolder } from "../../helpers/library.ts";
import { lrclibStandIn, lyricsRecord } from "../../helpers/lrclib.ts";

interface Singing extends Stage {
  music: string;
  lyrics(...argv: string[]): Promise<CliResult>;
  enrich(...argv: string[]): Promise<CliResult>;
  scan(): Promise<CliResult>;
  kept(): Promise<Record<string, unknown>>;
  asked(): number;
}

/** One song that was scanned, and a LRCLIB that has its words (`records`; [] for none). */
async function singing(records = [lyricsRecord()], tags: Record<string, string> = {}): Promise<Singing> {
  const [stage, music, lrclib] = [await createStage(), temporaryFolder(), await lrclibStandIn(records)];
  const env = { IMPORTER_LRCLIB_URL: lrclib.url, IMPORTER_LRCLIB_INTERVAL_MS: "0" };
  const names = { TITLE: "Example Song", ARTIST: "Example Band", ALBUM: "Example Album" };
  writeFileSync(join(music, "song.flac"), flac({ ...names, ...tags }, { seconds: 233 }));
  const singing: Singing = {
    ...stage,
    music,
    lyrics: (...argv) => stage.importer(["lyrics", "1", ...argv], { env }),
    enrich: (...argv) => stage.importer(["enrich", "--no-artwork", ...argv], { env }),
    scan: () => stage.importer(["scan", music]),
    asked: () => lrclib.requests.length,
    async kept() {
      const [row] =
        await stage.rows(`SELECT lyrics_status AS status, lyrics_override AS override, plain, source
        FROM tracks LEFT JOIN lyrics ON track_id = id`);
      return row!;
    },
  };
  await singing.scan();
  return singing;
}

const file = (text: string | Buffer, name = "mine.lrc"): string => {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
};

it("shows what is kept, and who told", async () => {
  const stage = await singing();
  expect((await stage.lyrics()).stdout).toBe(
    "Example Song — Example Band, Example Album, 3:53\n  not asked for yet\n",
  );
  await stage.enrich();
  const shown = await stage.lyrics("--show");
  expect(shown).toMatchObject({ exitCode: 0, stderr: "" });
  expect(shown.stdout).toMatch(/\n {2}synced, from lrclib 1, \d{4}-\d\d-\d\d\n\n\[00:12\.34\] line one\n/);
  expect(documentOf(await stage.lyrics("--json"))).toMatchObject({
    track: {
      id: 1,
      title: "Example Song",
      artists: [{ name: "Example Band", creditedAs: "Example Band" }],
      album: "Example Album",
      lengthMs: 233_000,
    },
    status: "available",
    override: null,
    lyrics: { plain: "line one\nline two", source: "lrclib", instrumental: false },
  });
});

it("removes them for good, whether they were there before or come later", async () => {
  const stage = await singing();
  await stage.enrich();
  expect(await stage.lyrics("--remove")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/\n {2}no lyrics, removed by hand\n$/) as string,
    stderr: "they are removed; later searches keep to that\n",
  });
  expect((await stage.lyrics("--remove")).stderr).toBe("they are removed already; searches keep to that\n");
  const asked = stage.asked();
  await stage.enrich();
  await stage.enrich("--retry-absent");
  writeFileSync(join(stage.music, "song.lrc"), "[00:01.00]theirs\n[00:02.00]too");
  await stage.scan();
  expect(await stage.kept()).toEqual({
    status: "unavailable",
    override: "removed",
    plain: null,
    source: null,
  });
  expect(stage.asked()).toBe(asked);
});

it.each([
  ["before it is asked for", ["say", "enrich", "scan"]],
  ["after it was fetched, and its file has its own", ["enrich", "scan", "say", "enrich", "scan"]],
])("keeps a person's words: %s", async (_, steps) => {
  const stage = await singing();
  writeFileSync(join(stage.music, "song.lrc"), "[00:01.00]the file's\n[00:02.00]too");
  const mine = file("[00:01.00]mine\n[00:02.00]and mine");
  for (const step of steps) {
    if (step === "say") await stage.lyrics("--replace", mine);
    else if (step === "enrich") await stage.enrich("--retry-absent");
    else await stage.scan();
  }
  expect(await stage.kept()).toEqual({
    status: "available",
    override: "replaced",
    plain: "mine\nand mine",
    source: "person",
  });
});

it("keeps what was confirmed, though the file brings others now", async () => {
  const stage = await singing();
  await stage.enrich();
  expect((await stage.lyrics("--confirm")).stderr).toBe("they are confirmed; later searches keep to that\n");
  const names = { TITLE: "Example Song", ARTIST: "Example Band", ALBUM: "Example Album" };
  writeFileSync(join(stage.music, "song.flac"), flac({ ...names, LYRICS: "other words" }, { seconds: 233 }));
  await stage.scan();
  expect(await stage.kept()).toMatchObject({ override: "confirmed", plain: "line one\nline two" });
  expect((await stage.lyrics("--confirm")).stderr).toBe("they are yours already; searches keep to that\n");
});

it("asks again, takes the word back, and reads the file's own at the next scan", async () => {
  const stage = await singing(undefined, { LYRICS: "the file's" });
  await stage.lyrics("--remove");
  expect(await stage.lyrics("--refresh")).toMatchObject({ exitCode: 0, stderr: "" });
  expect(await stage.kept()).toMatchObject({ status: "available", override: null, source: "lrclib" });
  await stage.scan();
  expect(await stage.kept()).toMatchObject({ override: null, plain: "the file's", source: "embedded" });
});

it("loses nothing where nobody has them, or nobody can be asked", async () => {
  const stage = await singing([]);
  await stage.lyrics("--replace", file("mine", "mine.txt"));
  const absent = await stage.lyrics("--refresh");
  expect(absent).toMatchObject({
    exitCode: 3,
    stderr: "nobody who was asked has any; what there was stays\n",
  });
  expect(await stage.kept()).toMatchObject({ override: "replaced", plain: "mine" });
  const unavailable = await stage.importer(["lyrics", "1", "--refresh", "--json"]);
  expect(unavailable.exitCode).toBe(5);
  expect(await stage.kept()).toMatchObject({ override: "replaced", plain: "mine" });
  await stage.lyrics("--remove");
  await stage.lyrics("--refresh");
  expect(await stage.kept()).toMatchObject({ status: "unavailable", override: null });
});

const sjis = Buffer.from("5b30303a30312e30305d82b382ad82e7820a5b30303a30322e30305d82cd82c9", "hex");

it.each<[string, string | Buffer, string, object]>([
  ["LRC called .txt", "[00:01.00]one\n[00:02.00]two", "a.txt", { plain: "one\ntwo" }],
  ["plain words called .lrc", "one\ntwo", "a.lrc", { plain: "one\ntwo" }],
  ["UTF-16", Buffer.from("\ufeffétoile\nêtre", "utf16le"), "a.txt", { plain: "étoile\nêtre" }],
  ["an instrumental", "[au: instrumental]", "a.lrc", { status: "instrumental", plain: null }],
])("replaces by %s", async (_, text, name, kept) => {
  const stage = await singing();
  expect((await stage.lyrics("--replace", file(text, name))).exitCode).toBe(0);
  expect(await stage.kept()).toMatchObject({ override: "replaced", ...kept });
});

it("keeps the words alone where their times go on after the end", async () => {
  const stage = await singing();
  const result = await stage.lyrics("--replace", file("[00:01.00]one\n[04:10.00]two"));
  expect(result.stderr).toContain("only the words are kept");
  expect(documentOf(await stage.lyrics("--json"))).toMatchObject({
    lyrics: { plain: "one\ntwo", synced: null },
  });
});

it.each<[string, () => string[], string, string]>([
  ["no such file", () => ["--replace", "/nowhere/x.lrc"], '"/nowhere/x.lrc" can\'t be read', "that is there"],
  ["a folder", () => ["--replace", temporaryFolder()], "can't be read", "that is there"],
  ["an encoding that can't be told", () => ["--replace", file(sjis)], "encoding of", "UTF-8"],
  ["a notice", () => ["--replace", file("Lyrics not available")], "holds no lyrics", "LRC or plain text"],
  ["far too much", () => ["--replace", file("x".repeat(600_000))], "larger than 512 kB", ".lrc or .txt"],
  ["what never ends", () => ["--replace", "/dev/zero"], "larger than 512 kB", ".lrc or .txt"],
  ["two words", () => ["--remove", "--confirm"], "--remove and --confirm can't be given together", "--help"],
  [
    "nothing to confirm",
    () => ["--confirm"],
    "track 1 has no lyrics to confirm",
    "importer lyrics 1 --replace",
  ],
])("refuses %s, and changes nothing", async (_, argv, message, hint) => {
  const stage = await singing();
  const result = await stage.lyrics(...argv());
  expect(result).toMatchObject({ exitCode: 2, stdout: "" });
  expect(result.stderr).toContain(message);
  expect(result.stderr).toContain(hint);
  expectPlain(result);
  expect(await stage.kept()).toMatchObject({ status: "not_fetched", override: null, plain: null });
});

it("says which track is not there", async () => {
  const stage = await singing();
  for (const argv of [[], ["--remove"], ["--refresh"]]) {
    const result = await stage.importer(["lyrics", "77", ...argv, "--json"]);
    expect(result).toMatchObject({ exitCode: 3 });
    expect(result.stderr).toBe("importer: there is no track 77 in the library\n  importer list tracks\n");
  }
});
