import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { writeAlbum } from "../helpers/album-files.ts";
import { documentOf } from "../helpers/cli.ts";
import { musicbrainzStandIn } from "../helpers/musicbrainz.ts";
import { catalogueStage, demoDump, writeDump } from "./dumps.ts";

/** Catalogue numbers stand in no index of the file: the web is asked for them, or nobody. */

async function identified(mode: "first" | "only", tags: { ALBUM: string; ARTIST: string }) {
  const server = await musicbrainzStandIn(demoCatalogue());
  const stage = catalogueStage({ IMPORTER_MUSICBRAINZ_URL: server.url, IMPORTER_CATALOGUE: mode });
  await stage.importer(["catalogue", "build", "--releases", "--from", writeDump(demoDump())]);
  const music = join(stage.home, "..", "music");
  writeAlbum(music, { ...tags, CATALOGNUMBER: "PC-33893" }, [["Hurricane", 511_000]]);
  await stage.importer(["scan", music]);
  const result = await stage.importer(["album", "--id", "1", "-p", "musicbrainz", "--json"]);
  const { providers } = documentOf<{ providers: { evidence?: { by?: string } }[] }>(result);
  const numbers = server.requests.filter(({ path }) => path.includes("catno"));
  return {
    exitCode: result.exitCode,
    by: providers[0]?.evidence?.by,
    asked: numbers.length,
    all: server.requests.length,
  };
}

describe("an album of files with a catalogue number is found", () => {
  const desire = { ALBUM: "Desire", ARTIST: "Bob Dylan" };

  it("by the web where that may be asked", async () => {
    expect(await identified("first", desire)).toMatchObject({
      exitCode: 0,
      by: "catalogue number",
      asked: 1,
    });
  });

  it("by its words where nobody else may, without a request", async () => {
    expect(await identified("only", desire)).toEqual({ exitCode: 0, by: "search", asked: 0, all: 0 });
  });

  it("or is a question, as without the number", async () => {
    const nameless = { ALBUM: "Desire", ARTIST: "Unknown Artist" };
    expect(await identified("only", nameless)).toMatchObject({ exitCode: 4, all: 0 });
  });
});
