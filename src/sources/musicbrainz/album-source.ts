import { barcodeForms } from "../../matching/typed/barcode.ts";
import type { ServiceRef } from "../../matching/services/service-address.ts";
import type { Ref } from "../../refs.ts";
import type { AlbumsNamed, AlbumSource } from "../albums/source.ts";
import type { OddPart } from "../lenient.ts";
import { firstQuestionOf } from "./searching/album-queries.ts";
import type { AlbumsFound } from "./searching/searches.ts";
import type { MusicBrainz, WhereEntity } from "./source.ts";

/** Few addresses stand with more releases than that. */
const mostReleases = 5;

/** MusicBrainz as one of the sources of albums: release groups are albums, by their MBIDs. */
export function musicbrainzAlbumSource(musicbrainz: MusicBrainz): AlbumSource {
  return {
    name: "musicbrainz",
    title: "MusicBrainz",
    address: musicbrainz.address,
    asOf: musicbrainz.asOf,
    ...(musicbrainz.live && { live: musicbrainzAlbumSource(musicbrainz.live) }),
    albumKinds: ["musicbrainz_release_group"],
    artistKind: "musicbrainz_artist",
    albumRef: groupRef,
    artistRef,
    firstQuestion: firstQuestionOf,
    searchAlbums: (question, signal, offset) => musicbrainz.searchAlbums(question, signal, offset),
    searchArtists: (name, signal, offset) => musicbrainz.searchArtists(name, signal, offset),
    lookUpAlbum: ({ id }, signal) => musicbrainz.lookUpAlbum(id, signal),
    lookUpArtist: ({ id }, signal) => musicbrainz.lookUpArtist(id, signal),

    async lookUpRelease({ id }, signal) {
      const found = await musicbrainz.lookUpRelease(id, signal);
      return found && { facts: found.facts, album: groupRef(found.albumMbid) };
    },

    async albumOfRelease({ id }, signal) {
      const group = await musicbrainz.findAlbumOfRelease(id, signal);
      return group === undefined ? undefined : groupRef(group);
    },

    async albumsOfBarcode(barcode, signal) {
      return named(await musicbrainz.findAlbumsByBarcode(barcodeForms(barcode), signal));
    },

    albumsOfCatalogueNumbers: (numbers, _readings, signal) =>
      musicbrainz.findAlbumsByCatalogueNumbers(numbers, signal),

    albumsAt: (ref, signal, howFar) => findAlbumsAt(musicbrainz, { ref, howFar }, signal),

    async artistsAt({ urls }, signal) {
      for (const url of urls) {
        const linked = await musicbrainz.lookUpAddress(url, signal);
        const { artists = [], odd = [] } = linked ?? {};
        if (artists.length > 0 || odd.length > 0) return { artists: artists.slice(0, 1).map(artistRef), odd };
      }
      return { artists: [], odd: [] };
    },

    async *releasePages({ id }, signal) {
      yield* musicbrainz.releasePages(id, signal);
    },

    async whereIs({ entity, id }, signal) {
      const found = await musicbrainz.whereIs(entity as WhereEntity, id, signal);
      if (!found) return "gone";
      const ref = { source: "musicbrainz", entity, id: found.mbid };
      return { ref, ...(found.albumMbid !== undefined && { album: groupRef(found.albumMbid) }) };
    },
  };
}

const groupRef = (id: string): Ref => ({ source: "musicbrainz", entity: "release-group", id });

const artistRef = (id: string): Ref => ({ source: "musicbrainz", entity: "artist", id });

const releaseRef = (id: string): Ref => ({ source: "musicbrainz", entity: "release", id });

const named = ({ albums, releases, odd }: AlbumsFound): AlbumsNamed => ({
  albums: albums.map(groupRef),
  releases: releases.map(releaseRef),
  odd,
});

/** By an address that MusicBrainz stores, in each form in which it may; an ASIN stands with the release, too. */
async function findAlbumsAt(
  musicbrainz: MusicBrainz,
  { ref, howFar = "all" }: { ref: ServiceRef; howFar: "all" | "first" | undefined },
  signal: AbortSignal | undefined,
): Promise<AlbumsNamed> {
  const printed = ref.kind === "asin" ? await musicbrainz.findAlbumsByAsin(ref.id, signal) : undefined;
  if (printed && printed.albums.length > 0) return named(printed);
  const unread: OddPart[] = [];
  const forms = howFar === "all" ? ref.urls : ref.urls.slice(0, printed ? 0 : 1);
  for (const url of forms) {
    const linked = await musicbrainz.lookUpAddress(url, signal);
    const groups = new Set(linked?.albums);
    const releases = linked?.releases.slice(0, mostReleases) ?? [];
    for (const release of releases) {
      const group = await musicbrainz.findAlbumOfRelease(release, signal);
      if (group !== undefined) groups.add(group);
    }
    unread.push(...(linked?.odd ?? []));
    if (groups.size > 0) return named({ albums: [...groups], releases, odd: unread });
    if (unread.length > 0) break;
  }
  return { albums: [], releases: [], odd: unread };
}
