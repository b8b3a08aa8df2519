import { creditText, idOfKind } from "../../facts.ts";
import { rowsBy } from "../../db/rows.ts";
import { statement } from "../../db/statement.ts";
import type { Db } from "../../db/connection.ts";
import { providerRuns } from "../../db/schema/facts.ts";
import { albums, artworks } from "../../db/schema/music.ts";
import { getAlbum, listAlbumCredits } from "../items/albums.ts";
import { isOwn } from "../../matching/choose-cover.ts";
import { listCovers } from "./covers.ts";
import { listIdentifiers } from "../identity/identifiers.ts";

/** What a cover source needs to know of an album. */
export interface AlbumToCover {
  id: number;
  title: string;
  artist: string;
  year: number | null;
  releaseGroupMbid: string | undefined;
  /** The edition that the user has, as far as that is told. */
  ownedReleaseMbid?: string | undefined;
  barcodes: string[];
  /** Those known to have a front cover, the first to be asked first. Never one whose cover was withdrawn. */
  releaseMbids: string[];
  /** The stamp of the dump as of which MusicBrainz knows its releases, and no front cover of any of them. */
  frontlessAsOf?: string | undefined;
}

/** A picture that is kept as a file. Written out: in the package's declarations the schema's own type is 72 KB. */
export interface ArtworkRow {
  id: number;
  sha256: string;
  mediaType: string;
  width: number;
  height: number;
  bytes: number;
  /** Below the library's folder. */
  path: string;
  source: string;
  sourceUrl: string | null;
  matchedBy: "identifier" | "name" | null;
  createdAt: number;
}

export type CoverState =
  /** `provisional`: not all who may have a better one were asked. */
  { state: "available"; artworkId: number; provisional?: true } | { state: "absent" } | { state: "unknown" };

interface Edition {
  mbid: string;
  status: string | null;
  releasedOn: string | null;
  hasFrontCover: 0 | 1 | null;
  barcode: string | null;
}

const byId = rowsBy(artworks, ["id"]);
const coverOf = rowsBy(albums, ["id"], {
  only: ["artworkId", "artworkStatus", "artworkOverride", "coversAskedAt"],
});
// CROSS JOIN keeps the order: the album's releases first, then the one name of each. By its statistics SQLite would
// rather read every release MBID of the library.
const selectEditions = statement<[albumId: number], Edition>(`
  SELECT value AS mbid, status, released_on AS releasedOn, has_front_cover AS hasFrontCover, barcode
  FROM releases CROSS JOIN identifiers
    ON item_type = 'release' AND item_id = releases.id AND identifiers.kind = 'musicbrainz_release'
  WHERE album_id = ?`);
const releasesRun = rowsBy(providerRuns, ["importer", "itemType", "itemId", "query", "provider", "outcome"], {
  only: ["evidence"],
});
const selectCoverStatus = statement<[id: number], { status: string }>(
  "SELECT artwork_status AS status FROM tracks WHERE id = ?",
);
const selectFiles = statement<[], Pick<ArtworkRow, "id" | "path">>("SELECT id, path FROM artworks", {
  scans: "asked for once, by a command that looks at every image on the disk",
});

export function getCoverState(db: Db, albumId: number): CoverState {
  const album = coverOf.get(db, albumId);
  if (album?.artworkOverride === "removed") return { state: "absent" };
  if (album?.artworkId == null) return { state: album?.artworkStatus === "absent" ? "absent" : "unknown" };
  const { artworkId } = album;
  const isOpen = album.coversAskedAt === null && !listCovers(db, albumId).some(({ tier }) => isOwn(tier));
  return { state: "available", artworkId, ...(isOpen && { provisional: true as const }) };
}

export function getAlbumToCover(db: Db, albumId: number): AlbumToCover | undefined {
  const album = getAlbum(db, albumId);
  if (!album) return undefined;
  const editions = selectEditions(db).all(albumId);
  const rank = (each: Edition): string =>
    [each.status === "Official" ? 0 : 1, each.releasedOn ?? "9999", each.mbid].join(" ");
  const covered = editions.filter((each) => each.hasFrontCover === 1);
  const names = listIdentifiers(db, "album", albumId);
  const owned = album.ownedReleaseId === null ? [] : listIdentifiers(db, "release", album.ownedReleaseId);
  const ownedReleaseMbid = idOfKind(owned, "musicbrainz_release") ?? idOfKind(names, "musicbrainz_release");
  const isBare = editions.some(({ mbid, hasFrontCover }) => mbid === ownedReleaseMbid && hasFrontCover === 0);
  const isFrontless = editions.length > 0 && editions.every(({ hasFrontCover }) => hasFrontCover === 0);
  return {
    id: album.id,
    title: album.title,
    artist: creditText(listAlbumCredits(db, albumId)),
    year: album.releaseYear,
    releaseGroupMbid: idOfKind(names, "musicbrainz_release_group"),
    ownedReleaseMbid: isBare ? undefined : ownedReleaseMbid,
    barcodes: [...new Set(editions.flatMap(({ barcode }) => (barcode ? [barcode] : [])))],
    frontlessAsOf: isFrontless ? stampOfReleases(db, albumId) : undefined,
    releaseMbids: covered.sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).map(({ mbid }) => mbid),
  };
}

/** Of the dump that all of them came out of; undefined where a service was asked for them. */
function stampOfReleases(db: Db, albumId: number): string | undefined {
  const run = releasesRun.get(db, "release", "album", albumId, "", "musicbrainz", "found");
  const { catalogue, isCut = false } = (run?.evidence ?? {}) as { catalogue?: unknown; isCut?: unknown };
  return typeof catalogue === "string" && isCut === false ? catalogue : undefined;
}

/** Whether the track's cover is still open. */
export function lacksCover(db: Db, trackId: number): boolean {
  return selectCoverStatus(db).get(trackId)?.status === "unknown";
}

export function getArtwork(db: Db, id: number): ArtworkRow | undefined {
  return byId.get(db, id);
}

const selectOfSource = statement<[source: string], { one: 1 }>(
  "SELECT 1 AS one FROM artworks WHERE source = ? LIMIT 1",
  { scans: "ends at the first, and where there is none yet a picture has just been fetched" },
);

/** Whether any picture of this source is kept. */
export function hasArtworkOf(db: Db, source: string): boolean {
  return selectOfSource(db).get(source) !== undefined;
}

export function listArtworkFiles(db: Db): Pick<ArtworkRow, "id" | "path">[] {
  return selectFiles(db).all();
}
