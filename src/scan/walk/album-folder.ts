import { basename, dirname } from "node:path";

const discFolder = /^(?:cd|dis[ck]|dvd|medium|volume|vol\.?|lp)\s*[-_#]?\s*(?:\d{1,2}|[a-d])\b/i;

export const isDiscFolder = (folder: string): boolean => discFolder.test(basename(folder));

/** The folder in which an album's files lie, its discs put together. */
export function albumFolderOf(folder: string): string {
  return isDiscFolder(folder) ? dirname(folder) : folder;
}

/** What "Disc 2" says where the tags don't. */
export function discOfFolder(folder: string): number | null {
  const number = discFolder.exec(basename(folder))?.[0].match(/\d+$/)?.[0];
  return number === undefined ? null : Number(number);
}
