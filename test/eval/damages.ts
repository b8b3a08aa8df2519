import type { AlbumCandidate } from "../../src/matching/candidate.ts";
import { variousArtistsMbid } from "../../src/matching/artists/various-artists.ts";
import { changeNumber, misspell, movedArticle, otherAnd, plainLetters } from "./spoil.ts";
import { createTruth, yearOf, type Expectation, type Truth } from "./truth.ts";

/** What a person types. */
export interface Typed {
  title: string;
  artist?: string;
  year?: number;
  /** An album that the search does not return. */
  withheld?: string;
  /** What should come of it; by default what the undamaged title and artist stand for. */
  expected?: Expectation;
}

export interface World {
  truth: Truth;
  albums: AlbumCandidate[];
  /** Of the album, for variety that is the same in every run. */
  index: number;
}

export type Damage = (album: AlbumCandidate, world: World) => Typed[];

export const creditText = ({ artists }: AlbumCandidate): string =>
  artists.map(({ creditedAs, joinPhrase }) => creditedAs + joinPhrase).join("");

const held: Expectation = { outcome: "held" };
const isVarious = ({ artists }: AlbumCandidate): boolean => artists[0]?.mbid === variousArtistsMbid;
const pick = <T>(items: T[], at: number): T => items[at % items.length]!;
const editions = [
  " (Deluxe Edition)",
  " [2011 Remaster]",
  " - 30th Anniversary Edition",
  " (Expanded)",
  " (Disc 1)",
  " Super Deluxe Edition",
];
const otherKinds = [" (Live)", " (Karaoke Version)", " Remixes", " (Tribute)", " (Instrumental)"];

const asGuess = (expected: Expectation): Expectation =>
  expected.outcome === "resolved" ? { ...expected, outcome: "guess" } : held;

/** Both texts damaged in the same way; nothing if that changes nothing. */
const rewritten = (album: AlbumCandidate, rewrite: (text: string) => string): Typed[] => {
  const [title, artist] = [rewrite(album.title), rewrite(creditText(album))];
  return title === album.title && artist === creditText(album) ? [] : [{ title, artist }];
};

/** The same words in another writing. */
const writing: Record<string, Damage> = {
  "as it is": (album) => [{ title: album.title, artist: creditText(album) }],
  "upper and lower case": (album) => [
    { title: album.title.toUpperCase(), artist: creditText(album).toLowerCase() },
    { title: album.title.toLowerCase(), artist: creditText(album).toUpperCase() },
  ],
  "no accents, plain quotes": (album) => rewritten(album, plainLetters),
  "& for and": (album) => rewritten(album, otherAnd),
  "article moved": (album) => rewritten(album, movedArticle),
  "artist - title": (album) => [
    { title: `${creditText(album)} - ${album.title}` },
    { title: `${creditText(album)} – ${album.title}` },
  ],
  "title - artist, title by artist": (album) => [
    { title: `${album.title} - ${creditText(album)}` },
    { title: `${album.title} by ${creditText(album)}` },
  ],
  "edition added": (album, { index }) => [
    { title: album.title + pick(editions, index), artist: creditText(album) },
  ],
  "title by an alias": (album, { truth }) =>
    album.aliases.map((title) => ({
      title,
      artist: creditText(album),
      expected: truth.ofTitleAndArtist(title, album),
    })),
  "artist by an alias": ({ title, artists }) =>
    artists.length > 1 ? [] : artists[0]!.aliases.slice(0, 4).map((artist) => ({ title, artist })),
  "one artist of several": ({ title, artists }, { truth }) =>
    artists.length < 2
      ? []
      : artists.map(({ name, mbid }) => ({
          title,
          artist: name,
          expected: truth.ofTitleAndOneArtist(title, mbid),
        })),
  "Various Artists as VA": (album) =>
    isVarious(album) ? ["VA", "various", "V.A."].map((artist) => ({ title: album.title, artist })) : [],
};

/** Slips of the hand. */
const slips: Record<string, Damage> = {
  "slip in the title": (album, { index, albums }) => {
    const title = misspell(album.title, index);
    if (title === undefined || albums.some((other) => other.title === title)) return [];
    return [{ title, artist: creditText(album) }];
  },
  "slip in the artist": (album, { index }) => {
    const artist = misspell(creditText(album), index);
    return artist === undefined || isVarious(album) ? [] : [{ title: album.title, artist }];
  },
  "slip, no artist": (album, { truth, index }) => {
    const title = misspell(album.title, index + 1);
    if (title === undefined || truth.ofTitle(title).outcome !== "held") return [];
    return [{ title, expected: asGuess(truth.ofTitle(album.title)) }];
  },
  "a word left out": (album, { truth }) => {
    const title = album.title.replace(/\p{L}{3,}\s+/u, "");
    if (title === album.title || truth.ofTitleAndArtist(title, album).outcome !== "held") return [];
    const expected = asGuess(truth.ofTitleAndArtist(album.title, album));
    return [{ title, artist: creditText(album), expected }];
  },
};

/** A title with less beside it than one would wish, or a year. */
const evidence: Record<string, Damage> = {
  "no artist": ({ title }, { truth }) => [{ title, expected: truth.ofTitle(title) }],
  "no artist, edition added": ({ title }, { truth, index }) => {
    const alone = truth.ofTitle(title);
    const expected = alone.outcome === "resolved" ? asGuess(alone) : alone;
    return [{ title: title + pick(editions, index), expected }];
  },
  "no artist, right year": (album, { truth }) => {
    const year = yearOf(album);
    if (Number.isNaN(year)) return [];
    return [{ title: `${album.title} (${year})`, expected: truth.ofTitle(album.title, year) }];
  },
  "no artist, wrong year": (album, { truth }) => {
    const year = yearOf(album) + 23;
    return Number.isNaN(year)
      ? []
      : [{ title: album.title, year, expected: truth.ofTitle(album.title, year) }];
  },
  "right year": (album, { truth }) => {
    const year = yearOf(album);
    const expected = truth.ofTitleAndArtist(album.title, album, year);
    return Number.isNaN(year) ? [] : [{ title: album.title, artist: creditText(album), year, expected }];
  },
  "year of a remaster": (album) => {
    const year = yearOf(album) + 50;
    return Number.isNaN(year) ? [] : [{ title: album.title, artist: creditText(album), year }];
  },
  "year before its first release": (album) =>
    Number.isNaN(yearOf(album))
      ? []
      : [{ title: album.title, artist: creditText(album), year: 1931, expected: held }],
};

/** Another album was meant, or none that there is. */
const others: Record<string, Damage> = {
  "wrong artist": (album, { albums, index, truth }) => {
    const stranger = pick(albums, index * 7 + 3);
    const expected = truth.ofTitleAndArtist(album.title, stranger);
    return [
      { title: album.title, artist: creditText(stranger), expected },
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
    const kind = pick(otherKinds, index);
    const title = album.title + kind;
    const own = [...album.secondaryTypes, album.disambiguation ?? ""].join(" ").toLowerCase();
    const isOwn = own.includes(kind.slice(2, 6).toLowerCase().trim().replace(")", ""));
    const expected = truth.ofTitleAndArtist(isOwn ? album.title : title, album);
    return [{ title, artist: creditText(album), expected: isOwn ? asGuess(expected) : expected }];
  },
  "a word replaced": (album) => {
    const title = album.title.replace(/\p{L}{4,}(?!.*\p{L}{4})/u, "Wonderland");
    return title === album.title ? [] : [{ title, artist: creditText(album), expected: held }];
  },
  "sign for another": (album) =>
    /[\p{L}\p{N}]/u.test(album.title)
      ? []
      : ["≠", "±", "???"].map((title) => ({ title, artist: creditText(album), expected: held })),
  "not there at all": (album, { albums }) => {
    const truth = createTruth(albums.filter(({ mbid }) => mbid !== album.mbid));
    const { title, mbid: withheld } = album;
    return [
      { title, artist: creditText(album), withheld, expected: truth.ofTitleAndArtist(title, album) },
      { title, withheld, expected: truth.ofTitle(title) },
    ];
  },
};

export const damages: Record<string, Damage> = { ...writing, ...slips, ...evidence, ...others };
