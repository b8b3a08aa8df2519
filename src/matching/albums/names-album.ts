import { creditText } from "../../facts.ts";
import type { AlbumCandidate } from "../candidate.ts";
import { isVariousCredit, meansVarious } from "../artists/various-artists.ts";
import { isFillerArtist } from "../fillers.ts";
import { foldName, foldTitle } from "../text/fold.ts";
import type { TitleReading } from "../typed/readings.ts";
import { agreesInWords, isSameTitle, resolveAlbum, type TitleReadings } from "./album-resolver.ts";
import { createScorer } from "./score-album.ts";
import { mayBeOfYear } from "./years.ts";

/**
 * Whether words may be a name of an album that something else names. Under the resolver's floor they are another's; so they are where whom
 * they name is none of its artists, or the year that was given apart is not its. What is not known, here or there, contradicts nothing.
 */
export function mayName({ readings: said }: TitleReadings, album: AlbumCandidate): boolean {
  const year = yearApart(said);
  if (year !== undefined && !mayBeOfYear(year, album)) return false;
  const readings = year === undefined ? said : said.map(withoutYear);
  if (readings.some((reading) => isCalledSo(reading, album))) return true;
  const by = readings[0]?.artist;
  const isKnown = album.artists.some(({ name }) => isSomebody(name)) && (by === undefined || isSomebody(by));
  const query = { readings: isKnown ? readings : readings.map(withoutArtist) };
  if (agreesInWords(query, album)) return true;
  if (isKnown && by !== undefined) return false;
  return resolveAlbum(query, [album]).outcome !== "none" && !saysAnother(query, album);
}

/** Exact match: the title, and the artist where one is said, are those of the album, as most people write them; no scorer need judge that. */
export function isCalledSo(
  { title, artist, year }: TitleReading,
  album: { title: string; artists: Parameters<typeof creditText>[0] },
): boolean {
  if (year !== undefined || foldTitle(title) !== foldTitle(album.title)) return false;
  return artist === undefined || foldName(artist) === foldName(creditText(album.artists));
}

/** `U2 - Desire`, of Bob Dylan's: the title is there as a part of the words, and the other part is nobody of whom it is. */
function saysAnother({ readings }: TitleReadings, album: AlbumCandidate): boolean {
  const { score, isByAnother } = createScorer(new Set());
  const whole = score(album, readings[0]!);
  // "Kind of Blue - Legacy" is more of the title than an artist.
  if (isSameTitle(whole) || whole.title.kind === "qualifier") return false;
  return readings.some(
    (reading) =>
      reading.artist !== undefined &&
      isSomebody(reading.artist) &&
      isByAnother(album, reading) &&
      isSameTitle(score(album, reading)),
  );
}

/** "Soundtrack" is what shops write in the place of an artist, "Unknown Artist" what programs do. Various Artists is somebody. */
const isSomebody = (name: string): boolean =>
  !isFillerArtist(name) && (meansVarious(name) || !isVariousCredit(name));

/** It stands in every reading; one that was read out of the words does not. */
const yearApart = (readings: TitleReading[]): number | undefined =>
  readings.every(({ year }) => year === readings[0]!.year) ? readings[0]?.year : undefined;

function withoutYear({ title, artist }: TitleReading): TitleReading {
  return { title, ...(artist !== undefined && { artist }) };
}

function withoutArtist({ title, year }: TitleReading): TitleReading {
  return { title, ...(year !== undefined && { year }) };
}
