import { readFileSync } from "node:fs";
import type { AlbumCandidate } from "../../src/matching/candidate.ts";
import { damages, type Typed } from "./damages.ts";
import { createTruth, yearOf, type Expectation } from "./truth.ts";

export interface Case extends Typed {
  damage: string;
  expected: Expectation;
}

/** Every damage done to every album (what comes out the same twice is asked once), and the cases by hand. */
export function makeCases(albums: AlbumCandidate[]): Case[] {
  const truth = createTruth(albums);
  const cases = new Map<string, Case>();
  for (const [damage, spoil] of Object.entries(damages)) {
    albums.forEach((album, index) => {
      for (const typed of spoil(album, { truth, albums, index })) {
        const expected = typed.expected ?? truth.ofTitleAndArtist(album.title, album);
        const { title, artist, year, withheld } = typed;
        const key = JSON.stringify([damage, title, artist, year, withheld]);
        if (!cases.has(key)) cases.set(key, { ...typed, damage, expected });
      }
    });
  }
  return [...cases.values(), ...readByHand(albums)];
}

/** Those whose album is not in the pool (it is a recorded one, and they are not there) are left out. */
function readByHand(albums: AlbumCandidate[]): Case[] {
  return readFileSync(new URL("by-hand.tsv", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .flatMap((line) => {
      const [title, artist, year, outcome, meant] = line.split("\t") as [
        string,
        string,
        string,
        string,
        string,
      ];
      const expected = expectationOf(outcome, meant, albums);
      if (!expected) return [];
      return [
        {
          damage: "by hand",
          title,
          ...(artist && { artist }),
          ...(year && { year: Number(year) }),
          expected,
        },
      ];
    });
}

function expectationOf(outcome: string, meant: string, albums: AlbumCandidate[]): Expectation | undefined {
  const album = albums.find((candidate) => isMeant(candidate, meant));
  if (meant !== "" && !album) return undefined;
  if (outcome === "ambiguous" || outcome === "held") return { outcome };
  if ((outcome === "resolved" || outcome === "guess") && album) return { outcome, mbid: album.mbid };
  throw new Error(`by-hand.tsv: "${outcome}" with "${meant}" says nothing`);
}

function isMeant(album: AlbumCandidate, meant: string): boolean {
  const [title, artist, year] = meant.split(" / ");
  const own = Number.isNaN(yearOf(album)) ? "undated" : String(yearOf(album));
  return album.title === title && album.artists[0]?.name === artist?.replace(/#\d$/, "") && own === year;
}
