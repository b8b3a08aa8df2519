import type { Config } from "../config.ts";
import type { CoverSource } from "../enrichment/covers/cover-source.ts";
import { coverArtArchiveCovers } from "../enrichment/cover-sources/cover-art-archive.ts";
import type { CoverSourceName } from "../enrichment/cover-sources/settings.ts";
import { deezerCovers } from "../enrichment/cover-sources/deezer.ts";
import { fanartTvCovers } from "../enrichment/cover-sources/fanart-tv.ts";
import { itunesCovers } from "../enrichment/cover-sources/itunes.ts";
import { theAudioDbCovers } from "../enrichment/cover-sources/theaudiodb.ts";
import { largestImageBytes } from "../artwork/image.ts";
import type { CoverArtArchive } from "../sources/cover-art-archive/source.ts";
import type { Deezer } from "../sources/deezer/source.ts";
import type { FanartTv } from "../sources/fanart-tv/source.ts";
import type { Itunes } from "../sources/itunes/source.ts";
import type { TheAudioDb } from "../sources/theaudiodb/source.ts";
import { once, whenAsked } from "./when-asked.ts";
import type { Wire } from "./wire.ts";

export interface CoverWiring {
  wire: () => Promise<Wire>;
  config: Config;
}

/** How each source of covers is made; which of them are asked, and in what order, is a setting. */
export const connectCoverSource: Record<CoverSourceName, (wiring: CoverWiring) => CoverSource> = {
  cover_art_archive: ({ wire, config }) =>
    coverArtArchiveCovers(
      later(async (): Promise<CoverArtArchive> => {
        const { createCoverArtArchive } = await import("../sources/cover-art-archive/source.ts");
        const { http, apiOf } = await wire();
        const api = apiOf("Cover Art Archive", "cover_art_archive", config.coverArtArchive);
        return createCoverArtArchive(http, api, largestImageBytes);
      }),
    ),

  fanart_tv: ({ wire, config: { fanartTv } }) =>
    fanartTvCovers(
      later(async (): Promise<FanartTv> => {
        const { createFanartTv } = await import("../sources/fanart-tv/source.ts");
        const { http, apiOf } = await wire();
        const { key = "", clientKey } = fanartTv; // checked: it is named only with a key
        const api = apiOf("fanart.tv", "fanart_tv", fanartTv);
        const images = apiOf("fanart.tv's images", "fanart_tv_images", { ...fanartTv, intervalMs: 0 });
        return createFanartTv(http, { api, images, key, clientKey, largestImageBytes });
      }),
    ),

  theaudiodb: ({ wire, config: { theaudiodb } }) =>
    theAudioDbCovers(
      later(async (): Promise<TheAudioDb> => {
        const { createTheAudioDb } = await import("../sources/theaudiodb/source.ts");
        const { http, apiOf } = await wire();
        const api = apiOf("TheAudioDB", "theaudiodb", theaudiodb);
        const images = apiOf("TheAudioDB's images", "theaudiodb_images", { ...theaudiodb, intervalMs: 0 });
        return createTheAudioDb(http, { api, images, key: theaudiodb.key, largestImageBytes });
      }),
    ),

  itunes: ({ wire, config: { itunes } }) =>
    itunesCovers(
      later(async (): Promise<Itunes> => {
        const { createItunes } = await import("../sources/itunes/source.ts");
        const { http, apiOf } = await wire();
        const { country } = itunes;
        const api = apiOf("iTunes", "itunes", itunes);
        const images = apiOf("iTunes' images", "itunes_images", { ...itunes, intervalMs: 0 });
        return createItunes(http, { api, images, country, largestImageBytes });
      }),
    ),

  deezer: ({ wire, config: { deezer } }) =>
    deezerCovers(
      later(async (): Promise<Deezer> => {
        const { createDeezer } = await import("../sources/deezer/source.ts");
        const { http, apiOf } = await wire();
        const api = apiOf("Deezer", "deezer", deezer);
        const images = apiOf("Deezer's images", "deezer_images", { ...deezer, intervalMs: 0 });
        return createDeezer(http, { api, images, largestImageBytes });
      }),
    ),
};

const later: typeof whenAsked = (connect, others) => whenAsked(once(connect), others);
