import type { AlbumCandidate } from "../../src/matching/candidate.ts";
import { variousArtistsMbid } from "../../src/matching/candidate.ts";
import { changeNumber, misspell, movedArticle, otherAnd, plainLetters } from "./spoil.ts";
import type { Expectation, Truth } from "./truth.ts";

/** What a person types, and what should come of it. */
export interface Case {
  damage: string;
  title: string;
  artist?: string;
  year?: number;
  expected: Expectation;
  /** An album the search does not return. */
  withheld?: string;
}

type Typed = Omit<Case, "damage" | "expected"> & { expected?: Expectation };
interface World {
  truth: Truth;
  albums: AlbumCandidate[];
  index: number;
}
type Damage = (album: AlbumCandidate, world: World) => Typed[];

export const creditText = ({ artists }: AlbumCandidate): string =>
  artists.map(({ creditedAs, joinPhrase }) => creditedAs + joinPhrase).join("");

const held: Expectation = { outcome: "held" };
const isVarious = (album: AlbumCandidate): boolean => album.artists[0]?.mbid === variousArtistsMbid;
const yearOf = (album: AlbumCandidate): number | undefined =>
  album.firstReleaseDate ? Number(album.firstReleaseDate.slice(0, 4)) : undefined;
const pick = <T>(items: T[], at: number): T => items[at % items.length]!;
const editions = [" (Deluxe Edition)", " [2011 Remaster]", " - 30th Anniversary Edition", " (Expanded)", " (Disc 1)", " Super Deluxe Edition"];

/** A guess that may be right: only another album would be wrong. */
function guessOf(expected: Expectation): Expectation {
  return expected.outcome === "resolved" ? { ...expected, outcome: "resolved or held" } : held;
}

/** Those without `expected` are judged by the title and artist of the album, undamaged. */
const damages: Record<string, Damage> = {
  "as it is": (album) => [{ title: album.title, artist: creditText(album) }],
  "upper and lower case": (album) => [
    { title: album.title.toUpperCase(), artist: creditText(album).toLowerCase() },
    { title: album.title.toLowerCase(), artist: creditText(album).toUpperCase() },
  ],
  "without accents, plain quotes": (album) => [{ title: plainLetters(album.title), artist: plainLetters(creditText(album)) }],
  "& for and": (album) => {
    const [title, artist] = [otherAnd(album.title), otherAnd(creditText(album))];
    return title === album.title && artist === creditText(album) ? [] : [{ title, artist }];
  },
  "article moved": (album) => {
    const [title, artist] = [movedArticle(album.title), movedArticle(creditText(album))];
    return title === album.title && artist === creditText(album) ? [] : [{ title, artist }];
  },
  "artist - title": (album) => [
    { title: `${creditText(album)} - ${album.title}` },
    { title: `${creditText(album)} – ${album.title}` },
  ],
  "title by artist, title - artist": (album) => [
    { title: `${album.title} - ${creditText(album)}` },
    { title: `${album.title} by ${creditText(album)}` },
  ],
  "typing error in the title": (album, { truth, index, albums }) => {
    const title = misspell(album.title, index);
    if (title === undefined || albums.some((other) => other.title === title)) return [];
    return [{ title, artist: creditText(album), expected: truth.ofTitleAndArtist(album.title, album) }];
  },
  "typing error in the artist": (album, { index }) => {
    const artist = misspell(creditText(album), index);
    return artist === undefined || isVarious(album) ? [] : [{ title: album.title, artist }];
  },
  "typing error, no artist": (album, { truth, index }) => {
    const title = misspell(album.title, index + 1);
    if (title === undefined || truth.ofTitle(title).outcome !== "held") return [];
    return [{ title, expected: guessOf(truth.ofTitle(album.title)) }];
  },
  "edition added": (album, { truth, index }) => {
    const title = album.title + pick(editions, index);
    const alone = truth.ofTitle(album.title);
    return [
      { title, artist: creditText(album) },
      { title, expected: alone.outcome === "resolved" ? { ...alone, outcome: "resolved or held" } : alone },
    ];
  },
  "by an alias": (album, { truth }) => [
    ...album.aliases.map((title) => ({
      title,
      artist: creditText(album),
      expected: truth.ofTitleAndArtist(title, album),
    })),
    ...(album.artists.length === 1
      ? album.artists[0]!.aliases.slice(0, 3).map((artist) => ({ title: album.title, artist }))
      : []),
  ],
  "one artist of several": (album) =>
    album.artists.length < 2 ? [] : album.artists.map(({ name }) => ({ title: album.title, artist: name, expected: { outcome: "held" } as Expectation })),
  "Various Artists, VA": (album) =>
    isVarious(album) ? ["VA", "various", "V.A."].map((artist) => ({ title: album.title, artist })) : [],
  "right year": (album, { truth }) => {
    const year = yearOf(album);
    const expected = truth.ofTitleAndArtist(album.title, album, year);
    return year === undefined ? [] : [{ title: album.title, artist: creditText(album), year, expected }];
  },
  "year of a remaster": (album, { truth }) => {
    const year = yearOf(album);
    if (year === undefined) return [];
    return [{ title: album.title, artist: creditText(album), year: year + 40, expected: truth.ofTitleAndArtist(album.title, album) }];
  },
  "year before it was there": (album) => {
    const year = yearOf(album);
    return year === undefined ? [] : [{ title: album.title, artist: creditText(album), year: 1931, expected: held }];
  },
  "no artist": (album, { truth }) => [{ title: album.title, expected: truth.ofTitle(album.title) }],
  "no artist, right year": (album, { truth }) => {
    const year = yearOf(album);
    return year === undefined ? [] : [{ title: `${album.title} (${year})`, expected: truth.ofTitle(album.title, year) }];
  },
  "no artist, wrong year": (album, { truth }) => {
    const alone = truth.ofTitle(album.title).outcome;
    return [{ title: album.title, year: 2024, expected: alone === "ambiguous" ? { outcome: "ambiguous" } : held }];
  },
  "wrong artist": (album, { albums, index, truth }) => {
    const stranger = pick(albums, index * 7 + 3);
    const expected = truth.ofTitleAndArtist(album.title, stranger);
    return [
      ...(expected.outcome === "held" ? [{ title: album.title, artist: creditText(stranger), expected }] : []),
      { title: album.title, artist: `${creditText(album)} Tribute Band`, expected: held },
    ];
  },
  "number changed": (album, { truth }) => {
    const title = changeNumber(album.title);
    return [
      { title, artist: creditText(album), expected: truth.ofTitleAndArtist(title, album) },
      { title, expected: truth.ofTitle(title) },
    ];
  },
  "another kind of record": (album, { truth, index }) => {
    const title = album.title + pick([" (Live)", " (Karaoke Version)", " Remixes", " (Tribute)", " (Instrumental)"], index);
    const expected = truth.ofTitleAndArtist(title, album);
    return [{ title, artist: creditText(album), expected: expected.outcome === "resolved" ? expected : held }];
  },
  "a word replaced": (album) => {
    const title = album.title.replace(/\p{L}{4,}(?!.*\p{L}{4})/u, "Wonderland");
    return title === album.title || isVarious(album) ? [] : [{ title, artist: creditText(album), expected: held }];
  },
  "a word left out": (album, { truth }) => {
    const title = album.title.replace(/\p{L}{3,}\s+/u, "");
    if (title === album.title || truth.ofTitleAndArtist(title, album).outcome !== "held") return [];
    return [{ title, artist: creditText(album), expected: guessOf(truth.ofTitleAndArtist(album.title, album)) }];
  },
  "sign for another": (album) =>
    /[\p{L}\p{N}]/u.test(album.title) ? [] : ["≠", "±", "???"].map((title) => ({ title, artist: creditText(album), expected: held })),
  "not there at all": (album, { truth, albums }) => {
    const others = truth.ofTitleAndArtist(album.title, album);
    const alone = albums.filter((other) => other.mbid !== album.mbid && truth.ofTitle(other.title).outcome === "resolved");
    const unique = truth.ofTitle(album.title).outcome === "resolved" && alone.length > 0;
    return [
      ...(others.outcome === "resolved" && others.mbid === album.mbid && unique
        ? [
            { title: album.title, artist: creditText(album), expected: held, withheld: album.mbid },
            { title: album.title, expected: held, withheld: album.mbid },
          ]
        : []),
    ];
  },
};

/** Every damage done to every album; what comes out the same twice is asked once. */
export function makeCases(albums: AlbumCandidate[], truth: Truth): Case[] {
  const cases = new Map<string, Case>();
  for (const [damage, spoil] of Object.entries(damages)) {
    albums.forEach((album, index) => {
      for (const typed of spoil(album, { truth, albums, index })) {
        const expected = typed.expected ?? truth.ofTitleAndArtist(album.title, album);
        const key = JSON.stringify([damage, typed.title, typed.artist, typed.year, typed.withheld]);
        if (!cases.has(key)) cases.set(key, { ...typed, damage, expected });
      }
    });
  }
  return [...cases.values()];
}
