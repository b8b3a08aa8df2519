import { ownSettings, type ServiceConfig } from "../../settings/own.ts";
import { parseMs, parseUrl } from "../../settings/parse.ts";

export const coverArtArchiveSettings = ownSettings({
  defaults: {
    IMPORTER_COVER_ART_ARCHIVE_URL: "https://coverartarchive.org",
    IMPORTER_COVER_ART_ARCHIVE_INTERVAL_MS: "0",
  },
  read: (given): ServiceConfig => ({
    url: parseUrl(given("IMPORTER_COVER_ART_ARCHIVE_URL")),
    intervalMs: parseMs(given("IMPORTER_COVER_ART_ARCHIVE_INTERVAL_MS")),
  }),
});
