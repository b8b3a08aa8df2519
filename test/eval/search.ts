import type { AlbumCandidate } from "../../src/matching/candidate.ts";
import { foldTitle } from "../../src/matching/fold.ts";
import type { TitleReading } from "../../src/matching/recognise.ts";

export type Search = (readings: TitleReading[], withheld?: string) => AlbumCandidate[];

const rows = 25;

/** A stand-in for MusicBrainz's search: albums that share words with what was typed, rare words first. */
export function createSearch(albums: AlbumCandidate[]): Search {
  const documents = albums.map((album) => ({
    album,
    titles: tokensOf([album.title, ...album.aliases]),
    artists: tokensOf(
      album.artists.flatMap(({ name, creditedAs, aliases }) => [name, creditedAs, ...aliases]),
    ),
  }));
  const counts = new Map<string, number>();
  for (const { titles } of documents)
    for (const token of titles) counts.set(token, (counts.get(token) ?? 0) + 1);
  const rarity = (token: string): number => Math.log(1 + albums.length / (counts.get(token) ?? 1));
  const shared = (asked: Set<string>, has: Set<string>): number =>
    [...asked].reduce((sum, token) => sum + (has.has(token) ? rarity(token) : 0), 0);
  return (readings, withheld) => {
    const title = tokensOf(readings.map((reading) => reading.title));
    const artist = tokensOf(readings.flatMap((reading) => reading.artist ?? []));
    return documents
      .filter(({ album }) => album.mbid !== withheld)
      .map(({ album, titles, artists }) => ({
        album,
        hit: shared(title, titles) * 2 + shared(artist, artists) - titles.size / 100,
      }))
      .filter(({ hit }) => hit > 0)
      .sort((a, b) => b.hit - a.hit)
      .slice(0, rows)
      .map(({ album, hit }, _, all) => ({ ...album, searchScore: Math.round((100 * hit) / all[0]!.hit) }));
  };
}

/** Words, and the beginnings of long ones: a fuzzy search finds what is misspelled. */
function tokensOf(texts: string[]): Set<string> {
  const words = texts.flatMap((text) => [
    ...foldTitle(text).split(" "),
    ...(text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []),
  ]);
  return new Set([
    ...words,
    ...words.filter((word) => word.length >= 5).map((word) => `${word.slice(0, 3)}~`),
  ]);
}
