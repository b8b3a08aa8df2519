import { rowsBy } from "../../db/rows.ts";
import type { Db } from "../../db/connection.ts";
import { artistAliases, artists } from "../../db/schema/music.ts";
import type { ArtistFacts } from "../../facts.ts";
import { foldName } from "../../matching/text/fold.ts";
import { ownIdentifier } from "../../refs.ts";

export type ArtistRow = typeof artists.$inferSelect;

const byId = rowsBy(artists, ["id"]);
const byName = rowsBy(artists, ["nameKey"], { rest: "ORDER BY id" });
const byAlias = rowsBy(artistAliases, ["nameKey"], {
  only: ["artistId"],
  rest: "ORDER BY artist_id",
  sorts: "the artists who go by one name",
});

const aliasesOf = rowsBy(artistAliases, ["artistId"], { only: ["name"], rest: "ORDER BY name_key" });

export function getArtist(db: Db, id: number): ArtistRow | undefined {
  return byId.get(db, id);
}

/** Artists with this name, however it is written. Several may share one. */
export function findArtistsByName(db: Db, name: string): ArtistRow[] {
  return byName.all(db, foldName(name));
}

/** Ids of the artists who go by one of these names, as their own or another. */
export function findArtistsCalled(db: Db, names: string[]): number[] {
  const ids = names.flatMap((name) => [
    ...findArtistsByName(db, name).map(({ id }) => id),
    ...findArtistIdsByAlias(db, name),
  ]);
  return [...new Set(ids)];
}

/** Ids of the artists for whom this name is another than their own. */
export function findArtistIdsByAlias(db: Db, name: string): number[] {
  return byAlias.all(db, foldName(name)).map(({ artistId }) => artistId);
}

/** What else an artist is called, as the source lists it. */
export const listArtistAliases = (db: Db, artistId: number): string[] =>
  aliasesOf.all(db, artistId).map(({ name }) => name);

/** What tells the artists of credits apart: an identity, or, where nobody gives one, the name. */
export function artistKey({ name, identifiers }: Pick<ArtistFacts, "name" | "identifiers">): string {
  const own = ownIdentifier(identifiers, "artist");
  return own ? `${own.kind}:${own.value}` : `name:${foldName(name)}`;
}
