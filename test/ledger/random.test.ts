import { expect, it } from "vitest";
import type { Json } from "../../src/demo/musicbrainz/server.ts";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { edit } from "../helpers/importing.ts";
import { seeded } from "../helpers/random.ts";
import { contentOf, empty } from "./content.ts";

/** Model-based test: whatever was done to a library, undoing all of it, newest first, leaves an empty one. */

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

/** The first recording of Dylan's album is on U2's as well: one track on two albums. */
function shareRecording({ catalogue }: Stage): void {
  const firstTracks = (group: string): Json[] =>
    catalogue.releasesByGroup
      .get(group)!
      .flatMap(({ media }) => (media as Json[]).slice(0, 1))
      .flatMap(({ tracks }) => ((tracks ?? []) as Json[]).slice(0, 1));
  const groupOf = (artist: string): string =>
    [...catalogue.releaseGroups].find(([, group]) => {
      return group["title"] === "Desire" && JSON.stringify(group["artist-credit"]).includes(artist);
    })![0];
  const [first] = firstTracks(groupOf("Bob Dylan"));
  for (const track of firstTracks(groupOf("U2"))) track["recording"] = first!["recording"];
}

async function albumThatShares(stage: Stage): Promise<string | undefined> {
  const [album] = await stage.rows(`SELECT tracks.album_id AS id FROM tracks
    JOIN release_tracks ON track_id = tracks.id JOIN releases ON releases.id = release_id
    WHERE releases.album_id <> tracks.album_id LIMIT 1`);
  return album && String(album["id"]);
}

/** What stands on the releases of every album but one. */
const placesBut = (stage: Stage, album: string): Promise<unknown[]> =>
  stage.rows(`SELECT releases.id, medium, position, track_id, tracks.title FROM releases
    JOIN release_tracks ON release_id = releases.id JOIN tracks ON tracks.id = track_id
    WHERE releases.album_id <> ${Number(album)} ORDER BY 1, 2, 3`);

it.each([1, 2, 3])("undoing all that seed %i did, newest first, leaves an empty library", async (seed) => {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const stage = await createStage();
  shareRecording(stage);
  const done: string[] = [];
  for (let step = 0; step < 14; step++) {
    const sharing = step === seed + 2 ? await albumThatShares(stage) : undefined;
    const opening = step < 2 ? ["album", "-p", "musicbrainz", titles[step]!] : undefined;
    const removal = sharing === undefined ? undefined : ["remove", "album", sharing];
    const argv = opening ?? removal ?? (await act(stage, pick, step));
    done.push(argv.join(" "));
    const isRemoval = argv[0] === "remove" && argv[1] === "album";
    const others = isRemoval ? await placesBut(stage, argv[2]!) : [];
    await stage.importer(argv);
    if (isRemoval) expect([done, await placesBut(stage, argv[2]!)]).toEqual([done, others]);
    if (step === 2) await stage.importer(["worker", "--drain"]);
  }
  expect(
    await stage.rows("SELECT 1 FROM release_tracks WHERE track_id NOT IN (SELECT id FROM tracks)"),
  ).toEqual([]);
  const lost = await stage.rows("SELECT id FROM releases WHERE album_id NOT IN (SELECT id FROM albums)");
  expect([done, lost]).toEqual([done, []]);
  const { runs } = documentOf<{ runs: { id: number }[] }>(await stage.importer(["history", "--json"]));
  for (const { id } of runs) {
    expect([done, await stage.importer(["undo", String(id)])]).toMatchObject([done, { exitCode: 0 }]);
  }
  expect([done, await contentOf(stage)]).toEqual([done, empty]);
  expect([done, await stage.rows("SELECT * FROM kept_apart")]).toEqual([done, []]);
});
