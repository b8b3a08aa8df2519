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

/** `discogs:release:123 the title `, before the place: `1.3` */
const prefixesOf = (release: Identifier[], title?: string): string[] =>
  release
    .filter((each) => isExact(each.kind, "release"))
    .map((each) => `${textOfRef(refOf(each))} ${title === undefined ? "" : `${foldTitle(title)} `}`);

const placeText = ({ medium, position }: Pick<Place, "medium" | "position">): string =>
  `${medium}.${position}`;

/** Else what follows is the rest of a longer title: "Love" begins "Love Me Do" too. */
const isPlace = (text: string): boolean => /^\d+\.\d+$/.test(text);

/** The names under which a track stays away that has no identity of its own. */
export function placeNames(db: Db, trackId: number): { kind: string; value: string }[] {
  return selectPlaces(db)
    .all(trackId)
    .flatMap(({ releaseId, ...place }) =>
      prefixesOf(listIdentifiers(db, "release", releaseId), place.title).map((prefix) => {
        return { kind, value: prefix + placeText(place) };
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
      .map(({ value }) => value.slice(prefix.length))
      .some((where) => (isOnly ? isPlace(where) : where === placeText(place))),
  );
}

/** What stood on a release is wanted again. Within a transaction. */
export function wantPlacesAgain(db: Db, release: Identifier[]): void {
  for (const prefix of prefixesOf(release))
    for (const row of below.all(db, prefix, prefix)) write.notWanted.remove(db, row);
}
