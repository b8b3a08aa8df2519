import { createHash } from "node:crypto";
import { stat } from "node:fs";
import { promisify } from "node:util";
import { lyricsBeside, type Beside } from "./beside.ts";
import { diskPath } from "./byte-path.ts";

const statFile = promisify(stat);

/** A file, and the folder it lies in. */
interface Placed {
  folder: Beside & { path: string };
  name: string;
}

/**
 * What lies beside a file, as a short text that is another one as soon as a cover or lyrics come, go or change: by name,
 * size and both times. Null where nothing lies there. The covers of a folder are looked at once for all its files.
 */
export function createBesideLook(): (file: Placed) => Promise<string | null> {
  const covers = new Map<Beside, Promise<string[]>>();
  return async (file) => {
    const { folder } = file;
    const lyrics = lyricsBeside(file);
    if (folder.covers.length === 0 && lyrics.length === 0) return null;
    if (!covers.has(folder)) covers.set(folder, describeAll(folder.covers));
    const seen = [...(await covers.get(folder)!), ...(await describeAll(lyrics))];
    return createHash("sha1").update(seen.join("\n")).digest("base64url").slice(0, 16);
  };
}

const describeAll = (paths: string[]): Promise<string[]> =>
  Promise.all(
    paths.map(async (path) => {
      const { size, mtimeMs, ctimeMs } = await statFile(diskPath(path)).catch(() => gone);
      return `${path} ${size} ${Math.floor(mtimeMs)} ${Math.floor(ctimeMs)}`;
    }),
  );

const gone = { size: 0, mtimeMs: 0, ctimeMs: 0 };
