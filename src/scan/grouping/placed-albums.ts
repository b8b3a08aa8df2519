import { dirname } from "node:path";
import type { Db } from "../../db/connection.ts";
import { listPlacedFiles } from "../../library/items/files.ts";
import { albumFolderOf } from "../walk/album-folder.ts";

/** The albums of the files that lie in this very folder, as far as the library knows. */
export function listPlacedAlbums(db: Db, folder: string): number[] {
  const placed = listPlacedFiles(db, folder).filter(({ path }) => albumFolderOf(dirname(path)) === folder);
  return [...new Set(placed.map(({ albumId }) => albumId))];
}
