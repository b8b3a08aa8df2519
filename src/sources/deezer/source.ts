import type * as z from "zod";
import { PayloadError, RejectedError, UnavailableError } from "../../errors.ts";
import { shortText } from "../../plain-text.ts";
import type { HttpClient, JsonRequest, Api } from "../http/api.ts";
import { foreignAnswer, isPage } from "../http/answer/foreign.ts";
import type { StatusAnswer } from "../http/answer/answer.ts";
import { createLinkedImages, type GetLinkedImage } from "../linked-image.ts";
import { albumReply, deezerSearchReply, type DeezerAlbumDocument, type ErrorDocument } from "./documents.ts";

export interface DeezerAlbum {
  title: string;
  artist: string;
  /** "album", "single", "ep" or "compile", as they call it. */
  type: string | undefined;
  year: number | undefined;
  /** A JPEG, at most 1000 pixels wide. */
  coverUrl: string | undefined;
}

/**
 * Deezer's public API (https://developers.deezer.com/api): no key, 50 requests in 5 s, for personal and non-commercial
 * use. Every call is one request. Undefined or empty: they have none. Faults are those of `HttpClient.getJson`.
 */
export interface Deezer {
  albumOfBarcode(barcode: string, signal?: AbortSignal): Promise<DeezerAlbum | undefined>;
  /** Their best 25, to be checked: a search always finds something. */
  searchAlbums(words: string, signal?: AbortSignal): Promise<DeezerAlbum[]>;
  getImage: GetLinkedImage;
}

export interface DeezerWiring {
  api: Api;
  images: Api;
  largestImageBytes: number;
}

/** They say no more than "quota", which counts 5 s. */
const pauseMs = 5_000;

export function createDeezer(
  http: HttpClient,
  { api: service, images, largestImageBytes }: DeezerWiring,
): Deezer {
  const api: Api = { ...service, judge: (answer) => judgeDeezer(service.name, answer) };

  async function ask<T extends object>(
    request: Omit<JsonRequest<never>, "schema">,
    schema: z.ZodType<ErrorDocument | T>,
  ): Promise<T | undefined> {
    const reply = await http.getJson(api, { ...request, schema, retries: 0 });
    if (reply === undefined || !("error" in reply)) return reply;
    const fault = faultOf(api, reply.error);
    if (fault instanceof UnavailableError && fault.retryAfterMs !== undefined) {
      await api.gate.pause(fault.retryAfterMs, fault.message);
    }
    if (fault) throw fault;
    return undefined;
  }

  return {
    async albumOfBarcode(barcode, signal) {
      const path = `album/upc:${encodeURIComponent(barcode)}`;
      const album = await ask<DeezerAlbumDocument>({ path, signal }, albumReply);
      return album && albumOf(album);
    },
    async searchAlbums(words, signal) {
      const request = { path: "search/album", query: { q: words, limit: 25 }, signal };
      const found = await ask<{ data: DeezerAlbumDocument[] }>(request, deezerSearchReply);
      return (found?.data ?? []).map(albumOf);
    },
    getImage: createLinkedImages(http, images, largestImageBytes),
  };
}

/** Undefined for "no data" (800): that is an answer. */
function faultOf(api: Api, { code, message }: ErrorDocument["error"]): Error | undefined {
  const words = `${api.name} answered with error ${code}${message ? `: ${shortText(message, 160)}` : ""}`;
  if (code === 800) return undefined;
  if (code === 4 || code === 700) return new UnavailableError(api.name, words, { retryAfterMs: pauseMs });
  if ([200, 300, 901].includes(code)) return new RejectedError(api.name, words, { hint: api.rejectedHint });
  return new PayloadError(api.name, words); // about this one question, or nothing that we know
}

/** They answer everything with 200: another status is not theirs, or not of this API. */
function judgeDeezer(source: string, answer: StatusAnswer): Error | undefined {
  const { status, url } = answer;
  if (status !== 404 && status !== 410) return undefined;
  if (isPage(answer)) return foreignAnswer(source, answer);
  return new RejectedError(source, `${source} was not found at ${url.host}: it answered ${status}`, {
    hint: "check IMPORTER_DEEZER_URL; the service itself is at https://api.deezer.com",
  });
}

function albumOf(document: DeezerAlbumDocument): DeezerAlbum {
  const year = Number(document.release_date?.slice(0, 4));
  const isPicture = (address: string | null | undefined): boolean =>
    Boolean(address) && !isPlaceholder(address!);
  return {
    title: document.title,
    artist: document.artist.name,
    type: document.record_type ?? undefined,
    year: year > 0 ? year : undefined,
    coverUrl: [document.cover_xl, document.cover_big].find(isPicture) ?? undefined,
  };
}

/** The hash of the picture is missing: a grey note is shown there. */
const isPlaceholder = (address: string): boolean => /\/images\/cover\/\//.test(address);
