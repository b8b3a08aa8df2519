import { ownSettings, type ServiceConfig } from "../../settings/own.ts";
import { optionalKey, parseMs, parseUrl } from "../../settings/parse.ts";

export interface DiscogsConfig extends ServiceConfig {
  /** A personal token; it can also change its owner's orders, and so is a secret. Without one nobody is asked. */
  token: string | undefined;
}

export const discogsSettings = ownSettings({
  defaults: {
    IMPORTER_DISCOGS_TOKEN: undefined,
    IMPORTER_DISCOGS_URL: "https://api.discogs.com",
    IMPORTER_DISCOGS_INTERVAL_MS: "1200",
  },
  read: (given): DiscogsConfig => ({
    token: optionalKey(given("IMPORTER_DISCOGS_TOKEN")),
    url: parseUrl(given("IMPORTER_DISCOGS_URL")),
    intervalMs: parseMs(given("IMPORTER_DISCOGS_INTERVAL_MS")),
  }),
});
