import { listReleaseIdentifiers } from "../../library/items/releases.ts";
import { isExact, refKinds, refOf, textOfRef, type Ref } from "../../refs.ts";
import type { AlbumSource } from "../../sources/albums/source.ts";
import type { ImportContext } from "../context.ts";
import { ownRefAt } from "../own-ref.ts";

type Asking = Pick<ImportContext, "db" | "signal">;

/** Each costs a request, and without all of them it would be a guess. */
const mostReleases = 10;

/**
 * Where an album of the library is at a source now: by its own id, and where that is gone by its releases. Undefined where it is nowhere, or
 * can't be told. Faults are the source's.
 */
export async function whereAlbumIs(
  context: Asking,
  source: AlbumSource,
  albumId: number,
): Promise<Ref | undefined> {
  const ref = ownRefAt(context.db, source, { id: albumId });
  const where = ref && (await source.whereIs(ref, context.signal));
  if (where === "gone") return whereReleasesAre(context, source, albumId);
  return typeof where === "object" ? (where.album ?? where.ref) : undefined;
}

/**
 * The one album in which all releases are that the library has of an album and that source still has. Undefined where they are in none, in
 * several, or too many to be asked for.
 */
export async function whereReleasesAre(
  { db, signal }: Asking,
  source: AlbumSource,
  albumId: number,
): Promise<Ref | undefined> {
  const named = listReleaseIdentifiers(db, albumId).filter(
    ({ kind }) => isExact(kind, "release") && refKinds[kind].source === source.name,
  );
  if (named.length > mostReleases) return undefined;
  const albums = new Map<string, Ref>();
  for (const each of named) {
    const where = await source.whereIs(refOf(each), signal);
    if (where === "gone") continue;
    if (where === "unasked" || !where.album) return undefined;
    albums.set(textOfRef(where.album), where.album);
  }
  const [first] = albums.values();
  return albums.size === 1 ? first : undefined;
}
