import type { TrackTitle } from "../../library/scanned/tagged.ts";
import { foldName, foldTitle } from "../../matching/text/fold.ts";
import { mainName } from "./credits.ts";

/** Encoders differ by so much, other versions by more. ms. */
const mostOffMs = 2000;

export interface WantedTrack {
  title: string;
  artistId: number;
  artistCredit: string;
  /** The tags name an artist: two unknown ones are not the same. */
  hasArtist: boolean;
  lengthMs: number | null;
  /** Where it stands on the album, `""` if nothing says so. */
  place: string;
  hasMbid: boolean;
  /** Tracks of files with the very same sound. */
  sameSound: ReadonlySet<number>;
}

/**
 * Which of an album's tracks a file is: of the same title and artist, at the same place, and by measurement as long.
 * What is unknown is not equal, and the file a track of its own. `taken`: tracks that files of this scan are, and their places.
 */
export function findTrack(
  titles: TrackTitle[],
  wanted: WantedTrack,
  taken: ReadonlyMap<number, string>,
): number | undefined {
  if (!wanted.hasArtist) return undefined;
  const keys = [...new Set([wanted.title, wanted.title.replace(remasterNote, "")].map(foldTitle))];
  for (const key of keys) {
    const named = titles.filter((each) => titleKeyOf(each) === key && isSameArtist(each, wanted));
    const known = new Set(named.filter(({ isListed }) => isListed).map(({ trackId }) => trackId));
    const fitting = named.filter(
      (each) =>
        !(wanted.hasMbid && each.hasMbid) &&
        (taken.get(each.trackId) ?? wanted.place) === wanted.place &&
        (isSameByPlace(each, wanted) ||
          (each.isListed && known.size === 1 && isAsLong(each, wanted)) ||
          isCopy(each, wanted)),
    );
    const [best] = fitting.sort((a, b) => offMs(a, wanted) - offMs(b, wanted) || a.trackId - b.trackId);
    if (best) return best.trackId;
  }
  return undefined;
}

const isSameByPlace = (each: TrackTitle, wanted: WantedTrack): boolean =>
  wanted.place !== "" && each.place === wanted.place && isAsLong(each, wanted);

/** The same sound under the same name, neither with a number. */
const isCopy = (each: TrackTitle, wanted: WantedTrack): boolean =>
  wanted.sameSound.has(each.trackId) && (each.place === wanted.place || each.isListed);

function isSameArtist(each: TrackTitle, { artistId, artistCredit }: WantedTrack): boolean {
  if (each.artistId === artistId) return true;
  const nameOf = (credit: string): string => foldName(mainName(credit));
  return each.artistCredit !== null && nameOf(each.artistCredit) === nameOf(artistCredit);
}

interface Measured {
  lengthMs: number | null;
}

/** By measurement: two of which one was not measured are not. */
export const isAsLong = (some: Measured, other: Measured): boolean => offMs(some, other) <= mostOffMs;

/** Infinite where one of the two was not measured. */
const offMs = (some: Measured, other: Measured): number =>
  some.lengthMs === null || other.lengthMs === null ? Infinity : Math.abs(some.lengthMs - other.lengthMs);

/** Stores add it to every title; the recording is called without. */
const remasterNote = /\s*(?:[([][^()[\]]*remaster[^()[\]]*[)\]]|[-–—]\s[^-–—]*remaster[^-–—]*)\s*$/i;

const keys = new WeakMap<TrackTitle, string>();
function titleKeyOf(each: TrackTitle): string {
  const key = keys.get(each) ?? foldTitle(each.title);
  keys.set(each, key);
  return key;
}
