import { describe, expect, it } from "vitest";
import { findUnpacker, type Unpacker } from "../../src/catalogue/build/archives/unpack.ts";
import { createReader } from "../../src/catalogue/reader.ts";
import { dumpOf } from "../../src/demo/dumps/dump.ts";
import { demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import type { DemoCatalogue } from "../../src/demo/musicbrainz/server.ts";
import type { ReleaseFacts } from "../../src/facts.ts";
import { importing } from "../helpers/importing.ts";
import { recordedCatalogue } from "../helpers/musicbrainz.ts";
import { catalogueStage, stamp, writeDump } from "./dumps.ts";

/** The same document by the web and by the dump: the same facts. */
const catalogues: Record<string, () => DemoCatalogue | undefined> = {
  "the demo's": demoCatalogue,
  "the recorded": recordedCatalogue,
};

describe.each(Object.keys(catalogues))("%s documents", (name) => {
  it.skipIf(!catalogues[name]!())("say the same in the file as on the web", async () => {
    const catalogue = catalogues[name]!()!;
    const { context } = await importing(catalogue);
    const stage = catalogueStage();
    const folder = writeDump(dumpOf(catalogue, stamp));
    const built = await stage.importer(["catalogue", "build", "--releases", "--from", folder]);
    expect(built.stderr).not.toContain("importer:");
    expect(built.exitCode).toBe(0);
    const reader = createReader(stage.open().db);

    for (const mbid of catalogue.artists.keys())
      expect(reader.artist(reader.artistId(mbid)!)).toEqual(await context.musicbrainz.lookUpArtist(mbid));
    for (const mbid of catalogue.releaseGroups.keys()) {
      const id = reader.groupId(mbid)!;
      expect(reader.album(id)!.facts).toEqual(await context.musicbrainz.lookUpAlbum(mbid));
      const releases: ReleaseFacts[] = [];
      for await (const page of context.musicbrainz.releasePages(mbid)) releases.push(...page.releases);
      const byId = (some: ReleaseFacts, other: ReleaseFacts): number =>
        some.identifiers[0]!.value < other.identifiers[0]!.value ? -1 : 1;
      expect(
        reader
          .releasesOf(id)
          .map(({ odd: _, ...facts }) => facts)
          .sort(byId),
      ).toEqual(releases.sort(byId));
    }
  });
});

describe("unpacking", () => {
  const unpackers: Unpacker["name"][] = ["xz", "wasm"];
  it.each(unpackers)("by %s makes the same file", async (name) => {
    const unpacker = findUnpacker(name === "xz" ? process.env : { PATH: "" });
    expect(unpacker.name).toBe(name);
    const { readArchive } = await import("../../src/catalogue/build/archives/archive.ts");
    const folder = writeDump(dumpOf(demoCatalogue(), stamp));
    const lines: string[] = [];
    await readArchive(
      { part: "release", path: `${folder}/release.tar.xz`, bytes: 1, refuse: (why) => expect.fail(why) },
      { unpacker, signal: new AbortController().signal },
      { front: () => undefined, line: (line) => void lines.push(line.toString()) },
    );
    expect(lines).toEqual(dumpOf(demoCatalogue(), stamp).lines.release);
  });
});
