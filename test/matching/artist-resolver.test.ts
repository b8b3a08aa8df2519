import { describe, expect, it } from "vitest";
import { resolveArtist, type ArtistCandidate } from "../../src/matching/artists/artist-resolver.ts";
import { variousArtistsMbid } from "../../src/matching/artists/various-artists.ts";
import { mbidOf } from "./candidates.ts";

const candidate = (name: string, more: Partial<ArtistCandidate> = {}): ArtistCandidate => ({
  mbid: mbidOf(name + (more.disambiguation ?? "")),
  name,
  aliases: [],
  ...more,
});
const queen = candidate("Queen");

describe("resolveArtist", () => {
  it.each([
    ["queen", queen],
    ["ACDC", candidate("AC/DC")],
    ["Chemical Brothers, The", candidate("The Chemical Brothers")],
    ["Bach, Johann Sebastian", candidate("Johann Sebastian Bach", { sortName: "Bach, Johann Sebastian" })],
    ["Ringo Sheena", candidate("椎名林檎", { aliases: ["Ringo Sheena"] })],
    ["!!!", candidate("!!!")],
  ])("resolves %s", (name, meant) => {
    const resolution = resolveArtist(name, [candidate("Queen Latifah"), meant]);
    expect(resolution).toMatchObject({ outcome: "resolved", best: { candidate: meant } });
  });

  it("does not pick between artists of one name, but tells an own name from another's alias", () => {
    const nirvanas = [
      candidate("Nirvana", { disambiguation: "US", searchScore: 100 }),
      candidate("Nirvana", { disambiguation: "UK" }),
    ];
    expect(resolveArtist("Nirvana", nirvanas)).toMatchObject({
      outcome: "ambiguous",
      why: "2 artists have this name",
    });
    const other = candidate("Prince Royce", { aliases: ["Prince"] });
    const byAlias = [other, candidate("The Kid", { aliases: ["Prince"] }), queen];
    expect(resolveArtist("Prince", byAlias)).toMatchObject({ outcome: "ambiguous", ranked: [{}, {}] });
    const byName = resolveArtist("Prince", [...byAlias, candidate("Prince")]);
    expect(byName).toMatchObject({ outcome: "resolved", best: { candidate: { name: "Prince" } } });
  });

  it("asks about a slip, and about words that are missing", () => {
    expect(resolveArtist("Metalica", [candidate("Metallica")]).outcome).toBe("weak");
    expect(resolveArtist("Wheezer", [candidate("Weezer")]).outcome).toBe("weak");
    expect(resolveArtist("Pink", [candidate("Pink Floyd")]).outcome).toBe("weak");
  });

  it("finds nobody where nobody is like it", () => {
    expect(resolveArtist("Queen", [candidate("Metallica")]).outcome).toBe("none");
    expect(resolveArtist("Maroon 6", [candidate("Maroon 5")]).outcome).not.toBe("resolved");
    expect(resolveArtist("Queen", [])).toEqual({ outcome: "none", ranked: [], why: "nothing was found" });
  });

  it("knows Various Artists by MBID only", () => {
    const impostor = candidate("Various Artists");
    const real = candidate("Various Artists", { mbid: variousArtistsMbid, disambiguation: "special" });
    expect(resolveArtist("VA", [impostor, real])).toMatchObject({
      outcome: "resolved",
      best: { candidate: real },
    });
    expect(resolveArtist("Various Artists", [impostor]).outcome).toBe("none");
  });
});
