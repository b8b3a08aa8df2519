import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeAlbum } from "../helpers/album-files.ts";
import { documentOf } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { catalogueStage, demoDump, writeDump } from "./dumps.ts";

/** What the file keeps nothing of says nothing of the album: its next words are asked. Nobody else can be reached. */

async function stageOf(...flags: string[]) {
  const stage = catalogueStage({ IMPORTER_CATALOGUE: "only" });
  const build = ["catalogue", "build", ...flags, "--from", writeDump(demoDump())];
  expect((await stage.importer(build)).exitCode).toBe(0);
  return stage;
}

interface Counts {
  created: number;
  notFound: number;
  unavailable: number;
}

describe("rows with an identifier that the file can't be asked for", () => {
  const nobody = "00000000-0000-4000-8000-0000000000ff";
  it.each<[string, string[], string, Counts]>([
    [
      "a Discogs collection",
      ["--releases"],
      "release_id,Artist,Title\n4570366,Nirvana,Nevermind\n12,Bob Dylan,Desire\n13,Nobody,Nothing\n14,,\n",
      { created: 2, notFound: 1, unavailable: 1 },
    ],
    [
      "addresses",
      ["--releases"],
      "url,artist,title\nhttps://open.spotify.com/album/4LH4d3cOWNNsVw41Gqt2kv,Nirvana,Nevermind\n",
      { created: 1, notFound: 0, unavailable: 0 },
    ],
    [
      "barcodes, and no releases in the file",
      [],
      "barcode,artist,title\n720642442524,Nirvana,Nevermind\n",
      { created: 1, notFound: 0, unavailable: 0 },
    ],
    [
      "MBIDs of releases, and no releases in the file",
      [],
      `release mbid,artist,title\n${nobody},Nirvana,Nevermind\n`,
      { created: 1, notFound: 0, unavailable: 0 },
    ],
  ])("%s", async (_, flags, text, expected) => {
    const { importer } = await stageOf(...flags);
    const path = join(temporaryFolder(), "list.csv");
    writeFileSync(path, text);
    const { list } = documentOf<{ list: Counts }>(await importer(["import", path, "--json"]));
    expect(list).toMatchObject(expected);
  });
});

it.each([[["--releases"]], [[]]])(
  "an album of files whose release at Discogs the file can't be asked for is found by its words: %j",
  async (flags) => {
    const { importer, home } = await stageOf(...flags);
    const tags = { ALBUM: "Desire", ARTIST: "Bob Dylan", DISCOGS_RELEASE_ID: "4570366" };
    const music = join(home, "..", "music");
    writeAlbum(music, tags, [["Hurricane", 511_000]]);
    await importer(["scan", music]);
    const asked = await importer(["album", "--id", "1", "-p", "musicbrainz", "--json"]);
    const { providers } = documentOf<{ providers: { evidence?: { by?: string } }[] }>(asked);
    expect([asked.exitCode, providers[0]?.evidence?.by]).toEqual([0, "search"]);
  },
);
