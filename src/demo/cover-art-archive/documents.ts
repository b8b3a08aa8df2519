/** Everything a stand-in of the Cover Art Archive knows. */
export interface ArtCatalogue {
  /** By the MBID of the release: its item at archive.org. */
  items: Map<string, ArtItem>;
  /** Release group MBID → MBID of the release whose front stands for it. */
  groups: Map<string, string>;
  /** Release MBID that was merged away → the one that survives. */
  merged?: Map<string, string>;
}

export interface ArtItem {
  /** `index.json`, as the indexer wrote it. */
  listing: ArchiveListing;
  /** A file by what its name has after the MBID: `829521842.jpg`, `829521842_thumb500.jpg`. */
  file(name: string): Promise<Buffer> | undefined;
  /** Removed on request of a rights holder: archive.org refuses it, though the listing is still known. */
  darkened?: boolean;
}

export interface ArchiveListing {
  images: ListedImage[];
  release: string;
}

export interface ListedImage {
  approved: boolean;
  back: boolean;
  comment: string;
  edit: number;
  front: boolean;
  /** Text in old listings. */
  id: number | string;
  image: string;
  thumbnails: Record<string, string>;
  types: string[];
}

export const thumbnailSizes = [250, 500, 1200] as const;

/** `jpg`, `png`, `gif` or `pdf`: the ending of the original. */
export function suffixOf(image: ListedImage): string {
  return image.image.slice(image.image.lastIndexOf(".") + 1);
}
