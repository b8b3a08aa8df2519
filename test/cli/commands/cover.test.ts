import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { documentOf, expectPlain, type CliResult } from "../../helpers/cli.ts";
import { flac } from "../../helpers/audio.ts";
import { temporaryFolder } from "../../helpers/library.ts";
import { drawPng } from "../../helpers/pictures.ts";
import { createEnrichStage, type EnrichStage } from "../../enrichment/stage.ts";

interface Covering extends EnrichStage {
  cover(...argv: string[]): Promise<CliResult>;
  enrich(): Promise<CliResult>;
  /** Source and short side of the cover of the album and all its tracks; undefined for none. */
  kept(): unknown;
}

async function covering(): Promise<Covering> {
  const stage = await createEnrichStage(1, 2);
  return {
    ...stage,
    cover: (...argv) => stage.importer(["cover", "1", ...argv]),
    enrich: () => stage.importer(["enrich", "--no-lyrics", "--retry-absent"]),
    kept() {
      const rows =
        stage.rows(`SELECT DISTINCT artworks.source, width FROM albums JOIN tracks ON album_id = albums.id
        JOIN artworks ON artworks.id = albums.artwork_id AND artworks.id = tracks.artwork_id`);
      expect(rows.length).toBeLessThan(2);
      return rows[0] && [rows[0]["source"], rows[0]["width"]];
    },
  };
}

function picture(bytes: Buffer | string = drawPng("mine", 300), name = "mine.png"): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return path;
}

it("shows the cover, and all that was offered", async () => {
  const stage = await covering();
  expect((await stage.cover()).stdout).toBe("Album 1\n  no cover yet\n");
  await stage.enrich();
  await stage.cover("--replace", picture());
  const shown = await stage.cover("--show");
  expect(shown.stdout).toMatch(
    /^Album 1\n {2}\/.*\.png\n {2}\* 300×300, yours\n {4}\d+×\d+, of the album, cover_art_archive http/,
  );
  expectPlain(shown);
  const document = documentOf<{ cover: { path: string } }>(await stage.cover("--json"));
  expect(document).toMatchObject({
    album: { id: 1, title: "Album 1" },
    override: null,
    status: "available",
    cover: { source: "person", tier: "person", width: 300 },
    offered: [{ tier: "person" }, { tier: "release_group", source: "cover_art_archive" }],
  });
  expect(existsSync(join(stage.env["IMPORTER_HOME"]!, document.cover.path))).toBe(true);
});

it.each([
  ["before anything was asked", ["say", "enrich"]],
  ["after it was fetched", ["enrich", "say", "enrich"]],
])("keeps a person's picture: %s", async (_, steps) => {
  const stage = await covering();
  for (const step of steps) await (step === "say" ? stage.cover("--replace", picture()) : stage.enrich());
  expect(stage.kept()).toEqual(["person", 300]);
  expect(stage.column("SELECT artwork_status FROM tracks")).toEqual(["available", "available"]);
});

it.each([
  ["before anything was asked", ["say", "enrich"]],
  ["after it was fetched", ["enrich", "say", "enrich"]],
])("keeps to having none: %s", async (_, steps) => {
  const stage = await covering();
  for (const step of steps) await (step === "say" ? stage.cover("--remove") : stage.enrich());
  expect(stage.column("SELECT artwork_id FROM albums UNION SELECT artwork_id FROM tracks")).toEqual([null]);
  expect((await stage.cover("--remove")).stderr).toBe("it is removed already; searches keep to that\n");
  expect((await stage.cover()).stdout).toContain("no cover, removed by hand");
  expect(await stage.cover("--refresh")).toMatchObject({ exitCode: 0 });
  expect(stage.kept()).toEqual(["cover_art_archive", 240]);
});

it("takes the last word: a picture after it was removed, another after that, the confirmed one", async () => {
  const stage = await covering();
  await stage.enrich();
  await stage.cover("--remove");
  await stage.cover("--replace", picture(drawPng("one", 300)));
  await stage.cover("--replace", picture(drawPng("two", 200)));
  expect(stage.kept()).toEqual(["person", 200]);
  expect((await stage.cover("--confirm")).stderr).toBe("it is yours already; searches keep to that\n");
  await stage.cover("--refresh");
  expect(stage.kept()).toEqual(["cover_art_archive", 240]);
  expect((await stage.cover("--confirm")).stderr).toBe("it is confirmed; later searches keep to that\n");
  expect(documentOf(await stage.cover("--json"))).toMatchObject({
    cover: { tier: "person", source: "cover_art_archive" },
  });
});

it("keeps a person's over the files' own, in either order, and the files' own after a refresh", async () => {
  for (const steps of [
    ["scan", "say"],
    ["say", "scan"],
  ]) {
    const stage = await covering();
    const folder = temporaryFolder();
    const tags = { TITLE: "Song 1.1", ARTIST: "The Testers", ALBUMARTIST: "The Testers", ALBUM: "Album 1" };
    writeFileSync(join(folder, "1.flac"), flac(tags, { seconds: 180 }));
    writeFileSync(join(folder, "cover.png"), drawPng("theirs", 400));
    stage.db.$client.exec(
      "INSERT INTO album_artists (album_id, artist_id, position, credited_as, join_phrase) VALUES (1, 1, 0, 'The Testers', '')",
    );
    for (const step of steps)
      await (step === "say" ? stage.cover("--replace", picture()) : stage.importer(["scan", folder]));
    expect(stage.kept()).toEqual(["person", 300]);
    const own = await stage.cover("--refresh");
    expect(own.stderr).toContain("your files have one");
    expect(stage.kept()).toEqual(["folder", 400]);
    expect(stage.covers.requests).toHaveLength(0);
  }
});

it("loses nothing where nobody has one, or nobody can be asked", async () => {
  const stage = await covering();
  await stage.cover("--replace", picture());
  stage.setFault({ kind: "status", status: 503 });
  expect((await stage.cover("--refresh", "--json")).exitCode).toBe(5);
  expect(stage.kept()).toEqual(["person", 300]);
  stage.setFault(undefined);
  stage.db.$client.exec("UPDATE identifiers SET value = replace(value, '8001', '8009')");
  const absent = await stage.cover("--refresh");
  expect(absent).toMatchObject({
    exitCode: 3,
    stderr: "nobody who was asked has one; what there was stays\n",
  });
  expect(stage.kept()).toEqual(["person", 300]);
});

it("leaves out Amazon's picture when covers are exported, whoever confirmed it", async () => {
  const stage = await covering();
  await stage.enrich();
  const folder = temporaryFolder();
  stage.db.$client.exec(`UPDATE artworks SET source = 'amazon';
    UPDATE album_covers SET source = 'amazon', tier = 'identifier', ref = 'B000000001';
    INSERT INTO files (path, size_bytes, mtime_ms, state, track_id, reader_version, scanned_at)
      VALUES ('${join(folder, "1.flac")}', 1, 1, 'read', 1, 2, 1)`);
  for (const argv of [[], ["--force"]]) {
    await stage.cover("--confirm");
    const result = await stage.importer(["export", "artwork", folder, ...argv]);
    expect(result).toMatchObject({ exitCode: 0 });
    expect(result.stdout).toContain(`left out ${folder}: the cover is Amazon's picture\n`);
    expect(existsSync(join(folder, "cover.jpg"))).toBe(false);
  }
  await stage.cover("--replace", picture());
  await stage.importer(["export", "artwork", folder]);
  expect(readFileSync(join(folder, "cover.png"))).toEqual(drawPng("mine", 300));
});

it.each<[string, () => string[], string, string]>([
  ["no such file", () => ["--replace", "/nowhere/x.png"], '"/nowhere/x.png" can\'t be read', "that is there"],
  [
    "a web page",
    () => ["--replace", picture("<html>", "x.jpg")],
    "can't be a cover: what came is no image",
    "JPEG",
  ],
  ["what never ends", () => ["--replace", "/dev/zero"], "is larger than 20 MB", "a smaller picture"],
  ["an icon", () => ["--replace", picture(drawPng("i", 16))], "only 16×16 pixels", "JPEG or PNG"],
  [
    "half a picture",
    () => ["--replace", picture(drawPng("h", 300).subarray(0, 400))],
    "can't be decoded",
    "JPEG",
  ],
  [
    "two words",
    () => ["--refresh", "--confirm"],
    "--refresh and --confirm can't be given together",
    "--help",
  ],
  [
    "nothing to confirm",
    () => ["--confirm"],
    "album 1 has no cover to confirm",
    "importer cover 1 --replace",
  ],
])("refuses %s, and changes nothing", async (_, argv, message, hint) => {
  const stage = await covering();
  const result = await stage.cover(...argv());
  expect(result).toMatchObject({ exitCode: 2, stdout: "" });
  expect(result.stderr).toContain(message);
  expect(result.stderr).toContain(hint);
  expect(stage.rows("SELECT * FROM album_covers")).toEqual([]);
});

it("says which album is not there", async () => {
  const stage = await covering();
  for (const argv of [[], ["--remove"], ["--refresh"]]) {
    const result = await stage.importer(["cover", "77", ...argv]);
    expect(result).toMatchObject({ exitCode: 3, stdout: "" });
    expect(result.stderr).toBe("importer: there is no album 77 in the library\n  importer list albums\n");
  }
});
