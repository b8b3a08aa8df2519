import type { AlbumFacts, ArtistFacts, ReleaseFacts } from "../facts.ts";
import type { CatalogueDb } from "./open.ts";
import { bareFactsOf, createArtistRefs } from "./packing/artists.ts";
import {
  albumShape,
  artistDetailShape,
  releaseShape,
  unpackFacts,
  type ArtistRefs,
} from "./packing/codec.ts";
import { createCompressor, type Compressor } from "./packing/dictionary.ts";
import { bytesOf, mbidAt } from "./packing/mbid.ts";
import type { Part } from "./format.ts";

/** A release group with its other titles. */
export interface StoredAlbum {
  id: number;
  facts: AlbumFacts;
  aliases: string[];
}

/** Rows of an open catalogue as facts. */
export interface CatalogueReader {
  artist(id: number): ArtistFacts | undefined;
  album(id: number): StoredAlbum | undefined;
  releasesOf(group: number): ReleaseFacts[];
  /** Of an MBID; undefined: not in the file. */
  artistId(mbid: string): number | undefined;
  groupId(mbid: string): number | undefined;
  groupIdOfRelease(mbid: string): number | undefined;
  release(mbid: string): ReleaseFacts | undefined;
  /** How many editions it has, and those of their titles that are not its own. */
  editionsOf(group: number): { count: number; titles: string[] };
  /** @throws for a row that can't be read. */
  readAny(table: "artists" | "groups" | "releases", id: number): unknown;
}

interface ReleaseRow {
  grp: number;
  title: string | null;
  mbid: Buffer;
  ids: Buffer;
  data: Buffer;
}

/** The statements that read rows, prepared once. */
function prepareRows(db: CatalogueDb) {
  const releaseColumns = "SELECT grp, title, mbid, ids, data FROM releases";
  const idOf = (sql: string) => {
    const prepared = db.prepare<[Buffer], number>(sql).pluck();
    return (mbid: string): number | undefined => prepared.get(bytesOf(mbid));
  };
  return {
    dictionary: db.prepare<[Part], Buffer>("SELECT bytes FROM dictionaries WHERE part = ?").pluck(),
    artist: db.prepare<[number], { mbid: Buffer; bare: string; data: Buffer | null }>(
      "SELECT mbid, bare, data FROM artists WHERE id = ?",
    ),
    group: db.prepare<[number], { mbid: Buffer; title: string; data: Buffer }>(
      "SELECT mbid, title, data FROM groups WHERE id = ?",
    ),
    releases: db.prepare<[number], ReleaseRow>(`${releaseColumns} WHERE grp = ? ORDER BY id`),
    release: db.prepare<[number], ReleaseRow>(`${releaseColumns} WHERE id = ?`),
    releaseOf: db.prepare<[Buffer], ReleaseRow>(`${releaseColumns} WHERE mbid = ?`),
    editionTitles: db
      .prepare<[number], string | null>("SELECT title FROM releases WHERE grp = ? ORDER BY id")
      .pluck(),
    artistId: idOf("SELECT id FROM artists WHERE mbid = ?"),
    groupId: idOf("SELECT id FROM groups WHERE mbid = ?"),
    groupIdOfRelease: idOf("SELECT grp FROM releases WHERE mbid = ?"),
  };
}

/** Inflates rows of a part with its own dictionary, read once. */
function createInflate(dictionary: ReturnType<typeof prepareRows>["dictionary"]) {
  const compressors = new Map<Part, Compressor>();
  return (part: Part, bytes: Buffer, ...beside: (Buffer | string)[]): string => {
    const known = compressors.get(part) ?? createCompressor(dictionary.get(part) ?? Buffer.alloc(0));
    compressors.set(part, known);
    return known.inflate(bytes, ...beside);
  };
}

export function createReader(db: CatalogueDb): CatalogueReader {
  const rows = prepareRows(db);
  const refs = createArtistRefs(db);
  const noRefs: ArtistRefs = { refOf: () => undefined, artistOf: () => undefined };
  const inflate = createInflate(rows.dictionary);

  function readRelease({ grp, title, mbid, ids, data }: ReleaseRow): ReleaseFacts {
    const text = inflate("release", data, mbid, ids, title ?? "", String(grp));
    const facts = unpackFacts<ReleaseFacts>(releaseShape, { text, ids }, refs);
    return {
      ...facts,
      identifiers: [{ kind: "musicbrainz_release", value: mbidAt(mbid) }, ...(facts.identifiers ?? [])],
    };
  }

  const reader: CatalogueReader = {
    artist(id) {
      const row = rows.artist.get(id);
      if (!row?.data) return undefined;
      const packed = { text: inflate("artist", row.data, row.mbid, row.bare), ids: Buffer.alloc(0) };
      const detail = unpackFacts<Partial<ArtistFacts>>(artistDetailShape, packed, noRefs);
      const bare = bareFactsOf(row.bare, mbidAt(row.mbid));
      return {
        ...bare,
        ...detail,
        identifiers: [...bare.identifiers, ...(detail.identifiers ?? [])],
      };
    },

    album(id) {
      const row = rows.group.get(id);
      if (!row) return undefined;
      const packed = { text: inflate("release-group", row.data, row.mbid, row.title), ids: Buffer.alloc(0) };
      const { aliases, ...facts } = unpackFacts<AlbumFacts & { aliases: string[] | null }>(
        albumShape,
        packed,
        refs,
      );
      const own = { kind: "musicbrainz_release_group" as const, value: mbidAt(row.mbid) };
      const named = aliases?.[0] === undefined ? facts : { ...facts, aliases };
      return {
        id,
        facts: { ...named, title: row.title, identifiers: [own, ...(facts.identifiers ?? [])] },
        aliases: aliases ?? [],
      };
    },

    releasesOf: (group) => rows.releases.all(group).map(readRelease),
    artistId: rows.artistId,
    groupId: rows.groupId,
    groupIdOfRelease: rows.groupIdOfRelease,
    release: (mbid) => rows.releaseOf.all(bytesOf(mbid)).map(readRelease)[0],
    editionsOf(group) {
      const titles = rows.editionTitles.all(group);
      return { count: titles.length, titles: [...new Set(titles.filter((title) => title !== null))] };
    },

    readAny(table, id) {
      if (table === "artists") return reader.artist(id);
      if (table === "groups") return reader.album(id);
      return readRelease(rows.release.get(id)!);
    },
  };
  return reader;
}
