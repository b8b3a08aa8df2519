import { ownSettings } from "../settings/own.ts";
import { parseCountSetting } from "../settings/parse.ts";

/** The short side, in pixels, at which a fetched cover is large enough to keep larger ones of less trusted sources out. */
export const artworkSettings = ownSettings({
  defaults: { IMPORTER_COVER_LEAST_SIDE: "600" },
  read: (given): { leastSide: number } => ({
    leastSide: parseCountSetting(given("IMPORTER_COVER_LEAST_SIDE")),
  }),
});
