import type { Config } from "../config.ts";
import { server } from "../catalogue/build/archives/download.ts";
import { createDownloader, type Downloader } from "../sources/http/exchange/download.ts";
import { userAgentOf } from "./user-agent.ts";

/** The server of the dumps, as the settings have it; and what a build needs of the rest of them. */
export function connectDumps(config: Config): {
  downloader: Downloader;
  dumpsUrl: string;
  retryDelayMs: number;
  home: string;
} {
  const { http, proxy, home, catalogue } = config;
  const userAgent = userAgentOf(config);
  return {
    downloader: createDownloader(server, { userAgent, timeoutMs: http.timeoutMs, proxy }),
    dumpsUrl: catalogue.dumpsUrl,
    retryDelayMs: http.retryDelayMs,
    home,
  };
}
