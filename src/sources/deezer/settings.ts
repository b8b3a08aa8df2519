import { ownSettings, type ServiceConfig } from "../../settings/own.ts";
import { parseUrl } from "../../settings/parse.ts";

export const deezerSettings = ownSettings({
  defaults: { IMPORTER_DEEZER_URL: "https://api.deezer.com" },
  read: (given): ServiceConfig => ({
    url: parseUrl(given("IMPORTER_DEEZER_URL")),
    intervalMs: 200, // 50 in 5 s are allowed
  }),
});
