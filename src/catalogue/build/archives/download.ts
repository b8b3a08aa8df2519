import { createWriteStream, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { dirname } from "node:path";
import { makeFolder } from "../../../durable.ts";
import { NetworkError, PayloadError } from "../../../errors.ts";
import type { Download, Downloader } from "../../../sources/http/exchange/download.ts";
import { tryAgain, type Trying } from "./tries.ts";

export const server = "MusicBrainz dumps";

export interface Fetching extends Trying {
  downloader: Downloader;
  /** Bytes that the file may have at the most, whatever the server says or does not say of it. */
  most: number;
  /** Bytes that are there, those of earlier tries included. */
  onBytes(bytes: number, total: number | undefined): void;
}

/** What is known of a file that is partly there. */
interface Known {
  validator: string | undefined;
  total: number | undefined;
}

const mostTries = 5;

/**
 * Resumable download. Goes on where an earlier try, or an earlier run, stopped; a server that sends the file from its beginning
 * all the same is taken at its word.
 * @throws UnavailableError when nothing more comes, PayloadError for a file that is not there.
 */
export async function fetchFile(url: string, path: string, fetching: Fetching): Promise<void> {
  makeFolder(dirname(path));
  const fetchOnce = async (): Promise<void> => {
    if (await fetchRest(url, path, fetching)) return;
    throw new NetworkError(server, `${server}: the connection ended in the middle of ${nameOf(url)}`);
  };
  await tryAgain(fetching, mostTries, fetchOnce, () => fileBytes(path));
}

/** @returns whether the file is whole now. */
async function fetchRest(url: string, path: string, fetching: Fetching): Promise<boolean> {
  const { downloader, signal, onBytes } = fetching;
  const known = readKnown(path);
  const from = known ? fileBytes(path) : 0;
  if (known?.total !== undefined && from === known.total) return true;
  const download = await downloader.open(url, { signal, from, validator: known?.validator });
  if (!download)
    throw new PayloadError(
      server,
      `${server}: there is no ${nameOf(url)} any more; a newer dump may have taken its place`,
    );
  if (download.isBeyond) return isAllThere(path, download.total, url);
  const isRest = from > 0 && download.from === from && (known?.total ?? download.total) === download.total;
  if (download.from > 0 && !isRest) {
    forget(path);
    throw new NetworkError(server, `${server}: another part of ${nameOf(url)} came than was asked for`);
  }
  writeKnown(path, { validator: download.validator, total: download.total });
  const most = Math.min(download.total ?? fetching.most, fetching.most);
  await append(path, { ...download, most }, isRest ? from : 0, onBytes, signal);
  if (fileBytes(path) > most) {
    forget(path); // it would fill the disk
    throw new PayloadError(server, `${server}: more comes of ${nameOf(url)} than the file has`);
  }
  return download.total === undefined || fileBytes(path) === download.total;
}

/** There is nothing behind what is there: it is the whole file, of which the size was not told before, or more than that. */
function isAllThere(path: string, total: number | undefined, url: string): true {
  if (fileBytes(path) === total) return true;
  forget(path);
  throw new NetworkError(server, `${server}: more of ${nameOf(url)} was there than the file has`);
}

async function append(
  path: string,
  { body, total, most }: Download & { most: number },
  from: number,
  onBytes: Fetching["onBytes"],
  signal: AbortSignal,
): Promise<void> {
  const file = createWriteStream(path, { flags: from > 0 ? "a" : "w", highWaterMark: 1 << 20 });
  const failed = once(file, "error").then(([error]) => Promise.reject(error as Error));
  failed.catch(() => undefined);
  let bytes = from;
  try {
    for await (const piece of body) {
      signal.throwIfAborted();
      if (!file.write(piece)) await Promise.race([once(file, "drain"), failed]);
      bytes += piece.length;
      onBytes(bytes, total);
      if (bytes > most) break;
    }
  } finally {
    file.end();
    await Promise.race([once(file, "close"), failed]);
  }
}

export const fileBytes = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

const knownPath = (path: string): string => `${path}.state`;
const nameOf = (url: string): string => new URL(url).pathname.split("/").slice(-2).join("/");

function readKnown(path: string): Known | undefined {
  if (!existsSync(path) || !existsSync(knownPath(path))) return undefined;
  try {
    return JSON.parse(readFileSync(knownPath(path), "utf8")) as Known;
  } catch {
    return undefined; // a power cut while it was written: begun anew
  }
}

const writeKnown = (path: string, known: Known): void =>
  writeFileSync(knownPath(path), JSON.stringify(known));

/** A file that turned out wrong is not gone on with. */
export function forget(path: string): void {
  for (const each of [path, knownPath(path)]) rmSync(each, { force: true });
}
