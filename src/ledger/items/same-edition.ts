import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import { exitCodes, mergeCommand, UserError } from "../../errors.ts";
import { listIdentifiers } from "../../library/identity/identifiers.ts";
import { getRelease, listMedia } from "../../library/items/releases.ts";
import { foldTitle } from "../../matching/text/fold.ts";
import { plainText } from "../../plain-text.ts";

/** A recording of the release that goes, and the one of the release that stays that it is. */
export interface TrackPair {
  from: { id: number; title: string };
  into: { id: number; title: string };
}

interface Place {
  medium: number;
  position: number;
  trackId: number;
  title: string;
  lengthMs: number | null;
}

const selectPlaces = statement<[releaseId: number], Place>(`
  SELECT medium, position, track_id AS trackId, tracks.title, coalesce(tracks.length_ms, release_tracks.length_ms) AS lengthMs
  FROM release_tracks JOIN tracks ON tracks.id = track_id WHERE release_id = ? ORDER BY medium, position`);

/** Encoders make a second or two of difference; another version makes more. */
const sameLengthMs = 2000;
const mostTold = 3;

/**
 * Duplicate detection: two rows of one edition have the same media, and on each place the same recording. @returns the recordings
 * that are there twice; none of them is named twice.
 * @throws UserError that names what differs, when they are two editions.
 */
export function pairTracks(db: Db, from: number, into: number): TrackPair[] {
  const [going, staying] = [selectPlaces(db).all(from), selectPlaces(db).all(into)];
  const differing = [...differingCounts(db, from, into), ...placesWithoutLike(going, staying)];
  const likes = going.flatMap((place) => {
    const like = staying.find((each) => isSamePlace(place, each));
    return like ? [{ place, like }] : [];
  });
  const others = likes.filter(({ place, like }) => !isSameRecording(db, place, like));
  differing.push(...others.map(({ place, like }) => `${nameOf(place)} is ${told(place)} and ${told(like)}`));
  const pairs = new Map<number, TrackPair>();
  for (const { place, like } of likes.filter(({ place, like }) => place.trackId !== like.trackId)) {
    const isElsewhere = likes.some(
      (each) => (each.place.trackId === place.trackId) !== (each.like.trackId === like.trackId),
    );
    const isChain = staying.some((each) => each.trackId === place.trackId);
    if (isElsewhere || isChain) differing.push(`${nameOf(place)} could be one of several recordings`);
    pairs.set(place.trackId, { from: trackOf(place), into: trackOf(like) });
  }
  if (differing.length > 0)
    throw notOneEdition({
      from,
      into,
      differing,
      other: differing.length === others.length ? others.find(isAlikeByTitle) : undefined,
    });
  return [...pairs.values()];
}

/** Unknown counts (null, and 0) differ from none. */
function differingCounts(db: Db, from: number, into: number): string[] {
  const [count, otherCount] = [from, into].map((id) => getRelease(db, id)?.trackCount ?? 0) as [
    number,
    number,
  ];
  const differing =
    count > 0 && otherCount > 0 && count !== otherCount
      ? [`they have ${count} and ${otherCount} tracks`]
      : [];
  const [media, others] = [listMedia(db, from), listMedia(db, into)];
  if (media.length === 0 || others.length === 0) return differing;
  for (const position of new Set([...media, ...others].map((each) => each.position))) {
    const [one, other] = [media, others].map((each) => each.find((medium) => medium.position === position));
    if (!one || !other) differing.push(`only release ${one ? from : into} has a disc ${position}`);
    else if (one.trackCount > 0 && other.trackCount > 0 && one.trackCount !== other.trackCount)
      differing.push(`disc ${position} has ${one.trackCount} and ${other.trackCount} tracks`);
  }
  return differing;
}

/** A disc whose tracks nobody has listed may be filled; one that is listed gets no more of them. */
function placesWithoutLike(going: Place[], staying: Place[]): string[] {
  const listed = new Set(staying.map(({ medium }) => medium));
  return going
    .filter((place) => listed.has(place.medium) && !staying.some((each) => isSamePlace(place, each)))
    .map((place) => `${nameOf(place)}, ${told(place)}, is only on the one that goes`);
}

function isSameRecording(db: Db, one: Place, other: Place): boolean {
  if (one.trackId === other.trackId) return true;
  const [mbids, others] = [mbidsOf(db, one), mbidsOf(db, other)];
  if (mbids.length > 0 && others.length > 0) return mbids.some((mbid) => others.includes(mbid));
  return (
    foldTitle(one.title) === foldTitle(other.title) &&
    one.lengthMs !== null &&
    other.lengthMs !== null &&
    Math.abs(one.lengthMs - other.lengthMs) <= sameLengthMs
  );
}

const mbidsOf = (db: Db, { trackId }: Place): string[] =>
  listIdentifiers(db, "track", trackId).flatMap(({ kind, value }) =>
    kind === "musicbrainz_recording" ? value : [],
  );

function notOneEdition(what: {
  from: number;
  into: number;
  differing: string[];
  other: { place: Place; like: Place } | undefined;
}): UserError {
  const { from, into, differing, other } = what;
  const more = differing.length - mostTold;
  const list = [...differing.slice(0, mostTold), ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
  const hint = other
    ? `if they are one recording, first: ${mergeCommand("track", other.place.trackId, other.like.trackId)}`
    : `importer show release ${from}`;
  return new UserError(`releases ${from} and ${into} are not one edition: ${list}`, {
    hint,
    exitCode: exitCodes.failed,
  });
}

const isAlikeByTitle = ({ place, like }: { place: Place; like: Place }): boolean =>
  foldTitle(place.title) === foldTitle(like.title);
const isSamePlace = (one: Place, other: Place): boolean =>
  one.medium === other.medium && one.position === other.position;
const trackOf = ({ trackId, title }: Place): TrackPair["from"] => ({ id: trackId, title });
const nameOf = ({ medium, position }: Place): string => `disc ${medium} track ${position}`;
const told = ({ trackId, title, lengthMs }: Place): string =>
  `"${plainText(title)}" (track ${trackId}, ${lengthMs === null ? "length unknown" : `${Math.round(lengthMs / 1000)} s`})`;
