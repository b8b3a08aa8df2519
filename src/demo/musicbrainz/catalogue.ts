import { desireByBobDylan, desireByPharoaheMonch, desireByU2 } from "./albums/desire.ts";
import { darkSideOfTheMoon } from "./albums/dark-side-of-the-moon.ts";
import { nevermind } from "./albums/nevermind.ts";
import { oddSizes } from "./albums/odd-sizes.ts";
import { plus } from "./albums/plus.ts";
import { summerReggaeRainbow } from "./albums/summer-reggae-rainbow.ts";
import { surrender } from "./albums/surrender.ts";
import { wintertunes } from "./albums/wintertunes.ts";
import { buildArtistDocument, buildReleaseDocument, buildReleaseGroupDocument } from "./build.ts";
import type { DemoCatalogue, Collection, Json } from "./documents.ts";
import { madeUpMbid, type DemoAlbum, type DemoArtist, type DemoCredit } from "./facts.ts";
import { releaseGroupSearchDocument } from "./search/search-documents.ts";

const albums: DemoAlbum[] = [
  darkSideOfTheMoon,
  nevermind,
  surrender,
  desireByBobDylan,
  desireByPharoaheMonch,
  desireByU2,
  plus,
  summerReggaeRainbow,
  wintertunes,
  oddSizes,
];

/** The demo's small catalogue, written from facts. MBIDs that begin with 00000000 are made up. */
export function demoCatalogue(): DemoCatalogue {
  return { ...buildDemoCatalogue(albums), collections: demoCollections };
}

/** Of releases, of release groups, of artists; and one that its owner alone may see. */
const demoCollections = new Map<string, Collection>([
  [
    madeUpMbid("collection", "records"),
    collectionOf("My records", "release", releasesOf(nevermind, darkSideOfTheMoon)),
  ],
  [
    madeUpMbid("collection", "wanted"),
    collectionOf("Wanted", "release_group", [surrender.id, desireByBobDylan.id]),
  ],
  [madeUpMbid("collection", "seen"), collectionOf("Seen live", "artist", [])],
  [madeUpMbid("collection", "secret"), { ...collectionOf("Secret", "release", []), isPublic: false }],
]);

function releasesOf(...chosen: DemoAlbum[]): string[] {
  return chosen.flatMap(({ releases }) => releases.map(({ id }) => id));
}

function collectionOf(name: string, entityType: Collection["entityType"], holds: string[]): Collection {
  return { name, editor: "someone", entityType, isPublic: true, holds };
}

export function buildDemoCatalogue(albums: DemoAlbum[]): DemoCatalogue {
  const releasesByGroup = new Map(
    albums.map((album): [string, Json[]] => [
      album.id,
      album.releases.map((release) => buildReleaseDocument(release, album)),
    ]),
  );
  const releaseGroups = byId(albums.map(buildReleaseGroupDocument));
  return {
    searchDocuments: [...releaseGroups].map(([id, group]) =>
      releaseGroupSearchDocument(group, releasesByGroup.get(id) ?? []),
    ),
    releaseGroups,
    releases: byId([...releasesByGroup.values()].flat()),
    releasesByGroup,
    artists: byId(
      artistsOf(albums).map((artist) =>
        buildArtistDocument(
          artist,
          albums.filter((album) => album.credits.some((credit) => credit.artist.id === artist.id)),
        ),
      ),
    ),
    merged: new Map(albums.flatMap((album) => (album.mergedFrom ?? []).map((old) => [old, album.id]))),
  };
}

function byId(documents: Json[]): Map<string, Json> {
  return new Map(documents.map((document) => [String(document.id), document]));
}

/** Everybody who is credited anywhere, once. */
function artistsOf(albums: DemoAlbum[]): DemoArtist[] {
  const artists = albums
    .flatMap(creditsOf)
    .map((credit): [string, DemoArtist] => [credit.artist.id, credit.artist]);
  return [...new Map(artists).values()];
}

function creditsOf(album: DemoAlbum): DemoCredit[] {
  const tracks = album.releases.flatMap((release) => release.media.flatMap((medium) => medium.tracks ?? []));
  return [...album.credits, ...tracks.flatMap((each) => each.credits ?? [])];
}
