import { ownSettings, type ServiceConfig } from "../../settings/own.ts";
import { parseMs, parseUrl } from "../../settings/parse.ts";

export interface LrclibConfig extends ServiceConfig {
  /** A downloaded LRCLIB database, asked before the service. */
  database: string | undefined;
}

export const lrclibSettings = ownSettings({
  defaults: {
    IMPORTER_LRCLIB_URL: "https://lrclib.net/api",
    IMPORTER_LRCLIB_INTERVAL_MS: "300",
    IMPORTER_LRCLIB_DATABASE: undefined,
  },
  read: (given): LrclibConfig => ({
    url: parseUrl(given("IMPORTER_LRCLIB_URL")),
    intervalMs: parseMs(given("IMPORTER_LRCLIB_INTERVAL_MS")),
    database: given("IMPORTER_LRCLIB_DATABASE").value || undefined,
  }),
});
