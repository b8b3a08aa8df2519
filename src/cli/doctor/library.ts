import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { schemaVersions } from "../../db/opening/migrate.ts";
import { oldestSafeSqlite } from "../../db/opening/open.ts";
import type { Db } from "../../db/connection.ts";
import { isLost } from "../../artwork/store.ts";
import { listArtworkFiles } from "../../library/enrichment/artworks.ts";
import { listRedirectsBeside } from "../../ledger/items/redirects-beside.ts";
import { listLostEditions } from "../../library/items/lost-editions.ts";
import { listDoubledAlbums } from "../../library/scanned/doubled-albums.ts";
import type { Finding } from "./finding.ts";
import { countText } from "../../counts.ts";
import { mergeCommand } from "../../errors.ts";

/** A log this long means that some program keeps an old view of the library open. */
const longWalBytes = 64 * 1024 * 1024;

export function examineSqlite(db: Db, path: string): Finding[] {
  const version = db.$client.prepare("SELECT sqlite_version()").pluck().get() as string;
  const findings: Finding[] = [
    isOlder(version, oldestSafeSqlite)
      ? {
          about: "sqlite",
          verdict: "problem",
          says: `${version} can corrupt a shared library`,
          remedy: "npm ci",
        }
      : { about: "sqlite", verdict: "fine", says: version },
  ];
  if (db.$client.memory) {
    return [...findings, { about: "library", verdict: "fine", says: `${path} will be made` }];
  }
  const { file } = schemaVersions(db);
  const megabytes = (statSync(path).size / 1024 ** 2).toFixed(1);
  findings.push({
    about: "library",
    verdict: "fine",
    says: `${path}, ${megabytes} MB, schema of ${new Date(file).toISOString().slice(0, 10)}`,
  });
  findings.push(examineSizes(db));
  const walBytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (walBytes > longWalBytes) {
    const says = `its log has grown to ${Math.round(walBytes / 1024 ** 2)} MB`;
    findings.push({
      about: "library",
      verdict: "note",
      says,
      remedy: "close other programs that have it open",
    });
  }
  return findings;
}

/** What grows by itself. A job that waits for a service, or was handed back at a stop, has failed in nothing. */
function examineSizes(db: Db): Finding {
  const count = db.$client.prepare<[], { jobs: number; failures: number; runs: number }>(
    `SELECT (SELECT count(*) FROM jobs) AS jobs,
            (SELECT count(*) FROM job_attempts
             WHERE outcome NOT IN ('snoozed', 'returned', 'cancelled')) AS failures,
            (SELECT count(*) FROM provider_runs) AS runs`,
  );
  const { jobs, failures, runs } = count.get()!;
  const says = `${countText(jobs, "job")} with ${countText(failures, "failed try", "failed tries")}, ${countText(runs, "answer")} of sources`;
  return { about: "history", verdict: "fine", says };
}

/** Images lie beside the library, where people tidy up. */
export function examineCovers(db: Db, home: string): Finding[] {
  const files = listArtworkFiles(db);
  const about = "covers";
  const all = countText(files.length, "file");
  if (files.length > 0 && !existsSync(join(home, "artwork"))) {
    const says = `the folder ${join(home, "artwork")} with ${all} is not there`;
    const remedy =
      "put it back; if it is lost, make it anew: then importer enrich --retry-absent fetches covers again";
    return [{ about, verdict: "note", says, remedy }];
  }
  const gone = files.filter(({ path }) => isLost(home, path)).length;
  if (gone === 0) return [{ about, verdict: "fine", says: all }];
  return [
    { about, verdict: "note", says: `${gone} of ${all} are gone`, remedy: "importer enrich --retry-absent" },
  ];
}

/** Two albums that are one: a person may merge them. */
export function examineDoubles(db: Db): Finding[] {
  return listDoubledAlbums(db).map(({ former, stays, title }) => ({
    about: "albums",
    verdict: "note",
    says: `"${title}" is there twice: albums ${stays} and ${former}`,
    remedy: mergeCommand("album", former, stays),
  }));
}

/** Nothing of ours leaves one behind: another program, or an importer of before, did. */
export function examineEditions(db: Db): Finding[] {
  return listLostEditions(db).map(({ albumId, title, releaseId }) => ({
    about: "editions",
    verdict: "note",
    says: `album ${albumId}, "${title}", has release ${releaseId} as its edition, which is none of its releases`,
    remedy: `importer releases ${albumId}`,
  }));
}

/** The same: what it had went on to the other, and comes back with the run that took it there. */
export function examineRedirects(db: Db): Finding[] {
  return listRedirectsBeside(db).map(({ itemType, id, into, run }) => ({
    about: "merges",
    verdict: "note",
    says: `${itemType} ${id} is there, and its id leads to ${itemType} ${into}${run === null ? "" : ` since run ${run}`}`,
    remedy: run === null ? mergeCommand(itemType, id, into) : `importer undo ${run}`,
  }));
}

function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split(".").map(Number));
  const at = [0, 1, 2].find((part) => a![part] !== b![part]);
  return at !== undefined && (a![at] ?? 0) < (b![at] ?? 0);
}
