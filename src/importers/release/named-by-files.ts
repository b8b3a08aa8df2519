import type { Db } from "../../db/connection.ts";
import type { ReleaseFacts } from "../../facts.ts";
import { getAlbum } from "../../library/items/albums.ts";
import { listOwnFiles } from "../../library/items/held-files.ts";
import { findByIdentifier } from "../../library/identity/identifiers.ts";
import { currentId } from "../../library/identity/redirects.ts";
import type { ImportContext } from "../context.ts";
import type { ReleaseListing } from "./listing.ts";

/** The edition that the files of an album name in their tags; undefined where they name none, or several. */
function namedByFiles(db: Db, albumId: number): string | undefined {
  const [only, ...others] = new Set(
    listOwnFiles(db, albumId).flatMap(({ releaseMbid }) => releaseMbid ?? []),
  );
  return others.length === 0 ? only : undefined;
}

/** That edition first: whatever is left out, it is not the one that the user has. */
export function ownFirst(db: Db, albumId: number, releases: ReleaseFacts[]): ReleaseFacts[] {
  const named = namedByFiles(db, albumId);
  const isOwn = ({ identifiers }: ReleaseFacts): boolean => identifiers.some(({ value }) => value === named);
  const own = named === undefined ? [] : releases.filter(isOwn);
  return own.length === 0 ? releases : [...own, ...releases.filter((each) => !isOwn(each))];
}

/**
 * Edition matching: the edition that the files name, where the listing did not bring it. It was merged into another since they were tagged,
 * or stands behind what comes unasked. One request at most; what is told instead says why the files' word does not count.
 */
export async function readNamedByFiles(
  { db, signal }: ImportContext,
  { source, ref, albumId: listed, seen, inquiry }: ReleaseListing,
): Promise<{ facts?: ReleaseFacts; odd?: string }> {
  const albumId = currentId(db, "album", listed);
  const mbid = source.name === "musicbrainz" ? namedByFiles(db, albumId) : undefined;
  if (mbid === undefined || seen.has(mbid) || getAlbum(db, albumId)?.ownedReleaseBy === "person") return {};
  // What became of one that the library has is asked and settled as with any other.
  if (findByIdentifier(db, "release", "musicbrainz_release", [mbid]).length > 0) return {};
  const found = await source.lookUpRelease({ source: source.name, entity: "release", id: mbid }, signal);
  const told = `the files name the release ${mbid}`;
  if (!found)
    return source.asOf === undefined ? { odd: `${told}, and ${source.title} has none of that id` } : {};
  const where = found.album.id === ref.id ? { ref } : await inquiry.foresee((told) => told(ref));
  if (where === undefined) return {};
  if (where !== "gone" && where.ref.id === found.album.id) return { facts: found.facts };
  const elsewhere = `importer album --id ${albumId} ${found.album.id}`;
  return {
    odd: `${told}, which is of another album at ${source.title}; to make this one that: ${elsewhere}`,
  };
}
