import type { TrackTitle } from "../../library/tagged.ts";
import { foldTitle } from "../../matching/fold.ts";

/** Encoders and editions differ by a second or two; other versions by more. */
const mostOffMs = 5000;

export interface WantedTrack {
  title: string;
  lengthMs: number | null;
  /** Where it stands on the album, `""` if the tags do not say: two places are two tracks. */
  place: string;
  hasMbid: boolean;
  /** The track that this file was read as before. */
  formerId: number | null;
}

/** Which of an album's tracks a file is: of the same title and about the same length, its former one first. */
export function findTrack(
  titles: TrackTitle[],
  wanted: WantedTrack,
  taken: Map<number, string>,
): number | undefined {
  const fits = (key: string) => (each: TrackTitle) =>
    titleKeyOf(each) === key &&
    offMs(each, wanted) <= mostOffMs &&
    !(wanted.hasMbid && each.hasMbid) &&
    (taken.get(each.trackId) ?? wanted.place) === wanted.place;
  const order = (each: TrackTitle): number => (each.trackId === wanted.formerId ? -1 : offMs(each, wanted));
  const key = foldTitle(wanted.title);
  const unmastered = foldTitle(wanted.title.replace(remasterNote, ""));
  const found = [key, unmastered].map((each) =>
    titles.filter(fits(each)).sort((a, b) => order(a) - order(b) || a.trackId - b.trackId),
  );
  return found.flat()[0]?.trackId;
}

/** Stores add it to every title; the recording is called without. */
const remasterNote = /\s*(?:[([][^()[\]]*remaster[^()[\]]*[)\]]|[-–—]\s[^-–—]*remaster[^-–—]*)\s*$/i;

const keys = new WeakMap<TrackTitle, string>();
function titleKeyOf(each: TrackTitle): string {
  const key = keys.get(each) ?? foldTitle(each.title);
  keys.set(each, key);
  return key;
}

const offMs = (some: { lengthMs: number | null }, other: { lengthMs: number | null }): number =>
  some.lengthMs === null || other.lengthMs === null
    ? mostOffMs / 2
    : Math.abs(some.lengthMs - other.lengthMs);
