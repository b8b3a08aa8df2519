import type { Db } from "../../db/connection.ts";
import { isDamage } from "../../db/faults.ts";
import { searchKinds, searchTables, type SearchKind } from "../../db/schema/search.ts";
import { prepareOnce } from "../../db/statement.ts";
import { createVocabulary } from "./vocabulary.ts";

/** The full-text index itself: FTS5 without contents of its own, so that titles are not kept twice. A row is an item's id. */

/** What the words of one kind are taken from: a row's `title` and `names`, and other names as JSON. */
export interface Indexed {
  id: number;
  title: string;
  names: string | null;
  others: string | null;
}

interface IndexTable {
  table: string;
  /** SQL that selects `Indexed` over `item`; takes a condition on its id. */
  select: string;
  items: string;
}

/** A join that has a space or a comma before what follows, and ends with a space, leaves the words on both sides as they are. */
const isSpaced = "join_phrase GLOB '[ ,]* '";
/** Each credit by itself, where a join may make one word with it, or there is none between two. */
const creditsApart = `SELECT ' ' || group_concat(credited_as, ' ') FROM album_artists WHERE album_id = item.id
  HAVING sum(NOT ${isSpaced} AND (join_phrase <> '' OR position < (SELECT max(position) FROM album_artists WHERE album_id = item.id))) > 0`;

export const indexTables: Record<SearchKind, IndexTable> = {
  // As it is credited: an artist may be renamed without its albums being read again.
  album: {
    table: searchTables.album,
    items: "albums",
    select: `SELECT item.id, title, (SELECT group_concat(credited_as || join_phrase, '' ORDER BY position)
      FROM album_artists WHERE album_id = item.id) || coalesce((${creditsApart}), '') AS names, NULL AS others FROM albums AS item`,
  },
  artist: {
    table: searchTables.artist,
    items: "artists",
    select: `SELECT item.id, name AS title, sort_name AS names,
      (SELECT json_group_array(name) FROM artist_aliases WHERE artist_id = item.id) AS others FROM artists AS item`,
  },
  track: {
    table: searchTables.track,
    items: "tracks",
    select: `SELECT item.id, title, coalesce(artist_credit,
      (SELECT name FROM artists WHERE artists.id = item.artist_id)) AS names, NULL AS others FROM tracks AS item`,
  },
};

/** Of the tokens that `indexedText` and `indexedWhole` made, none holds anything but letters: the simplest tokeniser takes them as they are. */
const columns = "title, names, whole, content='', contentless_delete=1, prefix='2 3', tokenize='ascii'";

/** Makes what is not there. */
export function createIndexTables(db: Db): void {
  for (const kind of searchKinds) {
    db.$client.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS ${indexTables[kind].table} USING fts5(${columns})`);
  }
  createVocabulary(db);
}

/** What keeps the index told of every change: five tables, three each, and two for tracks that go by their artist. */
const triggersThere = 17;

/** Whether every change of the library is noticed: no program has taken a trigger out. */
export function areTriggersThere(db: Db): boolean {
  const sql =
    "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'search\\_%' ESCAPE '\\'";
  return prepareOnce<[], number>(db, sql).pluck().get()! >= triggersThere;
}

/** Damage, or a part of the index that another program has taken out, as SQLite says it. */
export const isIndexFault = (error: unknown): boolean =>
  isDamage(error) ||
  /no such (?:table: search_|column: whole)|vtable constructor failed|invalid fts5/.test(String(error));

/** An index that can't be read costs time and no answer. */
export function unlessDamaged<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (isIndexFault(error)) return undefined;
    throw error;
  }
}
