import type { MediumFacts, ReleaseFacts, TrackFacts } from "../../facts.ts";
import { findItemId } from "../../library/identity/identifiers.ts";
import { listReleaseTracks } from "../../library/items/tracks.ts";
import { findUnwanted, isAnyUnwanted, wantAgain } from "../../library/write/decisions/wanted.ts";
import { isUnwantedPlace, wantPlacesAgain } from "../../library/write/decisions/unwanted-places.ts";
import { foldTitle } from "../../matching/text/fold.ts";
import { ownIdentifier } from "../../refs.ts";
import type { ImportContext } from "../context.ts";
import { countText } from "../../counts.ts";

/** What a listing has and a person removed: how many releases and recordings stay away. */
export interface NotWanted {
  releases: number;
  tracks: number;
}

/** Undefined where nothing stays away. */
export function notWantedText({ releases, tracks }: NotWanted, albumId: number): string | undefined {
  const counts = [[releases, "release"] as const, [tracks, "track"] as const].filter(([count]) => count > 0);
  if (counts.length === 0) return undefined;
  const parts = counts.map(([count, noun]) => countText(count, noun));
  return `${parts.join(" and ")} not wanted (removed before); to have them again: importer releases ${albumId} --again`;
}

/** Once each, however often it is listed or tried: by identifier, or by where it stands. */
export class Unwanted {
  readonly #releases = new Set<string>();
  readonly #tracks = new Set<string>();

  addRelease({ identifiers }: ReleaseFacts): void {
    this.#releases.add(identifiers[0]!.value);
  }

  addTrack({ identifiers }: ReleaseFacts, medium: number, { recording, position }: TrackFacts): void {
    const own = ownIdentifier(recording.identifiers, "track");
    this.#tracks.add(own?.value ?? `${identifiers[0]!.value} ${medium}.${position}`);
  }

  counts(): NotWanted {
    return { releases: this.#releases.size, tracks: this.#tracks.size };
  }
}

/**
 * A release without the recordings that a person removed; undefined where they removed the release itself. A recording that the library
 * has by now, as by a binding, stays in its place. With `again` all of it is wanted. Within a transaction.
 */
export function wantedPart(
  context: ImportContext,
  facts: ReleaseFacts,
  unwanted = new Unwanted(),
): ReleaseFacts | undefined {
  const { db, again } = context;
  if (again) {
    wantAgain(db, "release", facts.identifiers);
    wantPlacesAgain(db, facts.identifiers);
    for (const { recording } of facts.media.flatMap(({ tracks }) => tracks))
      wantAgain(db, "track", recording.identifiers);
    return facts;
  }
  if (isAnyUnwanted(db, "release") && findUnwanted(db, "release", facts.identifiers)) {
    unwanted.addRelease(facts);
    return undefined;
  }
  if (!isAnyUnwanted(db, "track")) return facts;
  const media: MediumFacts[] = facts.media.map((medium) => {
    const tracks = medium.tracks.filter((track) => {
      if (isWanted(context, facts, medium.position, track)) return true;
      unwanted.addTrack(facts, medium.position, track);
      return false;
    });
    return tracks.length === medium.tracks.length ? medium : { ...medium, tracks };
  });
  return { ...facts, media };
}

function isWanted(
  { db }: Pick<ImportContext, "db">,
  facts: ReleaseFacts,
  medium: number,
  track: TrackFacts,
): boolean {
  const { identifiers } = track.recording;
  if (ownIdentifier(identifiers, "track"))
    return !findUnwanted(db, "track", identifiers) || findItemId(db, "track", identifiers) !== undefined;
  const place = { medium, position: track.position, title: track.title };
  if (!isUnwantedPlace(db, facts.identifiers, place, isOnlyOfTitle(facts, track.title))) return true;
  const releaseId = findItemId(db, "release", facts.identifiers);
  const there = releaseId === undefined ? [] : listReleaseTracks(db, releaseId);
  const isSame = (row: (typeof there)[number]): boolean =>
    row.medium === medium &&
    row.position === track.position &&
    foldTitle(row.title) === foldTitle(track.title);
  return there.some(isSame);
}

const isOnlyOfTitle = ({ media }: ReleaseFacts, title: string): boolean =>
  media.flatMap(({ tracks }) => tracks).filter((each) => foldTitle(each.title) === foldTitle(title))
    .length === 1;
