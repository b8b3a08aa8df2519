import { OutOfReachError } from "../errors.ts";
import type { AlbumFacts, ArtistFacts, ReleaseFacts } from "../facts.ts";
import type { MusicBrainz } from "../sources/musicbrainz/source.ts";
import type { CatalogueAbout } from "./format.ts";
import type { CatalogueFile } from "./open.ts";
import { createReader, type CatalogueReader } from "./reader.ts";
import { createCatalogueSearches } from "./search/searches.ts";
import { dayOf } from "../stamp.ts";

/** Of an artist's albums, as on the web. */
const pageSize = 100;

/** MusicBrainz as the file has it. What the file can't know at all is unavailable, never absent. */
export interface CatalogueSource extends MusicBrainz {
  asOf: string;
  releasesAtHand(albumMbid: string): ReleaseFacts[] | undefined;
  hasReleases: boolean;
  hasArtist(mbid: string): boolean;
  hasAlbum(mbid: string): boolean;
}

/** What a catalogue says of itself, for which no row of it is read. */
export const catalogueIdentity = ({ stamp, parts }: CatalogueAbout) => ({
  address: `catalogue ${stamp}`,
  asOf: `the file of ${dayOf(stamp)}`,
  hasReleases: parts.includes("release"),
});

/** What the file can't know, where nobody else may be asked. */
const refusalOf =
  (stamp: string) =>
  (what: string): never => {
    throw new OutOfReachError(
      "MusicBrainz",
      `the catalogue of ${dayOf(stamp)} can't be asked for ${what}, and IMPORTER_CATALOGUE lets nobody else be asked`,
    );
  };

/** @throws what SQLite throws where a table can't be read: see `guarded`. */
export function createCatalogueSource(file: CatalogueFile): CatalogueSource {
  const { stamp } = file.about;
  const identity = catalogueIdentity(file.about);
  const { hasReleases } = identity;
  const reader = createReader(file.db);
  const owned = file.db
    .prepare<[number], number>("SELECT grp FROM artist_groups WHERE artist = ? ORDER BY grp")
    .pluck();

  const refuse = refusalOf(stamp);
  const albumOf = (id: number): AlbumFacts | undefined => {
    const stored = reader.album(id);
    return stored && { ...stored.facts, catalogue: stamp };
  };
  const releases = createReleases(reader, hasReleases, refuse);

  return {
    ...identity,
    ...releases,
    hasArtist: (mbid) => reader.artistId(mbid) !== undefined,
    hasAlbum: (mbid) => reader.groupId(mbid.toLowerCase()) !== undefined,

    ...createCatalogueSearches(file, reader, refuse),
    lookUpAddress: async () => refuse("an address"),
    whereIs: async () => refuse("what became of an MBID"),
    lookUpCollection: async () => refuse("a collection"),
    collectionPages: () => refuse("a collection"),

    async lookUpAlbum(mbid) {
      const id = reader.groupId(mbid.toLowerCase());
      return id === undefined ? undefined : albumOf(id);
    },

    async lookUpArtist(mbid): Promise<ArtistFacts | undefined> {
      const id = reader.artistId(mbid.toLowerCase());
      const facts = id === undefined ? undefined : reader.artist(id);
      return facts && { ...facts, catalogue: stamp };
    },

    async *albumPages(artistMbid, { types = [] } = {}) {
      const artist = reader.artistId(artistMbid.toLowerCase());
      if (artist === undefined) return;
      const all = owned.all(artist).flatMap((id) => albumOf(id) ?? []);
      const albums = types.length === 0 ? all : all.filter((album) => isOfType(album, types));
      for (let at = 0; at === 0 || at < albums.length; at += pageSize) {
        const page = albums.slice(at, at + pageSize);
        yield { albums: page, received: at + page.length, total: albums.length, odd: [] };
      }
    },

    async *releasePages(albumMbid) {
      const atHand = releases.releasesAtHand(albumMbid);
      if (!atHand) refuse(`the releases of ${albumMbid} (importer catalogue build --releases)`);
      const received = atHand!.length;
      yield { releases: atHand!, received, total: received, odd: [], isAtHand: true };
    },
  };
}

/** What the file has of releases: it may have been built without them. */
function createReleases(
  reader: CatalogueReader,
  hasReleases: boolean,
  refuse: (what: string) => never,
): Pick<CatalogueSource, "releasesAtHand" | "findAlbumOfRelease" | "lookUpRelease"> {
  function releasesAtHand(albumMbid: string): ReleaseFacts[] | undefined {
    const group = hasReleases ? reader.groupId(albumMbid.toLowerCase()) : undefined;
    return group === undefined ? undefined : reader.releasesOf(group);
  }

  function albumMbidOf(mbid: string): string | undefined {
    if (!hasReleases) refuse("a release: it has none (importer catalogue build --releases)");
    const group = reader.groupIdOfRelease(mbid.toLowerCase());
    return group === undefined ? undefined : reader.album(group)?.facts.identifiers[0]?.value;
  }

  return {
    releasesAtHand,
    findAlbumOfRelease: async (mbid) => albumMbidOf(mbid),

    async lookUpRelease(mbid) {
      const albumMbid = albumMbidOf(mbid);
      const facts = reader.release(mbid.toLowerCase());
      return albumMbid === undefined || !facts ? undefined : { facts, albumMbid };
    },
  };
}

const isOfType = ({ primaryType, secondaryTypes }: AlbumFacts, types: string[]): boolean =>
  [primaryType, ...(secondaryTypes ?? [])].some(
    (type) => type !== null && types.includes(type.toLowerCase()),
  );
