import { demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import type { DemoCatalogue } from "../../../src/demo/musicbrainz/server.ts";
import type { StandIn } from "../../../src/demo/stand-in.ts";
import { createMusicBrainz, type MusicBrainz } from "../../../src/sources/musicbrainz/source.ts";
import { apiAt, testClient } from "../../helpers/http.ts";
import { musicbrainzStandIn } from "../../helpers/musicbrainz.ts";

/** The source, and the stand-in that it asks. */
export async function connectTo(
  catalogue: DemoCatalogue = demoCatalogue(),
): Promise<{ musicbrainz: MusicBrainz; server: StandIn }> {
  const server = await musicbrainzStandIn(catalogue);
  const api = { ...apiAt(server.url), name: "MusicBrainz" };
  return { musicbrainz: createMusicBrainz(testClient().http, api), server };
}

export const darkSide = "f5093c06-23e3-404f-aeaa-40f72885ee3a";
export const surrender = "22ca85ec-ee39-3895-aef9-dee5d5c2f4d6";
export const wintertunes = "29cc1e8d-fa99-4460-884f-373a590f48b7";
export const variousArtists = "89ad4ac3-39f7-470e-963a-56509c546377";
export const unknown = "00000000-0000-4000-8000-0000deadbeef";
