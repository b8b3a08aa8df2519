import type { Db } from "../../../db/connection.ts";
import { rowsWhere } from "../../../db/rows.ts";
import { notWanted } from "../../../db/schema/facts.ts";
import { statement } from "../../../db/statement.ts";
import type { Identifier } from "../../../facts.ts";
import { foldTitle } from "../../../matching/text/fold.ts";
import { isExact, refOf, textOfRef } from "../../../refs.ts";
import { listIdentifiers } from "../../identity/identifiers.ts";
import { write } from "../tables.ts";

/** A track that no source has an id for stays away by where it stood: the release, its title, its place. */

interface Place {
  medium: number;
  position: number;
  title: string;
}

const kind = "place";
const below = rowsWhere<typeof notWanted, [prefix: string, again: string]>(
  notWanted,
  `item_type = 'track' AND kind = '${kind}' AND value >= ? AND value < ? || char(0x10FFFF)`,
);
const selectPlaces = statement<[trackId: number], Place & { releaseId: number }>(
  "SELECT release_id AS releaseId, medium, position, title FROM release_tracks WHERE track_id = ?",
);

/** `discogs:release:123 the title ` */
const prefixesOf = (release: Identifier[], title?: string): string[] =>
  release
    .filter((each) => isExact(each.kind, "release"))
    .map((each) => `${textOfRef(refOf(each))} ${title === undefined ? "" : `${foldTitle(title)} `}`);

/** The names under which a track stays away that has no identity of its own. */
export function placeNames(db: Db, trackId: number): { kind: string; value: string }[] {
  return selectPlaces(db)
    .all(trackId)
    .flatMap(({ releaseId, title, medium, position }) =>
      prefixesOf(listIdentifiers(db, "release", releaseId), title).map((prefix) => {
        return { kind, value: `${prefix}${medium}.${position}` };
      }),
    );
}

/**
 * Whether a person removed what stands there; of a title that a release has once (`isOnly`) also where it stands elsewhere by now: a track
 * was put in before it.
 */
export function isUnwantedPlace(db: Db, release: Identifier[], place: Place, isOnly: boolean): boolean {
  return prefixesOf(release, place.title).some((prefix) =>
    below
      .all(db, prefix, prefix)
      .some(({ value }) => isOnly || value === `${prefix}${place.medium}.${place.position}`),
  );
}

/** What stood on a release is wanted again. Within a transaction. */
export function wantPlacesAgain(db: Db, release: Identifier[]): void {
  for (const prefix of prefixesOf(release))
    for (const row of below.all(db, prefix, prefix)) write.notWanted.remove(db, row);
}
