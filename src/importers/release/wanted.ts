import type { MediumFacts, ReleaseFacts, TrackFacts } from "../../facts.ts";
import { findItemId } from "../../library/identity/identifiers.ts";
import { findUnwanted, wantAgain } from "../../library/write/decisions/wanted.ts";
import type { ImportContext } from "../context.ts";

/** What a listing has and a person removed: how many releases and recordings stay away. */
export interface NotWanted {
  releases: number;
  tracks: number;
}

/** Once each, however often it is listed or tried: by identifier. */
export class Unwanted {
  readonly #releases = new Set<string>();
  readonly #tracks = new Set<string>();

  addRelease({ identifiers }: ReleaseFacts): void {
    this.#releases.add(identifiers[0]!.value);
  }

  addTrack({ recording }: TrackFacts): void {
    this.#tracks.add(recording.identifiers[0]!.value);
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
  { db, again }: ImportContext,
  facts: ReleaseFacts,
  unwanted = new Unwanted(),
): ReleaseFacts | undefined {
  if (again) {
    wantAgain(db, "release", facts.identifiers);
    for (const { recording } of facts.media.flatMap(({ tracks }) => tracks))
      wantAgain(db, "track", recording.identifiers);
    return facts;
  }
  if (findUnwanted(db, "release", facts.identifiers)) {
    unwanted.addRelease(facts);
    return undefined;
  }
  const isWanted = (track: TrackFacts): boolean => {
    const { identifiers } = track.recording;
    if (!findUnwanted(db, "track", identifiers) || findItemId(db, "track", identifiers) !== undefined)
      return true;
    unwanted.addTrack(track);
    return false;
  };
  const media: MediumFacts[] = facts.media.map((medium) => {
    const tracks = medium.tracks.filter(isWanted);
    return tracks.length === medium.tracks.length ? medium : { ...medium, tracks };
  });
  return { ...facts, media };
}
