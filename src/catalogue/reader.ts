import type { ArtistFacts, ReleaseFacts } from "../facts.ts";
import type { Part } from "./format.ts";
import type { CatalogueDb } from "./open.ts";
import { createArtistRefs } from "./packing/artists.ts";
import { createCompressor, type Compressor } from "./packing/dictionary.ts";
import { bytesOf } from "./packing/mbid.ts";
import { createAlbumRows, type AlbumHead, type StoredAlbum } from "./rows/albums.ts";
import { createArtistRows, type ArtistHead } from "./rows/artists.ts";
import { createReleaseRows } from "./rows/releases.ts";

/** Rows of an open catalogue as facts. */
export interface CatalogueReader {
  artist(id: number): ArtistFacts | undefined;
  album(id: number): StoredAlbum | undefined;
  /** Nothing is unpacked for these two: a search has a hundred of them. */
  artistHead(id: number): ArtistHead | undefined;
  albumHead(id: number): AlbumHead | undefined;
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

export function createReader(db: CatalogueDb): CatalogueReader {
  const refs = createArtistRefs(db);
  const compressors = createCompressors(db);
  const artists = createArtistRows(db, () => compressors("artist"));
  const albums = createAlbumRows(db, refs, () => compressors("release-group"));
  const { releaseAt, ...releases } = createReleaseRows(db, refs, () => compressors("release"));
  const idOf = (sql: string) => {
    const prepared = db.prepare<[Buffer], number>(sql).pluck();
    return (mbid: string): number | undefined => prepared.get(bytesOf(mbid));
  };
  const readBy = { artists: artists.artist, groups: albums.album, releases: releaseAt };
  return {
    ...artists,
    ...albums,
    ...releases,
    artistId: idOf("SELECT id FROM artists WHERE mbid = ?"),
    groupId: idOf("SELECT id FROM groups WHERE mbid = ?"),
    groupIdOfRelease: idOf("SELECT grp FROM releases WHERE mbid = ?"),
    readAny: (table, id) => readBy[table](id),
  };
}

/** The compressor of each part, with its own dictionary, read once. */
function createCompressors(db: CatalogueDb): (part: Part) => Compressor {
  const dictionary = db.prepare<[Part], Buffer>("SELECT bytes FROM dictionaries WHERE part = ?").pluck();
  const made = new Map<Part, Compressor>();
  return (part) => {
    const known = made.get(part) ?? createCompressor(dictionary.get(part) ?? Buffer.alloc(0));
    made.set(part, known);
    return known;
  };
}
