import { buildDemoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import type { DemoCatalogue } from "../../../src/demo/musicbrainz/documents.ts";
import type { DemoAlbum, DemoArtist } from "../../../src/demo/musicbrainz/facts.ts";
import type { PoolAlbum } from "./case-file.ts";

/** The rows of a pool as a stand-in serves them: search documents, look-ups, releases to browse, redirects. */
export function catalogueOf(pool: PoolAlbum[]): DemoCatalogue {
  const artists = artistsOf(pool);
  return buildDemoCatalogue(pool.map((album) => factsOf(album, artists)));
}

function factsOf(album: PoolAlbum, artists: Map<string, DemoArtist>): DemoAlbum {
  const year = album.year ?? "";
  return {
    id: album.mbid,
    title: album.title,
    disambiguation: album.disambiguation ?? "",
    primaryType: album.type ?? null,
    secondaryTypes: album.secondary ?? [],
    firstReleased: year,
    genres: [],
    credits: album.artists.map(({ mbid, name, as, join }) => ({
      artist: artists.get(mbid) ?? { id: mbid, name },
      as: as ?? name,
      join: join ?? "",
    })),
    aliases: (album.aliases ?? []).map((name) => ({ name })),
    mergedFrom: album.merged_from ?? [],
    links: album.discogs_master
      ? [["discogs", `https://www.discogs.com/master/${album.discogs_master}`]]
      : [],
    releases: (album.releases ?? []).map(({ mbid, title, barcode }) => ({
      id: mbid,
      title: title ?? album.title,
      events: year === "" ? [] : [[year, "XW"]],
      barcode: barcode ?? null,
      media: [{ format: "CD", trackCount: 10 }],
    })),
  };
}

/** An artist stands in many rows, and not each of them says all that is known: the rows add up. */
function artistsOf(pool: PoolAlbum[]): Map<string, DemoArtist> {
  const artists = new Map<string, DemoArtist>();
  for (const { mbid, name, aliases, sort_name, disambiguation } of pool.flatMap((row) => row.artists)) {
    const known = artists.get(mbid) ?? { id: mbid, name, aliases: [] };
    const names = new Set([...(known.aliases ?? []).map((alias) => alias.name), ...(aliases ?? [])]);
    artists.set(mbid, {
      ...known,
      aliases: [...names].map((alias) => ({ name: alias })),
      ...(sort_name && { sortName: sort_name }),
      ...(disambiguation && { disambiguation }),
    });
  }
  return artists;
}
