import { variousArtistsMbid } from "../../../src/matching/artists/various-artists.ts";
import type { PoolAlbum, WordedCase } from "../road/case-file.ts";
import { createRandom, type Random } from "./random.ts";
import { createWriter, type Writer } from "./titles.ts";

/** A release group among the many that nobody looks for. */
export interface Neighbour {
  title: string;
  /** Number of an artist of the world, or one of the pool's. */
  artist: number | PoolArtist;
  year: string;
  type: string;
  secondary: string[];
  comment: string;
  /** Titles of its releases. */
  releases: string[];
}

export type PoolArtist = PoolAlbum["artists"][number];

export interface World {
  artists: string[];
  groups: Neighbour[];
}

export type TypedCase = Pick<WordedCase, "args" | "want">;

const seed = 20_261_129;
/** The service has 3.4 million groups of 2.9 million artists: many artists have one. */
const groupsPerArtist = 2.5;

/**
 * Groups that stand around a pool, so that being among the first hundred hits is earned. They use the pool's words
 * too; its artists have more albums and namesakes, Various Artists have thousands, and its titles are used by others.
 * But none of them is an answer: where no artist was given, or nothing should be found, no title is used that is typed.
 */
export function createWorld(pool: PoolAlbum[], cases: TypedCase[], size: number): World {
  const random = createRandom(seed);
  const writer = createWriter(random, wordsOf(pool));
  const taken = new Set([...titlesOf(pool), ...typedIn(cases)].map(keyOf));
  const world: World = { artists: [], groups: [] };
  const artistOf = (name: string): number => world.artists.push(name) - 1;
  const add = (artist: number | PoolArtist, title: string): void => {
    if (!taken.has(keyOf(title))) world.groups.push(neighbourOf(random, writer, artist, title));
  };

  const poolArtists = [
    ...new Map(pool.flatMap(({ artists }) => artists).map((each) => [each.mbid, each])).values(),
  ];
  for (const artist of poolArtists) {
    const more = artist.mbid === variousArtistsMbid ? size / 50 : random.below(13);
    for (let count = 0; count < more; count++) add(artist, writer.plainTitle());
    if (random.chance(0.2)) add(artistOf(artist.name), writer.plainTitle());
  }
  for (const title of sharedTitles(pool, cases)) {
    const others = random.below(5);
    for (let count = 0; count < others; count++) {
      world.groups.push(neighbourOf(random, writer, artistOf(writer.artist()), title));
    }
  }
  const artists = Array.from({ length: size / groupsPerArtist }, () => artistOf(writer.artist()));
  while (world.groups.length < size) {
    const artist = random.pickCommon(artists);
    add(artist, writer.title(world.artists[artist] ?? ""));
  }
  return world;
}

function neighbourOf(random: Random, writer: Writer, artist: Neighbour["artist"], title: string): Neighbour {
  const share = random.next();
  const secondary = random.chance(0.2)
    ? [random.pickCommon(["Compilation", "Live", "Remix", "Soundtrack", "Demo"])]
    : [];
  const editions = Array.from({ length: random.below(4) }, () =>
    random.pickCommon([title, `${title} (deluxe edition)`]),
  );
  return {
    title,
    artist,
    secondary,
    year: random.chance(0.93) ? String(1955 + random.below(70)) : "",
    type: share < 0.6 ? "Album" : share < 0.85 ? "Single" : "EP",
    comment: random.chance(0.04) ? writer.plainTitle().toLowerCase() : "",
    releases: [title, ...editions],
  };
}

const titlesOf = (pool: PoolAlbum[]): string[] =>
  pool.flatMap(({ title, aliases, releases }) => [
    title,
    ...(aliases ?? []),
    ...(releases ?? []).flatMap((release) => release.title ?? []),
  ]);

/** What was typed, and the parts of it that may be titles by themselves. */
const typedIn = (cases: TypedCase[]): string[] =>
  cases.flatMap(({ args }) => args.flatMap((words) => [words, ...words.split(/ [-–—:/] | by |[([]/)]));

/** Titles of the pool that others may have as well, as no case would then have another right answer. */
function sharedTitles(pool: PoolAlbum[], cases: TypedCase[]): string[] {
  const open = cases
    .filter(
      ({ args, want }) => !args.some((word) => /^(-a|--artist)/.test(word)) || !want.split("|").includes("R"),
    )
    .map(({ args }) => keyOf(args.join(" ")));
  return pool
    .map(({ title }) => title)
    .filter((title) => keyOf(title) !== "" && !open.some((typed) => typed.includes(keyOf(title))));
}

const wordsOf = (pool: PoolAlbum[]): string[] => [
  ...new Set(
    pool.flatMap(
      ({ title, artists }) =>
        [title, ...artists.map(({ name }) => name)]
          .join(" ")
          .toLowerCase()
          .match(/\p{L}{2,}/gu) ?? [],
    ),
  ),
];

const romans: Record<string, string> = { ii: "2", iii: "3", iv: "4" };

/** Titles that may be called the same, volumes and parts however they are counted. */
const keyOf = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/,? (?:part|pt\.?|vol\.?|volume)(?= \S+$)/, "")
    .replace(/(?<= )(?:iii|ii|iv)$/, (roman) => romans[roman]!)
    .replaceAll("&", "and")
    .replace(/^(the|a) /, "")
    .replace(/[^\p{L}\p{N}]/gu, "");
