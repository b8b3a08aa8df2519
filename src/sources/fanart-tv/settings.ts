import { ownSettings, type ServiceConfig } from "../../settings/own.ts";
import { optionalKey, parseUrl } from "../../settings/parse.ts";

export interface FanartTvConfig extends ServiceConfig {
  /** Their terms forbid to share one: everybody brings a key, and without it they are not asked. */
  key: string | undefined;
  clientKey: string | undefined;
}

export const fanartTvSettings = ownSettings({
  defaults: {
    IMPORTER_FANART_TV_URL: "https://webservice.fanart.tv/v3.2",
    IMPORTER_FANART_TV_KEY: undefined,
    IMPORTER_FANART_TV_CLIENT_KEY: undefined,
  },
  read: (given): FanartTvConfig => ({
    url: parseUrl(given("IMPORTER_FANART_TV_URL")),
    intervalMs: 300,
    key: optionalKey(given("IMPORTER_FANART_TV_KEY")),
    clientKey: optionalKey(given("IMPORTER_FANART_TV_CLIENT_KEY")),
  }),
});
