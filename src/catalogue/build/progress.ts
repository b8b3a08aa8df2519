import type { Part } from "../format.ts";
import type { CatalogueDb } from "../open.ts";

/** How far the documents of a part are. */
export interface PartProgress {
  /** Documents that were read. */
  lines: number;
  /** Packed bytes that were read. */
  bytes: number;
  /** Documents that became rows. */
  loaded: number;
}

/** One that was not begun is at 0. */
export function readProgress(db: CatalogueDb, part: Part): PartProgress & { isFinished: boolean } {
  const row = db
    .prepare<[Part], PartProgress & { finished: number }>(
      "SELECT lines, bytes, loaded, finished FROM build WHERE part = ?",
    )
    .get(part);
  return {
    lines: row?.lines ?? 0,
    bytes: row?.bytes ?? 0,
    loaded: row?.loaded ?? 0,
    isFinished: row?.finished === 1,
  };
}

/** Notes from which archive a part is built; what was built from another one is begun anew by the caller. */
export function beginPart(db: CatalogueDb, part: Part, sha256: string): void {
  db.prepare(
    "INSERT INTO build (part, lines, bytes, loaded, finished, sha256) VALUES (?, 0, 0, 0, 0, ?) ON CONFLICT DO NOTHING",
  ).run(part, sha256);
}

export const archiveOfPart = (db: CatalogueDb, part: Part): string | undefined =>
  db.prepare<[Part], string>("SELECT sha256 FROM build WHERE part = ?").pluck().get(part);

export function writeProgress(db: CatalogueDb, part: Part, { lines, bytes, loaded }: PartProgress): void {
  db.prepare("UPDATE build SET lines = ?, bytes = ?, loaded = ? WHERE part = ?").run(
    lines,
    bytes,
    loaded,
    part,
  );
}

export function markFinished(db: CatalogueDb, part: Part): void {
  db.prepare("UPDATE build SET finished = 1 WHERE part = ?").run(part);
}
