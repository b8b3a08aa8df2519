import {
  areaDocument,
  artistStub,
  creditsDocument,
  linksDocument,
  buildMediumDocument,
  social,
} from "./build-parts.ts";
import type { Json } from "./documents.ts";
import { madeUpMbid, type DemoAlbum, type DemoArtist, type DemoRelease } from "./facts.ts";
import { genders, packagings, primaryTypes, secondaryTypes, statuses } from "./names.ts";

/** The complete look-up document of a release, with every key that any `inc` can ask for. */
export function buildReleaseDocument(facts: DemoRelease, album: DemoAlbum): Json {
  return {
    ...releaseCore(facts, album),
    asin: facts.asin ?? null,
    "cover-art-archive": {
      artwork: facts.cover !== undefined,
      darkened: false,
      count: facts.cover?.count ?? 0,
      front: facts.cover?.front ?? false,
      back: facts.cover?.back ?? false,
    },
    "label-info": (facts.labels ?? []).map(([catalogNumber, label]) => ({
      "catalog-number": catalogNumber,
      label: label && {
        ...label,
        "sort-name": label.name,
        disambiguation: "",
        "label-code": null,
        type: null,
        "type-id": null,
        ...social(),
      },
    })),
    "release-group": releaseGroupCore(album),
    media: facts.media.map((medium, index) =>
      buildMediumDocument(medium, index + 1, facts.id, album.credits),
    ),
    collections: [],
    relations: linksDocument("release", facts.links),
  };
}

function releaseCore(facts: DemoRelease, album: DemoAlbum): Json {
  const status = facts.status ?? "Official";
  return {
    id: facts.id,
    title: facts.title ?? album.title,
    disambiguation: facts.disambiguation ?? "",
    status,
    "status-id": statuses[status],
    quality: facts.quality ?? "normal",
    packaging: facts.packaging ?? null,
    "packaging-id": facts.packaging ? packagings[facts.packaging] : null,
    ...eventsDocument(facts),
    barcode: facts.barcode,
    "text-representation": { language: facts.language ?? "eng", script: facts.script ?? "Latn" },
    "artist-credit": creditsDocument(album.credits),
    ...social(),
  };
}

/** Without an event, date and country are not null but absent. */
function eventsDocument({ events }: DemoRelease): Json {
  const [first] = events;
  if (!first) return {};
  const all = events.map(([date, area]) => ({ date, area: areaDocument(area) }));
  return { date: first[0], country: first[1], "release-events": all };
}

export function buildReleaseGroupDocument(album: DemoAlbum): Json {
  return {
    ...releaseGroupCore(album),
    releases: album.releases.map((release) => ({
      ...releaseCore(release, album),
      media: release.media.map((medium, index) => {
        const { format, title, position, ...rest } = buildMediumDocument(medium, index + 1, release.id, []);
        return {
          format,
          title,
          position,
          "format-id": rest["format-id"],
          "track-count": rest["track-count"],
        };
      }),
    })),
  };
}

function releaseGroupCore(album: DemoAlbum): Json {
  const secondary = album.secondaryTypes ?? [];
  return {
    id: album.id,
    title: album.title,
    disambiguation: album.disambiguation ?? "",
    "first-release-date": album.firstReleased,
    "primary-type": album.primaryType,
    "primary-type-id": album.primaryType && typeId(primaryTypes, album.primaryType),
    "secondary-types": secondary,
    "secondary-type-ids": secondary.map((type) => typeId(secondaryTypes, type)),
    "artist-credit": creditsDocument(album.credits),
    ...social(album.aliases, album.genres),
    relations: linksDocument("release-group", album.links),
  };
}

const typeId = (known: Record<string, string>, name: string): string =>
  known[name] ?? madeUpMbid("type", name);

/** The complete look-up document of an artist; `albums` are those in whose credits it stands. */
export function buildArtistDocument(artist: DemoArtist, albums: DemoAlbum[]): Json {
  const { begin, end } = artist;
  return {
    ...artistStub(artist),
    gender: artist.gender ?? null,
    "gender-id": artist.gender ? genders[artist.gender] : null,
    area: artist.country ? areaDocument(artist.country) : null,
    "begin-area": null,
    "end-area": null,
    "life-span": { begin: begin ?? null, end: end ?? null, ended: end !== undefined },
    ipis: [],
    isnis: [],
    relations: linksDocument("artist", artist.links),
    "release-groups": albums.map(releaseGroupCore),
    releases: albums.flatMap((album) => album.releases.map((release) => releaseCore(release, album))),
    recordings: [],
    works: [],
  };
}
