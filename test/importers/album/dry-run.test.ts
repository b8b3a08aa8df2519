import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { closeLibrary } from "../../../src/db/opening/open.ts";
import type { AlbumWords } from "../../../src/importers/album/query.ts";
import type { ImportContext } from "../../../src/importers/context.ts";
import { importReleases } from "../../../src/importers/release/import.ts";
import { getAlbum } from "../../../src/library/items/albums.ts";
import { always } from "../../helpers/faults.ts";
import { dryRunOf, edit, importing, importWords, type Importing } from "../../helpers/importing.ts";
import { temporaryFolder } from "../../helpers/library.ts";
import { nevermind } from "./demo-albums.ts";

/** What lies in a folder, file by file. */
function filesIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name));
  return Object.fromEntries(
    paths.map((path) => [path, createHash("sha256").update(readFileSync(path)).digest("hex")]),
  );
}

/** A dry run on a library that nobody else has open, as a command makes it; every file must be as before. */
async function dryRun<T>(t: Importing, use: (context: ImportContext) => Promise<T>): Promise<T> {
  closeLibrary(t.db);
  const before = filesIn(dirname(t.path));
  const context = await dryRunOf(t, t.path);
  t.asked();
  const result = await use(context);
  closeLibrary(context.db);
  expect(filesIn(dirname(t.path))).toEqual(before);
  return result;
}

test("a new album is shown as it would be, with the reasons, and nothing is written", async () => {
  const t = await importing();
  await importWords(t.context, "Wintertunes");
  const words = { title: "Nevermind", artist: "Nirvana" };
  const result = await dryRun(t, (context) => importWords(context, words));
  expect(result).toMatchObject({
    outcome: "created",
    itemId: undefined,
    jobs: [],
    saved: { created: 1, updated: 0, unchanged: 0 },
    preview: [{ title: "Nevermind", firstReleaseDate: "1991-09-23", credits: [{ creditedAs: "Nirvana" }] }],
  });
  expect(result.preview[0]?.categories.map(({ name }) => name)).toContain("grunge");
  expect(result.providers).toMatchObject([
    { outcome: "found", evidence: { decision: "resolved", ranked: [{ mbid: nevermind, score: 1 }] } },
  ]);
  expect(result.providers[0]?.dataPopulated).toContain("genres");
  // Its artists are not looked up: what they would bring is nothing that is shown.
  expect(t.asked()).toEqual(["search release-group", `release-group ${nevermind}`]);
});

test("an album that is known is shown as it would become", async () => {
  const t = await importing();
  const { itemId } = await importWords(t.context, { mbid: nevermind });
  edit(t.catalogue.releaseGroups, nevermind, { title: "Never Mind" });
  await dryRun(t, async (context) => {
    const known = await importWords(context, { mbid: nevermind });
    expect(known).toMatchObject({ outcome: "existing", itemId, preview: [] });
    expect(t.asked()).toEqual([]);
    expect(await importWords(context, "Nevermind")).toMatchObject({ outcome: "existing", itemId });
    const forced = await importWords(context, { mbid: nevermind }, { force: true });
    expect(forced).toMatchObject({ outcome: "updated", itemId, preview: [{ title: "Never Mind" }] });
  });
});

test("words that turn out to mean an album of the library would make no second one", async () => {
  const t = await importing();
  await importWords(t.context, { mbid: nevermind });
  const words = { title: "Nevermnid", artist: "Nirvana" };
  const result = await dryRun(t, (context) => importWords(context, words));
  expect(result).toMatchObject({ outcome: "existing", saved: { created: 0, unchanged: 1 } });
});

const endings: [string, AlbumWords, string, number][] = [
  ["an ambiguous title", { title: "Desire" }, "ambiguous", 3],
  ["an unknown title", { title: "Xylophone Zebra Quartet Live at Nowhere" }, "not_found", 0],
];

test.each(endings)("%s is told, and not remembered", async (_, words, outcome, candidates) => {
  const t = await importing();
  await dryRun(t, async (context) => {
    const result = await importWords(context, words);
    expect(result).toMatchObject({ outcome, preview: [] });
    expect(result.candidates).toHaveLength(candidates);
    expect(result.providers[0]?.errors).toHaveLength(1);
    const requests = t.asked().length;
    await importWords(context, words);
    expect(t.asked()).toHaveLength(requests);
  });
});

test("trouble is told, and not noted", async () => {
  const t = await importing();
  t.server.setFault(always({ kind: "status", status: 500, body: "" }));
  const result = await dryRun(t, (context) => importWords(context, "Nevermind"));
  expect(result).toMatchObject({
    outcome: "unavailable",
    providers: [{ errors: [expect.stringMatching(/500/)] }],
  });
});

test("where there is no library yet, none is made", async () => {
  const t = await importing();
  const folder = temporaryFolder();
  const context = await dryRunOf(t, join(folder, "deeper", "library.db"));
  const result = await importWords(context, { mbid: nevermind });
  expect(result).toMatchObject({ outcome: "created", preview: [{ title: "Nevermind" }] });
  expect(readdirSync(folder)).toEqual([]);
});

test("releases, too, are only shown", async () => {
  const t = await importing();
  const { itemId } = await importWords(t.context, { mbid: nevermind });
  const album = getAlbum(t.db, itemId!)!;
  const result = await dryRun(t, (context) => importReleases(context, album));
  expect(result).toMatchObject({ saved: { created: 3, updated: 0 }, itemId });
  const formats = result.preview.map((release) => release.media[0]?.format);
  expect(formats.sort()).toEqual(['12" Vinyl', "CD", "CD"]);
});
