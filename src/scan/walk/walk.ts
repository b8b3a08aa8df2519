import { readdir, realpath, stat } from "node:fs/promises";
import type { Dirent } from "node:fs";
import { basename, dirname, extname, join, sep } from "node:path";
import { reasonOf } from "../../errors.ts";
import { albumFolderOf } from "./album-folder.ts";
import { isScansFolder, sortBeside, sortCovers, type Beside } from "./beside.ts";
import { diskPath, nameOfBytes, needsBytes } from "./byte-path.ts";

/** What the tag reader calls them. */
const mediaTypes = new Map(
  Object.entries({
    mp3: "audio/mpeg",
    aac: "audio/aacp",
    flac: "audio/flac",
    m4a: "audio/mp4",
    m4b: "audio/mp4",
    mp4: "audio/mp4",
    ogg: "audio/ogg",
    oga: "audio/ogg",
    opus: "audio/ogg",
    wav: "audio/wav",
    aif: "audio/aiff",
    aiff: "audio/aiff",
    wma: "audio/ms-wma",
    ape: "audio/ape",
    wv: "audio/wavpack",
    mpc: "audio/musepack",
    dsf: "audio/dsf",
  }),
);

/** `audio/flac` for `1.FLAC`; undefined for what is no audio. */
export const mediaTypeOf = (name: string): string | undefined =>
  mediaTypes.get(extname(name).slice(1).toLowerCase());

export const isAudioName = (name: string): boolean => mediaTypeOf(name) !== undefined;

/** A folder with audio files in it. */
export interface AudioFolder extends Beside {
  /** The real path: no symbolic links in it. */
  path: string;
  /** Where the walk that led to it began. */
  root: string;
  /** Names of its audio files, sorted. */
  audio: string[];
}

/** What can't be read, and why. */
export interface Failure {
  path: string;
  reason: string;
}

export interface Walk {
  folders: AsyncGenerator<AudioFolder>;
  unreadable: Failure[];
  /** Where the walk began, and the folders outside it that symbolic links led to. */
  roots: string[];
}

/** Folders that are read ahead: reading one at a time leaves the disk waiting. */
const readAhead = 8;

/**
 * Every folder below `root` (a real path) that holds audio files, in order, each once. Symbolic links are followed
 * after all else and lead to real paths, so that a loop ends and nothing is seen twice. Hidden folders are left out.
 */
export function walk(root: string): Walk {
  const [unreadable, roots]: [Failure[], string[]] = [[], [root]];
  return { folders: walkFolders(root, unreadable, roots), unreadable, roots };
}

async function* walkFolders(
  root: string,
  unreadable: Failure[],
  roots: string[],
): AsyncGenerator<AudioFolder> {
  const visited = new Set<string>();
  const [links, files]: [string[], string[]] = [[], []];
  /** The covers in the folder of an album are those of its discs. */
  const coversAbove = new Map<string, string[]>();
  for (
    let start: string | undefined = root;
    start !== undefined;
    start = await nextRoot(links, files, roots)
  ) {
    const waiting = [start];
    const reading = new Map<string, Promise<Dirent[] | Failure>>();
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const entries = await (reading.get(path) ?? readFolder(path));
      reading.delete(path);
      visited.add(path);
      if (!Array.isArray(entries)) {
        unreadable.push(entries);
        continue;
      }
      const { subfolders, linked, ...folder } = sortEntries(start, path, entries);
      links.push(...linked);
      waiting.push(...subfolders.filter((each) => !visited.has(each)).reverse());
      for (const next of waiting.slice(-readAhead)) {
        if (!reading.has(next)) reading.set(next, readFolder(next));
      }
      for (const each of subfolders) if (albumFolderOf(each) === path) coversAbove.set(each, folder.covers);
      folder.covers.push(...(coversAbove.get(path) ?? []));
      coversAbove.delete(path);
      if (folder.audio.length > 0) {
        for (const scans of subfolders.filter((each) => isScansFolder(basename(each)))) {
          if (!reading.has(scans)) reading.set(scans, readFolder(scans));
          folder.covers.push(...coversOf(scans, await reading.get(scans)!));
        }
      }
      if (folder.audio.length > 0) yield folder;
    }
  }
  yield* linkedFiles(files, roots);
}

async function readFolder(path: string): Promise<Dirent[] | Failure> {
  try {
    const entries = await readdir(diskPath(path), { withFileTypes: true });
    return entries.some(({ name }) => needsBytes(name)) ? await readFolderOfBytes(path) : entries;
  } catch (error) {
    return { path, reason: reasonOf(error) };
  }
}

const coversOf = (folder: string, entries: Dirent[] | Failure): string[] =>
  Array.isArray(entries) ? sortCovers(folder, filesOf(entries)) : [];

const filesOf = (entries: Dirent[]): string[] =>
  entries.filter((entry) => entry.isFile()).map(({ name }) => name);

/** The same of a folder with names that are no UTF-8. */
async function readFolderOfBytes(path: string): Promise<Dirent[]> {
  const entries = await readdir(diskPath(path), { withFileTypes: true, encoding: "buffer" });
  return entries.map((entry) => {
    const name = nameOfBytes(entry.name as unknown as Buffer);
    return Object.assign(Object.create(entry) as Dirent, { name });
  });
}

function sortEntries(root: string, path: string, entries: Dirent[]) {
  const shown = entries.filter(({ name }) => !name.startsWith("."));
  const sorted = shown.sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = filesOf(sorted);
  return {
    path,
    root,
    audio: files.filter(isAudioName),
    ...sortBeside(path, files),
    subfolders: sorted.filter((entry) => entry.isDirectory()).map(({ name }) => join(path, name)),
    linked: sorted.filter((entry) => entry.isSymbolicLink()).map(({ name }) => join(path, name)),
  };
}

/** The next linked folder that no root holds and that holds no root; links to files are put aside. */
async function nextRoot(links: string[], files: string[], roots: string[]): Promise<string | undefined> {
  for (let link = links.shift(); link !== undefined; link = links.shift()) {
    const target = await targetOf(link);
    if (!target) continue;
    if (!target.isFolder) files.push(target.path);
    else if (!roots.some((root) => isWithinFolder(target.path, root) || isWithinFolder(root, target.path))) {
      roots.push(target.path);
      return target.path;
    }
  }
  return undefined;
}

function* linkedFiles(files: string[], roots: string[]): Generator<AudioFolder> {
  for (const file of new Set(files.filter(isAudioName))) {
    const path = dirname(file);
    if (!roots.some((root) => isWithinFolder(path, root)))
      yield { path, root: path, audio: [basename(file)], covers: [], lyrics: new Map() };
  }
}

async function targetOf(link: string): Promise<{ path: string; isFolder: boolean } | undefined> {
  try {
    const path = nameOfBytes(await realpath(diskPath(link), { encoding: "buffer" }));
    const found = await stat(diskPath(path));
    return found.isDirectory() || found.isFile() ? { path, isFolder: found.isDirectory() } : undefined;
  } catch {
    return undefined; // leads nowhere, or in a circle
  }
}

export const isWithinFolder = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
