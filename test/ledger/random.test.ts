import { expect, it } from "vitest";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { edit } from "../helpers/importing.ts";
import { seeded } from "../helpers/random.ts";

/** Model-based test: whatever was done to a library, undoing all of it, newest first, leaves an empty one. */

const music = [
  ...["artists", "artist_aliases", "albums", "album_artists", "album_covers", "releases", "media", "tracks"],
  ...[
    "release_tracks",
    "artworks",
    "identifiers",
    "categories",
    "item_categories",
    "external_links",
    "lyrics",
  ],
  ...["products", "files", "choices", "item_redirects", "not_wanted", "source_facts"],
];

const titles = ["Bob Dylan - Desire", "U2 - Desire", "Surrender", "サマーれげぇ!レインボー"];

async function act(stage: Stage, pick: <T>(from: readonly T[]) => T, step: number): Promise<string[]> {
  const ids = async (table: string): Promise<string[]> =>
    (await stage.rows(`SELECT id FROM ${table} LIMIT 40`)).map(({ id }) => String(id));
  const [albums, releases, tracks] = [await ids("albums"), await ids("releases"), await ids("tracks")];
  const one = (from: string[]): string => (from.length > 0 ? pick(from) : "1");
  // Upstream goes on meanwhile.
  const mbid = pick([...stage.catalogue.releaseGroups.keys()]);
  edit(stage.catalogue.releaseGroups, mbid, { disambiguation: `after ${step}` });
  return pick([
    ["album", "-p", "musicbrainz", pick(titles)],
    ["album", "-p", "musicbrainz", "--again", pick(titles)],
    ["album", "-p", "musicbrainz", "-f", "--id", one(albums)],
    ["releases", one(albums)],
    ["worker", "--drain"],
    ["remove", pick(["album"]), one(albums)],
    ["remove", "release", one(releases)],
    ["remove", "track", one(tracks)],
    ["merge", "album", one(albums), "--into", one(albums)],
    ["merge", "release", one(releases), "--into", one(releases)],
    ["merge", "track", one(tracks), "--into", one(tracks)],
  ]);
}

it.each([1, 2, 3])("undoing all that seed %i did, newest first, leaves an empty library", async (seed) => {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const stage = await createStage();
  const done: string[] = [];
  for (let step = 0; step < 14; step++) {
    const argv = step < 2 ? ["album", "-p", "musicbrainz", titles[step]!] : await act(stage, pick, step);
    done.push(argv.join(" "));
    await stage.importer(argv);
    if (step === 2) await stage.importer(["worker", "--drain"]);
  }
  const lost = await stage.rows("SELECT id FROM releases WHERE album_id NOT IN (SELECT id FROM albums)");
  expect([done, lost]).toEqual([done, []]);
  const { runs } = documentOf<{ runs: { id: number }[] }>(await stage.importer(["history", "--json"]));
  for (const { id } of runs) {
    expect([done, await stage.importer(["undo", String(id)])]).toMatchObject([done, { exitCode: 0 }]);
  }
  const left = await Promise.all(
    music.map(async (table) => [table, (await stage.rows(`SELECT * FROM ${table}`)).length]),
  );
  expect([done, left]).toEqual([done, music.map((table) => [table, 0])]);
});
