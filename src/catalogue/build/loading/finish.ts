import { isConstraint } from "../../../db/faults.ts";
import type { Part } from "../../format.ts";
import { deletionForms, hashOfKey } from "../../keys.ts";
import type { CatalogueDb } from "../../open.ts";
import type { Archive } from "../archives/archive.ts";
import { markFinished } from "../progress.ts";

/**
 * Sorts what a part's documents left unsorted, and makes its indexes. Each part is one transaction: a kill in between begins it
 * again.
 */
export function finishPart(db: CatalogueDb, archive: Archive): void {
  const { part, refuse } = archive;
  db.transaction(() => {
    steps[part](db, refuse);
    markFinished(db, part);
  })();
  db.pragma("wal_checkpoint(TRUNCATE)");
}

type Step = (db: CatalogueDb, refuse: (why: string) => never) => void;

const steps: Record<Part, Step> = {
  artist(db, refuse) {
    makeUnique(db, "artists_mbid", "artists", refuse);
  },
  "release-group"(db, refuse) {
    sortInto(db, "name_keys", "hash, artist");
    sortInto(db, "title_keys", "hash, artist, grp");
    sortInto(db, "artist_groups", "artist, grp");
    db.exec("CREATE INDEX group_artists ON artist_groups (grp)");
    makeUnique(db, "groups_mbid", "groups", refuse);
    db.exec("INSERT INTO artist_words (artist_words) VALUES ('optimize')");
    db.exec("INSERT INTO group_words (group_words) VALUES ('optimize')");
    makeDeletions(db);
  },
  release(db, refuse) {
    sortInto(db, "title_keys", "hash, artist, grp");
    sortInto(db, "codes", "hash, grp");
    makeUnique(db, "releases_mbid", "releases", refuse);
    db.exec("CREATE INDEX releases_grp ON releases (grp)");
  },
};

/** In the order of the b-tree that it goes into; the table that held it is empty then, and its pages serve what comes next. */
function sortInto(db: CatalogueDb, table: string, columns: string): void {
  db.exec(
    `INSERT OR IGNORE INTO ${table} SELECT DISTINCT ${columns} FROM unsorted_${table} ORDER BY ${columns}`,
  );
  db.exec(`DELETE FROM unsorted_${table}`);
}

function makeUnique(db: CatalogueDb, name: string, table: string, refuse: (why: string) => never): void {
  try {
    db.exec(`CREATE UNIQUE INDEX ${name} ON ${table} (mbid)`);
  } catch (error) {
    if (isConstraint(error)) refuse(`two of its documents have the same MBID`);
    throw error;
  }
}

/** Every word of a title or name, and what is left of it when a letter is gone. */
function makeDeletions(db: CatalogueDb): void {
  db.exec(`
    CREATE VIRTUAL TABLE temp.title_terms USING fts5vocab(main, group_words, row);
    CREATE VIRTUAL TABLE temp.name_terms USING fts5vocab(main, artist_words, row);
    CREATE TEMP TABLE unsorted_deletions (hash INTEGER, word INTEGER);
    DELETE FROM vocabulary;
    DELETE FROM deletions;
    INSERT INTO vocabulary (word)
      SELECT term FROM (SELECT term FROM title_terms UNION SELECT term FROM name_terms)
      WHERE length(term) BETWEEN 4 AND 24 AND term NOT GLOB '*[0-9]*' ORDER BY term;
  `);
  const insert = db.prepare("INSERT INTO unsorted_deletions (hash, word) VALUES (?, ?)");
  const words = db.prepare<[number], { id: number; word: string }>(
    "SELECT id, word FROM vocabulary WHERE id > ? ORDER BY id LIMIT 5000",
  );
  for (let after = 0; ;) {
    const page = words.all(after);
    for (const { id, word } of page) for (const form of deletionForms(word)) insert.run(hashOfKey(form), id);
    if (page.length === 0) break;
    after = page.at(-1)!.id;
  }
  db.exec(`
    INSERT OR IGNORE INTO deletions SELECT DISTINCT hash, word FROM unsorted_deletions ORDER BY hash, word;
    DROP TABLE unsorted_deletions;
    DROP TABLE title_terms;
    DROP TABLE name_terms;
  `);
}
