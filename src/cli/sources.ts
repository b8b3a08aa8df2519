import type { Config } from "../config.ts";
import { createGateRows, observeGateRows } from "../db/gates.ts";
import { createBreakerRows } from "../db/breakers.ts";
import type { Db } from "../db/open.ts";
import type { EnrichmentSources } from "../enrichment/create.ts";
import type { CoverSourceName } from "../enrichment/cover-sources/settings.ts";
import type { SourceAddresses } from "../enrichment/repository.ts";
import type { LyricsDatabase } from "../enrichment/lyrics-sources/lrclib-database.ts";
import type { Events } from "../events.ts";
import { packageVersion } from "../package-root.ts";
import type { ProductAi, Shop } from "../products/context.ts";
import type { Api } from "../sources/http/client.ts";
import type { ServiceConfig } from "../settings/own.ts";
import { createNetworkMonitor, type NetworkMonitor } from "../network/monitor.ts";
import { publicAddress } from "../sources/http/public-address.ts";
import type { Patience } from "../sources/http/patience.ts";
import type { MusicBrainz } from "../sources/musicbrainz/source.ts";

/** A service behind the gate of that name. */
export type ApiOf = (name: string, api: string, at: ServiceConfig & { dailyLimit?: number }) => Api;

export interface ProductSources {
  shop: Shop;
  ai: ProductAi | undefined;
}

export interface SourceWiring {
  config: Config;
  db: Db;
  events: Events;
  /** The gates are looked at, not written. */
  dryRun: boolean;
  /** A command's, unless said. */
  patience?: Patience;
}

/** The web services, each behind its gate. */
export interface Sources {
  musicbrainz: MusicBrainz;
  enrichment(): Promise<EnrichmentSources>;
  /** Always the same: a model's calls are counted for the whole run. */
  products(): Promise<ProductSources>;
  close(): Promise<void>;
}

/** Loads what it needs when it is called: undici and zod are too heavy for `importer list`. */
export async function connectSources(wiring: SourceWiring): Promise<Sources> {
  const { config, db, events, dryRun, patience = "command" } = wiring;
  const { createHttpClient } = await import("../sources/http/client.ts");
  const { createMusicBrainz } = await import("../sources/musicbrainz/source.ts");
  const { createGate } = await import("../sources/gate.ts");
  const { createBreaker } = await import("../sources/breaker.ts");
  const rows = dryRun ? observeGateRows(db) : createGateRows(db);
  const monitor = createNetworkMonitor({ override: config.network });
  const breakers = dryRun
    ? undefined
    : { rows: createBreakerRows(db), mayProbe: patience === "command", link: () => currentLink(monitor) };
  const http = createHttpClient({
    userAgent: `importer/${packageVersion()} ( ${config.contact ?? "no contact given"} )`,
    ...{ ...config.http, proxy: config.proxy, events, patience },
  });
  const apiOf: ApiOf = (name, api, { url, intervalMs, dailyLimit }) => ({
    name,
    baseUrl: url,
    gate: createGate({
      api,
      name,
      intervalMs,
      rows,
      events,
      ...(dailyLimit !== undefined && { dailyLimit }),
    }),
    ...(breakers && {
      breaker: createBreaker({ ...breakers, name, api, address: publicAddress(new URL(url)) }),
    }),
    rejectedHint: "set IMPORTER_CONTACT to an address at which you can be reached, then try again",
  });
  const dumps: LyricsDatabase[] = [];
  let productSources: Promise<ProductSources> | undefined;
  const connectProductSources = async (): Promise<ProductSources> => {
    const { connectAi, connectShop } = await import("./product-sources.ts");
    return { shop: connectShop(http, config.amazon, apiOf), ai: connectAi(http, config.ai, apiOf) };
  };
  return {
    musicbrainz: createMusicBrainz(http, apiOf("MusicBrainz", "musicbrainz", config.musicbrainz)),

    async enrichment() {
      const { connectCoverSource } = await import("./cover-sources.ts");
      const { createLrclib } = await import("../sources/lrclib/source.ts");
      const { lrclibLyrics } = await import("../enrichment/lyrics-sources/lrclib.ts");
      return {
        covers: config.coverSources.map((name) => connectCoverSource[name]({ http, config, apiOf })),
        lyrics: [
          ...(await openDumps(config, dumps)),
          lrclibLyrics(createLrclib(http, apiOf("LRCLIB", "lrclib", config.lrclib))),
        ],
        addresses: addressesOf(config),
        pace: { covers: config.coverArtArchive.intervalMs, lyrics: config.lrclib.intervalMs },
      };
    },

    products: () => (productSources ??= connectProductSources()),

    async close() {
      for (const dump of dumps.splice(0)) dump.close();
      await http.close();
    },
  };
}

/** Where covers and lyrics are asked for. */
function addressesOf({ coverSources, lrclib, ...config }: Config): SourceAddresses {
  const covers: Record<CoverSourceName, ServiceConfig> = {
    ...{ cover_art_archive: config.coverArtArchive, fanart_tv: config.fanartTv },
    ...{ theaudiodb: config.theaudiodb, itunes: config.itunes, deezer: config.deezer },
  };
  const at = ({ url }: ServiceConfig): string => publicAddress(new URL(url));
  return {
    covers: coverSources.map((name) => `${name} ${at(covers[name])}`),
    lyrics: [at(lrclib), ...(lrclib.database === undefined ? [] : [lrclib.database])],
  };
}

/** What carries the default route, as far as a change of it can be told; undefined without any. */
async function currentLink(monitor: NetworkMonitor): Promise<string | undefined> {
  const { kind, iface = "" } = await monitor.check();
  return kind === "none" ? undefined : `${kind} ${iface}`.trim();
}

/** A database of lyrics on this machine costs nothing to ask, and so is asked first. */
async function openDumps(config: Config, opened: LyricsDatabase[]): Promise<LyricsDatabase[]> {
  if (config.lrclib.database === undefined) return [];
  const { openLrclibDatabase } = await import("../enrichment/lyrics-sources/lrclib-database.ts");
  const dump = openLrclibDatabase(config.lrclib.database);
  opened.push(dump);
  return [dump];
}
