import { ownSettings, type ServiceConfig } from "../../settings/own.ts";
import { parseKey, parseUrl } from "../../settings/parse.ts";

export const theaudiodbSettings = ownSettings({
  defaults: {
    IMPORTER_THEAUDIODB_URL: "https://www.theaudiodb.com/api/v1/json",
    IMPORTER_THEAUDIODB_KEY: "123", // the free one, which they share with everybody
  },
  read: (given): ServiceConfig & { key: string } => ({
    url: parseUrl(given("IMPORTER_THEAUDIODB_URL")),
    intervalMs: 2_000, // 30 a minute are allowed
    key: parseKey(given("IMPORTER_THEAUDIODB_KEY")),
  }),
});
