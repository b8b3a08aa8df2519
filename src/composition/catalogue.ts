import type { Config } from "../config.ts";
import { server } from "../catalogue/build/download.ts";
import { packageVersion } from "../package-root.ts";
import { createDownloader, type Downloader } from "../sources/http/download.ts";

/** The server of the dumps, as the settings have it; and what a build needs of the rest of them. */
export function connectDumps(config: Config): {
  downloader: Downloader;
  dumpsUrl: string;
  retryDelayMs: number;
  home: string;
} {
  const { http, proxy, contact, home, catalogue } = config;
  const userAgent = `importer/${packageVersion()} ( ${contact ?? "no contact given"} )`;
  return {
    downloader: createDownloader(server, { userAgent, timeoutMs: http.timeoutMs, proxy }),
    dumpsUrl: catalogue.dumpsUrl,
    retryDelayMs: http.retryDelayMs,
    home,
  };
}
