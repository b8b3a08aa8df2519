import Database from "better-sqlite3";
import { expect, it } from "vitest";
import type { Db } from "../../../src/db/connection.ts";
import { searchLibrary } from "../../../src/finding/search/search.ts";
import { temporaryLibrary } from "../../helpers/library.ts";
import { seeded } from "../../helpers/random.ts";
import { putAlbum } from "../shelf.ts";

/** Property test: whatever another program writes, a search finds what a naive filter of the library finds. */

const words = ["dark", "Darkness", "moon", "Blue", "bluest", "Ágúst", "Joni", "jon", "feat", "Sea", "seas"];

interface Named {
  id: number;
  text: string;
}

/** What each item's words are, read from the tables at this moment. */
const naive = {
  albums: `SELECT id, title || ' ' || coalesce((SELECT group_concat(credited_as || join_phrase, '' ORDER BY position)
    || ' ' || group_concat(credited_as, ' ') FROM album_artists WHERE album_id = albums.id), '') AS text FROM albums`,
  artists: `SELECT id, name || ' ' || coalesce(sort_name, '') || ' ' || coalesce((SELECT group_concat(name, ' ')
    FROM artist_aliases WHERE artist_id = artists.id), '') AS text FROM artists`,
  tracks: `SELECT id, title || ' ' || coalesce(artist_credit, (SELECT name FROM artists WHERE id = artist_id), '') AS text FROM tracks`,
};

const wordsOf = (text: string): string[] =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .match(/[a-z]+/g) ?? [];

function naiveSearch(client: Database.Database, typed: string): Record<keyof typeof naive, number[]> {
  const asked = wordsOf(typed);
  const idsOf = (sql: string): number[] =>
    client
      .prepare<[], Named>(sql)
      .all()
      .filter(({ text }) => {
        const has = wordsOf(text);
        return asked.every((word, at) =>
          has.some((each) => (at === asked.length - 1 ? each.startsWith(word) : each === word)),
        );
      })
      .map(({ id }) => id)
      .sort((one, other) => one - other);
  return { albums: idsOf(naive.albums), artists: idsOf(naive.artists), tracks: idsOf(naive.tracks) };
}

/** Edits as a person makes them in another program; `?` is a new text, `#` a random id. */
const edits = [
  "UPDATE albums SET title = ? WHERE id = #",
  "UPDATE album_artists SET credited_as = ? WHERE album_id = #",
  "UPDATE album_artists SET join_phrase = ? WHERE album_id = #",
  "UPDATE album_artists SET position = position + 7 WHERE album_id = # AND position = 0",
  "UPDATE album_artists SET position = 9, album_id = # WHERE id = #",
  "DELETE FROM album_artists WHERE id = #",
  "INSERT INTO album_artists (album_id, position, artist_id, credited_as) VALUES (#, 20 + #, #, ?)",
  "INSERT OR REPLACE INTO album_artists (album_id, position, artist_id, credited_as) VALUES (#, 0, #, ?)",
  "UPDATE artists SET name = ? WHERE id = #",
  "UPDATE artists SET sort_name = ? WHERE id = #",
  "UPDATE artists SET sort_name = NULL WHERE id = #",
  "INSERT OR REPLACE INTO artists SELECT * FROM (SELECT * FROM artists WHERE id = #)",
  "INSERT OR REPLACE INTO artist_aliases VALUES (#, 'key #', ?)",
  "UPDATE artist_aliases SET name = ? WHERE artist_id = #",
  "UPDATE OR IGNORE artist_aliases SET artist_id = # WHERE artist_id = #",
  "DELETE FROM artist_aliases WHERE artist_id = #",
  "UPDATE tracks SET title = ? WHERE id = #",
  "UPDATE tracks SET artist_credit = ? WHERE id = #",
  "UPDATE tracks SET artist_credit = NULL WHERE id = #",
  "UPDATE tracks SET artist_id = # WHERE id = #",
  "DELETE FROM release_tracks WHERE track_id = #; DELETE FROM tracks WHERE id = #",
  "DELETE FROM albums WHERE id = #",
  "INSERT INTO albums (title, title_key, created_at, updated_at) VALUES (?, '', 1, 1)",
  "UPDATE albums SET id = 100 + id WHERE id = #",
  // A program that renames by replacing the row: no trigger for deletion fires.
  `INSERT OR REPLACE INTO artists (id, name, name_key, created_at, updated_at)
     SELECT id, ?, 'k' || id, 1, 1 FROM artists WHERE id = #`,
];

async function shelf(random: () => number, phrase: () => string): Promise<{ db: Db; path: string }> {
  const { db, path } = await temporaryLibrary();
  for (let at = 0; at < 12; at++) {
    const artists: [string, string?][] = random() < 0.5 ? [[phrase(), " & "], [phrase()]] : [[phrase()]];
    putAlbum(db, { title: phrase(), artists, date: null, tracks: [phrase(), phrase()] }, at + 1);
  }
  return { db, path };
}

it.each([1, 2, 3, 4])("the index follows whatever another program writes (seed %i)", async (seed) => {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const phrase = (): string =>
    Array.from({ length: 1 + Math.floor(random() * 2) }, () => pick(words)).join(" ");
  const { db, path } = await shelf(random, phrase);
  const other = new Database(path);
  other.pragma("foreign_keys = OFF");
  const made: string[] = [];
  for (let round = 0; round < 60; round++) {
    for (let each = 0; each < 3; each++) {
      const sql = pick(edits)
        .replaceAll("#", () => String(1 + Math.floor(random() * 20)))
        .replaceAll("?", () => `'${phrase()}'`);
      made.push(sql);
      try {
        other.exec(sql);
      } catch (error) {
        expect(String(error)).toMatch(/constraint failed/);
      }
    }
    const typed = random() < 0.5 ? pick(words) : `${pick(words)} ${pick(words).slice(0, 3)}`;
    const { more, ...found } = await searchLibrary(db, typed, { limit: 1000 });
    const ids = Object.fromEntries(
      Object.entries(found).map(([kind, lines]) => [
        kind,
        lines.map(({ id }) => id as number).sort((a, b) => a - b),
      ]),
    );
    expect(more).toEqual({ albums: false, artists: false, tracks: false });
    expect({ typed, ids, made: made.slice(-3) }).toEqual({
      typed,
      ids: naiveSearch(other, typed),
      made: made.slice(-3),
    });
  }
  other.close();
});

it("a track that goes by its artist follows one that the index has not read yet", async () => {
  const { db } = await temporaryLibrary();
  putAlbum(db, { title: "Hejira", artists: [["Joni"]], date: null, tracks: ["Amelia"] });
  db.$client.exec("UPDATE tracks SET artist_credit = NULL");
  await searchLibrary(db, "joni", { limit: 1 });
  db.$client.exec("UPDATE search_marks SET up_to = 0 WHERE kind = 'artist'"); // as in the midst of a first run
  db.$client.exec("UPDATE artists SET name = 'Roberta'");
  expect((await searchLibrary(db, "roberta", { limit: 9 })).tracks).toMatchObject([{ title: "Amelia" }]);
  expect((await searchLibrary(db, "joni", { limit: 9 })).tracks).toEqual([]);
});
