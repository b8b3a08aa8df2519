import type { AlbumToCover } from "../../library/artworks.ts";
import { barcodeForms } from "../../matching/barcode.ts";
import type { Deezer, DeezerAlbum } from "../../sources/deezer/source.ts";
import type { CoverSource } from "../artwork.ts";
import { acceptHit } from "./accept-hit.ts";

/** An album has up to hundreds of editions, and their covers are mostly one. */
const mostBarcodes = 3;

/** By barcode, which says what it is; then by name, where a hit must prove itself. */
export function deezerCovers(deezer: Deezer): CoverSource {
  return {
    name: "deezer",
    async findCover(album, signal) {
      const found = (await findByBarcode(deezer, album, signal)) ?? (await findByName(deezer, album, signal));
      return found?.coverUrl === undefined ? undefined : deezer.getImage(found.coverUrl, signal);
    },
  };
}

async function findByBarcode(
  deezer: Deezer,
  { barcodes }: AlbumToCover,
  signal: AbortSignal,
): Promise<DeezerAlbum | undefined> {
  for (const barcode of barcodes.slice(0, mostBarcodes).flatMap(barcodeForms)) {
    const found = await deezer.albumOfBarcode(barcode, signal);
    if (found?.coverUrl !== undefined) return found;
  }
  return undefined;
}

/** Their fields first; plain words often find more. */
async function findByName(
  deezer: Deezer,
  album: AlbumToCover,
  signal: AbortSignal,
): Promise<DeezerAlbum | undefined> {
  const [artist, title] = [album.artist, album.title].map((text) => text.replaceAll('"', " ").trim());
  if (!artist || !title) return undefined;
  for (const words of [`artist:"${artist}" album:"${title}"`, `${artist} ${title}`]) {
    const hits = await deezer.searchAlbums(words, signal);
    const accepted = acceptHit(album, hits);
    if (accepted) return accepted;
  }
  return undefined;
}
