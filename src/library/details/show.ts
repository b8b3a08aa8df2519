import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { statement } from "../../db/statement.ts";
import { getArtist } from "../items/artists.ts";
import { getAlbum } from "../items/albums.ts";
import { listAlbumTracks } from "./album-tracks.ts";
import { getArtwork } from "../enrichment/artworks.ts";
import { listCategories, listLinks } from "../items/associations.ts";
import { byTrust, listCovers } from "../enrichment/covers.ts";
import { describeAlbum } from "./describe.ts";
import { listFilesOfTrack } from "../items/files.ts";
import { listHeldFiles } from "../items/held-files.ts";
import { listIdentifiers, mbidOfItem } from "../identity/identifiers.ts";
import { getLyrics } from "../enrichment/lyrics.ts";
import { getRelease, listMedia, listReleases, type ReleaseRow } from "../items/releases.ts";
import { listProviderRuns } from "../memory/runs.ts";
import { getTrack, listReleaseTracks, listTrackCredit } from "../items/tracks.ts";
import { showUpstream } from "../identity/upstream.ts";

/** Everything known of one item, for `importer show`. Undefined when there is no such item. */

const selectListed = statement<[albumId: number], { id: number }>(`
  SELECT id FROM releases
  WHERE album_id = ? AND EXISTS (SELECT 1 FROM release_tracks WHERE release_id = releases.id)`);

interface TrackPlace {
  id: number;
  title: string;
  releasedOn: string | null;
  country: string | null;
  medium: number;
  number: string;
}

/** Oldest first; those without a date last. */
const selectPlaces = statement<[trackId: number], TrackPlace>(
  `
  SELECT releases.id, releases.title, released_on AS releasedOn, country, medium, number
  FROM release_tracks CROSS JOIN releases ON releases.id = release_tracks.release_id
  WHERE track_id = ? ORDER BY released_on IS NULL, released_on, releases.id`,
  { sorts: "the releases that one recording is on" },
);

export function showAlbum(db: Db, id: number) {
  const album = describeAlbum(db, id);
  if (!album) return undefined;
  const editions = listReleases(db, id);
  const { artworkId, ownedReleaseId, ownedReleaseBy } = getAlbum(db, id)!;
  const owned = editions.find((release) => release.id === ownedReleaseId);
  return {
    ...album,
    mbid: mbidOfItem(db, "album", id),
    /** The edition that the user has, and who said so; null where nothing tells. */
    ownedRelease: owned ? { ...ownedOf(db, owned), by: ownedReleaseBy } : null,
    cover: coverOf(db, id, artworkId),
    ...showUpstream(db, "album", id),
    links: linksOf(db, "album", id),
    releases: editions.map((release) => {
      const mbid = mbidOfItem(db, "release", release.id);
      return { ...summary(release), mbid, tracks: release.trackCount };
    }),
    /** The media of the edition that stands for the album: the user's, else the first official one, whose tracks are known. */
    media: mediaOf(db, representative(db, id, editions, ownedReleaseId)),
    /** Those with files, as these say. */
    tracks: listAlbumTracks(db, id).filter(({ files }) => files.length > 0),
    runs: runsOf(db, "album", id),
  };
}

export function showArtist(db: Db, id: number) {
  const artist = getArtist(db, id);
  if (!artist) return undefined;
  const { nameKey: _nameKey, createdAt: _created, updatedAt: _updated, goneAt: _gone, ...known } = artist;
  return {
    ...known,
    mbid: mbidOfItem(db, "artist", id),
    ...showUpstream(db, "artist", id),
    identifiers: listIdentifiers(db, "artist", id),
    genres: listCategories(db, "artist", id, "genre"),
    places: listCategories(db, "artist", id, "place"),
    links: linksOf(db, "artist", id),
    runs: runsOf(db, "artist", id),
  };
}

export function showRelease(db: Db, id: number) {
  const release = getRelease(db, id);
  if (!release) return undefined;
  const { createdAt: _created, updatedAt: _updated, goneAt: _gone, ...known } = release;
  return {
    ...known,
    mbid: mbidOfItem(db, "release", id),
    ...showUpstream(db, "release", id),
    identifiers: listIdentifiers(db, "release", id),
    links: linksOf(db, "release", id),
    media: mediaOf(db, id),
  };
}

export function showTrack(db: Db, id: number) {
  const track = getTrack(db, id);
  if (!track) return undefined;
  const { createdAt: _created, updatedAt: _updated, ...known } = track;
  return {
    ...known,
    mbid: mbidOfItem(db, "track", id),
    artists: listTrackCredit(db, track),
    ...showUpstream(db, "track", id),
    album: track.albumId === null ? null : (getAlbum(db, track.albumId)?.title ?? null),
    identifiers: listIdentifiers(db, "track", id),
    releases: selectPlaces(db)
      .all(id)
      .map((place) => ({ ...place, mbid: mbidOfItem(db, "release", place.id) })),
    cover: coverOf(db, track.albumId, track.artworkId),
    lyrics: showLyrics(db, id),
    files: filesOf(db, id, track.albumId),
  };
}

function filesOf(db: Db, trackId: number, albumId: number | null) {
  const held = albumId === null ? [] : listHeldFiles(db, albumId);
  const copies = new Map(held.map(({ path, duplicateOf }) => [path, duplicateOf]));
  return listFilesOfTrack(db, trackId).map(({ path, state, error, toldBy, missingSince }) => {
    const since = missingSince === null ? null : new Date(missingSince).toISOString();
    return { path, state, error, toldBy, missingSince: since, duplicateOf: copies.get(path) ?? null };
  });
}

/** One picture may be the cover of several albums: it is from whom this one has it, not who brought it first. */
function coverOf(db: Db, albumId: number | null, artworkId: number | null) {
  const artwork = artworkId === null ? undefined : getArtwork(db, artworkId);
  if (!artwork) return null;
  const { path, mediaType, width, height, bytes } = artwork;
  const offers =
    albumId === null ? [] : listCovers(db, albumId).filter((each) => each.artworkId === artworkId);
  const offer = offers.sort(byTrust)[0];
  const source = offer?.source ?? artwork.source;
  const sourceUrl = source === artwork.source ? artwork.sourceUrl : null;
  return { path, mediaType, width, height, bytes, source, sourceUrl };
}

export function showLyrics(db: Db, trackId: number) {
  const row = getLyrics(db, trackId);
  if (!row) return null;
  const { plain, synced, instrumental, source, sourceId, fetchedAt } = row;
  return { plain, synced, instrumental, source, sourceId, fetchedAt: new Date(fetchedAt).toISOString() };
}

function summary(release: ReleaseRow) {
  const { id, title, releasedOn, country, status, format, packaging, barcode, asin } = release;
  const { label, catalogNumber } = release;
  return { id, title, releasedOn, country, status, format, packaging, barcode, asin, label, catalogNumber };
}

function ownedOf(db: Db, { id, title, releasedOn, country, format }: ReleaseRow) {
  const mbid = mbidOfItem(db, "release", id);
  return { id, mbid, title, releasedOn, country, format };
}

function representative(
  db: Db,
  albumId: number,
  editions: ReleaseRow[],
  ownedId: number | null,
): number | undefined {
  const listed = new Set(
    selectListed(db)
      .all(albumId)
      .map(({ id }) => id),
  );
  const known = editions.filter((release) => listed.has(release.id));
  const owned = known.find(({ id }) => id === ownedId);
  return (owned ?? known.find((release) => release.status === "Official") ?? known[0])?.id;
}

function mediaOf(db: Db, releaseId: number | undefined) {
  if (releaseId === undefined) return [];
  const tracks = listReleaseTracks(db, releaseId);
  return listMedia(db, releaseId).map(({ position, title, format, trackCount }) => ({
    releaseId,
    position,
    title,
    format,
    trackCount,
    tracks: tracks
      .filter((track) => track.medium === position)
      .map(({ id: _id, releaseId: _release, medium: _medium, ...track }) => track),
  }));
}

/** What is known of a link beyond its address is told where there is anything. */
function linksOf(db: Db, itemType: ItemType, id: number): ShownLink[] {
  return listLinks(db, itemType, [id]).map((link) => {
    const { source, externalId, url, title, format, priceCents, currency, checkedAt, evidence } = link;
    if (evidence === null) return { source, externalId, url };
    const told = { title, format, priceCents, currency, checkedAt: new Date(checkedAt).toISOString() };
    return { source, externalId, url, product: { ...told, evidence } };
  });
}

/** The links of an album to one shop. */
export function listShopLinks(db: Db, albumId: number, source: string): ShownLink[] {
  return linksOf(db, "album", albumId).filter((link) => link.source === source);
}

export interface ShownLink {
  source: string;
  externalId: string;
  url: string;
  product?: {
    title: string | null;
    format: string | null;
    /** In the currency's smallest unit, as it was at `checkedAt`. */
    priceCents: number | null;
    currency: string | null;
    checkedAt: string;
    evidence: unknown;
  };
}

function runsOf(db: Db, itemType: ItemType, id: number) {
  return listProviderRuns(db, itemType, id).map(
    ({ importer, provider, outcome, dataPopulated, errors, ...run }) => ({
      importer,
      provider,
      outcome,
      dataPopulated,
      errors,
      evidence: run.evidence,
      finishedAt: new Date(run.finishedAt).toISOString(),
    }),
  );
}
