import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { darkSideOfTheMoon } from "../../src/demo/musicbrainz/albums/dark-side-of-the-moon.ts";
import type { FaultRule } from "../../src/demo/stand-in.ts";
import { writeAlbum } from "../helpers/album-files.ts";
import type { AudioTags } from "../helpers/audio.ts";
import { createStage, type Stage } from "../helpers/cli.ts";
import { always, onPath, serverBusy } from "../helpers/faults.ts";

/** Files that bear several identifiers: the first that names an album is enough, and what the others say costs little. */

const [{ id: release }, , bearing] = darkSideOfTheMoon.releases as [{ id: string }, unknown, { id: string }];
const [barcode, unknownBarcode, unknownAsin] = ["5099902895529", "4006381333931", "B00UNKNOWN"];

async function identified(tags: AudioTags, fault?: FaultRule): Promise<{ stage: Stage; asked: string[] }> {
  const stage = await createStage();
  const music = join(stage.home, "..", "music");
  const words = { ALBUM: darkSideOfTheMoon.title, ARTIST: "Pink Floyd" };
  writeAlbum(music, { ...words, ...tags }, [["Speak to Me", 68_000]]);
  await stage.importer(["scan", music]);
  stage.server.setFault(fault);
  const result = await stage.importer(["album", "--id", "1", "-p", "musicbrainz"]);
  expect(result).toMatchObject({ exitCode: 0 });
  expect(await stage.rows("SELECT value FROM identifiers WHERE kind = 'musicbrainz_release_group'")).toEqual([
    { value: darkSideOfTheMoon.id },
  ]);
  const asked = stage.server.requests.map(({ path }) => path).filter((path) => !path.includes("/artist/"));
  return { stage, asked };
}

const searchesFail = onPath(/query=/, always(serverBusy));
const unreadable = onPath(/\/release\/.*recordings/, always({ kind: "wrong-shape" }));

describe("an album of files is found by one identifier, though", () => {
  test.each<[string, AudioTags, FaultRule]>([
    ["its barcode can't be asked", { MUSICBRAINZ_ALBUMID: release, BARCODE: unknownBarcode }, searchesFail],
    ["its ASIN can't be asked", { MUSICBRAINZ_ALBUMID: release, ASIN: unknownAsin }, searchesFail],
    [
      "neither can be asked",
      { MUSICBRAINZ_ALBUMID: release, BARCODE: unknownBarcode, ASIN: unknownAsin },
      searchesFail,
    ],
    [
      "the answer of its barcode can't be read",
      { MUSICBRAINZ_ALBUMID: release, BARCODE: unknownBarcode },
      onPath(/query=/, always({ kind: "wrong-shape" })),
    ],
    ["its tracks there can't be read", { MUSICBRAINZ_ALBUMID: release, BARCODE: barcode }, unreadable],
    [
      "its ASIN can't be asked beside its barcode",
      { BARCODE: barcode, ASIN: unknownAsin },
      onPath(/query=asin/, always(serverBusy)),
    ],
  ])("%s", async (_, tags, fault) => {
    await identified(tags, fault);
  });
});

describe("what names it is asked once, and for what they don't know there is one request more:", () => {
  test.each<[string, AudioTags, number]>([
    ["a release's MBID and the barcode on it", { MUSICBRAINZ_ALBUMID: bearing.id, BARCODE: barcode }, 2],
    ["a release's MBID and a strange ASIN", { MUSICBRAINZ_ALBUMID: release, ASIN: unknownAsin }, 3],
    ["a barcode and a strange ASIN", { BARCODE: barcode, ASIN: unknownAsin }, 3],
    ["a release's MBID and a strange barcode", { MUSICBRAINZ_ALBUMID: release, BARCODE: unknownBarcode }, 3],
  ])("%s", async (_, tags, requests) => {
    const { asked } = await identified(tags);
    expect(asked).toHaveLength(requests);
    expect(new Set(asked).size).toBe(requests);
    expect(asked.filter((path) => path.includes("/url?"))).toEqual([]);
  });
});
