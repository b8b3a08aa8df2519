import type { Db } from "../../src/db/connection.ts";
import type { KindName } from "../../src/finding/field.ts";

/** All that is known of one item under each field: no value at all is unknown. `anywhere`: what bare words are looked for in. */
export type Known = Record<string, (string | number)[]> & { id: [number] };

type Row = Record<string, string | number | null> & { id: number };

const all = (db: Db, sql: string): Row[] => db.$client.prepare<[], Row>(sql).all();
const known = (...values: (string | number | null | undefined)[]): (string | number)[] =>
  values.filter((value) => value !== null && value !== undefined && value !== "") as (string | number)[];

/** Everything that the library knows of its items, in the order in which they are listed. */
export function knowAll(db: Db): Record<KindName, Known[]> {
  const albums = albumsOf(db);
  const tracks = tracksOf(db, albums);
  return {
    albums,
    tracks,
    artists: artistsOf(db),
    releases: releasesOf(db, albums),
    files: filesOf(db, tracks),
  };
}

function albumsOf(db: Db): Known[] {
  const credits = all(
    db,
    `SELECT album_artists.rowid AS id, album_id, name, credited_as, join_phrase
     FROM album_artists JOIN artists ON artists.id = artist_id ORDER BY album_id, position`,
  );
  const genres = all(
    db,
    `SELECT item_id AS id, name FROM item_categories JOIN categories ON categories.id = category_id
     WHERE item_type = 'album' AND kind = 'genre'`,
  );
  return all(db, "SELECT * FROM albums ORDER BY id").map((row): Known => {
    const own = credits.filter((credit) => credit["album_id"] === row.id);
    const printed = own.map((credit) => `${credit["credited_as"]}${credit["join_phrase"]}`).join("");
    const artist = known(printed, ...own.flatMap((credit) => [credit["name"], credit["credited_as"]]));
    return {
      id: [row.id],
      title: known(row["title"]),
      year: known(row["release_year"]),
      released: known(row["first_release_date"]),
      type: known(row["primary_type"]),
      artist,
      genre: genres.filter(({ id }) => id === row.id).map(({ name }) => name!),
      types: JSON.parse(String(row["secondary_types"])) as string[],
      anywhere: known(row["title"], ...artist),
    };
  });
}

function tracksOf(db: Db, albums: Known[]): Known[] {
  const byId = new Map(albums.map((album) => [album.id[0], album]));
  const rows = all(
    db,
    "SELECT tracks.*, name FROM tracks JOIN artists ON artists.id = artist_id ORDER BY tracks.id",
  );
  return rows.map((row): Known => {
    const of = byId.get(Number(row["album_id"]));
    const artist = known(row["name"], row["artist_credit"]);
    return {
      id: [row.id],
      title: known(row["title"]),
      artist,
      album: of?.["title"] ?? [],
      year: of?.["year"] ?? [],
      genre: of?.["genre"] ?? [],
      albumId: known(row["album_id"]),
      lengthMs: known(row["length_ms"]),
      anywhere: known(row["title"], ...artist),
    };
  });
}

function artistsOf(db: Db): Known[] {
  const aliases = all(db, "SELECT artist_id AS id, name FROM artist_aliases");
  const albums = all(db, "SELECT DISTINCT artist_id AS id, album_id FROM album_artists");
  const tracks = all(db, "SELECT artist_id AS id FROM tracks");
  const artists = all(db, "SELECT * FROM artists").map((row): Known => {
    const alias = aliases.filter(({ id }) => id === row.id).map(({ name }) => name!);
    return {
      id: [row.id],
      name: known(row["name"]),
      sortName: known(row["sort_name"]),
      alias,
      kind: known(row["kind"]),
      country: known(row["country"]),
      note: known(row["disambiguation"]),
      began: known(row["began_on"]),
      ended: known(row["ended_on"]),
      albums: [albums.filter(({ id }) => id === row.id).length],
      tracks: [tracks.filter(({ id }) => id === row.id).length],
      anywhere: known(row["name"], ...alias),
    };
  });
  return inOrder(artists, ({ sortName, name }) => [sortName![0] ?? name![0]!]);
}

function releasesOf(db: Db, albums: Known[]): Known[] {
  const byId = new Map(albums.map((album) => [album.id[0], album]));
  const releases = all(db, "SELECT * FROM releases").map((row): Known => {
    const of = byId.get(Number(row["album_id"]));
    const labels = JSON.parse(String(row["labels"])) as { label: string }[];
    const released = known(row["released_on"]);
    return {
      id: [row.id],
      albumId: known(row["album_id"]),
      album: of?.["title"] ?? [],
      title: known(row["title"]),
      artist: known(row["artist_credit"]),
      released,
      year: released.map((date) => Number(String(date).slice(0, 4))),
      country: known(row["country"]),
      format: known(row["format"]),
      label: known(...labels.map(({ label }) => label)),
      number: known(row["catalog_number"]),
      tracks: known(row["track_count"]),
      status: known(row["status"]),
      genre: of?.["genre"] ?? [],
      note: known(row["disambiguation"]),
      anywhere: known(row["title"], row["artist_credit"]),
    };
  });
  return inOrder(releases, ({ albumId, released }) => [Number(albumId![0]), released![0] ?? "unknown: last"]);
}

function filesOf(db: Db, tracks: Known[]): Known[] {
  const byId = new Map(tracks.map((track) => [track.id[0], track]));
  const rows = all(db, "SELECT * FROM files ORDER BY id");
  const files = rows.map((row): Known => {
    const of = byId.get(Number(row["track_id"]));
    const first = rows.find(
      ({ id, ...other }) =>
        other["track_id"] === row["track_id"] &&
        other["track_id"] !== null &&
        id < row.id &&
        other["state"] !== "missing",
    );
    const ofTrack = ["title", "artist", "album", "year", "genre", "albumId", "lengthMs"];
    return {
      ...Object.fromEntries(ofTrack.map((name) => [name, of?.[name] ?? []])),
      id: [row.id],
      path: known(row["path"]),
      trackId: known(row["track_id"]),
      size: known(row["size_bytes"]),
      error: known(row["error"]),
      duplicate: known(first?.["path"]),
      anywhere: known(row["path"], ...(of?.["anywhere"] ?? [])),
    };
  });
  return files.sort((one, other) => Buffer.compare(bytes(one["path"]![0]!), bytes(other["path"]![0]!)));
}

const bytes = (text: string | number): Buffer => Buffer.from(String(text));
/** A to Z as a to z, nothing else: as SQLite's NOCASE. */
const lower = (text: string | number): Buffer =>
  bytes(String(text).replace(/[A-Z]/g, (letter) => letter.toLowerCase()));

function inOrder(items: Known[], keysOf: (item: Known) => (string | number)[]): Known[] {
  return items.sort((one, other) => {
    const [a, b] = [keysOf(one), keysOf(other)];
    for (const [at, key] of a.entries()) {
      const order = typeof key === "number" ? key - Number(b[at]) : Buffer.compare(lower(key), lower(b[at]!));
      if (order !== 0) return order;
    }
    return one.id[0] - other.id[0];
  });
}
