import type { DemoCatalogue, Json, Surroundings } from "../../src/demo/musicbrainz/documents.ts";
import type { AlbumCandidate } from "../../src/matching/candidate.ts";
import type { Case } from "./cases.ts";
import type { PoolAlbum } from "./road/case-file.ts";
import { catalogueOf } from "./road/catalogue.ts";
import { surroundingsOf } from "./world/surroundings.ts";
import { createWorld } from "./world/world.ts";

/** The albums written down for the evaluation, as a service has them, and a world of others around them. */
export function poolCatalogue(albums: AlbumCandidate[], cases: Case[], around: number): DemoCatalogue {
  const pool = albums.map(poolAlbumOf);
  const typed = cases.map(({ title }) => ({ args: [title], want: "A" }));
  const catalogue = catalogueOf(pool);
  const surroundings = surroundingsOf(createWorld(pool, typed, around));
  // They never change either: so they are indexed once, with the others.
  const search = {
    ...surroundings.search,
    "release-group": joined(catalogue.searchDocuments as Json[], surroundings.search["release-group"]),
  };
  return { ...catalogue, searchDocuments: [], surroundings: { ...surroundings, search } };
}

type Documents = Surroundings["search"]["artist"];

const joined = (first: Json[], others: Documents): Documents => ({
  size: first.length + others.size,
  id: (at) => (at < first.length ? String(first[at]?.["id"]) : others.id(at - first.length)),
  at: (at) => first[at] ?? others.at(at - first.length),
});

function poolAlbumOf(album: AlbumCandidate, at: number): PoolAlbum {
  const releases = Array.from({ length: album.releaseCount ?? 1 }, (_, number) => ({
    mbid: `ffffffff-${String(at).padStart(4, "0")}-4000-8000-${String(number).padStart(12, "0")}`,
  }));
  return {
    mbid: album.mbid,
    title: album.title,
    artists: album.artists.map(({ mbid, name, creditedAs, joinPhrase, sortName, aliases }) => {
      return { mbid, name, as: creditedAs, join: joinPhrase, sort_name: sortName, aliases };
    }),
    year: album.firstReleaseDate,
    type: album.primaryType,
    secondary: album.secondaryTypes,
    disambiguation: album.disambiguation,
    aliases: album.aliases,
    releases,
  };
}
