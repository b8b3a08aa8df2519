import { join } from "node:path";
import { expect, it } from "vitest";
import { desireByBobDylan, desireByU2 } from "../../src/demo/musicbrainz/albums/desire.ts";
import { writeAlbum, type Song } from "../helpers/album-files.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { contentOf } from "../ledger/content.ts";
import { changingStage, groups, strandedTracks } from "./stage.ts";

/** A recording that its source told of, and whose release went, is there for its file's sake: it goes when that is another's. */

const { recording } = desireByU2.releases[0]!.media[0]!.tracks![0]!;
const song: Song = [recording.title, recording.lengthMs!];
const odd = { ALBUM: "Desire", ARTIST: "U2" };
const another = "00000000-0000-4000-8000-00000000beef";

it.each<[string, (music: string) => string[]]>([
  [
    "its album is bound to another",
    () => ["album", "-p", "musicbrainz", "--id", "1", "--mbid", desireByBobDylan.releases[0]!.id, "--yes"],
  ],
  [
    "its tags say another",
    (music) => {
      writeAlbum(music, { ...odd, TITLE: "Another", MUSICBRAINZ_TRACKID: another }, [["Another", 61_000]]);
      return ["scan", music];
    },
  ],
])("a recording without a release goes when %s, and comes back", async (_, commandOf) => {
  const stage = await changingStage();
  const music = join(temporaryFolder(), "music");
  await stage.bring(groups.u2);
  writeAlbum(music, odd, [song]);
  for (const argv of [
    ["scan", music],
    ["remove", "release", "1"],
  ])
    expect(await stage.importer(argv)).toMatchObject({ exitCode: 0 });
  const tracks = "SELECT title FROM tracks WHERE id = (SELECT min(track_id) FROM files)";
  expect(await stage.lines(tracks)).toEqual([recording.title]);
  const before = await contentOf(stage);
  await stage.said(...commandOf(music));
  expect(await stage.lines(tracks)).not.toEqual([recording.title]);
  expect(await stage.lines(strandedTracks)).toEqual([]);
  const { runs } = await stage.said<{ runs: { id: number }[] }>("history");
  expect(await stage.importer(["undo", String(runs[0]!.id)])).toMatchObject({ exitCode: 0 });
  expect(await contentOf(stage)).toEqual(before);
});
