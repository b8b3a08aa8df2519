import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { exitCodes, PayloadError, UserError } from "../../../errors.ts";
import { publicAddress } from "../../../sources/http/public-address.ts";
import { downloadsOf } from "../../files.ts";
import type { Part } from "../../format.ts";
import { timeOfStamp } from "../../../stamp.ts";
import { tryAgain } from "./tries.ts";
import type { Archive } from "./archive.ts";
import { checksumOf, readChecksums } from "./checksums.ts";
import { fetchFile, forget, server, fileBytes, type Fetching } from "./download.ts";

/** Where the archives of one dump come from: a folder of this disk, or the server's. */
export interface DumpFolder {
  /** The folder's own name, if that is a stamp. */
  stamp: string | undefined;
  isFetched: boolean;
  /** Packed bytes of an archive, as far as it can be told before it is there. */
  sizeOf(part: Part): Promise<number | undefined>;
  /** Of an archive that is fetched: bytes that are here already. */
  bytesHere(part: Part): number;
  /** What SHA256SUMS says of it. */
  sumOf(part: Part): string;
  /** The archive on this disk, fetched if need be, its checksum proved. */
  bring(part: Part, on: { bytes(bytes: number, total: number | undefined): void }): Promise<Archive>;
  /** What was fetched is not kept once it is built. */
  drop(part: Part): void;
}

const fileOf = (part: Part): string => `${part}.tar.xz`;
/** Bytes: several times what they have; a server that does not say how much comes sends no more than this. */
const largest: Record<Part, number> = { artist: 16e9, "release-group": 16e9, release: 128e9 };
type Reaching = Omit<Fetching, "onBytes" | "most">;
const isStamp = (name: string): boolean => /^\d{8}-\d{6}$/.test(name) && Number.isFinite(timeOfStamp(name));

/** @throws UserError for a folder that is not as the server has it. */
export function openLocalFolder(folder: string, signal: AbortSignal): DumpFolder {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UserError(`there is no folder ${folder}`, {
      hint: "importer catalogue build --from FOLDER: one that holds artist.tar.xz, release-group.tar.xz and SHA256SUMS",
    });
  }
  const sumsPath = join(folder, "SHA256SUMS");
  if (!existsSync(sumsPath)) throw missing(sumsPath);
  const sums = readChecksums(readFileSync(sumsPath, "utf8"));
  const pathOf = (part: Part): string => join(folder, fileOf(part));
  const sumOf = (part: Part): string => {
    if (!existsSync(pathOf(part))) throw missing(pathOf(part));
    const sum = sums.get(fileOf(part));
    if (sum !== undefined) return sum;
    throw new UserError(`${sumsPath} says nothing of ${fileOf(part)}`, {
      hint: "fetch SHA256SUMS again from the folder of the dump",
    });
  };
  const archiveAt = (part: Part): Archive => ({
    part,
    path: pathOf(part),
    bytes: fileBytes(pathOf(part)),
    refuse: (why) => refuse(pathOf(part), why),
  });
  return {
    stamp: isStamp(basename(folder)) ? basename(folder) : undefined,
    isFetched: false,
    sizeOf: async (part) => (sumOf(part), fileBytes(pathOf(part))),
    bytesHere: () => 0,
    sumOf,
    async bring(part, on) {
      const archive = archiveAt(part);
      let read = 0;
      const onRead = (bytes: number): void => on.bytes((read += bytes), archive.bytes);
      const sum = await checksumOf(archive.path, signal, archive.refuse, onRead);
      if (sum !== sumOf(part)) archive.refuse(`its SHA-256 is ${sum}, and SHA256SUMS says ${sumOf(part)}`);
      return archive;
    },
    drop: () => undefined,
  };

  function missing(path: string): UserError {
    const hint = `copy it there from the folder of the dump, beside the others`;
    return new UserError(`${path} is missing`, { hint });
  }

  function refuse(path: string, why: string): never {
    throw new UserError(`${path} can't be used: ${why}`, {
      hint: "fetch it again, and type the same command again; what was built before serves on",
      exitCode: exitCodes.failed,
    });
  }
}

/** A dump of the server. LATEST was read once, by the caller: all files are of this stamp. */
export async function openServerFolder(
  dumpsUrl: string,
  stamp: string,
  home: string,
  fetching: Reaching,
): Promise<DumpFolder> {
  const url = `${dumpsUrl}/${stamp}`;
  const folder = join(downloadsOf(home), stamp);
  const pathOf = (part: Part): string => join(folder, fileOf(part));
  const sums = readChecksums(await readText(`${url}/SHA256SUMS`, fetching));
  const sumOf = (part: Part): string => {
    const sum = sums.get(fileOf(part));
    if (sum === undefined)
      throw new PayloadError(server, `${server}: SHA256SUMS of ${stamp} says nothing of ${fileOf(part)}`);
    return sum;
  };
  const archiveAt = (part: Part): Archive => ({
    part,
    path: pathOf(part),
    bytes: fileBytes(pathOf(part)),
    refuse(why) {
      throw new PayloadError(server, `${server}: ${stamp}/${fileOf(part)} can't be used: ${why}`);
    },
  });
  return {
    stamp,
    isFetched: true,
    sizeOf: (part) => fetching.downloader.sizeOf(`${url}/${fileOf(part)}`, fetching.signal),
    bytesHere: (part) => fileBytes(pathOf(part)),
    sumOf,
    async bring(part, on) {
      const path = pathOf(part);
      const most = largest[part];
      await fetchFile(`${url}/${fileOf(part)}`, path, { ...fetching, most, onBytes: on.bytes });
      const sum = await checksumOf(path, fetching.signal, archiveAt(part).refuse);
      if (sum !== sumOf(part)) {
        forget(path);
        const why = `its SHA-256 is ${sum}, and SHA256SUMS says ${sumOf(part)}; it was removed, to be fetched again`;
        archiveAt(part).refuse(why);
      }
      return archiveAt(part);
    },
    drop: (part) => forget(pathOf(part)),
  };
}

/** Which dump is the newest. @throws PayloadError when something else than a stamp is said. */
export async function readLatest(dumpsUrl: string, fetching: Reaching): Promise<string> {
  const text = (await readText(`${dumpsUrl}/LATEST`, fetching)).trim();
  if (isStamp(text)) return text;
  const said = text.slice(0, 40).replace(/\s+/g, " ");
  throw new PayloadError(
    server,
    `${server}: ${publicAddress(new URL(dumpsUrl))}/LATEST says "${said}", which is no dump's name`,
  );
}

const longestText = 1024 * 1024;

/** A few tries: it is only when it is clear which dump is wanted that patience is. */
const mostTextTries = 3;

const readText = (url: string, reaching: Reaching): Promise<string> =>
  tryAgain(reaching, mostTextTries, () => readTextOnce(url, reaching));

async function readTextOnce(url: string, { downloader, signal }: Reaching): Promise<string> {
  const download = await downloader.open(url, { signal });
  if (!download) throw new PayloadError(server, `${server}: there is no ${publicAddress(new URL(url))}`);
  let text = "";
  for await (const piece of download.body) {
    text += piece.toString("utf8");
    if (text.length > longestText)
      throw new PayloadError(server, `${server}: ${publicAddress(new URL(url))} does not end`);
  }
  return text;
}
