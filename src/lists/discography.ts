import { idOfKind } from "../facts.ts";
import { UserError } from "../errors.ts";
import { creditText, type AlbumFacts } from "../facts.ts";
import { yearOf } from "../library/items/albums.ts";
import type { ImportContext } from "../importers/context.ts";
import type { ListEntry } from "./reading/entry.ts";

/** Which of an artist's release groups are wanted: all, unless said. */
export interface WantedDiscography {
  /** Primary or secondary types in lower case; one of them is enough. */
  types: string[];
  /** Types of which it must have none. */
  excluded: string[];
  /** Years of the first release, both included; one without a year is left out where they are given. */
  from?: number | undefined;
  to?: number | undefined;
}

const releaseGroupTypes = [
  "album",
  "ep",
  "single",
  "broadcast",
  "other",
  "compilation",
  "soundtrack",
  "spokenword",
  "interview",
  "audiobook",
  "audio drama",
  "live",
  "remix",
  "dj-mix",
  "mixtape/street",
  "demo",
  "field recording",
];

/** @throws UserError for what no album can fit: years that end before they begin, types of which each is left out. */
export function refuseNothingWanted({ types, excluded, from, to }: WantedDiscography): void {
  if (from !== undefined && to !== undefined && from > to) {
    throw new UserError(`--from ${from} --to ${to}: no year lies between`, {
      hint: `the smaller end comes first: --from ${to} --to ${from}`,
    });
  }
  if (types.length > 0 && types.every((type) => excluded.includes(type))) {
    throw new UserError(`--type ${types.join(",")} --exclude ${excluded.join(",")}: nothing is left`, {
      hint: "leave out one of the two",
    });
  }
}

/** `album,ep` → types. @throws UserError for none, and for one that MusicBrainz does not have. */
export function parseTypes(flag: string, text: string | undefined): string[] {
  const types = (text ?? "")
    .split(",")
    .map((type) => type.trim().toLowerCase())
    .filter((type) => type !== "");
  if (text !== undefined && types.length === 0) {
    throw new UserError(`${flag} "${text}": no type is named`, {
      hint: `types: ${releaseGroupTypes.join(", ")}`,
    });
  }
  const unknown = types.find((type) => !releaseGroupTypes.includes(type));
  if (unknown === undefined) return types;
  throw new UserError(`${flag} ${unknown}: there is no such type`, {
    hint: `types: ${releaseGroupTypes.join(", ")}`,
  });
}

export interface Discography {
  albums: AlbumFacts[];
  /** How many the artist has in all. */
  total: number;
  /** What could not be read, for people. */
  odd: string[];
}

/**
 * The release groups of an artist, a hundred a request; as the artist's page shows them, without bootlegs. Undefined: there is
 * no such artist. Throws the faults of the source: half a discography is none.
 */
export async function browseDiscography(
  { musicbrainz, signal }: ImportContext,
  artistMbid: string,
  wanted: WantedDiscography,
): Promise<Discography | undefined> {
  const found: AlbumFacts[] = [];
  const odd: string[] = [];
  let isKnown = false;
  for await (const page of musicbrainz.albumPages(artistMbid, { status: "website-default" }, signal)) {
    isKnown = true;
    found.push(...page.albums);
    odd.push(...page.odd);
  }
  if (!isKnown) return undefined;
  const albums = found.filter((album) => isWanted(album, wanted)).sort(byDate);
  return { albums, total: found.length, odd };
}

function isWanted(album: AlbumFacts, { types, excluded, from, to }: WantedDiscography): boolean {
  const own = [album.primaryType, ...(album.secondaryTypes ?? [])].flatMap(
    (type) => type?.toLowerCase() ?? [],
  );
  if (types.length > 0 && !own.some((type) => types.includes(type))) return false;
  if (own.some((type) => excluded.includes(type))) return false;
  if (from === undefined && to === undefined) return true;
  const year = yearOf(album.firstReleaseDate);
  return year !== null && year >= (from ?? 0) && year <= (to ?? Infinity);
}

const byDate = (one: AlbumFacts, other: AlbumFacts): number =>
  (one.firstReleaseDate || "9999").localeCompare(other.firstReleaseDate || "9999");

/** As a list: each album by its own MBID. */
export function entriesOfAlbums(albums: AlbumFacts[]): ListEntry[] {
  const entries: ListEntry[] = [];
  for (const album of albums) {
    const groupMbid = mbidOfAlbum(album);
    if (groupMbid === undefined) continue;
    const raw = `${creditText(album.credits)} - ${album.title} (${album.firstReleaseDate || "no date"})`;
    entries.push({ number: entries.length + 1, line: null, raw, words: { groupMbid } });
  }
  return entries;
}

export const mbidOfAlbum = ({ identifiers }: AlbumFacts): string | undefined =>
  idOfKind(identifiers, "musicbrainz_release_group");
