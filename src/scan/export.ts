import { existsSync } from "node:fs";
import { open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, parse } from "node:path";
import type { Db } from "../db/connection.ts";
import { reasonOf } from "../errors.ts";
import { listFilesWithCovers, listFilesWithLyrics, type FileWithLyrics } from "../library/details/exports.ts";
import { groupBy } from "./group-by.ts";
import { diskPath } from "./walk/byte-path.ts";
import { resolveFolder } from "./walk/resolve-folder.ts";

export interface ExportContext {
  db: Db;
  home: string;
  signal?: AbortSignal | undefined;
}

export interface ExportOptions {
  /** Says what would be written, and writes nothing. */
  dryRun: boolean;
  /** Over files that say something else, and are older than what the library has. */
  force: boolean;
}

/**
 * `kept`: there is another file of that name. `mixed`: the folder holds files of several albums. `withheld`: the picture is Amazon's,
 * whose licence speaks of links to it.
 */
export type ExportOutcome = "written" | "unchanged" | "kept" | "mixed" | "withheld" | "failed";

export interface ExportResult {
  folder: string;
  dryRun: boolean;
  files: { path: string; outcome: ExportOutcome; reason?: string }[];
  /** Stopped before the end. */
  interrupted: boolean;
}

interface Wanted {
  path: string;
  read: () => Promise<Buffer>;
  /** Other names for the same thing, which count as being there. */
  rivals: string[];
  /** ms UTC: since when the library has it. */
  keptSince: number;
}

/** `.lrc` (synced) or `.txt` (plain) beside each audio file of a track that has lyrics. */
export async function exportLyrics(
  { db, signal }: ExportContext,
  folder: string,
  options: ExportOptions,
): Promise<ExportResult> {
  const root = await resolveFolder(folder);
  return { ...(await writeAll(lyricsOf(listFilesWithLyrics(db, root)), options, signal)), folder: root };
}

/** One at a time: all lyrics of a library are hundreds of megabytes. */
function* lyricsOf(files: Iterable<FileWithLyrics>): Generator<Wanted> {
  for (const { path, synced, plain, keptSince } of files) {
    const text = synced ?? plain;
    if (text === null || !existsSync(diskPath(path))) continue;
    const { dir, name } = parse(path);
    const target = join(dir, name + (synced === null ? ".txt" : ".lrc"));
    yield { path: target, read: async () => Buffer.from(`${text}\n`), rivals: [], keptSince };
  }
}

/** `cover.jpg` or the like in each folder whose files are of one album. */
export async function exportArtwork(
  { db, home, signal }: ExportContext,
  folder: string,
  options: ExportOptions,
): Promise<ExportResult> {
  const root = await resolveFolder(folder);
  const folders = groupBy(listFilesWithCovers(db, root), ({ path }) => dirname(path));
  const wanted: Wanted[] = [];
  const left: ExportResult["files"] = [];
  for (const [path, [first, ...others]] of folders) {
    const { artworkPath, mediaType, albumId, keptSince, isOnlyAmazons } = first!;
    if (others.some((file) => file.albumId !== albumId)) left.push({ path, outcome: "mixed" });
    else if (isOnlyAmazons) left.push({ path, outcome: "withheld", reason: "the cover is Amazon's picture" });
    else if (artworkPath !== null && existsSync(diskPath(path))) {
      const target = join(path, `cover.${mediaType === "image/jpeg" ? "jpg" : mediaType!.slice(6)}`);
      const read = (): Promise<Buffer> => readFile(join(home, artworkPath));
      wanted.push({ path: target, read, rivals: await coversIn(path, target), keptSince: keptSince ?? 0 });
    }
  }
  const result = await writeAll(wanted, options, signal);
  return { ...result, folder: root, files: [...result.files, ...left] };
}

async function coversIn(folder: string, target: string): Promise<string[]> {
  const names = await readdir(diskPath(folder)).catch(() => []);
  const covers = names.filter((name) => /^cover\.(?:jpe?g|png|webp|gif)$/i.test(name));
  return covers.filter((name) => name !== basename(target)).map((name) => join(folder, name));
}

async function writeAll(
  wanted: Iterable<Wanted>,
  options: ExportOptions,
  signal: AbortSignal | undefined,
): Promise<Omit<ExportResult, "folder">> {
  const files = new Map<string, ExportResult["files"][number]>();
  for (const each of wanted) {
    if (signal?.aborted) return { dryRun: options.dryRun, files: [...files.values()], interrupted: true };
    // "song.mp3" and "song.flac" have one "song.lrc": the first file's.
    if (!files.has(each.path)) files.set(each.path, { path: each.path, ...(await write(each, options)) });
  }
  return { dryRun: options.dryRun, files: [...files.values()], interrupted: false };
}

/** Of lyrics their words and times, however they are set: blanks behind a time, ends of lines, a byte order mark. */
function saysTheSame(path: string, there: Buffer, bytes: Buffer): boolean {
  if (there.equals(bytes)) return true;
  const plain = (lines: Buffer): string =>
    lines
      .toString("utf8")
      .replace(/^\uFEFF/, "")
      .replace(/\r\n?/g, "\n")
      .replace(/(\[[\d:.]+\])[^\S\n]+/g, "$1")
      .trimEnd();
  return /\.lrc$/i.test(path) && plain(there) === plain(bytes);
}

async function write(
  { path, read, rivals, keptSince }: Wanted,
  { dryRun, force }: ExportOptions,
): Promise<{ outcome: ExportOutcome; reason?: string }> {
  try {
    const bytes = await read();
    const there = existsSync(diskPath(path)) ? [path] : rivals;
    for (const other of there) {
      if (saysTheSame(other, await readFile(diskPath(other)), bytes)) return { outcome: "unchanged" };
    }
    if (there.length > 0 && !force)
      return { outcome: "kept", reason: `${basename(there[0]!)} is another one` };
    for (const other of there) {
      if (await isNewer(other, keptSince))
        return { outcome: "kept", reason: `${basename(other)} is newer than the library's` };
    }
    if (!dryRun) await replaceFile(path, bytes);
    return { outcome: "written" };
  } catch (error) {
    return { outcome: "failed", reason: reasonOf(error) };
  }
}

/** What somebody wrote after the library got its own is a correction. */
async function isNewer(path: string, ms: number): Promise<boolean> {
  return (await stat(diskPath(path))).mtimeMs > ms;
}

/** A reader sees the old file or the new one, never half of it. */
async function replaceFile(path: string, bytes: Buffer): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    const file = await open(diskPath(temporary), "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(diskPath(temporary), diskPath(path));
  } catch (error) {
    await rm(diskPath(temporary), { force: true });
    throw error;
  }
}
