import { readFile, stat } from "node:fs/promises";
import { storeArtwork } from "../../artwork/store.ts";
import { checkImage, ImageError, largestImageBytes, leastOwnSide } from "../../artwork/image.ts";
import { reasonOf } from "../../errors.ts";
import type { Db } from "../../db/connection.ts";
import { getCoverState } from "../../library/enrichment/artworks.ts";
import { listCovers } from "../../library/enrichment/covers.ts";
import { saveArtwork, type NewArtwork } from "../../library/write/enrichment/artworks.ts";
import { offerCover } from "../../library/write/enrichment/covers.ts";
import { chooseCover } from "../../matching/choose-cover.ts";
import type { ScanContext } from "../context.ts";
import { findAlbum } from "../grouping/find-album.ts";
import type { AlbumGroup } from "../grouping/group.ts";
import { diskPath } from "../walk/byte-path.ts";
import { readPictures } from "../reading/read-file.ts";
import type { Failure } from "../walk/walk.ts";

interface FoundImage {
  source: "embedded" | "folder";
  path: string;
  bytes: Buffer;
}

/** Whether these files may bring their album another cover: it has none, one that was fetched, or theirs of before. */
export function mayBringCover(db: Db, group: AlbumGroup): boolean {
  const { title } = group;
  if (title === null) return false;
  const known = findAlbum(db, { ...group, title });
  const isAgain = group.files.every(({ file }) => file.known !== undefined);
  return known === undefined || mayTakeCover(db, known, isAgain ? "embedded" : "none");
}

/**
 * Precedence: among the user's files the first stays, until the very place it came from (`again`) says something else. How it stands
 * to what a person chose, and to what was fetched, is decided where it is offered.
 */
export function mayTakeCover(db: Db, albumId: number, again: "embedded" | "folder" | "none"): boolean {
  const ofFiles = listCovers(db, albumId).filter(({ tier }) => tier === "file");
  const cover = chooseCover(ofFiles, 0);
  return cover === undefined || cover.source === again;
}

/** A cover for the album: one in its files, then one beside them. Pictures that won't do are told in `refused`. */
export async function findCover(
  home: string,
  { files }: AlbumGroup,
  { isMixedFolder, refused }: { isMixedFolder: boolean; refused: Failure[] },
): Promise<NewArtwork | undefined> {
  const embedded = await keepFirst(home, embeddedCovers(files), refused);
  // A picture beside the files of several albums is of one of them; nobody knows which.
  if (embedded || isMixedFolder) return embedded;
  return findCoverBeside(home, [...new Set(files.flatMap(({ file }) => file.folder.covers))], refused);
}

export function findCoverBeside(
  home: string,
  paths: string[],
  refused: Failure[],
): Promise<NewArtwork | undefined> {
  return keepFirst(home, readImages(paths, refused), refused);
}

/** The first that stands up to `checkImage`, kept below `home`. */
async function keepFirst(
  home: string,
  images: AsyncIterable<FoundImage>,
  refused: Failure[],
): Promise<NewArtwork | undefined> {
  for await (const { source, path, bytes } of images) {
    try {
      const image = await checkImage(bytes, { least: leastOwnSide });
      const stored = await storeArtwork(home, image);
      return { ...image, bytes: bytes.length, path: stored, source, sourceUrl: null };
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      refused.push({ path, reason: error.message });
    }
  }
  return undefined;
}

/**
 * Within a transaction: the files' own cover stands above whatever was fetched. Whoever calls has asked `mayTakeCover`.
 * @returns whether the album had another one, or none.
 */
export function takeCover(
  { db, now }: ScanContext,
  { albumId }: { albumId: number | null },
  cover: NewArtwork | undefined,
): boolean {
  if (!cover || albumId === null) return false;
  const before = getCoverState(db, albumId);
  const artworkId = saveArtwork(db, cover, now());
  const offer = { albumId, artworkId, tier: "file", source: cover.source } as const;
  const isCover = offerCover(db, offer, { leastSide: 0, now: now() });
  return isCover && !(before.state === "available" && before.artworkId === artworkId);
}

async function* embeddedCovers(files: AlbumGroup["files"]): AsyncGenerator<FoundImage> {
  for (const { file } of files.filter(({ hasPicture }) => hasPicture)) {
    const bytes = await embeddedCover(file.path);
    if (bytes) yield { source: "embedded", path: file.path, bytes };
  }
}

async function* readImages(paths: string[], refused: Failure[]): AsyncGenerator<FoundImage> {
  for (const path of paths) {
    try {
      const { size } = await stat(diskPath(path));
      if (size > largestImageBytes) refused.push({ path, reason: `the image is ${size >> 20} MB large` });
      else yield { source: "folder", path, bytes: await readFile(diskPath(path)) };
    } catch (error) {
      refused.push({ path, reason: reasonOf(error) });
    }
  }
}

async function embeddedCover(path: string): Promise<Buffer | undefined> {
  try {
    const { common, native } = await readPictures(path);
    const { picture = [] } = common;
    const front = picture.find(({ type }) => /front/i.test(type ?? ""));
    const other = picture.find(({ type }) => !type || /^other$/i.test(type));
    const data = (front ?? other)?.data;
    return data ? Buffer.from(data) : oldCover(native["vorbis"]);
  } catch {
    return undefined; // its tags could be read, and are in the library; the picture can't
  }
}

/** COVERART holds a picture in base64: what Vorbis comments had before METADATA_BLOCK_PICTURE. */
function oldCover(comments: { id: string; value: unknown }[] = []): Buffer | undefined {
  const found = comments.find(({ id }) => id.toUpperCase() === "COVERART")?.value;
  return typeof found === "string" ? Buffer.from(found, "base64") : undefined;
}
