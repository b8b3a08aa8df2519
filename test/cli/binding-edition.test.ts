import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, numbered, type DemoAlbum, type DemoTrackRow } from "../../src/demo/musicbrainz/facts.ts";
import { notFound } from "../../src/demo/musicbrainz/replies.ts";
import { createWorld } from "../../src/demo/musicbrainz/world.ts";
import { writeAlbum, type Song } from "../helpers/album-files.ts";
import type { AudioTags } from "../helpers/audio.ts";
import { createStage, documentOf } from "../helpers/cli.ts";
import { always, onPath, serverBusy } from "../helpers/faults.ts";
import { contentOf } from "../ledger/content.ts";

/** Which edition a person's word names: never another one in its place. */

const rows: DemoTrackRow[] = [
  ["One", 180_000],
  ["Two", 190_000],
];
const songs = rows.map(([title, lengthMs]): Song => [title, lengthMs!]);
const artist = { id: madeUpMbid("artist", "Many"), name: "Many" };
const editionIn = (at: number): string => madeUpMbid("release", "Many", String(at));

/** So many editions that the last ones stand behind four pages; each says one thing that no other says. */
const many: DemoAlbum = {
  id: madeUpMbid("album", "Many"),
  title: "Many",
  primaryType: "Album",
  firstReleased: "1999",
  genres: [],
  credits: [{ artist }],
  releases: Array.from({ length: 420 }, (_, at) => ({
    id: editionIn(at),
    events: [["1999", "GB"]] as [string, "GB"][],
    barcode: at === 415 ? "5099902895529" : null,
    ...(at === 416 && { asin: "B000002UAO" }),
    media: [{ format: "CD" as const, tracks: numbered(`Many ${at}`, rows) }],
  })),
};

async function scanned(tags: AudioTags = {}) {
  const stage = await createStage(buildDemoCatalogue([many]));
  const music = join(stage.home, "..", "music");
  writeAlbum(music, { ALBUM: "My Rip", ARTIST: "Somebody", ...tags }, songs);
  await stage.importer(["scan", music]);
  return { ...stage, world: createWorld(stage.catalogue) };
}

const bind = ["album", "--id", "1", "-p", "musicbrainz", "--json"];
const owned = `SELECT owned_release_by AS said_by, value FROM albums JOIN identifiers ON item_type = 'release'
  AND item_id = owned_release_id AND kind = 'musicbrainz_release' ORDER BY identifiers.id`;

describe("the edition that is named is bound, wherever it stands", () => {
  test.each<[string, string[], number]>([
    ["its MBID, behind four pages", ["--mbid", editionIn(419)], 419],
    ["a barcode, behind four pages", ["5099902895529"], 415],
    ["an ASIN, behind four pages", ["https://www.amazon.com/dp/B000002UAO"], 416],
  ])("%s", async (_, words, at) => {
    const stage = await scanned();
    const seen = stage.server.requests.length;
    expect(await stage.importer([...bind, ...words])).toMatchObject({ exitCode: 0 });
    expect(await stage.rows(owned)).toEqual([{ said_by: "person", value: editionIn(at) }]);
    const browsed = stage.server.requests.slice(seen).filter(({ path }) => path.includes("release-group="));
    expect(browsed).toEqual([]);
  });

  test("its MBID, which was merged into another: both name it", async () => {
    const stage = await scanned();
    stage.world.mergeReleases(editionIn(3), editionIn(418));
    expect(await stage.importer([...bind, "--mbid", editionIn(3)])).toMatchObject({ exitCode: 0 });
    expect(await stage.rows(owned)).toEqual([
      { said_by: "person", value: editionIn(418) },
      { said_by: "person", value: editionIn(3) },
    ]);
  });
});

describe("what can't be had is told, with its MBID, and nothing is written", () => {
  test("the album is found by it, and its own look-up denies it", async () => {
    const stage = await scanned();
    const before = await contentOf(stage);
    const none = always({ kind: "status", ...notFound() });
    stage.server.setFault(onPath(/release\/[^?]*\?.*recordings/, none));
    const result = await stage.importer([...bind, "--mbid", editionIn(2)]);
    expect(result.exitCode).toBe(3);
    expect(result.stderr).toContain(`no release ${editionIn(2)} of "Many" any more: album 1 is as before`);
    expect(await contentOf(stage)).toEqual(before);
  });

  test("it was deleted: not found", async () => {
    const stage = await scanned();
    stage.world.deleteRelease(editionIn(2));
    const result = await stage.importer(["album", "--id", "1", "-p", "musicbrainz", "--mbid", editionIn(2)]);
    expect(result).toMatchObject({ exitCode: 3 });
    expect(result.stdout + result.stderr).toContain(editionIn(2));
  });

  test("it can't be asked for: unavailable", async () => {
    const stage = await scanned();
    const before = await contentOf(stage);
    stage.server.setFault(onPath(/release\/[^?]*\?.*recordings/, always(serverBusy)));
    expect(await stage.importer([...bind, "--mbid", editionIn(2)])).toMatchObject({ exitCode: 5 });
    expect(await contentOf(stage)).toEqual(before);
  });
});

describe("a title beside what names an album, where its other titles can't be asked for", () => {
  test.each([[["--mbid", many.id]], [["--id", "1"]]])(
    "is no contradiction: unavailable (%j)",
    async (which) => {
      const stage = await createStage(buildDemoCatalogue([many]));
      await stage.importer(["album", "-p", "musicbrainz", "--mbid", many.id]);
      stage.server.setFault(always(serverBusy));
      const result = await stage.importer(["album", "Beaucoup", ...which, "--json"]);
      expect(result).toMatchObject({ exitCode: 5 });
      expect(documentOf(result)).toMatchObject({ error: { code: "unavailable" } });
      expect(result.stderr).not.toContain("two albums");
    },
  );
});

describe("the edition that the files name", () => {
  const named = (at: number) => scanned({ MUSICBRAINZ_ALBUMID: editionIn(at) });
  const identify = ["album", "--id", "1", "-p", "musicbrainz"];

  test("is theirs under the id that it was merged into", async () => {
    const stage = await named(3);
    stage.world.mergeReleases(editionIn(3), editionIn(418));
    await stage.importer(identify);
    await stage.importer(["worker", "--drain"]);
    expect(await stage.rows(owned)).toEqual([
      { said_by: "file", value: editionIn(418) },
      { said_by: "file", value: editionIn(3) },
    ]);
  });

  test("comes, however few come unasked", async () => {
    const stage = await named(419);
    const env = { IMPORTER_UNASKED_EDITIONS: "3" };
    await stage.importer(identify, { env });
    await stage.importer(["worker", "--drain"], { env });
    expect(await stage.rows(owned)).toEqual([{ said_by: "file", value: editionIn(419) }]);
    expect(await stage.rows("SELECT count(*) AS n FROM releases")).toEqual([{ n: 4 }]);
  });

  test("of another album, or of none, is told", async () => {
    const stage = await named(3);
    await stage.importer(identify);
    stage.world.deleteRelease(editionIn(3));
    expect((await stage.importer(["releases", "1"])).stdout).toContain(
      `the files name the release ${editionIn(3)}, and MusicBrainz has none of that id`,
    );
  });
});
