import { expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import type { Associations, Identifier } from "../../src/facts.ts";
import { saveAlbum } from "../../src/library/write/items/albums.ts";
import { saveArtist } from "../../src/library/write/items/artists.ts";
import { rows } from "../helpers/importing.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { albumFacts, artistFacts, credits } from "./facts.ts";

/** Pseudo-random (a linear congruential generator): the same in every run. */
function picking(seed: number): (most: number) => number {
  let state = seed;
  return (most) => ((state = (state * 1664525 + 1013904223) % 2 ** 32) >>> 8) % most;
}

/** What everything comes to, but for numbers and times that nobody asks for. */
const contents = [
  "SELECT id, title, title_key, primary_type, first_release_date, release_year, disambiguation FROM albums",
  "SELECT id, name, name_key, sort_name, country FROM artists",
  "SELECT artist_id, name_key, name FROM artist_aliases ORDER BY 1, 2",
  "SELECT album_id, position, artist_id, credited_as, join_phrase FROM album_artists ORDER BY 1, 2",
  "SELECT item_type, item_id, kind, value FROM identifiers ORDER BY 1, 2, 3, 4",
  "SELECT item_type, item_id, kind, name, weight FROM item_categories JOIN categories ON categories.id = category_id ORDER BY 1, 2, 3, 4",
  "SELECT item_type, item_id, source, external_id, url FROM external_links ORDER BY 1, 2, 3, 4",
  "SELECT album_id, source, said FROM source_facts ORDER BY 1, 2",
];
const contentOf = (db: Db): unknown[] => contents.map((sql) => rows(db, sql));

/** With genres, links and identifiers that come again: on one item, and on others. */
function associations(pick: (most: number) => number, own: Identifier): Associations {
  const kinds = ["wikidata", "discogs_master", "barcode"] as const;
  return {
    identifiers: [
      own,
      ...Array.from({ length: pick(3) }, () => ({ kind: kinds[pick(3)]!, value: `v${pick(4)}` })),
    ],
    categories: Array.from({ length: pick(5) }, () => ({
      kind: (["genre", "place"] as const)[pick(2)]!,
      name: `g${pick(3)}`,
      weight: pick(9),
    })),
    links: Array.from({ length: pick(5) }, () => ({
      source: `s${pick(2)}`,
      externalId: `e${pick(2)}`,
      url: `https://example.org/${pick(9)}`,
    })),
  };
}

const bare = { categories: [], links: [] };
const by = { source: "musicbrainz", before: [] };

test("an album and an artist that are new come out as if a bare one had been there and was compared with", async () => {
  for (let seed = 1; seed <= 25; seed++) {
    const pick = picking(seed);
    const [{ db: whole }, { db: compared }] = [await temporaryLibrary(), await temporaryLibrary()];
    for (const at of [1, 2, 3]) {
      const artist = artistFacts(`a${at}`, {
        ...associations(pick, { kind: "musicbrainz_artist", value: `a${at}` }),
        sortName: pick(2) === 0 ? "Name, Its" : null,
        aliases: Array.from({ length: pick(4) }, () => ["Its Name", "Other", "other", "!"][pick(4)]!),
      });
      const own: Identifier = { kind: "musicbrainz_artist", value: `a${at}` };
      saveArtist(whole, artist, at);
      saveArtist(compared, { ...artist, ...bare, aliases: [], identifiers: [own] }, at);
      saveArtist(compared, artist, at);
      const group: Identifier = { kind: "musicbrainz_release_group", value: `g${at}` };
      const album = albumFacts(`g${at}`, {
        ...associations(pick, group),
        credits: credits([`a${1 + pick(3)}`, " & "], [`a${1 + pick(3)}`]),
      });
      saveAlbum(whole, album, at, undefined, by);
      saveAlbum(compared, { ...album, ...bare, credits: [], identifiers: [group] }, at);
      saveAlbum(compared, album, at, undefined, by);
      expect({ seed, at, content: contentOf(whole) }).toEqual({ seed, at, content: contentOf(compared) });
    }
  }
});
