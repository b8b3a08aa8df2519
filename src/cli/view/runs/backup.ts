import { existsSync } from "node:fs";
import { join } from "node:path";
import { backupBytes, type Backup } from "../../../backup/make.ts";
import { libraryName, manifestName, readManifest, type Manifest } from "../../../backup/manifest.ts";
import type { Checked } from "../../../backup/restore.ts";
import type { Restored } from "../../../ledger/entries/restored.ts";
import { plainText, shellQuoted } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";
import { localTime } from "../../layout/text.ts";
import { bytesText, heldText } from "../../layout/words.ts";
import { countText } from "../../../counts.ts";

/** How many covers are named that are not in a backup. */
const shownMissing = 5;

export function showBackup(output: Output, { folder, manifest, missing, withoutIndex }: Backup): void {
  output.line(`backed up: ${plainText(folder)}`);
  output.line(`  ${contentsText(manifest)}, ${bytesText(backupBytes(manifest))}; checked`);
  if (missing.length > 0) {
    const more = missing.length > shownMissing ? " …" : "";
    output.remark(
      `importer: ${countText(missing.length, "cover")} of the library had no whole file: ${missing.slice(0, shownMissing).map(plainText).join(", ")}${more}`,
    );
    output.remark("  importer enrich --retry-absent fetches them again");
  }
  if (withoutIndex) {
    output.remark("importer: the index that searches use is damaged, and was left out of the backup");
    output.remark("  importer search --rebuild makes it anew");
  }
  output.line(`to have it again: importer restore ${shellQuoted(folder)}`);
}

export const backupDocument = ({ folder, manifest, missing, withoutIndex }: Backup) => ({
  folder,
  madeAt: new Date(manifest.madeAt).toISOString(),
  bytes: backupBytes(manifest),
  ...countsOf(manifest),
  missingCovers: missing,
  withoutIndex,
});

export function showRestored(
  output: Output,
  { folder, manifest, isOlder }: Checked,
  library: string,
  kept: string | undefined,
): void {
  output.line(
    `restored: ${plainText(library)}, as of ${localTime(manifest.madeAt)} (${contentsText(manifest)})`,
  );
  output.line(`  from ${plainText(folder)}, checked`);
  if (isOlder) output.line("  its schema was older, and was brought up to date");
  if (kept === undefined) return;
  output.line(`  what was there is kept: ${plainText(kept)}`);
  // Of a library that was damaged there are only its files.
  if (!existsSync(join(kept, manifestName)))
    return output.line("  (it was damaged: its files, as they were)");
  output.line(`to have that again: importer restore ${shellQuoted(kept)}`);
}

export const restoredDocument = ({ folder, manifest, isOlder }: Checked, library: string, kept?: string) => ({
  restored: folder,
  library,
  madeAt: new Date(manifest.madeAt).toISOString(),
  ...countsOf(manifest),
  olderSchema: isOlder,
  kept: kept ?? null,
});

/** What history tells of it. */
export function restoredOf({ folder, manifest }: Checked, kept: string | undefined): Restored {
  const isWhole = kept !== undefined && existsSync(join(kept, manifestName));
  return {
    from: folder,
    madeAt: manifest.madeAt,
    held: heldIn(manifest),
    kept: kept ?? null,
    replaced: isWhole ? heldIn(readManifest(kept)) : null,
  };
}

function heldIn(manifest: Manifest): Restored["held"] {
  const { albums, artists, tracks } = countsOf(manifest).counts;
  return { albums, artists, tracks };
}

const countsOf = ({ rows, files }: Manifest) => ({
  counts: {
    albums: rows["albums"] ?? 0,
    artists: rows["artists"] ?? 0,
    releases: rows["releases"] ?? 0,
    tracks: rows["tracks"] ?? 0,
    covers: files.filter(({ path }) => path !== libraryName).length,
  },
});

/** `12 albums, 9 artists, 140 tracks, 11 covers`. */
export function contentsText(manifest: Manifest): string {
  const { covers } = countsOf(manifest).counts;
  return `${heldText(heldIn(manifest))}, ${manifest.covers ? countText(covers, "cover") : "covers left in place"}`;
}
