import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { syncFile } from "../durable.ts";
import { isSystemError } from "../errno.ts";
import { exitCodes, reasonOf, UserError } from "../errors.ts";

/** Of one file of a backup: where it lies below the folder, with forward slashes, and what it holds. */
export interface BackedUpFile {
  path: string;
  bytes: number;
  sha256: string;
}

/** What a backup says of itself. It is written last: a folder without one is no whole backup. */
export interface Manifest {
  format: 1;
  /** The importer that made it. */
  program: string;
  /** ms UTC. */
  madeAt: number;
  /** Its newest migration, as drizzle stamps them. */
  schema: number;
  /** Rows by table. */
  rows: Record<string, number>;
  /** Whether the covers of the library are in it, or were left where they lay. */
  covers: boolean;
  /** The library, then its covers. */
  files: BackedUpFile[];
}

export const manifestName = "manifest.json";
export const libraryName = "library.db";
/** As `artwork/store.ts` names covers; nothing else is copied, from a library or a backup. */
export const coverPath = /^artwork\/[0-9a-f]{2}\/([0-9a-f]{64})\.[a-z]{3,4}$/;

const count = z.number().int().nonnegative();
const schema = z.object({
  format: z.literal(1),
  program: z.string(),
  madeAt: count,
  schema: count,
  rows: z.record(z.string(), count),
  covers: z.boolean(),
  files: z.array(
    z.object({
      path: z.union([z.literal(libraryName), z.string().regex(coverPath)]),
      bytes: count,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

export function writeManifest(folder: string, manifest: Manifest): void {
  const path = join(folder, manifestName);
  writeFileSync(path, `${JSON.stringify(manifest, null, 1)}\n`);
  syncFile(path);
}

/** @throws UserError naming the folder, where it holds no backup or one of another kind. */
export function readManifest(folder: string): Manifest {
  const path = join(folder, manifestName);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const isLacking = existsSync(folder) && isSystemError(error) && error.code === "ENOENT";
    const why = isLacking ? `it has no ${manifestName}` : reasonOf(error);
    throw new UserError(`${folder} is no backup of importer's: ${why}`, {
      hint: "name a folder that importer backup made",
      cause: error,
    });
  }
  const parsed = schema.safeParse(parse(text));
  if (parsed.success && parsed.data.files.some((file) => file.path === libraryName)) return parsed.data;
  throw new UserError(`${path} is damaged, or of an importer that is newer than this one`, {
    hint: "name another backup, or update this program",
    exitCode: exitCodes.failed,
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
