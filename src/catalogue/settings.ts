import { ownSettings, type GivenSetting } from "../settings/own.ts";
import { oneOf, parseCountSetting, parseUrl } from "../settings/parse.ts";

/** `first`: what is not there is asked on the web. `only`: no request leaves. `off`: as if there were none. */
const catalogueModes = ["first", "only", "off"] as const;
export type CatalogueMode = (typeof catalogueModes)[number];

export interface CatalogueConfig {
  mode: CatalogueMode;
  /** Where the weekly dumps lie: LATEST, and a folder for each of the last two. */
  dumpsUrl: string;
  /** Most editions of one album that come unasked: out of the file, and from the web, page after page. */
  unaskedEditions: { atHand: number; asked: number };
}

/** Five pages: nearly every album has fewer, and one of a thousand would keep the service to itself for a quarter of an hour. */
const mostFromWeb = 500;

export const catalogueSettings = ownSettings({
  defaults: {
    IMPORTER_CATALOGUE: "first",
    IMPORTER_DUMPS_URL: "https://data.metabrainz.org/pub/musicbrainz/data/json-dumps",
    IMPORTER_UNASKED_EDITIONS: undefined,
  },
  unset: { IMPORTER_UNASKED_EDITIONS: `all of the catalogue, ${mostFromWeb} from the web` },
  read: (given): CatalogueConfig => ({
    mode: oneOf(given("IMPORTER_CATALOGUE"), catalogueModes),
    dumpsUrl: parseUrl(given("IMPORTER_DUMPS_URL")),
    unaskedEditions: parseEditions(given("IMPORTER_UNASKED_EDITIONS")),
  }),
});

function parseEditions(given: GivenSetting): CatalogueConfig["unaskedEditions"] {
  if (given.value === "") return { atHand: Infinity, asked: mostFromWeb };
  const most = given.value === "all" ? Infinity : parseCountSetting({ ...given, byDefault: "500" });
  return { atHand: most, asked: most };
}
