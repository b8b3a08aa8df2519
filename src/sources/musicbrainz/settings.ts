import { ownSettings, type ServiceConfig } from "../../settings/own.ts";
import { parseMs, parseUrl } from "../../settings/parse.ts";

export const musicbrainzSettings = ownSettings({
  defaults: {
    IMPORTER_MUSICBRAINZ_URL: "https://musicbrainz.org/ws/2",
    IMPORTER_MUSICBRAINZ_INTERVAL_MS: "1100",
  },
  read: (given): ServiceConfig => ({
    url: parseUrl(given("IMPORTER_MUSICBRAINZ_URL")),
    intervalMs: parseMs(given("IMPORTER_MUSICBRAINZ_INTERVAL_MS")),
  }),
});
