import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { kindNames } from "../../../src/finding/field.ts";
import { itemKinds } from "../../../src/finding/kinds/kinds.ts";
import { flac } from "../../helpers/audio.ts";
import { createStage, documentOf, type Stage } from "../../helpers/cli.ts";
import { temporaryFolder } from "../../helpers/library.ts";

/** What nothing in such a library has: nothing failed, nothing went, and the demo's service says nothing of it. */
const without = {
  albums: [],
  artists: [],
  releases: [],
  tracks: ["note"],
  files: ["duplicate", "missing"],
} as const;

/** Albums from the service with their releases, and files of one that are read, and one that can't be. */
async function fill({ importer }: Stage): Promise<void> {
  const music = temporaryFolder();
  const folder = join(music, "Nevermind");
  mkdirSync(folder);
  const ids = {
    MUSICBRAINZ_RELEASEGROUPID: "1b022e01-4da6-387b-8658-8678046e4cef",
    MUSICBRAINZ_TRACKID: "5fb524f1-8cc8-4c04-a921-e34c0a911ea7",
  };
  const tags = { ALBUM: "Nevermind", ARTIST: "Nirvana", TITLE: "Smells Like Teen Spirit", ...ids };
  const more = { TRACKNUMBER: "1", DISCNUMBER: "1", DATE: "1991", ISRC: "USGF19942501" };
  writeFileSync(join(folder, "1.flac"), flac({ ...tags, ...more, BARCODE: "720642442524" }));
  writeFileSync(join(folder, "2.flac"), "fLaC, and no more");
  await importer(["scan", music]);
  for (const words of ["Pink Floyd - The Dark Side of the Moon", "Wintertunes", "Nevermind", "+"])
    await importer(["album", words]);
  await importer(["worker", "--drain"]);
}

it("every column that can be asked for has a value somewhere: none is blank for what the library knows", async () => {
  const stage = await createStage();
  await fill(stage);
  for (const name of kindNames) {
    const columns = itemKinds[name].fields.map(({ names }) => names[0]);
    const rows = documentOf<Record<string, unknown>[]>(
      await stage.importer(["list", name, "--columns", columns.join(","), "--json"]),
    );
    const blank = columns.filter((column) => rows.every((row) => isBlankValue(row[column])));
    expect([name, blank]).toEqual([name, without[name]]);
  }
});

const isBlankValue = (value: unknown): boolean =>
  value === null || value === "" || (Array.isArray(value) && value.length === 0);

it("a track is numbered as on the edition that one has, else as on the first of its album", async () => {
  const stage = await createStage();
  await stage.importer(["album", "Pink Floyd - The Dark Side of the Moon"]);
  await stage.importer(["worker", "--drain"]);
  const numbers = async (): Promise<unknown[]> =>
    documentOf<{ number: string }[]>(
      await stage.importer(["list", "tracks", "title:=Money", "--columns", "number", "--json"]),
    ).map(({ number }) => number);
  expect(await numbers()).toEqual(["B1"]);
  await stage.inLibrary(({ $client }) =>
    $client.exec(`UPDATE albums SET owned_release_id = (SELECT release_id FROM release_tracks
      JOIN tracks ON tracks.id = track_id WHERE tracks.title = 'Money' AND release_tracks.number = '6')`),
  );
  expect(await numbers()).toEqual(["6"]);
});
