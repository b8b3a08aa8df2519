import type { ItunesItemDocument } from "./documents.ts";

export interface ItunesAlbum {
  title: string;
  artist: string;
  /** As the end of their title says: " - Single", " - EP". */
  type: "album" | "single" | "ep";
  year: number | undefined;
  /** Of a small picture; `Itunes.getImage` knows the large one. */
  coverUrl: string | undefined;
}

/** Their albums, in their order; no artists or tracks, and not the cleaned twin of an album that is there as well. */
export function itunesAlbumsOf(items: ItunesItemDocument[]): ItunesAlbum[] {
  const albums = items.flatMap((item) => {
    const album = albumOf(item);
    return album ? [{ album, isCleaned: item.collectionExplicitness === "cleaned" }] : [];
  });
  const uncut = new Set(albums.filter(({ isCleaned }) => !isCleaned).map(({ album }) => nameOf(album)));
  return albums.flatMap(({ album, isCleaned }) => (isCleaned && uncut.has(nameOf(album)) ? [] : [album]));
}

const nameOf = ({ title, artist, type }: ItunesAlbum): string => JSON.stringify([title, artist, type]);

function albumOf(item: ItunesItemDocument): ItunesAlbum | undefined {
  const { wrapperType, collectionName, artistName, releaseDate, artworkUrl100 } = item;
  if ((wrapperType ?? "collection") !== "collection" || !collectionName || !artistName) return undefined;
  const [, ending] = / - (Single|EP)$/.exec(collectionName) ?? [];
  const year = Number(releaseDate?.slice(0, 4));
  return {
    title: ending === undefined ? collectionName : collectionName.slice(0, -` - ${ending}`.length),
    artist: artistName,
    type: ending === "Single" ? "single" : ending === "EP" ? "ep" : "album",
    year: year > 0 ? year : undefined,
    coverUrl: artworkUrl100 || undefined,
  };
}

/** The picture in other sizes, the larger first; the address as it is where it does not end as we know it. */
export function addressesOf(coverUrl: string): string[] {
  const small = /\/\d+x\d+[a-z]*(\.[a-z]+)$/i;
  if (!small.test(coverUrl)) return [coverUrl];
  return [1200, 600].map((side) => coverUrl.replace(small, `/${side}x${side}bb$1`));
}
