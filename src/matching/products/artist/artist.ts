import { foldName, foldTitle } from "../../text/fold.ts";
import { isVariousCredit } from "../../artists/various-artists.ts";
import { compareCreditedName, type NameMatch } from "./artist-name.ts";
import type { AlbumToMatch, Product } from "../product.ts";

/**
 * Whom the shop credits: `same` artist, `partly` (one of several, a leader of a band), `mixed` (Bach, but
 * somebody else at the piano), `similar` (a slip),
 * `other script` (Ringo Sheena and 椎名林檎 can't be compared), `various` where the album is by somebody, or the reverse.
 */
export type ArtistAgreement =
  "same" | "partly" | "mixed" | "similar" | "other script" | "various" | "different" | "missing";

export interface ProductArtist {
  agreement: ArtistAgreement;
  /** For people. */
  how: string;
  /** Those of the shop's names that agree. */
  agreeing: string[];
  /** The album's artists whom the shop does not credit. */
  lacking: string[];
}

/** Each of the album's artists under all of his names; none for an album by Various Artists. */
export function artistsOf({ artists, otherNames = [] }: AlbumToMatch): string[][] {
  const named = artists.map((name, at) => [name, ...(otherNames[at] ?? [])]);
  return named.filter(([name]) => name!.trim() !== "" && !isVariousCredit(name!));
}

export const namesOf = (album: AlbumToMatch): string[] => artistsOf(album).flat();

/** "Bob Dylan" as "Dylan Bob"; a name of one word has no such form. */
export function turned(name: string): string[] {
  const words = name.trim().split(/\s+/);
  if (words.length < 2 || words.length > 3) return [];
  return [`${words.at(-1)} ${words.slice(0, -1).join(" ")}`];
}

/** Compares the shop's credit with the album's, name by name. */
export function compareProductArtist(album: AlbumToMatch, product: Product): ProductArtist {
  const given = product.artists.filter((name) => name.trim() !== "");
  const credited = given.map((name) => withoutTitle(name, album));
  const artists = artistsOf(album);
  const lacking = artists.map(([name]) => name!);
  if (credited.length === 0)
    return { agreement: "missing", how: "no artist is named", agreeing: [], lacking };
  if (artists.length === 0) return compareWithVarious(album, credited);
  const matches = credited.map((name) => ({ name, ...compareCreditedName(name, artists) }));
  const best = matches.reduce((some, other) => (other.score > some.score ? other : some));
  const missing = lacking.filter((_, at) => matches.every(({ of }) => !of.includes(at)));
  const agreeing = matches.flatMap(({ name, score }, at) => (score >= 0.7 ? [name, given[at]!] : []));
  return {
    ...agreementOf(matches, best, artists, missing),
    agreeing: [...new Set(agreeing)],
    lacking: missing,
  };
}

type Match = NameMatch & { name: string };

function agreementOf(
  matches: Match[],
  best: Match,
  artists: string[][],
  missing: string[],
): Pick<ProductArtist, "agreement" | "how"> {
  const shown = matches.map(({ name }) => name).join(", ");
  const strangers = matches.filter(({ agreement }) => agreement === "different").map(({ name }) => name);
  if (best.agreement !== "different" && strangers.length > 0 && missing.length > 0) {
    return { agreement: "mixed", how: `beside ${best.name} they credit ${strangers.join(", ")}` };
  }
  if (best.agreement !== "different") {
    return { agreement: best.agreement, how: `artist ${best.how}: ${best.name}` };
  }
  const theirs = matches.map(({ name }) => name);
  if (theirs.some(isVariousCredit)) return { agreement: "various", how: `they credit ${shown}` };
  if (isInAnotherScript(theirs, artists)) {
    return { agreement: "other script", how: `artist is in another script: ${shown}` };
  }
  const own = artists.map(([name]) => name).join(", ");
  return { agreement: "different", how: `another artist: ${shown}, not ${own}` };
}

/** Several names are a sampler's; a single one is somebody's own record of that name. */
const leastOfSampler = 2;

function compareWithVarious(album: AlbumToMatch, credited: string[]): ProductArtist {
  const nobody = { agreeing: [], lacking: [] };
  if (album.artists.length === 0)
    return { agreement: "missing", how: "the album's artist is not known", ...nobody };
  if (credited.some(isVariousCredit))
    return { agreement: "same", how: "artist is Various Artists", ...nobody };
  const how = `they credit ${credited.join(", ")}, not Various Artists`;
  const names = new Set(credited.map((name) => foldName(name)));
  if (names.size < leastOfSampler) return { agreement: "various", how, ...nobody };
  return { agreement: "partly", how, agreeing: credited, lacking: [] };
}

/** Some shops write the title behind the name, in the field for the artist: "björk vespertine". */
function withoutTitle(name: string, album: AlbumToMatch): string {
  const folded = foldName(name);
  const title = foldTitle(album.title);
  const isBoth = namesOf(album).some((own) => folded === `${foldName(own)} ${title}`);
  return isBoth
    ? name
        .trim()
        .slice(0, name.trim().length - album.title.length)
        .trim() || name
    : name;
}

function isInAnotherScript(credited: string[], artists: string[][]): boolean {
  const isLatin = (name: string): boolean => /\p{Script=Latin}/u.test(name);
  const hasLetters = (name: string): boolean => /\p{L}/u.test(name);
  const names = artists.flat();
  return credited.every(
    (name) => hasLetters(name) && names.every((own) => hasLetters(own) && isLatin(own) !== isLatin(name)),
  );
}
