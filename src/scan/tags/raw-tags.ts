import type { IAudioMetadata, ILyricsTag } from "music-metadata";

/** The fields of one tag, as they stand in it: texts that nobody has judged yet. */
export interface RawTags {
  title?: string | undefined;
  /** As one text. */
  artist?: string | undefined;
  /** Each alone; empty where the tag does not say. */
  artists: string[];
  artistMbids: string[];
  albumArtist?: string | undefined;
  albumArtists: string[];
  albumArtistMbids: string[];
  album?: string | undefined;
  /** `7`, `7/12`, `A1`. */
  track?: string | undefined;
  disc?: string | undefined;
  /** The first that is a date counts. */
  dates: string[];
  isCompilation: boolean;
  releaseTypes: string[];
  recordingMbid?: string | undefined;
  releaseMbid?: string | undefined;
  releaseGroupMbid?: string | undefined;
  isrcs: string[];
  barcode?: string | undefined;
  catalogNumbers: string[];
  asin?: string | undefined;
  discogsRelease?: string | undefined;
  discogsMaster?: string | undefined;
  lyrics: ILyricsTag[];
}

/** What the tag reader made of the file's tags: of all of them together, where there are several. */
export function rawFromCommon({ common, native }: IAudioMetadata): RawTags {
  const vorbis = valuesOf(native["vorbis"]);
  const own = { ...vorbis, ...valuesOf(native["APEv2"]) };
  const { originaldate, originalyear, date, year } = common;
  return {
    title: common.title,
    artist: common.artist,
    artists: common.artists ?? [],
    artistMbids: common.musicbrainz_artistid ?? [],
    albumArtist: common.albumartist,
    albumArtists: common.albumartists ?? [],
    albumArtistMbids: common.musicbrainz_albumartistid ?? [],
    album: common.album,
    track: own["TRACKNUMBER"] ?? own["TRACK"] ?? told(common.track.no),
    disc: told(common.disk.no),
    dates: textsOf([originaldate, originalyear, date, vorbis["YEAR"], year]),
    isCompilation: common.compilation === true,
    releaseTypes: textsOf(common.releasetype ?? []),
    recordingMbid: common.musicbrainz_recordingid,
    releaseMbid: common.musicbrainz_albumid,
    releaseGroupMbid: common.musicbrainz_releasegroupid,
    isrcs: textsOf(common.isrc ?? []),
    barcode: told(common.barcode),
    catalogNumbers: textsOf(common.catalognumber ?? []),
    asin: common.asin,
    discogsRelease: told(common.discogs_release_id),
    discogsMaster: told(common.discogs_master_release_id),
    lyrics: [...syncedIn(vorbis), ...(common.lyrics ?? [])],
  };
}

/** A field that some programs write beside UNSYNCEDLYRICS, and that the tag reader does not know. */
const syncedIn = (vorbis: Record<string, string>): ILyricsTag[] =>
  vorbis["SYNCEDLYRICS"] ? [{ text: vorbis["SYNCEDLYRICS"] } as ILyricsTag] : [];

/** Upper-case name → its first value. */
function valuesOf(tags: { id: string; value: unknown }[] = []): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { id, value } of tags) if (typeof value === "string") values[id.toUpperCase()] ??= value;
  return values;
}

export const textsOf = (values: unknown[]): string[] =>
  values.flatMap((value) => (typeof value === "string" || typeof value === "number" ? [String(value)] : []));

const told = (value: unknown): string | undefined => textsOf([value])[0];
