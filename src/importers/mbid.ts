import { UserError } from "../errors.ts";
import type { Ref } from "../refs.ts";

/** In lower case. @throws UserError for what is no MBID. */
export function checkMbid(mbid: string): string {
  const clean = mbid.trim().toLowerCase();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(clean)) {
    throw new UserError(`"${mbid}" is no MBID`, {
      hint: "an MBID looks like f5093c06-23e3-404f-aeaa-40f72885ee3a",
    });
  }
  return clean;
}

/** "" for what MusicBrainz does not have. */
export const mbidOf = (ref: Ref | null): string => (ref?.source === "musicbrainz" ? ref.id : "");
