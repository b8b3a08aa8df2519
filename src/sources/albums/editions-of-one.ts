import type { AlbumCandidate } from "../../matching/candidate.ts";

/** Releases that were found, each told as its album: every album once, with what its other releases are called. */
export function albumsOfReleases(releases: readonly AlbumCandidate[]): AlbumCandidate[] {
  const albums = new Map<string, AlbumCandidate>();
  for (const album of releases) {
    const known = albums.get(album.mbid) ?? album;
    const titles = [...(known.editionTitles ?? []), album.title, ...(album.editionTitles ?? [])];
    const editionTitles = [...new Set(titles)].filter((title) => title !== known.title);
    albums.set(album.mbid, { ...known, editionTitles });
  }
  return [...albums.values()];
}
