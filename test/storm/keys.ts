import Database from "better-sqlite3";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** What a library holds, by natural keys: no row ids, no times. Equal libraries have equal lists; a doubled row shows twice. */
export type Keys = Record<string, string[]>;

const refs = (type: string, id: string): string => `
  coalesce((SELECT group_concat(ref, ' ') FROM (SELECT kind || '=' || value AS ref FROM identifiers
    WHERE item_type = '${type}' AND item_id = ${id} ORDER BY 1)), '')`;
const nameOf = (type: string, id: string): string => `
  coalesce(CASE ${type}
    WHEN 'album' THEN (SELECT title FROM albums WHERE id = ${id})
    WHEN 'artist' THEN (SELECT name FROM artists WHERE id = ${id})
    WHEN 'release' THEN (SELECT title || ' ' || coalesce(barcode, '') FROM releases WHERE id = ${id})
    WHEN 'track' THEN (SELECT title FROM tracks WHERE id = ${id}) END, 'NO SUCH ITEM')`;
const cover = "(SELECT sha256 FROM artworks WHERE id = artwork_id)";

/** One column each: what makes the row what it is. */
const queries: Record<string, string> = {
  artists: `SELECT json_array(name, kind, country, ${refs("artist", "artists.id")}) FROM artists`,
  aliases: `SELECT json_array(${nameOf("'artist'", "artist_id")}, name) FROM artist_aliases`,
  albums: `SELECT json_array(title, primary_type, release_year, artwork_status, ${cover}, ${refs("album", "albums.id")})
           FROM albums`,
  credits: `SELECT json_array(${nameOf("'album'", "album_id")}, position, ${nameOf("'artist'", "artist_id")}, join_phrase)
            FROM album_artists`,
  releases: `SELECT json_array(title, ${nameOf("'album'", "album_id")}, format, track_count, ${refs("release", "releases.id")})
             FROM releases`,
  media: `SELECT json_array(${refs("release", "release_id")}, position, format, track_count) FROM media`,
  tracks: `SELECT json_array(title, ${nameOf("'album'", "album_id")}, ${nameOf("'artist'", "artist_id")}, length_ms,
             artwork_status, ${cover}, lyrics_status, ${refs("track", "tracks.id")}) FROM tracks`,
  places: `SELECT json_array(${refs("release", "release_id")}, medium, position, ${nameOf("'track'", "track_id")},
             ${refs("track", "track_id")}) FROM release_tracks`,
  categories: `SELECT json_array(c.kind, c.name, item_type, ${nameOf("item_type", "item_id")})
               FROM item_categories JOIN categories AS c ON c.id = category_id`,
  links: `SELECT json_array(item_type, ${nameOf("item_type", "item_id")}, source, external_id, format, price_cents)
          FROM external_links`,
  lyrics: `SELECT json_array(${nameOf("'track'", "track_id")}, plain, synced, instrumental) FROM lyrics`,
  files: `SELECT json_array(path, ${nameOf("'track'", "track_id")}) FROM files`,
  artworks: "SELECT json_array(sha256, path) FROM artworks",
  identifiers: `SELECT json_array(item_type, kind, value, ${nameOf("item_type", "item_id")}) FROM identifiers`,
  // An album whose products were looked for before its releases were there has a second look at Amazon: as the machine is loaded.
  jobs: `SELECT json_array(kind, state, ${nameOf("'album'", "payload ->> '$.albumId'")}) FROM jobs
         GROUP BY iif(kind = 'amazon-product-enrichment' AND state = 'done', unique_key, id)`,
};

export function keysOf(path: string): Keys {
  return withLibrary(path, (db) =>
    Object.fromEntries(
      Object.entries(queries).map(([name, sql]) => [
        name,
        (db.prepare(sql).pluck().all() as string[]).sort(),
      ]),
    ),
  );
}

/** What is missing in `found`, or too much there, one line each; none if they are equal. */
export function differences(expected: Keys, found: Keys): string[] {
  return Object.keys(expected).flatMap((name) => [
    ...without(expected[name]!, found[name]!).map((row) => `lost from ${name}: ${row}`),
    ...without(found[name]!, expected[name]!).map((row) => `too much in ${name}: ${row}`),
  ]);
}

function without(all: string[], taken: string[]): string[] {
  const left = new Map<string, number>();
  for (const each of taken) left.set(each, (left.get(each) ?? 0) + 1);
  return all.filter((each) => {
    const count = left.get(each) ?? 0;
    left.set(each, count - 1);
    return count <= 0;
  });
}

/** What no library may show, whatever happened to it: one line each. */
export function troublesOf(path: string): string[] {
  return withLibrary(path, (db) => {
    const integrity = db.pragma("integrity_check", { simple: true }) as string;
    const dangling = db.pragma("foreign_key_check") as unknown[];
    const stray = db.prepare(strayJobs).pluck().all() as string[];
    const covers = db.prepare("SELECT path FROM artworks").pluck().all() as string[];
    return [
      ...(integrity === "ok" ? [] : [`integrity: ${integrity}`]),
      ...dangling.map((row) => `points nowhere: ${JSON.stringify(row)}`),
      ...stray.map((job) => `a job that belongs to nobody: ${job}`),
      ...covers.filter((file) => !existsSync(join(dirname(path), file))).map((file) => `no file for ${file}`),
    ];
  });
}

const strayJobs = `
  SELECT json_object('id', id, 'state', state, 'worker', worker) FROM jobs
  WHERE (state = 'running') <> (worker IS NOT NULL)
     OR (state = 'running' AND NOT EXISTS (SELECT 1 FROM workers WHERE workers.id = worker))`;

export interface JobCounts {
  live: number;
  /** Attempts that ended with the death of their worker. */
  crashes: number;
}

export function jobsOf(path: string): JobCounts {
  return withLibrary(
    path,
    (db) =>
      db
        .prepare(
          `SELECT count(*) FILTER (WHERE state IN ('scheduled','ready','running') AND kind <> '${daily}') AS live,
                  (SELECT count(*) FROM job_attempts WHERE outcome IN ('crashed','orphaned')) AS crashes FROM jobs`,
        )
        .get() as JobCounts,
  );
}

/** The failed jobs, one line each: what they were, and why they ended. */
export function failedJobs(path: string): string[] {
  return withLibrary(path, (db) => {
    const jobs = db.prepare(
      `SELECT 'failed: job ' || id || ', ' || kind || ', ' || attempts || ' attempts, ' || crashes || ' crashes: '
              || coalesce(last_error, 'no error') FROM jobs WHERE state = 'failed'`,
    );
    return jobs.pluck().all() as string[];
  });
}

/** Prices are made new each day by one job that never ends. */
const daily = "amazon-price-refresh";

/**
 * Nothing blames a job for what the storm does to it: each death is forgiven before and after the next. Between the two only
 * those of two kills can be found, and it takes three to end a job. What failed already stays failed.
 */
export function forgiveCrashes(path: string): void {
  if (!existsSync(path)) return;
  withLibrary(path, (db) => {
    if (!db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'jobs'").get()) return;
    db.prepare(
      `UPDATE jobs SET crashes = 0, retried_at = ?, max_attempts = attempts + 12
       WHERE crashes > 0 AND state <> 'failed'`,
    ).run(Date.now());
  });
}

function withLibrary<T>(path: string, use: (db: Database.Database) => T): T {
  const db = new Database(path);
  db.pragma("busy_timeout = 20000");
  try {
    return use(db);
  } finally {
    db.close();
  }
}
