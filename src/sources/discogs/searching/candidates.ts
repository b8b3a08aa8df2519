import type { AlbumCandidate, CandidateArtist } from "../../../matching/candidate.ts";
import { foldName } from "../../../matching/text/fold.ts";
import type { TitleReading } from "../../../matching/typed/readings.ts";
import {
  meansVarious,
  variousArtistsMbid,
  variousArtistsName,
} from "../../../matching/artists/various-artists.ts";
import type { HitDocument } from "../documents.ts";
import { typesOf } from "../facts/formats.ts";
import { printedName } from "../facts/names.ts";

/** `Artist - Title` of a hit, as the resolver wants it. An artist's id is not said there: the name has to do. */
export function candidateOfHit(hit: HitDocument, readings: TitleReading[]): AlbumCandidate {
  const { artist, title } = partTitle(hit.title, readings);
  const isMaster = hit.type === "master";
  const { primaryType, secondaryTypes } = typesOf(
    [{ name: undefined, qty: undefined, text: undefined, descriptions: hit.format }],
    [],
  );
  const year = String(hit.year ?? "");
  // The year of a release that has a master is not that of the album.
  const isFirst = (isMaster || !hit.master_id) && /^\d{4}$/.test(year);
  return {
    mbid: albumIdOf(hit),
    title,
    aliases: [],
    artists: artist === undefined ? [] : [artistOf(artist)],
    secondaryTypes,
    ...(primaryType !== null && { primaryType }),
    ...(isFirst && { firstReleaseDate: year }),
  };
}

/** A release that has a master stands for that. No master is 0, null, or left out. */
export const albumIdOf = ({ type, id, master_id }: Pick<HitDocument, "type" | "id" | "master_id">): string =>
  type === "master" ? `master:${id}` : master_id ? `master:${master_id}` : `release:${id}`;

/** Where the artist ends is a guess, unless an artist was asked for and stands before one of the hyphens. */
function partTitle(text: string, readings: TitleReading[]): { artist?: string; title: string } {
  const parts = text.split(" - ");
  const wanted = new Set(readings.flatMap(({ artist }) => (artist === undefined ? [] : foldName(artist))));
  const ends = parts.slice(1).map((_, at) => at + 1);
  const end =
    ends.find((at) => wanted.has(foldName(printedCredit(parts.slice(0, at).join(" - "))))) ?? ends[0];
  if (end === undefined) return { title: text.trim() };
  return {
    artist: printedCredit(parts.slice(0, end).join(" - ")),
    title: parts.slice(end).join(" - ").trim(),
  };
}

/** A credit of several: the number that tells namesakes apart may stand after each. */
const printedCredit = (credit: string): string =>
  printedName(credit.replace(/\s+\(\d+\)\*?(?=\s*(?:,|&|\/|Feat\.|vs))/gi, ""));

function artistOf(name: string): CandidateArtist {
  const isVarious = meansVarious(name);
  const own = isVarious ? variousArtistsName : name;
  return {
    mbid: isVarious ? variousArtistsMbid : `name:${foldName(name)}`,
    name: own,
    creditedAs: own,
    joinPhrase: "",
    aliases: [],
  };
}
