import { HttpError, RejectedError } from "../../errors.ts";
import type { HttpClient, Api } from "../http/api.ts";
import { foreignAnswer, isPage } from "../http/answer/foreign.ts";
import { retryAfterOf } from "../http/answer/retry-after.ts";
import type { StatusAnswer } from "../http/answer/answer.ts";
import { createLinkedImages, type GetLinkedImage } from "../linked-image.ts";
import { albumsDocument } from "./documents.ts";

/**
 * TheAudioDB (https://www.theaudiodb.com/free_music_api): no search, only what they keep under a MusicBrainz id; 30
 * requests a minute with the free key. Faults are those of `HttpClient.getJson`.
 */
export interface TheAudioDb {
  /** The address of a release group's front cover, about 700 pixels wide. Undefined: they have none. */
  coverOfReleaseGroup(mbid: string, signal?: AbortSignal): Promise<string | undefined>;
  getImage: GetLinkedImage;
}

export interface TheAudioDbWiring {
  api: Api;
  images: Api;
  /** Letters, digits, "-" and "_": it is a part of the path. */
  key: string;
  largestImageBytes: number;
}

/** They count by the minute, and do not say when it is over. */
const pauseMs = 60_000;

export function createTheAudioDb(http: HttpClient, wiring: TheAudioDbWiring): TheAudioDb {
  const { api: service, key } = wiring;
  const api: Api = { ...service, secret: key, judge: (answer) => judgeTheAudioDb(service.name, answer) };
  return {
    async coverOfReleaseGroup(mbid, signal) {
      const request = { path: `${key}/album-mb.php`, query: { i: mbid }, schema: albumsDocument, signal };
      const found = await http.getJson(api, { ...request, retries: 0 });
      const [album] = found?.album ?? [];
      // The free key gets one record for an answer, whatever was asked: it has to be the one.
      if (!album || (album.strMusicBrainzID && album.strMusicBrainzID !== mbid)) return undefined;
      return album.strAlbumThumbHQ || album.strAlbumThumb || undefined;
    },
    getImage: createLinkedImages(http, wiring.images, wiring.largestImageBytes),
  };
}

/**
 * Their own words are never quoted: they may repeat the key. A wrong key gets a 404 and a web page of theirs; of
 * another's page nothing is believed.
 */
function judgeTheAudioDb(source: string, answer: StatusAnswer): Error {
  const { status, headers, body } = answer;
  const words = `${source} answered ${status}`;
  if (status === 429 || status >= 500) {
    const asked = retryAfterOf(headers);
    const retryAfterMs = asked ?? (status === 429 ? pauseMs : undefined);
    return new HttpError(source, words, { status, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  }
  if (isPage(answer) && !/the\s?audio\s?db/i.test(body)) return foreignAnswer(source, answer);
  return new RejectedError(source, `${words}, as it does when it does not know the key`, {
    hint: "check IMPORTER_THEAUDIODB_KEY and IMPORTER_THEAUDIODB_URL",
  });
}
