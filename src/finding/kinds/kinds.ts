import type { Kind, KindName } from "../field.ts";
import { albumKind } from "./albums.ts";
import { artistKind } from "./artists.ts";
import { fileKind } from "./files.ts";
import { releaseKind } from "./releases.ts";
import { trackKind } from "./tracks.ts";

/** What can be listed and asked for. */
export const itemKinds: Record<KindName, Kind> = {
  albums: albumKind,
  artists: artistKind,
  releases: releaseKind,
  tracks: trackKind,
  files: fileKind,
};
