import type { Db } from "../../db/connection.ts";
import type { Identifier, ReleaseFacts } from "../../facts.ts";
import { findItemId, isOfFormer } from "../../library/identity/identifiers.ts";
import { isKeptFrom, listBetween } from "../../library/decisions/kept-apart.ts";
import { currentId } from "../../library/identity/redirects.ts";
import { getRelease, type ReleaseRow } from "../../library/items/releases.ts";
import { listReleaseTracks } from "../../library/items/tracks.ts";
import { identifierOf, refOf } from "../../refs.ts";
import type { UpstreamEvent } from "../upstream/event.ts";
import { isListingDoubtful, type Told } from "../upstream/inquiry.ts";
import { idsAt, type ReleaseListing } from "./listing.ts";
import { countText } from "../../counts.ts";

/** What has to be done before a release is saved. Each pair of ids: the current one, and the one that it had. */
export interface Foreseen {
  albums: [Identifier, Identifier][];
  releases: [Identifier, Identifier][];
  recordings: [Identifier, Identifier][];
  /** It moved here from another album. */
  comesHere: boolean;
  /** Its tracks stay as they are: what became of recordings can't be told now, is doubted, or was decided by a person. */
  keepsTracks: boolean;
  /** Of how many recordings it can't be told now. */
  untold: number;
  events: UpstreamEvent[];
}

interface Deciding {
  db: Db;
  listing: Pick<ReleaseListing, "source" | "ref" | "albumId" | "seen">;
  told: Told;
  foreseen: Foreseen;
}

/** Reasons to ask where ids are now: the library has the release at another album, or recordings on it that are not listed. */
export function foresee(db: Db, listing: Deciding["listing"], facts: ReleaseFacts, told: Told): Foreseen {
  const foreseen: Foreseen = {
    albums: [],
    releases: [],
    recordings: [],
    comesHere: false,
    keepsTracks: false,
    untold: 0,
    events: [],
  };
  const id = findItemId(db, "release", facts.identifiers);
  const release = id === undefined ? undefined : getRelease(db, id);
  if (!release) return foreseen;
  const deciding = { db, listing, told, foreseen };
  const albumId = currentId(db, "album", listing.albumId);
  if (release.albumId !== albumId) foreseeMove(deciding, release, albumId);
  foreseeReturn(deciding, release, facts);
  foreseeRecordings(deciding, release, facts);
  return foreseen;
}

/** It is listed under an id that it had before, and not under its current one: that one may have been merged into this. */
function foreseeReturn(
  { db, listing, told, foreseen }: Deciding,
  { id }: ReleaseRow,
  facts: ReleaseFacts,
): void {
  if (!isOfFormer(db, "release", id, facts.identifiers)) return;
  const [known] = idsAt(db, listing.source, "release", id);
  if (!known || listing.seen.has(known.value)) return;
  const current = currentOf(told, known);
  if (current && facts.identifiers.some(({ value }) => value === current.value))
    foreseen.releases.push([current, known]);
}

/** Another album has it: the two were merged, or this release moved. What was told apart stays where it is. */
function foreseeMove(
  { db, listing: { source, ref }, told, foreseen }: Deciding,
  release: ReleaseRow,
  albumId: number,
): void {
  if (listBetween(db, "album", albumId, release.albumId).length > 0) return;
  const own = [ref.id, ...idsAt(db, source, "album", albumId).map(({ value }) => value)];
  for (const id of [release.albumId, albumId]) {
    const [known] = idsAt(db, source, "album", id);
    const current = known && currentOf(told, known);
    if (known && current && current.value !== known.value) foreseen.albums.push([current, known]);
  }
  if (foreseen.albums.length > 0) return;
  const [known] = idsAt(db, source, "release", release.id);
  const where = known && told(refOf(known));
  foreseen.comesHere = typeof where === "object" && own.includes(where.album?.id ?? "");
}

function foreseeRecordings(
  { db, listing: { source }, told, foreseen }: Deciding,
  release: ReleaseRow,
  facts: ReleaseFacts,
): void {
  const places = listReleaseTracks(db, release.id);
  const lost = lostRecordings(places, facts, (trackId) => idsAt(db, source, "track", trackId));
  if (isListingDoubtful(lost.length, places.length)) {
    foreseen.keepsTracks = true;
    const says = `release ${release.id}, "${release.title}", lacks ${lost.length} of the ${countText(places.length, "recording")} that it had there: doubted, and left as they are`;
    const { id, title } = release;
    foreseen.events.push({ event: "doubted", what: "release", id, title, says });
    return;
  }
  const listed = recordingsOf(facts);
  foreseeReturned({ db, source, told, foreseen }, places, listed);
  for (const { trackId, known } of lost) {
    // A person took back that it is one of these: nobody need say so again.
    const isToldApart = isKeptFrom(db, "track", trackId, listed);
    const where = isToldApart ? undefined : told(refOf(known));
    if (where === undefined) foreseen.keepsTracks = true;
    if (where === undefined && !isToldApart) foreseen.untold++;
    const current = typeof where === "object" ? identifierOf(where.ref) : undefined;
    if (!current || current.value === known.value) continue;
    if (isKeptFrom(db, "track", trackId, [current])) foreseen.keepsTracks = true;
    else foreseen.recordings.push([current, known]);
  }
}

/** Of recordings the same as `foreseeReturn`: listed under an id that a track had before, and not under its current one. */
function foreseeReturned(
  { db, source, told, foreseen }: Pick<Deciding, "db" | "told" | "foreseen"> & Pick<ReleaseListing, "source">,
  places: { trackId: number }[],
  listed: Identifier[],
): void {
  const values = new Set(listed.map(({ value }) => value));
  for (const trackId of new Set(places.map((place) => place.trackId))) {
    const [known, ...former] = idsAt(db, source, "track", trackId);
    if (!known || values.has(known.value) || !former.some(({ value }) => values.has(value))) continue;
    const current = currentOf(told, known);
    if (current && current.value !== known.value && values.has(current.value))
      foreseen.recordings.push([current, known]);
  }
}

function currentOf(told: Told, known: Identifier): Identifier | undefined {
  const where = told(refOf(known));
  return typeof where === "object" ? identifierOf(where.ref) : undefined;
}

const recordingsOf = ({ media }: ReleaseFacts): Identifier[] =>
  media.flatMap(({ tracks }) => tracks.flatMap(({ recording }) => recording.identifiers));

/** The tracks that would lose their place, with their ids. Media that are not listed, or not whole, keep theirs. */
function lostRecordings(
  places: { medium: number; position: number; trackId: number }[],
  facts: ReleaseFacts,
  idsOf: (trackId: number) => Identifier[],
): { trackId: number; known: Identifier }[] {
  const { media, isCut } = facts;
  const told = new Set(recordingsOf(facts).map(({ value }) => value));
  if (told.size === 0) return [];
  const isTaken = ({ medium, position }: (typeof places)[number]): boolean => {
    const of = media.find((each) => each.position === medium);
    if (!of) return isCut !== true;
    if (of.tracks.length === 0) return false;
    return of.isCut !== true || of.tracks.some((track) => track.position === position);
  };
  const tracks = [...new Set(places.filter(isTaken).map(({ trackId }) => trackId))];
  return tracks.flatMap((trackId) => {
    const ids = idsOf(trackId);
    const [known] = ids;
    return known && !ids.some(({ value }) => told.has(value)) ? [{ trackId, known }] : [];
  });
}
