import { ownSettings, type ServiceConfig } from "../../settings/own.ts";
import { parseCountry, parseUrl } from "../../settings/parse.ts";

export interface ItunesConfig extends ServiceConfig {
  /** The country whose shop is asked, in two letters. */
  country: string;
}

export const itunesSettings = ownSettings({
  defaults: {
    IMPORTER_ITUNES_URL: "https://itunes.apple.com",
    IMPORTER_ITUNES_COUNTRY: "US",
  },
  read: (given): ItunesConfig => ({
    url: parseUrl(given("IMPORTER_ITUNES_URL")),
    intervalMs: 3_100, // about 20 a minute are allowed
    country: parseCountry(given("IMPORTER_ITUNES_COUNTRY")),
  }),
});
