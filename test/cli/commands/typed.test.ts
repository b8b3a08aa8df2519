import { describe, expect, it } from "vitest";
import { objectsOf, type Json } from "../../../src/demo/musicbrainz/documents.ts";
import { createStage, documentOf, type Stage } from "../../helpers/cli.ts";
import { edit } from "../../helpers/importing.ts";

const nevermind = "1b022e01-4da6-387b-8658-8678046e4cef";
const nirvana = "5b11f4ce-a62d-471e-81fc-a69a8278c7da";
const spotify = "https://open.spotify.com/album/2guirTSEqLizK7j9i1MTTZ";

const run = async (stage: Stage, ...argv: string[]) => {
  const result = await stage.importer([...argv, "--json"]);
  const document = documentOf<{ outcome?: string; asked?: boolean; album?: Json; error?: Json }>(result);
  return { exitCode: result.exitCode, ...document };
};

/** Links a document of the stand-in with one more address. */
function link(documents: Map<string, Json>, id: string, resource: string): void {
  const relations = objectsOf(documents.get(id)!, "relations");
  const relation = { type: "streaming", ended: false, url: { id, resource } };
  edit(documents, id, { relations: [...relations, relation] });
}

describe("an address of another service", () => {
  it.each([
    ["a Discogs master", "https://www.discogs.com/de/master/13814-Nirvana-Nevermind"],
    ["a ref", "discogs:master:13814"],
    ["a Spotify URI", "spotify:album:2guirTSEqLizK7j9i1MTTZ"],
    ["a Spotify address", `${spotify}?si=abc`],
  ])(
    "finds the album by MusicBrainz's look-up of addresses, and then in the library: %s",
    async (_, typed) => {
      const stage = await createStage();
      link(stage.catalogue.releaseGroups, nevermind, spotify);
      expect(await run(stage, "album", typed)).toMatchObject({ exitCode: 0, outcome: "created" });
      const asked = stage.server.requests.length;
      const again = await run(stage, "album", typed);
      expect(again).toMatchObject({ exitCode: 0, outcome: "existing", album: { id: 1, title: "Nevermind" } });
      expect(again.asked).toBeUndefined();
      expect(stage.server.requests).toHaveLength(asked);
    },
  );

  it("is looked for in the library's own links first", async () => {
    const stage = await createStage();
    await stage.importer(["album", nevermind]);
    const asked = stage.server.requests.length;
    const known = await run(stage, "album", "https://www.discogs.com/master/13814");
    expect(known).toMatchObject({ outcome: "existing", album: { id: 1 } });
    expect(stage.server.requests).toHaveLength(asked);
  });

  it("may be of a release; an ASIN is one, too", async () => {
    const stage = await createStage();
    for (const typed of [
      "https://www.discogs.com/release/3191626",
      "B004XZDT60",
      "amazon.de/dp/B004XZDT60",
    ]) {
      expect(await run(stage, "album", typed)).toMatchObject({ exitCode: 0, album: { id: 1, title: "+" } });
    }
  });

  it("of a release was decided with its album, and is known before its releases are", async () => {
    const stage = await createStage();
    const typed = "https://www.discogs.com/release/3191626-Ed-Sheeran";
    expect(await run(stage, "album", typed)).toMatchObject({ outcome: "created" });
    const asked = stage.server.requests.length;
    expect(await run(stage, "album", "[r3191626]")).toMatchObject({ exitCode: 0, outcome: "existing" });
    expect(stage.server.requests).toHaveLength(asked);
  });

  it("that MusicBrainz has nothing for is not found: exit 3, remembered by this very address", async () => {
    const stage = await createStage();
    const first = await run(stage, "album", "https://www.deezer.com/album/1");
    expect(first).toMatchObject({ exitCode: 3, outcome: "not_found", asked: true });
    const asked = stage.server.requests.length;
    expect((await run(stage, "album", "deezer:album:1")).exitCode).toBe(3);
    expect(stage.server.requests).toHaveLength(asked);
    expect((await run(stage, "album", "https://www.deezer.com/album/2")).asked).toBe(true);
  });

  it.each([
    [["album", "https://example.org/some/album"], /example\.org is no service/],
    [["album", "https://spotify.link/xyz"], /only leads elsewhere/],
    [["album", "https://open.spotify.com/playlist/37i9dQZF1DXcBWIGoYBM5M"], /Spotify/],
    [["album", "https://www.discogs.com/artist/125246"], /of an artist at Discogs/],
    [["album", `https://musicbrainz.org/recording/${nevermind}`], /recording/],
    [["album", nevermind.slice(1)], /no MBID/],
    [["album", "--mbid", "https://example.org"], /no MBID/],
    [["artist", "https://www.discogs.com/master/13814"], /of an album at Discogs/],
    [["artist", "https://example.org/nirvana"], /no service/],
    [["artist", "Unknown Artist"], /stands for artists whom nobody knows/],
  ])("or form that nobody knows is a usage error, and nobody is asked: %j", async (argv, message) => {
    const stage = await createStage();
    const result = await stage.importer(argv);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toMatch(message);
    expect(stage.server.requests).toHaveLength(0);
  });

  it("names an artist, too", async () => {
    const stage = await createStage();
    link(stage.catalogue.artists, nirvana, "https://www.deezer.com/artist/415");
    expect(await run(stage, "artist", "https://www.deezer.com/fr/artist/415")).toMatchObject({
      outcome: "created",
    });
    expect(await run(stage, "artist", "deezer:artist:415")).toMatchObject({ outcome: "existing" });
  });
});

describe("an artist that is none", () => {
  it.each([[""], ["  "], ["Unknown Artist"], ["<unknown>"]])(
    "is not asked for: --artist %j",
    async (artist) => {
      const stage = await createStage();
      expect(await run(stage, "album", "Nevermind", "--artist", artist)).toMatchObject({
        outcome: "created",
      });
      expect(decodeURIComponent(stage.server.requests[0]!.path)).not.toMatch(/unknown|artistname/i);
    },
  );
});

it("takes --mbid with an address", async () => {
  const stage = await createStage();
  const address = `https://beta.musicbrainz.org:443/release-group/${nevermind.toUpperCase()}/details`;
  expect(await run(stage, "album", "--mbid", address)).toMatchObject({ outcome: "created" });
  const artist = `https://musicbrainz.org/artist/{${nirvana}}`;
  expect(await run(stage, "artist", "--mbid", artist)).toMatchObject({ outcome: "existing" });
});
