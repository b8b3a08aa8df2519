import type { Db } from "../../src/db/connection.ts";
import { seeded } from "../helpers/random.ts";

/**
 * A library of so many tracks, by default ten an album, each album with one release of all of them, its words as unevenly spread as those
 * of titles: written past the door.
 */
export function fillLibrary({ $client }: Db, tracks: number, tracksOfAlbum = 10): void {
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
  const release = insert("releases", "album_id, title, released_on, track_count, created_at, updated_at");
  const place = insert("release_tracks", "release_id, medium, position, track_id, number, title");
  const genre = insert("categories", "kind, name");
  const ofGenre = insert("item_categories", "category_id, item_type, item_id, weight");
  const names = Array.from({ length: Math.ceil(tracks / tracksOfAlbum / 1.6) }, () => phrase(3));
  const fillAlbum = (at: number): void => {
    const title = phrase(5);
    const year = random() < 0.05 ? null : 1950 + Math.floor(random() * 75);
    const artistId = 1 + Math.floor(random() * names.length);
    album.run(title, title, year, "Album", 1, 1);
    credit.run(at, 0, artistId, names[artistId - 1]);
    identifier.run("album", at, "musicbrainz_release_group", mbid(at));
    ofGenre.run(at % 500 === 0 ? 5 : 1 + (at % 4), "album", at, 1);
    release.run(at, title, year, tracksOfAlbum, 1, 1);
    identifier.run("release", at, "musicbrainz_release", mbid(at * 16));
    for (let position = 1; position <= tracksOfAlbum; position++) {
      const trackId = (at - 1) * tracksOfAlbum + position;
      const said = phrase(5);
      track.run(said, artistId, at, names[artistId - 1], 100_000 + position, 1, 1);
      place.run(at, 1, position, trackId, String(position), said);
      identifier.run("track", trackId, "musicbrainz_recording", mbid(at * 16 + position));
    }
  };
  inPieces($client, 1, () => {
    for (const name of ["rock", "pop", "jazz", "folk", "rare groove"]) genre.run("genre", name);
    for (const name of names) artist.run(name, name, name, 1, 1);
  });
  inPieces($client, tracks / tracksOfAlbum, fillAlbum);
}

/** A log of millions of rows would be as large as the library. */
function inPieces(client: Db["$client"], count: number, write: (at: number) => void): void {
  const atOnce = 20_000;
  for (let from = 1; from <= count; from += atOnce) {
    client.transaction(() => {
      for (let at = from; at < from + atOnce && at <= count; at++) write(at);
    })();
  }
}

export const mbid = (at: number): string => `00000000-0000-4000-8000-${at.toString(16).padStart(12, "0")}`;
