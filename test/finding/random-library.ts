import type { Db } from "../../src/db/connection.ts";
import { refreshIndex } from "../../src/finding/search/refresh.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { putAlbum } from "./shelf.ts";

/** Libraries of chance, in which something is odd or unknown everywhere. */

export type Pick = <T>(from: readonly T[]) => T;

export const words = [
  "dark",
  "Side",
  "MOON",
  "the",
  "Love",
  "love",
  "10,000",
  "Days",
  "Café",
  "cafe",
  "naïve",
  "Ænima",
  "weiß",
  "WEISS",
  "ﬁre",
  "fire",
  "Ｆｕｌｌ",
  "don’t",
  "don't",
  "Motörhead",
  "進撃の",
  "巨人",
  "ガ",
  "カ",
  "İstanbul",
  "100%",
  "a_b",
  "back\\slash",
  'quo"te',
  "+",
  "(Live)",
  "-",
  "e\u0301tude",
  "étude",
  "Ⅱ",
  "😀",
  "Straße",
  "x",
];
const dates = [null, "1969", "1973", "1973-03", "1973-03-24", "1977-01-21", "1991-09", "2007-10-23", "2024"];
const types = ["Album", "EP", "Single", "Live", "Übergang"];
const countries = ["GB", "DE", "JP"];
const genres = ["rock", "progressive rock", "art rock", "pop", "électro", "J-Pop"];

/** Thirty albums, an edition each, with up to two tracks; files of some of them; what is not known of this or that. */
export async function randomLibrary(random: () => number, pick: Pick): Promise<Db> {
  const { db } = await temporaryLibrary();
  const phrase = (): string =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(words)).join(" ");
  const names = Array.from({ length: 8 }, phrase);
  for (let at = 0; at < 30; at++) {
    const artists: [string, string?][] =
      random() < 0.3
        ? [[pick(names), pick([" & ", " feat. ", "", "'", "-"])], [pick(names)]]
        : [[pick(names)]];
    putAlbum(
      db,
      {
        title: phrase(),
        artists,
        date: pick(dates),
        type: pick(types),
        genres: [...new Set(Array.from({ length: Math.floor(random() * 3) }, () => pick(genres)))],
        tracks: Array.from({ length: Math.floor(random() * 3) }, phrase),
      },
      at + 1,
    );
  }
  const { $client } = db;
  $client.exec("UPDATE albums SET primary_type = NULL WHERE id % 7 = 0");
  $client.exec(`UPDATE albums SET secondary_types = '["Live","Remix"]' WHERE id % 5 = 0`);
  $client.exec("UPDATE album_artists SET credited_as = 'Ｐｒｉｎｔｅｄ ' || id WHERE id % 6 = 0");
  $client.exec("UPDATE album_artists SET credited_as = 'apart' || id WHERE album_id % 3 = 0"); // as no artist is called
  $client.exec("UPDATE tracks SET length_ms = NULL WHERE id % 4 = 0");
  $client.exec("UPDATE tracks SET artist_credit = NULL WHERE id % 5 = 0");
  describeArtists(db, phrase, pick);
  describeReleases(db, phrase, pick);
  putFiles(db, phrase, pick);
  return db;
}

/** Half of each is unknown. */
function describeArtists({ $client }: Db, phrase: () => string, pick: Pick): void {
  const half = (value: () => string | null): string | null => pick([value, () => null])();
  const describe = $client.prepare(
    `UPDATE artists SET sort_name = ?, kind = ?, country = ?, disambiguation = ?, began_on = ?, ended_on = ? WHERE id = ?`,
  );
  const alias = $client.prepare(
    "INSERT OR IGNORE INTO artist_aliases (artist_id, name_key, name) VALUES (?, ?, ?)",
  );
  for (const id of $client.prepare<[], number>("SELECT id FROM artists").pluck().all()) {
    const began = pick(dates);
    const ended = began === null ? null : half(() => "2024-05-06");
    describe.run(
      half(phrase),
      half(() => pick(["Person", "Group"])),
      half(() => pick(countries)),
      half(phrase),
      began,
      ended,
      id,
    );
    for (const name of pick([[], [phrase()], [phrase(), phrase()]])) alias.run(id, name, name);
  }
}

function describeReleases({ $client }: Db, phrase: () => string, pick: Pick): void {
  const half = (value: () => string | null): string | null => pick([value, () => null])();
  const labels = (): object[] =>
    pick([[], [phrase()], [phrase(), ""], [phrase(), phrase()]]).map((label) => ({
      label,
      mbid: null,
      catalogNumber: null,
    }));
  const describe = $client.prepare(
    `UPDATE releases SET title = ?, artist_credit = ?, country = ?, format = ?, labels = ?, catalog_number = ?, status = ?, disambiguation = ? WHERE id = ?`,
  );
  for (const id of $client.prepare<[], number>("SELECT id FROM releases").pluck().all()) {
    const format = half(() => pick(["CD", "2×CD", "Vinyl"]));
    const status = half(() => pick(["Official", "Bootleg"]));
    describe.run(
      phrase(),
      half(phrase),
      half(() => pick(countries)),
      format,
      JSON.stringify(labels()),
      half(phrase),
      status,
      half(phrase),
      id,
    );
  }
}

/** Of tracks, twice of some, and of none. */
function putFiles({ $client }: Db, phrase: () => string, pick: Pick): void {
  const tracks = $client.prepare<[], number>("SELECT id FROM tracks").pluck().all();
  const put = $client.prepare(
    `INSERT INTO files (path, size_bytes, mtime_ms, state, error, track_id, told_by, scanned_at) VALUES (?, ?, 0, ?, ?, ?, ?, 0)`,
  );
  for (let at = 0; at < 40; at++) {
    const state = pick(["read", "read", "failed", "missing"]);
    const [of, told] = [pick([null, ...tracks, ...tracks]), pick([null, "tags", "path"])];
    put.run(
      `/music/${phrase()}/${at}`,
      pick([100, 2000, 30_000]),
      state,
      state === "failed" ? phrase() : null,
      of,
      told,
    );
  }
}

/** What is asked for of an index that lacks all, that has all, and that lacks what changed and came since. */
export const phases: ((db: Db, random: () => number, pick: Pick) => void | Promise<void>)[] = [
  () => undefined,
  (db) => refreshIndex(db),
  ({ $client }, _, pick) => {
    for (let at = 0; at < 12; at++) {
      $client.prepare("UPDATE albums SET title = title || ? WHERE id = ?").run(pick(words), 1 + at * 2);
      $client.prepare("UPDATE tracks SET title = ? || title WHERE id = ?").run(pick(words), 1 + at * 2);
    }
    $client.prepare("UPDATE artists SET name = name || ? WHERE id % 2 = 0").run(pick(words));
    $client.prepare("UPDATE artists SET sort_name = sort_name || ? WHERE id % 3 = 0").run(pick(words));
    $client.prepare("UPDATE artist_aliases SET name = name || ? WHERE artist_id % 3 = 1").run(pick(words));
    $client.prepare("UPDATE album_artists SET join_phrase = ? WHERE id % 3 = 0").run(pick(words));
    $client.exec("UPDATE search_marks SET up_to = 20"); // as if the rest had come since
  },
];
