import { expect, test } from "vitest";
import { createStage, documentOf } from "../../helpers/cli.ts";
import { nevermind } from "../../importers/album/demo-albums.ts";
import { buildPackage, start } from "../built.ts";

const binary = buildPackage();

test("four processes that ask the same new words at once make one album of it", async () => {
  const stage = await createStage();
  stage.server.setFault(() => ({ kind: "delay", ms: 100 })); // each is still asking when the next begins
  const words = ["album", "Nevermind", "-a", "Nirvana", "--json"];
  const ended = await Promise.all([1, 2, 3, 4].map(() => start(binary, words, stage.env).ended));
  expect(ended.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual(Array(4).fill([0, ""]));
  const outcomes = ended.map((each) => documentOf<{ outcome: string; album: { id: number } }>(each));
  expect(outcomes.map(({ album }) => album.id)).toEqual([1, 1, 1, 1]);
  expect(outcomes.filter(({ outcome }) => outcome === "created")).toHaveLength(1);
  for (const table of ["albums", "artists", "album_artists"]) {
    expect(await stage.rows(`SELECT count(*) AS rows FROM ${table}`), table).toEqual([{ rows: 1 }]);
  }
  const releases = "SELECT count(*) AS rows FROM jobs WHERE kind = 'import-album-releases'";
  expect(await stage.rows(releases)).toEqual([{ rows: 1 }]);
});

test("story 4 of identity: four processes at once, by words and by MBID: one album, one of each release, track and job", async () => {
  const stage = await createStage();
  stage.server.setFault(() => ({ kind: "delay", ms: 100 }));
  const ways = [["Nevermind", "-a", "Nirvana"], ["--mbid", nevermind], ["Nirvana - Nevermind"], [nevermind]];
  const ended = await Promise.all(
    ways.map((words) => start(binary, ["album", ...words, "--json"], stage.env).ended),
  );
  expect(ended.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
  const albums = ended.map((each) => documentOf<{ album: { id: number } }>(each).album.id);
  expect(albums).toEqual([1, 1, 1, 1]);
  const releaseJobs = "SELECT count(*) AS n FROM jobs WHERE kind = 'import-album-releases'";
  expect(await stage.rows(releaseJobs)).toEqual([{ n: 1 }]);
  stage.server.setFault(undefined);
  await Promise.all([1, 2].map(() => stage.importer(["releases", "1"])));
  const doubled = `SELECT kind, value FROM identifiers WHERE kind LIKE 'musicbrainz_%'
    GROUP BY item_type, kind, value HAVING count(*) > 1`;
  expect(await stage.rows(doubled)).toEqual([]);
  expect(await stage.rows("SELECT count(*) AS n FROM releases")).toEqual([{ n: 3 }]);
});
