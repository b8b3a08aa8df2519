import {
  buildArtistDocument,
  buildReleaseDocument,
  buildReleaseGroupDocument,
} from "../../../src/demo/musicbrainz/build.ts";
import type { Json, Surroundings } from "../../../src/demo/musicbrainz/documents.ts";
import type { DemoAlbum, DemoArtist } from "../../../src/demo/musicbrainz/facts.ts";
import type { Neighbour, World } from "./world.ts";

const kinds = { "release-group": "a", artist: "b", release: "c" } as const;
type Kind = keyof typeof kinds;

/** An MBID that tells its number, and stands anywhere among others when they are sorted. */
function mbidOf(kind: Kind, number: number): string {
  const scattered = (Math.imul(number + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, "0");
  return `${scattered}-0000-4000-${kinds[kind]}000-${number.toString(16).padStart(12, "0")}`;
}

function numberOf(kind: Kind, mbid: string): number | undefined {
  const number = parseInt(mbid.slice(24), 16);
  return mbidOf(kind, number) === mbid ? number : undefined;
}

/** Most releases that one group has; a release's number is its group's times this, and its place. */
const mostReleases = 4;

/** The world as a stand-in serves it. Documents are made when they are asked for. */
export function surroundingsOf(world: World): Surroundings {
  const { groups, artists } = world;
  const group = (at: number): Neighbour | undefined => groups[at];
  const releases = groups.flatMap(({ releases: titles }, at) =>
    titles.map((_, place) => at * mostReleases + place),
  );
  return {
    search: {
      "release-group": {
        size: groups.length,
        id: (at) => mbidOf("release-group", at),
        at: (at) => groupSearchDocument(world, at),
      },
      artist: {
        size: artists.length,
        id: (at) => mbidOf("artist", at),
        at: (at) => artistSearch(artists[at] ?? "", at),
      },
      release: {
        size: releases.length,
        id: (at) => mbidOf("release", releases[at] ?? 0),
        at: (at) => releaseSearch(world, releases[at] ?? 0),
      },
    },
    lookUp(entity, mbid) {
      const number = numberOf(entity, mbid);
      if (number === undefined) return undefined;
      if (entity === "artist") {
        const name = artists[number];
        return name === undefined ? undefined : buildArtistDocument({ id: mbid, name }, []);
      }
      const facts = factsOf(world, entity === "release" ? Math.floor(number / mostReleases) : number);
      if (!facts) return undefined;
      if (entity === "release-group") return buildReleaseGroupDocument(facts);
      const release = facts.releases[number % mostReleases];
      return release && buildReleaseDocument(release, facts);
    },
    releasesOf(mbid) {
      const number = numberOf("release-group", mbid);
      if (number === undefined || !group(number)) return undefined;
      const facts = factsOf(world, number);
      return facts?.releases.map((release) => buildReleaseDocument(release, facts));
    },
  };
}

function artistOf({ artists }: World, { artist }: Neighbour): DemoArtist {
  if (typeof artist === "number") return { id: mbidOf("artist", artist), name: artists[artist] ?? "" };
  return {
    id: artist.mbid,
    name: artist.name,
    aliases: (artist.aliases ?? []).map((name) => ({ name })),
    ...(artist.sort_name && { sortName: artist.sort_name }),
  };
}

function factsOf(world: World, number: number): DemoAlbum | undefined {
  const group = world.groups[number];
  return (
    group && {
      id: mbidOf("release-group", number),
      title: group.title,
      disambiguation: group.comment,
      primaryType: group.type,
      secondaryTypes: group.secondary,
      firstReleased: group.year,
      credits: [{ artist: artistOf(world, group) }],
      genres: [],
      releases: group.releases.map((title, place) => ({
        id: mbidOf("release", number * mostReleases + place),
        title,
        events: group.year === "" ? [] : [[group.year, "XW"]],
        barcode: barcodeOf(number * mostReleases + place),
        media: [{ format: "CD", trackCount: 10 }],
      })),
    }
  );
}

/** Of the range for use within a shop, which no record has. */
const barcodeOf = (release: number): string => `299${String(release).padStart(10, "0")}`;

/** As the index has it; made a hundred thousand times, so without what nobody reads. */
function groupSearchDocument(world: World, number: number): Json {
  const group = world.groups[number]!;
  const artist = artistOf(world, group);
  const aliases = artist.aliases?.map(({ name }) => ({ name, "sort-name": name }));
  return {
    id: mbidOf("release-group", number),
    title: group.title,
    "primary-type": group.type,
    "secondary-types": group.secondary,
    count: group.releases.length,
    ...(group.year !== "" && { "first-release-date": group.year }),
    ...(group.comment !== "" && { disambiguation: group.comment }),
    "artist-credit": [
      {
        name: artist.name,
        artist: {
          id: artist.id,
          name: artist.name,
          "sort-name": artist.sortName ?? artist.name,
          ...(aliases?.length && { aliases }),
        },
      },
    ],
    releases: group.releases.map((title, place) => ({
      id: mbidOf("release", number * mostReleases + place),
      title,
      status: "Official",
    })),
  };
}

const artistSearch = (name: string, at: number): Json => ({
  id: mbidOf("artist", at),
  name,
  "sort-name": name,
  type: "Group",
});

function releaseSearch(world: World, number: number): Json {
  const group = Math.floor(number / mostReleases);
  const title = world.groups[group]?.releases[number % mostReleases] ?? "";
  return {
    id: mbidOf("release", number),
    title,
    barcode: barcodeOf(number),
    "release-group": { id: mbidOf("release-group", group), title: world.groups[group]?.title ?? "" },
  };
}
