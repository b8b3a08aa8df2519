import type { IAudioMetadata, ILyricsTag } from "music-metadata";
import { groupBy } from "../group-by.ts";
import { textsOf, type RawTags } from "./raw-tags.ts";

/** The newest first; a file may have several. */
const versions = ["ID3v2.4", "ID3v2.3", "ID3v2.2"] as const;

/**
 * The ID3v2 tag of a file, if it names title, artist or album: then it is the one source for all fields, whatever
 * APEv2, ID3v1 or INFO say beside it. Undefined where there is none.
 */
export function rawFromId3({ native, quality }: IAudioMetadata): RawTags | undefined {
  const version = versions.find((each) => native[each]?.some(({ id }) => naming.has(id.toUpperCase())));
  if (version === undefined) return undefined;
  const frames = framesOf(native[version]!);
  const texts = (...ids: string[]): string[] =>
    ids.map((id) => textsOf(frames.get(id) ?? [])).find(isFull) ?? [];
  const text = (...ids: string[]): string | undefined => texts(...ids)[0];
  const isSplit = (id: string): boolean => version !== "ID3v2.4" && !hasNulls(quality.warnings, id);
  /** Before 2.4 the tag reader takes names apart at every slash, where nearly all are part of a name. */
  const whole = (id: string): string[] =>
    isSplit(id) && texts(id).length > 1 ? [texts(id).join("/")] : texts(id);
  const people = (frame: string, old: string, named: string) => {
    const credit = [...whole(frame), ...(whole(frame).length > 0 ? [] : whole(old))];
    const several = texts(named);
    const isOneName = isSplit("TXXX") && several.join("/") === credit[0];
    const names = several.length > 1 && !isOneName ? several : credit.length > 1 ? credit : [];
    return { text: credit[0] ?? (several.length > 0 ? several.join(" & ") : undefined), names };
  };
  const artist = people("TPE1", "TP1", "TXXX:ARTISTS");
  const albumArtist = people("TPE2", "TP2", "TXXX:ALBUMARTISTS");
  return {
    title: text("TIT2", "TT2"),
    artist: artist.text,
    artists: artist.names,
    artistMbids: texts("TXXX:MUSICBRAINZ ARTIST ID"),
    albumArtist: albumArtist.text,
    albumArtists: albumArtist.names,
    albumArtistMbids: texts("TXXX:MUSICBRAINZ ALBUM ARTIST ID"),
    album: text("TALB", "TAL"),
    track: text("TRCK", "TRK"),
    disc: text("TPOS", "TPA"),
    dates: [
      ...texts("TDOR", "TORY", "TOR"),
      ...texts("TXXX:ORIGINALYEAR"),
      ...texts("TDRC", "TDR"),
      ...dayOf(text("TYER", "TYE"), text("TDAT", "TDA")),
      ...texts("TDRL"),
    ],
    isCompilation: text("TCMP", "TCP") === "1",
    releaseTypes: texts("TXXX:MUSICBRAINZ ALBUM TYPE"),
    recordingMbid: recordingOf(frames.get("UFID") ?? []),
    releaseMbid: text("TXXX:MUSICBRAINZ ALBUM ID"),
    releaseGroupMbid: text("TXXX:MUSICBRAINZ RELEASE GROUP ID"),
    isrcs: [...texts("TSRC"), ...texts("TXXX:ISRC")],
    barcode: text("TXXX:BARCODE"),
    catalogNumbers: [...texts("TXXX:CATALOGNUMBER"), ...texts("TXXX:CATALOGID")],
    asin: text("TXXX:ASIN"),
    discogsRelease: text("TXXX:DISCOGS_RELEASE_ID"),
    discogsMaster: text("TXXX:DISCOGS_MASTER_RELEASE_ID"),
    lyrics: [...(frames.get("SYLT") ?? []), ...(frames.get("USLT") ?? [])].filter(isLyrics),
  };
}

const naming = new Set(["TIT2", "TPE1", "TALB", "TT2", "TP1", "TAL"]);

/** Upper-case frame id (`TXXX:` and its description) → its values. */
function framesOf(tags: { id: string; value: unknown }[]): Map<string, unknown[]> {
  const frames = groupBy(tags, ({ id }) => id.toUpperCase());
  return new Map([...frames].map(([id, of]) => [id, of.map(({ value }) => value)]));
}

const isFull = (values: string[]): boolean => values.some((value) => value.trim() !== "");

/** Values parted by a null byte: somebody meant several. The tag reader remarks upon it. */
const hasNulls = (warnings: { message: string }[], id: string): boolean =>
  warnings.some(({ message }) => message.includes(`${id} uses non standard null-separator`));

/** ID3v2.3's TDAT says day and month, `2403`. */
function dayOf(year: string | undefined, day: string | undefined): string[] {
  if (year === undefined) return [];
  const [, date, month] = /^(\d\d)(\d\d)$/.exec(day ?? "") ?? [];
  return /^\d{4}$/.test(year) && date !== undefined ? [`${year}-${month}-${date}`] : [year];
}

function recordingOf(owners: unknown[]): string | undefined {
  for (const owner of owners) {
    const { owner_identifier: name, identifier } = owner as {
      owner_identifier?: string;
      identifier?: Uint8Array;
    };
    if (name === "http://musicbrainz.org" && identifier) return Buffer.from(identifier).toString("latin1");
  }
  return undefined;
}

const isLyrics = (value: unknown): value is ILyricsTag => typeof value === "object" && value !== null;
