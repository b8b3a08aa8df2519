import { statSync } from "node:fs";
import { join } from "node:path";
import { inspectCopy } from "../db/snapshot.ts";
import { isSystemError } from "../errno.ts";
import { exitCodes, reasonOf, UserError } from "../errors.ts";
import { forEachOf, sumOf } from "./copy-files.ts";
import { libraryName, readManifest, type BackedUpFile, type Manifest } from "./manifest.ts";

/**
 * Checksums: reads every file of a backup, and its library from end to end.
 * @throws UserError naming the first thing that is not as it was backed up.
 */
export async function verifyBackup(folder: string, signal: AbortSignal): Promise<Manifest> {
  const manifest = readManifest(folder);
  await forEachOf(manifest.files, (file) => expectWhole(folder, file, signal));
  const { rows, schema } = inspectCopy(join(folder, libraryName));
  const [table] = Object.keys(manifest.rows).filter((name) => rows[name] !== manifest.rows[name]);
  if (table !== undefined || schema !== manifest.schema) {
    throw notWhole(folder, `the library in it is another one than its manifest tells of`);
  }
  return manifest;
}

/** The manifest that a library copied alone would have: it is read from end to end, and has no sums to be held against. */
export function describeCopy(path: string): Manifest {
  const { rows, schema } = inspectCopy(path);
  if (!("provider_runs" in rows)) {
    throw new UserError(`${path} is no library of importer's; nothing was changed`, {
      hint: "name a folder that importer backup made",
    });
  }
  const madeAt = Math.round(statSync(path).mtimeMs);
  return { format: 1, program: "unknown", madeAt, rows, schema, covers: false, files: [] };
}

async function expectWhole(folder: string, file: BackedUpFile, signal: AbortSignal): Promise<void> {
  const found = await sumOf(join(folder, file.path), signal).catch((error: unknown) => {
    throw isSystemError(error) ? notWhole(folder, `${file.path}: ${reasonOf(error)}`, error) : error;
  });
  if (found.bytes !== file.bytes || found.sha256 !== file.sha256) {
    throw notWhole(folder, `${file.path} is not what was backed up`);
  }
}

function notWhole(folder: string, why: string, cause?: unknown): UserError {
  return new UserError(`the backup ${folder} is damaged: ${why}; nothing was changed`, {
    hint: "name another backup: importer restore <folder>",
    exitCode: exitCodes.failed,
    cause,
  });
}
