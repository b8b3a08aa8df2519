import { drawCover } from "../draw-cover.ts";
import {
  suffixOf,
  thumbnailSizes,
  type ArtItem,
  type ListedImage,
  type ArchiveListing,
} from "./documents.ts";
import { writePdf } from "./write-pdf.ts";

/** One image of a release, in the order in which the editors put them. */
export interface ImageFacts {
  id: number;
  types: string[];
  suffix?: "jpg" | "png" | "pdf";
  comment?: string;
  /** False while the edit that added it is open. */
  approved?: boolean;
  /** Width and height of the original. */
  sizePx?: number;
  /** Sizes that archive.org failed to make. */
  missingThumbnails?: (typeof thumbnailSizes)[number][];
}

/** How the listing was written: by today's indexer, by one with plain links, or by one with text ids and few sizes. */
export type ListingAge = "new" | "middle" | "old";

/** An item whose files are drawn when somebody asks for them. */
export function drawItem(release: string, images: ImageFacts[], age: ListingAge = "new"): ArtItem {
  const listing = writeListing(release, images, age);
  const sizes = new Map(images.map(({ id, sizePx }) => [String(id), sizePx ?? defaultSizePx]));
  const missing = new Set(
    images.flatMap(({ id, missingThumbnails = [] }) => missingThumbnails.map((px) => `${id}_thumb${px}.jpg`)),
  );
  const draw = drawFiles(listing, (id) => sizes.get(id) ?? defaultSizePx);
  return { listing, file: (name) => (missing.has(name) ? undefined : draw(name)) };
}

const defaultSizePx = 600;

/** Files for every image that a listing names, drawn once each: the original, and thumbnails no larger than it. */
export function drawFiles(
  listing: ArchiveListing,
  sizeOf: (id: string) => number = () => defaultSizePx,
): ArtItem["file"] {
  const drawn = new Map<string, Promise<Buffer>>();
  return (name) => {
    const [, id = "", thumbnail] = /^(\d+)(?:_thumb(\d+))?\.\w+$/.exec(name) ?? [];
    const image = listing.images.find((one) => String(one.id) === id);
    if (!image || !filesOf(image).includes(name)) return undefined;
    const sizePx = Math.min(sizeOf(id), Number(thumbnail ?? Infinity));
    const file = drawn.get(name) ?? drawFile(name, `${listing.release} ${id}`, sizePx);
    drawn.set(name, file);
    return file;
  };
}

function filesOf(image: ListedImage): string[] {
  return [`${image.id}.${suffixOf(image)}`, ...thumbnailSizes.map((size) => `${image.id}_thumb${size}.jpg`)];
}

async function drawFile(name: string, seed: string, sizePx: number): Promise<Buffer> {
  const picture = await drawCover(seed, sizePx, name.endsWith(".png") ? "png" : "jpeg");
  return name.endsWith(".pdf") ? writePdf(picture, sizePx) : picture;
}

function writeListing(release: string, images: ImageFacts[], age: ListingAge): ArchiveListing {
  // MusicBrainz flags the first of each kind, even if it is a raw scan.
  const firstOf = (type: string): number | undefined => images.find(({ types }) => types.includes(type))?.id;
  const [front, back] = [firstOf("Front"), firstOf("Back")];
  const scheme = age === "new" ? "https" : "http";
  return {
    images: images.map((image, index) => {
      const address = `${scheme}://coverartarchive.org/release/${release}/${image.id}`;
      return {
        approved: image.approved ?? true,
        back: image.id === back,
        comment: image.comment ?? "",
        edit: 90_000_000 + index,
        front: image.id === front,
        id: age === "old" ? String(image.id) : image.id,
        image: `${address}.${image.suffix ?? "jpg"}`,
        thumbnails: thumbnailLinks(address, age, image.missingThumbnails ?? []),
        types: image.types,
      };
    }),
    release: `${scheme}://musicbrainz.org/release/${release}`,
  };
}

function thumbnailLinks(address: string, age: ListingAge, missing: number[]): Record<string, string> {
  const named = { large: `${address}-500.jpg`, small: `${address}-250.jpg` };
  if (age === "old") return named;
  const sizes = thumbnailSizes.filter((size) => !missing.includes(size));
  return { ...Object.fromEntries(sizes.map((size) => [String(size), `${address}-${size}.jpg`])), ...named };
}
