import { ownSettings } from "../settings/own.ts";
import { oneOf, parseUrl } from "../settings/parse.ts";

/** `first`: what is not there is asked on the web. `only`: no request leaves. `off`: as if there were none. */
const catalogueModes = ["first", "only", "off"] as const;
export type CatalogueMode = (typeof catalogueModes)[number];

export interface CatalogueConfig {
  mode: CatalogueMode;
  /** Where the weekly dumps lie: LATEST, and a folder for each of the last two. */
  dumpsUrl: string;
}

export const catalogueSettings = ownSettings({
  defaults: {
    IMPORTER_CATALOGUE: "first",
    IMPORTER_DUMPS_URL: "https://data.metabrainz.org/pub/musicbrainz/data/json-dumps",
  },
  read: (given): CatalogueConfig => ({
    mode: oneOf(given("IMPORTER_CATALOGUE"), catalogueModes),
    dumpsUrl: parseUrl(given("IMPORTER_DUMPS_URL")),
  }),
});
