import type { Db } from "../../db/connection.ts";
import { searchWordParts } from "../../db/schema/search.ts";
import { prepareOnce, statement } from "../../db/statement.ts";

/**
 * Vocabulary. The distinct words of the full-text index, with an index of their own by trigrams: which words hold some letters, or end with
 * them, wherever they stand. A word stays when the last title that has it goes: it then leads to nothing.
 */

/** A trigram has so many letters; shorter words can't be looked up. */
export const leastLetters = 3;

const lastWord = statement<[], { id: number }>("SELECT coalesce(max(id), 0) AS id FROM search_words");
const addWords = statement<[json: string]>(
  "INSERT OR IGNORE INTO search_words (word) SELECT value FROM json_each(?)",
);

/** External content: the words stand in `search_words` alone. */
export const createVocabulary = ({ $client }: Db): void =>
  void $client.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS ${searchWordParts}
    USING fts5(word, content='search_words', content_rowid='id', columnsize=0, tokenize='trigram case_sensitive 1')`);

/** Adds what is new of these words. Within a transaction. */
export function putWords(db: Db, words: ReadonlySet<string>): void {
  const long = [...words].filter((word) => word.length >= leastLetters);
  const before = lastWord(db).get()!.id;
  addWords(db).run(JSON.stringify(long));
  prepareOnce<[number], never>(
    db,
    `INSERT INTO ${searchWordParts} (rowid, word) SELECT id, word FROM search_words WHERE id > ?`,
  ).run(before);
}

/** Whether all of these words that are long enough are there, and found by their letters. */
export function knowsWords(db: Db, words: Iterable<string>): boolean {
  const sql = `SELECT 1 FROM search_words CROSS JOIN ${searchWordParts} AS parts ON parts.rowid = search_words.id
    WHERE search_words.word = @word AND parts.${searchWordParts} MATCH '"' || @word || '"'`;
  const has = prepareOnce<[{ word: string }], number>(db, sql);
  return [...words].every((word) => [...word].length < leastLetters || has.get({ word }) !== undefined);
}

/** The words that hold these letters (of which there must be `leastLetters`), or end with them; undefined where there are more than `most`. */
export function wordsWith(
  db: Db,
  letters: string,
  { onlyAtEnd, most }: { onlyAtEnd: boolean; most: number },
): string[] | undefined {
  const atEnd = onlyAtEnd ? "AND substr(word, -length(@letters)) = @letters" : "";
  const sql = `SELECT word FROM ${searchWordParts} WHERE ${searchWordParts} MATCH '"' || @letters || '"' ${atEnd} LIMIT @limit`;
  const words = prepareOnce<[{ letters: string; limit: number }], string>(db, sql)
    .pluck()
    .all({ letters, limit: most + 1 });
  return words.length > most ? undefined : words;
}
