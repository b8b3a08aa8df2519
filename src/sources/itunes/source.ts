import type { HttpClient, Api } from "../http/api.ts";
import { createLinkedImages, type GetLinkedImage } from "../linked-image.ts";
import { addressesOf, itunesAlbumsOf, type ItunesAlbum } from "./albums-of.ts";
import { itunesSearchReply, type ItunesItemDocument } from "./documents.ts";
import { createLimit, NoResultsError } from "./limit.ts";
import { judgeItunes } from "./verdict.ts";

/**
 * Apple's iTunes Search API (https://performance-partners.apple.com/search-api): no key, about 20 requests a minute, the
 * catalogue of one country. Undefined or empty: they have none. Faults are those of `HttpClient.getJson`. Over their limit
 * they answer almost anything, which is never taken for "none": it is `UnavailableError`, and a pause for everybody.
 */
export interface Itunes {
  albumOfBarcode(barcode: string, signal?: AbortSignal): Promise<ItunesAlbum | undefined>;
  /** Their best 25, to be checked: a search nearly always finds something. */
  searchAlbums(words: string, signal?: AbortSignal): Promise<ItunesAlbum[]>;
  /** The picture, 1200 pixels wide, or 600 where that is not there. */
  getImage: GetLinkedImage;
}

export interface ItunesWiring {
  api: Api;
  images: Api;
  /** Two letters. */
  country: string;
  largestImageBytes: number;
  /** Wall clock in ms. */
  now?: () => number;
}

export function createItunes(http: HttpClient, wiring: ItunesWiring): Itunes {
  const { api: service, images, country, largestImageBytes, now } = wiring;
  const api: Api = { ...service, judge: (answer) => judgeItunes(service.name, answer) };
  const limit = createLimit(api, now);
  const getLinkedImage = createLinkedImages(http, images, largestImageBytes);

  async function ask(
    path: string,
    query: Record<string, string | number>,
    signal?: AbortSignal,
  ): Promise<ItunesAlbum[]> {
    const request = { path, query: { ...query, country }, schema: itunesSearchReply, signal, retries: 0 };
    try {
      const reply = await http.getJson(api, request);
      const items = reply?.results?.filter((item): item is ItunesItemDocument => item !== null);
      if (!items || items.length < reply!.results!.length) {
        throw new NoResultsError(api.name, `${api.name} answered nothing where there ought to be results`);
      }
      limit.answered();
      return itunesAlbumsOf(items);
    } catch (error) {
      throw await limit.meet(error);
    }
  }

  return {
    async albumOfBarcode(barcode, signal) {
      const albums = await ask("lookup", { upc: barcode }, signal);
      return albums.find(({ coverUrl }) => coverUrl !== undefined) ?? albums[0];
    },
    searchAlbums: (words, signal) =>
      ask("search", { term: words, media: "music", entity: "album", limit: 25 }, signal),
    async getImage(address, signal) {
      for (const larger of addressesOf(address)) {
        const image = await getLinkedImage(larger, signal);
        if (image) return image;
      }
      return undefined;
    },
  };
}
