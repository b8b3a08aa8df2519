import type { Config } from "../config.ts";
import type { CoverSource } from "../enrichment/artwork.ts";
import { coverArtArchiveCovers } from "../enrichment/cover-sources/cover-art-archive.ts";
import type { CoverSourceName } from "../enrichment/cover-sources/settings.ts";
import { deezerCovers } from "../enrichment/cover-sources/deezer.ts";
import { fanartTvCovers } from "../enrichment/cover-sources/fanart-tv.ts";
import { itunesCovers } from "../enrichment/cover-sources/itunes.ts";
import { theAudioDbCovers } from "../enrichment/cover-sources/theaudiodb.ts";
import { largestImageBytes } from "../artwork/image.ts";
import { createCoverArtArchive } from "../sources/cover-art-archive/source.ts";
import { createDeezer } from "../sources/deezer/source.ts";
import { createFanartTv } from "../sources/fanart-tv/source.ts";
import type { HttpClient } from "../sources/http/client.ts";
import { createItunes } from "../sources/itunes/source.ts";
import { createTheAudioDb } from "../sources/theaudiodb/source.ts";
import type { ApiOf } from "./sources.ts";

export interface CoverWiring {
  http: HttpClient;
  config: Config;
  apiOf: ApiOf;
}

/** How each source of covers is made; which of them are asked, and in what order, is a setting. */
export const connectCoverSource: Record<CoverSourceName, (wiring: CoverWiring) => CoverSource> = {
  cover_art_archive({ http, config, apiOf }) {
    const api = apiOf("Cover Art Archive", "cover_art_archive", config.coverArtArchive);
    return coverArtArchiveCovers(createCoverArtArchive(http, api, largestImageBytes));
  },

  fanart_tv({ http, config: { fanartTv }, apiOf }) {
    const { key = "", clientKey } = fanartTv; // checked: it is named only with a key
    const api = apiOf("fanart.tv", "fanart_tv", fanartTv);
    const images = apiOf("fanart.tv's images", "fanart_tv_images", { ...fanartTv, intervalMs: 0 });
    return fanartTvCovers(createFanartTv(http, { api, images, key, clientKey, largestImageBytes }));
  },

  theaudiodb({ http, config: { theaudiodb }, apiOf }) {
    const api = apiOf("TheAudioDB", "theaudiodb", theaudiodb);
    const images = apiOf("TheAudioDB's images", "theaudiodb_images", { ...theaudiodb, intervalMs: 0 });
    return theAudioDbCovers(createTheAudioDb(http, { api, images, key: theaudiodb.key, largestImageBytes }));
  },

  itunes({ http, config: { itunes }, apiOf }) {
    const { country } = itunes;
    const api = apiOf("iTunes", "itunes", itunes);
    const images = apiOf("iTunes' images", "itunes_images", { ...itunes, intervalMs: 0 });
    return itunesCovers(createItunes(http, { api, images, country, largestImageBytes }));
  },

  deezer({ http, config: { deezer }, apiOf }) {
    const api = apiOf("Deezer", "deezer", deezer);
    const images = apiOf("Deezer's images", "deezer_images", { ...deezer, intervalMs: 0 });
    return deezerCovers(createDeezer(http, { api, images, largestImageBytes }));
  },
};
