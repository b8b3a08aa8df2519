import type { Config } from "../config.ts";
import { packageVersion } from "../package-root.ts";

/** How this program names itself, and whom to write to: `importer/1.2.3 ( me@example.org )`, as MusicBrainz asks for it. */
export const userAgentOf = ({ contact }: Pick<Config, "contact">): string =>
  `importer/${packageVersion()} ( ${contact ?? "no contact given"} )`;

/** The same as Discogs asks for it: with a plus, and without brackets. */
export const discogsUserAgentOf = ({ contact }: Pick<Config, "contact">): string =>
  ["importer/" + packageVersion(), ...(contact === undefined ? [] : [`+${contact}`])].join(" ");
