import { UserError } from "../../errors.ts";
import { ownSettings, type GivenSetting } from "../../settings/own.ts";
import { someOf } from "../../settings/parse.ts";

/** Every place that is asked for covers, under the name that is stored with each. */
export const coverSourceNames = ["cover_art_archive", "fanart_tv", "theaudiodb", "itunes", "deezer"] as const;
export type CoverSourceName = (typeof coverSourceNames)[number];

/** Who is asked for covers, in that order. All but the first have terms of their own: whoever keeps to them adds them. */
export const coverSettings = ownSettings({
  defaults: { IMPORTER_COVER_SOURCES: "cover_art_archive" },
  read: (given): CoverSourceName[] => parseCoverSources(given("IMPORTER_COVER_SOURCES")),
});

function parseCoverSources(given: GivenSetting): CoverSourceName[] {
  return someOf(given, coverSourceNames, { what: "source of covers", example: given.byDefault });
}

/** @throws UserError where a source is named that can't be asked without a key of one's own. */
export function checkCoverKeys(
  { name, from }: GivenSetting,
  sources: CoverSourceName[],
  fanartTvKey: string | undefined,
): void {
  if (!sources.includes("fanart_tv") || fanartTvKey !== undefined) return;
  throw new UserError(`${name} names fanart_tv (in ${from}), but IMPORTER_FANART_TV_KEY is not set`, {
    hint: "a key of your own is free at https://fanart.tv/get-an-api-key: IMPORTER_FANART_TV_KEY=<your key>",
  });
}
