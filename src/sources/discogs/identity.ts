import type { Ref } from "../../refs.ts";
import type { AlbumSource } from "../albums/source.ts";
import { discogsQueries } from "./searching/queries.ts";

/** What Discogs is among the sources of albums, without anything that asks it. */
export type AlbumSourceIdentity = Pick<
  AlbumSource,
  "name" | "title" | "address" | "albumKinds" | "artistKind" | "albumRef" | "artistRef" | "firstQuestion"
>;

export const discogsIdentity = (address: string): AlbumSourceIdentity => ({
  name: "discogs",
  title: "Discogs",
  address,
  albumKinds: ["discogs_master", "discogs_release"],
  artistKind: "discogs_artist",
  albumRef,
  artistRef: (id) => ({ source: "discogs", entity: "artist", id }),
  firstQuestion: (readings) =>
    JSON.stringify(readings.map((reading) => discogsQueries(reading, "ranked")[0])),
});

/** `master:10362` as a ref. */
export function albumRef(candidateId: string): Ref {
  const [entity = "", id = ""] = candidateId.split(":");
  return { source: "discogs", entity, id };
}
