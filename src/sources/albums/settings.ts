import { UserError } from "../../errors.ts";
import { ownSettings, type GivenSetting } from "../../settings/own.ts";
import { someOf } from "../../settings/parse.ts";

/** Every place that is asked for albums, under the name that is stored with each fact. */
export const albumSourceNames = ["musicbrainz", "discogs"] as const;
export type AlbumSourceName = (typeof albumSourceNames)[number];

/** Who is asked for albums and artists, the most trusted first. Not set: MusicBrainz, and Discogs behind it once there is a token. */
export const albumSourceSettings = ownSettings({
  defaults: { IMPORTER_ALBUM_SOURCES: undefined },
  unset: { IMPORTER_ALBUM_SOURCES: "musicbrainz, and discogs with a token" },
  read: (given): AlbumSourceName[] | undefined => parseAlbumSources(given("IMPORTER_ALBUM_SOURCES")),
});

function parseAlbumSources(given: GivenSetting): AlbumSourceName[] | undefined {
  if (given.value === "") return undefined;
  return someOf(given, albumSourceNames, { what: "source of albums", example: "musicbrainz,discogs" });
}

/** The sources in their order. @throws UserError where one is named that can't be asked without a token of one's own. */
export function albumSourcesOf(
  { name, from }: GivenSetting,
  chosen: AlbumSourceName[] | undefined,
  discogsToken: string | undefined,
): AlbumSourceName[] {
  if (!chosen) return discogsToken === undefined ? ["musicbrainz"] : ["musicbrainz", "discogs"];
  if (!chosen.includes("discogs") || discogsToken !== undefined) return chosen;
  throw new UserError(`${name} names discogs (in ${from}), but IMPORTER_DISCOGS_TOKEN is not set`, {
    hint: "a personal token is free in the developer settings of your account there: IMPORTER_DISCOGS_TOKEN=<your token>",
  });
}
