import type { Json } from "./documents.ts";
import {
  madeUpMbid,
  type DemoAlias,
  type DemoArtist,
  type DemoCredit,
  type DemoLink,
  type DemoMedium,
  type DemoTrack,
} from "./facts.ts";
import { areas, artistTypes, mediumFormats, linkTypes, type AreaCode } from "./names.ts";

/** The parts that documents of several kinds have in common. */
export function creditsDocument(credits: DemoCredit[]): Json[] {
  return credits.map(({ artist, as, join }) => ({
    name: as ?? artist.name,
    joinphrase: join ?? "",
    artist: artistStub(artist),
  }));
}

/** An artist as it stands inside other documents. */
export function artistStub(artist: DemoArtist): Json {
  return {
    id: artist.id,
    name: artist.name,
    "sort-name": artist.sortName ?? artist.name,
    disambiguation: artist.disambiguation ?? "",
    type: artist.type ?? null,
    "type-id": artist.type ? artistTypes[artist.type] : null,
    country: artist.country ?? null,
    ...social(artist.aliases, artist.genres),
  };
}

/** What people add to an entity; each key is shown only when it is asked for. */
export function social(aliases: DemoAlias[] = [], genres: string[] = []): Json {
  return {
    aliases: aliases.map(aliasDocument),
    annotation: null,
    tags: [],
    genres: genresDocument(genres),
    rating: { value: null, "votes-count": 0 },
  };
}

function aliasDocument(alias: DemoAlias): Json {
  return {
    name: alias.name,
    "sort-name": alias.sortName ?? alias.name,
    locale: alias.locale ?? null,
    primary: alias.primary ?? null,
    type: null,
    "type-id": null,
    begin: null,
    end: null,
    ended: false,
  };
}

/** Made up once: few genres are those of many. */
const genreIds = new Map<string, string>();

function genreIdOf(name: string): string {
  const id = genreIds.get(name) ?? madeUpMbid("genre", name);
  genreIds.set(name, id);
  return id;
}

/** The first has most votes; the service sorts them by name all the same. */
function genresDocument(names: string[]): Json[] {
  return names
    .map((name, index) => ({
      id: genreIdOf(name),
      name,
      count: names.length - index,
      disambiguation: "",
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function linksDocument(kind: "artist" | "release-group" | "release", links: DemoLink[] = []): Json[] {
  return links.map(([type, resource]) => ({
    type,
    "type-id": linkTypes[kind][type] ?? madeUpMbid("link type", type),
    "target-type": "url",
    direction: "forward",
    url: { id: madeUpMbid("url", resource), resource },
    begin: null,
    end: null,
    ended: false,
    attributes: [],
    "attribute-ids": {},
    "attribute-values": {},
    "source-credit": "",
    "target-credit": "",
  }));
}

export function areaDocument(code: AreaCode): Json {
  const [id, name] = areas[code];
  return {
    id,
    name,
    "sort-name": name,
    disambiguation: "",
    type: null,
    "type-id": null,
    "iso-3166-1-codes": [code],
  };
}

export function buildMediumDocument(
  facts: DemoMedium,
  position: number,
  releaseId: string,
  credits: DemoCredit[],
): Json {
  const { tracks, pregap, dataTracks } = facts;
  const toDocument = (track: DemoTrack, index: number): Json =>
    trackDocument(track, index, `${releaseId} ${position}`, credits);
  return {
    id: madeUpMbid("medium", releaseId, position),
    position,
    title: facts.title ?? "",
    format: facts.format,
    "format-id": facts.format ? mediumFormats[facts.format] : null,
    "track-count": tracks?.length ?? facts.trackCount ?? 0,
    discs: [],
    ...(tracks
      ? { "track-offset": 0, tracks: tracks.map((track, index) => toDocument(track, index + 1)) }
      : {}),
    ...(pregap ? { pregap: toDocument(pregap, 0) } : {}),
    ...(dataTracks
      ? {
          "data-tracks": dataTracks.map((track, index) =>
            toDocument(track, (tracks?.length ?? 0) + index + 1),
          ),
        }
      : {}),
  };
}

function trackDocument(facts: DemoTrack, position: number, where: string, credits: DemoCredit[]): Json {
  const { recording } = facts;
  return {
    id: madeUpMbid("track", where, position),
    number: facts.number,
    position,
    title: facts.title,
    length: facts.lengthMs,
    "artist-credit": creditsDocument(facts.credits ?? credits),
    recording: {
      id: recording.id,
      title: recording.title,
      length: recording.lengthMs,
      disambiguation: "",
      video: false,
      isrcs: recording.isrcs,
      "artist-credit": creditsDocument(recording.credits ?? credits),
      ...social(),
      relations: [],
    },
  };
}
