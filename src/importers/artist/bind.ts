import { exitCodes, mergeCommand, UserError } from "../../errors.ts";
import type { ArtistRow } from "../../library/items/artists.ts";
import { listIdentifiers } from "../../library/identity/identifiers.ts";
import { ownIdentifier, refOf, typedRef } from "../../refs.ts";
import type { ImportContext } from "../context.ts";
import type { ArtistQuery } from "./query.ts";

/**
 * Manual match: an identifier says who somebody known by name only is. It never makes one of two artists, nor another of one.
 * `taken`: whom the library knows by that identifier.
 * @throws UserError naming both
 */
export function refuseOtherArtist(
  { db }: ImportContext,
  artist: ArtistRow,
  query: ArtistQuery,
  taken: ArtistRow | undefined,
): void {
  if (query.kind === "name" || taken?.id === artist.id) return;
  if (taken) {
    throw new UserError(
      `that is artist ${taken.id} of the library already ("${taken.name}"), and not artist ${artist.id}`,
      {
        hint: `to make one of the two: ${mergeCommand("artist", artist.id, taken.id)}`,
        exitCode: exitCodes.ambiguous,
      },
    );
  }
  if (query.kind !== "mbid") return;
  const own = ownIdentifier(listIdentifiers(db, "artist", artist.id), "artist");
  if (own?.kind !== "musicbrainz_artist") return;
  throw new UserError(
    `artist ${artist.id}, "${artist.name}", is ${typedRef(refOf(own))} at MusicBrainz, and not ${query.mbid}`,
    { hint: `for that other: importer artist --mbid ${query.mbid}` },
  );
}
