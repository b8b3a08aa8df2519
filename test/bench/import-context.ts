import { groupCommit } from "../../src/db/group-commit.ts";
import { transact } from "../../src/db/transact.ts";
import { createEvents } from "../../src/events.ts";
import type { ImportContext } from "../../src/importers/context.ts";
import { musicbrainzAlbumSource } from "../../src/sources/musicbrainz/album-source.ts";
import type { MusicBrainz } from "../../src/sources/musicbrainz/source.ts";

/** An import with one source, in the process (`sourceOf`), whose writes share commits. */
export function contextOf(db: ImportContext["db"], source: object): ImportContext {
  const musicbrainz = source as MusicBrainz;
  return {
    db,
    events: createEvents(),
    now: Date.now,
    musicbrainz,
    albumSources: [musicbrainzAlbumSource(musicbrainz)],
    transact: groupCommit(db, (write) => transact(db, write)),
  };
}
