import { readFile, stat } from "node:fs/promises";
import { join, parse } from "node:path";
import { storeArtwork } from "../enrichment/artwork-store.ts";
import { checkImage, ImageError, largestImageBytes } from "../enrichment/image.ts";
import { messageOf } from "../errors.ts";
import type { Db } from "../db/open.ts";
import { getCoverState, linkCover, saveArtwork, type NewArtwork } from "../library/artworks.ts";
import type { ScanContext } from "./context.ts";
import { findAlbum } from "./find-album.ts";
import type { AlbumGroup } from "./group.ts";
import { readMetadata } from "./read-file.ts";
import type { SavedGroup } from "./save-group.ts";
import type { Failure } from "./walk.ts";

interface FoundImage {
  source: "embedded" | "folder";
  path: string;
  bytes: Buffer;
}

/** Most albums have the same picture in every file, or in none: a few files tell. */
const filesAsked = 2;

/** Whether these files are of an album that has no cover yet, or is not in the library. */
export function lacksCover(db: Db, group: AlbumGroup): boolean {
  const { title } = group;
  if (title === null) return false;
  const known = findAlbum(db, { ...group, title });
  return known === undefined || getCoverState(db, known).state !== "available";
}

/**
 * The first cover that stands up to `checkImage`, kept below `home`: one in the files, then one beside them.
 * Pictures that do not stand up to it are told in `refused`.
 */
export async function findCover(
  home: string,
  { files }: AlbumGroup,
  options: { isMixedFolder: boolean; refused: Failure[] },
): Promise<NewArtwork | undefined> {
  for await (const { source, path, bytes } of findImages(
    files.map(({ file }) => file),
    options,
  )) {
    try {
      const image = await checkImage(bytes);
      const stored = await storeArtwork(home, image);
      return { ...image, bytes: bytes.length, path: stored, source, sourceUrl: null };
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      options.refused.push({ path, reason: error.message });
    }
  }
  return undefined;
}

/** Within a transaction. @returns whether the album had none before. */
export function takeCover(
  { db, now }: ScanContext,
  { albumId }: SavedGroup,
  cover: NewArtwork | undefined,
): boolean {
  if (!cover || albumId === null || getCoverState(db, albumId).state === "available") return false;
  linkCover(db, albumId, saveArtwork(db, cover, now()), now());
  return true;
}

type Files = AlbumGroup["files"][number]["file"][];

async function* findImages(
  files: Files,
  { isMixedFolder, refused }: { isMixedFolder: boolean; refused: Failure[] },
): AsyncGenerator<FoundImage> {
  for (const { path } of files.slice(0, filesAsked)) {
    const bytes = await embeddedCover(path);
    if (bytes) yield { source: "embedded", path, bytes };
  }
  // A picture beside the files of several albums is of one of them; nobody knows which.
  if (isMixedFolder) return;
  for (const path of besideCovers(files)) {
    try {
      const { size } = await stat(path);
      if (size > largestImageBytes) refused.push({ path, reason: `the image is ${size >> 20} MB large` });
      else yield { source: "folder", path, bytes: await readFile(path) };
    } catch (error) {
      refused.push({ path, reason: messageOf(error) });
    }
  }
}

async function embeddedCover(path: string): Promise<Buffer | undefined> {
  try {
    const { picture = [] } = (await readMetadata(path, { skipCovers: false })).common;
    const front = picture.find(({ type }) => /front/i.test(type ?? ""));
    const other = picture.find(({ type }) => !type || /^other$/i.test(type));
    const data = (front ?? other)?.data;
    return data && Buffer.from(data);
  } catch {
    return undefined; // its tags could be read, and are in the library; the picture can't
  }
}

const coverNames = ["cover", "front", "folder"];

function besideCovers(files: Files): string[] {
  const folders = new Map(files.map(({ folder }) => [folder.path, folder.beside]));
  const rank = (name: string): number => coverNames.indexOf(parse(name).name.toLowerCase());
  return [...folders].flatMap(([folder, names]) =>
    names
      .filter((name) => /\.(?:jpe?g|png|webp)$/i.test(name) && rank(name) >= 0)
      .sort((a, b) => rank(a) - rank(b))
      .map((name) => join(folder, name)),
  );
}
