import { rowsBy } from "../db/rows.ts";
import type { Db } from "../db/connection.ts";
import { artistAliases, artists } from "../db/schema/music.ts";
import type { ArtistFacts } from "../facts.ts";
import { foldName } from "../matching/fold.ts";

export type ArtistRow = typeof artists.$inferSelect;

const byId = rowsBy(artists, ["id"]);
const byName = rowsBy(artists, ["nameKey"], { rest: "ORDER BY id" });
const byAlias = rowsBy(artistAliases, ["nameKey"], {
  only: ["artistId"],
  rest: "ORDER BY artist_id",
  sorts: "the artists who go by one name",
});

export function getArtist(db: Db, id: number): ArtistRow | undefined {
  return byId.get(db, id);
}

/** Artists with this name, however it is written. Several may share one. */
export function findArtistsByName(db: Db, name: string): ArtistRow[] {
  return byName.all(db, foldName(name));
}

/** Ids of the artists for whom this name is another than their own. */
export function findArtistIdsByAlias(db: Db, name: string): number[] {
  return byAlias.all(db, foldName(name)).map(({ artistId }) => artistId);
}

export function artistMbid(artist: ArtistFacts): string {
  const named = artist.identifiers.find(({ kind }) => kind === "musicbrainz_artist");
  if (!named) throw new Error(`the artist "${artist.name}" has no MusicBrainz identifier`);
  return named.value;
}
