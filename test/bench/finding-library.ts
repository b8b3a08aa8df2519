import type { Db } from "../../src/db/connection.ts";
import { seeded } from "../helpers/random.ts";

/** A library of so many tracks, ten an album, its words as unevenly spread as those of titles: written at once, past the door. */
export function fillLibrary({ $client }: Db, tracks: number): void {
  const random = seeded(7);
  const letters = "aeioulnrstmdkg";
  const words = Array.from({ length: 30_000 }, (_, at) => {
    let word = "";
    for (let rest = at + 20; rest > 0; rest = Math.floor(rest / letters.length))
      word += letters[rest % letters.length];
    return word;
  });
  // Zipf: a few words are in most titles.
  const phrase = (most: number): string =>
    Array.from(
      { length: 1 + Math.floor(random() * most) },
      () => words[Math.floor(words.length ** random())],
    ).join(" ");
  const insert = (table: string, columns: string) =>
    $client.prepare<unknown[]>(`INSERT INTO ${table} (${columns}) VALUES (${columns.replace(/\w+/g, "?")})`);
  const artist = insert("artists", "name, name_key, sort_name, created_at, updated_at");
  const album = insert("albums", "title, title_key, release_year, primary_type, created_at, updated_at");
  const credit = insert("album_artists", "album_id, position, artist_id, credited_as");
  const track = insert(
    "tracks",
    "title, artist_id, album_id, artist_credit, length_ms, created_at, updated_at",
  );
  const identifier = insert("identifiers", "item_type, item_id, kind, value");
  const genre = insert("categories", "kind, name");
  const ofGenre = insert("item_categories", "category_id, item_type, item_id, weight");
  $client.transaction(() => {
    for (const name of ["rock", "pop", "jazz", "folk", "rare groove"]) genre.run("genre", name);
    const names = Array.from({ length: Math.ceil(tracks / 16) }, () => phrase(3));
    for (const name of names) artist.run(name, name, name, 1, 1);
    for (let at = 1; at <= tracks / 10; at++) {
      const title = phrase(5);
      const year = random() < 0.05 ? null : 1950 + Math.floor(random() * 75);
      const artistId = 1 + Math.floor(random() * names.length);
      album.run(title, title, year, "Album", 1, 1);
      credit.run(at, 0, artistId, names[artistId - 1]);
      identifier.run("album", at, "musicbrainz_release_group", mbid(at));
      ofGenre.run(at % 500 === 0 ? 5 : 1 + (at % 4), "album", at, 1);
      for (let place = 1; place <= 10; place++) {
        track.run(phrase(5), artistId, at, names[artistId - 1], 100_000 + place, 1, 1);
        identifier.run("track", (at - 1) * 10 + place, "musicbrainz_recording", mbid(at * 16 + place));
      }
    }
  })();
}

export const mbid = (at: number): string => `00000000-0000-4000-8000-${at.toString(16).padStart(12, "0")}`;
