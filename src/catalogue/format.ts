/** The file format of a catalogue: one SQLite file, read only once it is built. */

/** "impc": tells the file from a library and from any other database. */
export const applicationId = 0x696d7063;
/** Raised with every change that an older program would misread. */
export const formatVersion = 5;

/** What is built of a dump, in this order; the last only on demand. */
export const parts = ["artist", "release-group", "release"] as const;
export type Part = (typeof parts)[number];

export const licence =
  "MusicBrainz core data: CC0. Genres: CC BY-NC-SA 3.0, by the MusicBrainz community; do not hand this file on without this note.";

/** Rows of `about`, a JSON value each. */
export interface CatalogueAbout {
  /** Of the dump: `20260923-001002`. */
  stamp: string;
  /** Of its replication packet: the same in all archives of a dump. */
  sequence: string;
  parts: Part[];
  genres: boolean;
  /** ms UTC. */
  builtAt: number;
  counts: CatalogueCounts;
  /** Of a part without an entry everything could be read. */
  unread?: Partial<Record<Part, UnreadParts>>;
  licence: string;
}

/** Fields, or elements of lists, that have another shape than is known: they were left out. */
export interface UnreadParts {
  documents: number;
  /** For people: where the first of them stands, and what is wrong with it. */
  first: string;
}

export interface CatalogueCounts {
  artists: number;
  groups: number;
  releases: number;
  /** Releases of groups that the dump does not have: they came into being while it was made. */
  leftOut: number;
}

/**
 * Ids are the numbers of the lines in the archives, so that a build that was interrupted makes the same rows. What is sorted
 * at the end of a part is first collected in `unsorted_…`: a b-tree that grows in random order does not fit into memory.
 * What a search looks at stands in its row as it is: of a hundred namesakes nothing is unpacked. The key of a title stands once for
 * each artist of the album: whose "Greatest Hits" is meant is one look, however many there are.
 */
export const catalogueTables = `
  CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE build (part TEXT PRIMARY KEY, lines INTEGER NOT NULL, bytes INTEGER NOT NULL, loaded INTEGER NOT NULL,
    finished INTEGER NOT NULL, sha256 TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE dictionaries (part TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;

  CREATE TABLE artists (id INTEGER PRIMARY KEY, mbid BLOB NOT NULL, bare TEXT NOT NULL, aliases TEXT, data BLOB);
  CREATE TABLE name_keys (hash INTEGER, artist INTEGER, PRIMARY KEY (hash, artist)) WITHOUT ROWID;
  CREATE TABLE unsorted_name_keys (hash INTEGER, artist INTEGER);
  CREATE VIRTUAL TABLE artist_words USING fts5(words, content='', columnsize=0, detail=none,
    tokenize="unicode61 remove_diacritics 0");

  CREATE TABLE groups (id INTEGER PRIMARY KEY, mbid BLOB NOT NULL, title TEXT NOT NULL, head TEXT NOT NULL,
    data BLOB NOT NULL);
  CREATE TABLE title_keys (hash INTEGER, artist INTEGER, grp INTEGER, PRIMARY KEY (hash, artist, grp)) WITHOUT ROWID;
  CREATE TABLE unsorted_title_keys (hash INTEGER, artist INTEGER, grp INTEGER);
  CREATE TABLE artist_groups (artist INTEGER, grp INTEGER, PRIMARY KEY (artist, grp)) WITHOUT ROWID;
  CREATE TABLE unsorted_artist_groups (artist INTEGER, grp INTEGER);
  CREATE VIRTUAL TABLE group_words USING fts5(words, content='', columnsize=0, detail=none,
    tokenize="unicode61 remove_diacritics 0");
  CREATE TABLE vocabulary (id INTEGER PRIMARY KEY, word TEXT NOT NULL);
  CREATE TABLE deletions (hash INTEGER, word INTEGER, PRIMARY KEY (hash, word)) WITHOUT ROWID;

  CREATE TABLE releases (id INTEGER PRIMARY KEY, grp INTEGER NOT NULL, mbid BLOB NOT NULL, title TEXT, ids BLOB NOT NULL,
    data BLOB NOT NULL);
  CREATE TABLE codes (hash INTEGER, grp INTEGER, PRIMARY KEY (hash, grp)) WITHOUT ROWID;
  CREATE TABLE unsorted_codes (hash INTEGER, grp INTEGER);
`;
