import type { Config } from "../config.ts";
import type { EnrichmentSources } from "../enrichment/create.ts";
import type { CoverSourceName } from "../enrichment/cover-sources/settings.ts";
import type { SourceAddresses } from "../enrichment/repository.ts";
import type { LyricsDatabase } from "../enrichment/lyrics-sources/lrclib-database.ts";
import type { ProductAi, Shop } from "../products/context.ts";
import type { ServiceConfig } from "../settings/own.ts";
import { publicAddress } from "../sources/http/public-address.ts";
import type { AlbumSource } from "../sources/albums/source.ts";
import type { Lrclib } from "../sources/lrclib/source.ts";
import type { MusicBrainz } from "../sources/musicbrainz/source.ts";
import { connectAlbumSources } from "./album-sources.ts";
import { connectMusicBrainz } from "./musicbrainz.ts";
import { once, whenAsked } from "./when-asked.ts";
import type { SourceWiring, Wire } from "./wire.ts";

export interface ProductSources {
  shop: Shop;
  ai: ProductAi | undefined;
}

/** The web services, each behind its gate, and each connected when it is asked. */
export interface Sources {
  musicbrainz: MusicBrainz;
  /** Sources of albums and artists in their order; MusicBrainz among them. */
  albums: AlbumSource[];
  enrichment(): Promise<EnrichmentSources>;
  /** Always the same: a model's calls are counted for the whole run. */
  products(): Promise<ProductSources>;
  close(): Promise<void>;
}

/** Loads nothing yet: undici and zod are too heavy for a command that asks nobody. */
export function connectSources(wiring: SourceWiring): Sources {
  const { config } = wiring;
  let connected: Wire | undefined;
  const wire = once(async () => {
    const { connectWire } = await import("./wire.ts");
    return (connected = connectWire(wiring));
  });
  const musicbrainz = connectMusicBrainz(config, wire, wiring.fresh ?? false, wiring.events);
  const dumps: LyricsDatabase[] = [];

  const products = once(async () => {
    const { connectAi, connectShop } = await import("./product-sources.ts");
    const { http, apiOf } = await wire();
    return { shop: connectShop(http, config.amazon, apiOf), ai: connectAi(http, config.ai, apiOf) };
  });
  const lrclib = once(async (): Promise<Lrclib> => {
    const { createLrclib } = await import("../sources/lrclib/source.ts");
    const { http, apiOf } = await wire();
    return createLrclib(http, apiOf("LRCLIB", "lrclib", config.lrclib));
  });

  return {
    musicbrainz: musicbrainz.source,
    albums: connectAlbumSources({ wire, config, musicbrainz: musicbrainz.source }),

    async enrichment() {
      const { connectCoverSource } = await import("./cover-sources.ts");
      const { lrclibLyrics } = await import("../enrichment/lyrics-sources/lrclib.ts");
      return {
        covers: config.coverSources.map((name) => connectCoverSource[name]({ wire, config })),
        lyrics: [...(await openDumps(config, dumps)), lrclibLyrics(whenAsked(lrclib))],
        addresses: addressesOf(config),
      };
    },

    products,

    async close() {
      for (const dump of dumps.splice(0)) dump.close();
      await musicbrainz.close();
      await connected?.http.close();
    },
  };
}

/** Where covers and lyrics are asked for. */
function addressesOf({ coverSources, lrclib, ...config }: Config): SourceAddresses {
  const covers: Record<CoverSourceName, ServiceConfig> = {
    cover_art_archive: config.coverArtArchive,
    fanart_tv: config.fanartTv,
    theaudiodb: config.theaudiodb,
    itunes: config.itunes,
    deezer: config.deezer,
  };
  const at = ({ url }: ServiceConfig): string => publicAddress(new URL(url));
  return {
    covers: coverSources.map((name) => `${name} ${at(covers[name])}`),
    lyrics: [at(lrclib), ...(lrclib.database === undefined ? [] : [lrclib.database])],
  };
}

/** A database of lyrics on this machine costs nothing to ask, and so is asked first. */
async function openDumps(config: Config, opened: LyricsDatabase[]): Promise<LyricsDatabase[]> {
  if (config.lrclib.database === undefined) return [];
  const { openLrclibDatabase } = await import("../enrichment/lyrics-sources/lrclib-database.ts");
  const dump = openLrclibDatabase(config.lrclib.database);
  opened.push(dump);
  return [dump];
}
