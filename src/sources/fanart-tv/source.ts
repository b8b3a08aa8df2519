import { HttpError, PayloadError, RejectedError } from "../../errors.ts";
import type { HttpClient, Api } from "../http/api.ts";
import { foreignAnswer, isPage } from "../http/answer/foreign.ts";
import { retryAfterOf } from "../http/answer/retry-after.ts";
import type { StatusAnswer } from "../http/answer/answer.ts";
import { createLinkedImages, type GetLinkedImage } from "../linked-image.ts";
import { albumsReply, fanartErrorDocument, type FanartAlbumDocument, type AlbumsReply } from "./documents.ts";

/**
 * fanart.tv (https://fanart.tv/api-docs/music-api), v3.2 or v3: no search, only what they keep under a MusicBrainz id, and
 * only for who brings a key. Faults are those of `HttpClient.getJson`.
 */
export interface FanartTv {
  /** The address of the front cover that most people like, 1000 pixels wide. Undefined: they have none. */
  coverOfReleaseGroup(mbid: string, signal?: AbortSignal): Promise<string | undefined>;
  getImage: GetLinkedImage;
}

export interface FanartTvWiring {
  api: Api;
  images: Api;
  key: string;
  /** A person's own, beside the project's: new pictures are shown to them sooner. */
  clientKey: string | undefined;
  largestImageBytes: number;
}

/** When they ask for a pause and do not say how long. */
const pauseMs = 60_000;

export function createFanartTv(http: HttpClient, wiring: FanartTvWiring): FanartTv {
  const { api: service, key, clientKey } = wiring;
  const api: Api = { ...service, judge: (answer) => judgeFanartTv(service.name, answer) };
  const headers = { "api-key": key, ...(clientKey !== undefined && { "client-key": clientKey }) };
  return {
    async coverOfReleaseGroup(mbid, signal) {
      const request = { path: `music/albums/${mbid}`, headers, schema: albumsReply, signal, retries: 0 };
      const reply = await http.getJson(api, request);
      return reply && coverOf(service.name, reply, mbid);
    },
    getImage: createLinkedImages(http, wiring.images, wiring.largestImageBytes),
  };
}

function coverOf(source: string, reply: AlbumsReply, mbid: string): string | undefined {
  if ("status" in reply) {
    const meaning = meaningOf(source, reply["error message"], 200);
    if (meaning === "absent") return undefined;
    throw meaning;
  }
  const likesOf = ({ likes }: { likes?: string | number | null | undefined }): number => Number(likes) || 0;
  const covers = albumOf(reply.albums, mbid)?.albumcover ?? [];
  return [...covers].sort((a, b) => likesOf(b) - likesOf(a))[0]?.url;
}

/** Only the one that was asked for, in either shape. */
function albumOf(
  albums: FanartAlbumDocument[] | Record<string, FanartAlbumDocument>,
  mbid: string,
): FanartAlbumDocument | undefined {
  if (Array.isArray(albums)) return albums.find((album) => album.release_group_id === mbid);
  return albums[mbid];
}

/** A 404 of theirs is JSON; a web page is another place's. */
function judgeFanartTv(source: string, answer: StatusAnswer): "absent" | Error {
  const { status, url, headers, body } = answer;
  if (status >= 400 && status < 500 && isPage(answer)) return foreignAnswer(source, answer);
  if (status === 401 || status === 403) return keyRefused(source, status);
  if (status === 429 || status >= 500) {
    const asked = retryAfterOf(headers);
    const retryAfterMs = asked ?? (status === 429 ? pauseMs : undefined);
    const words = `${source} answered ${status}`;
    return new HttpError(source, words, { status, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  }
  const said = theirError(body);
  if (said !== undefined) return meaningOf(source, said, status);
  if (body !== "") return foreignAnswer(source, answer);
  return new RejectedError(source, `${source} was not found at ${url.host}: it answered ${status}`, {
    hint: "check IMPORTER_FANART_TV_URL; the service itself is at https://webservice.fanart.tv/v3.2",
  });
}

function theirError(body: string): string | undefined {
  try {
    const error = fanartErrorDocument.safeParse(JSON.parse(body));
    return error.success ? (error.data["error message"] ?? "") : undefined;
  } catch {
    return undefined;
  }
}

/** Their words are read and never quoted: they may repeat the key. */
function meaningOf(source: string, said: string | null | undefined, status: number): "absent" | Error {
  if (/^not found$/i.test(said?.trim() ?? "")) return "absent";
  if (/\bkey\b/i.test(said ?? "")) return keyRefused(source, status);
  return new PayloadError(source, `${source} answered ${status} with an error this importer does not know`);
}

function keyRefused(source: string, status: number): RejectedError {
  return new RejectedError(source, `${source} answered ${status}: it does not take the key`, {
    hint: "check IMPORTER_FANART_TV_KEY and IMPORTER_FANART_TV_CLIENT_KEY; a key is free at https://fanart.tv/get-an-api-key",
  });
}
