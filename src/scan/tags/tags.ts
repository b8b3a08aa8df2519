import type { ICommonTagsResult, IFormat } from "music-metadata";
import type { Identifier } from "../../facts.ts";
import type { RawLyrics } from "../../matching/lyrics/keep-lyrics.ts";
import { embeddedLyrics } from "./embedded-lyrics.ts";

/** What the tags of one file say, in our words. */
export interface FileTags {
  /** Null without one: the file's name serves. */
  title: string | null;
  artist: People | null;
  albumArtist: People | null;
  /** Null for none, and for what programs write when they know none. */
  album: string | null;
  disc: number | null;
  number: number | null;
  /** Partial, as text. */
  date: string | null;
  isCompilation: boolean;
  primaryType: string | null;
  secondaryTypes: string[];
  recordingMbid: string | null;
  releaseMbid: string | null;
  releaseGroupMbid: string | null;
  isrcs: string[];
  /** Of the album: barcode, catalogue numbers and the like. */
  albumIdentifiers: Identifier[];
  lengthMs: number | null;
  lyrics: RawLyrics | undefined;
}

export interface People {
  /** As one text: `Queen & David Bowie`. */
  text: string;
  /** Each alone, where the tags say so; else the text. */
  names: string[];
  /** One for each name, or none. */
  mbids: string[];
}

export function readTags(common: ICommonTagsResult, format: IFormat): FileTags {
  const [releaseMbid] = mbidsOf(common.musicbrainz_albumid);
  const [releaseGroupMbid] = mbidsOf(common.musicbrainz_releasegroupid);
  return {
    title: textOf(common.title),
    artist: peopleOf(common.artist, common.artists, common.musicbrainz_artistid),
    albumArtist: peopleOf(common.albumartist, common.albumartists, common.musicbrainz_albumartistid),
    album: albumTitleOf(common.album, releaseMbid !== undefined || releaseGroupMbid !== undefined),
    disc: common.disk.no ?? discOfTitle(common.album),
    number: common.track.no,
    date: dateOf(common.originaldate ?? common.originalyear ?? common.date ?? common.year),
    isCompilation: common.compilation === true,
    ...typesOf(common.releasetype ?? []),
    recordingMbid: mbidsOf(common.musicbrainz_recordingid)[0] ?? null,
    releaseMbid: releaseMbid ?? null,
    releaseGroupMbid: releaseGroupMbid ?? null,
    isrcs: (common.isrc ?? []).map(isrcOf).filter((isrc) => isrc !== undefined),
    albumIdentifiers: albumIdentifiersOf(common, releaseMbid, releaseGroupMbid),
    lengthMs: format.duration && format.duration > 0 ? Math.round(format.duration * 1000) : null,
    lyrics: embeddedLyrics(common.lyrics ?? []),
  };
}

/** Names that say that nobody knows the name. */
const junkAlbum =
  /^\W*(?:unknown(?: album| title)?|untitled album|no album|album|n\/?a|null|undefined|new folder|downloads?)\W*$/iu;
const junkName = /^\W*(?:unknown(?: artist)?|no artist|n\/?a|null|undefined)\W*$/iu;
const discNote =
  /\s*(?:[([]\s*(?:cd|dis[ck])\s*\d{1,2}[^()[\]]*[)\]]|[-–—,:]\s*(?:cd|dis[ck])\s*\d{1,2})\s*$/iu;

/** Without "(Disc 1)": one album lies over several folders. */
function albumTitleOf(value: string | undefined, isIdentified: boolean): string | null {
  const title = textOf(value);
  if (title === null || (!isIdentified && junkAlbum.test(title))) return null;
  return title.replace(discNote, "") || title;
}

function discOfTitle(album: string | undefined): number | null {
  const note = discNote.exec(album ?? "")?.[0];
  return note === undefined ? null : Number(/\d+/.exec(note)![0]);
}

function peopleOf(text?: string, several: string[] = [], ids?: string[]): People | null {
  const names = several.map(textOf).filter((name) => name !== null);
  const whole = textOf(text) ?? (names.length > 0 ? names.join(", ") : null);
  if (whole === null || junkName.test(whole)) return null;
  const mbids = (ids ?? []).flatMap(mbidsOf);
  const told = namesFor(names.length > 0 ? names : [whole], whole, mbids.length);
  return { text: whole, names: told, mbids: mbids.length === told.length ? mbids : [] };
}

/** One text and several ids: it names several, if it falls apart into as many. */
function namesFor(names: string[], whole: string, count: number): string[] {
  if (names.length === count || count < 2) return names;
  const parts = whole.split(/\s*(?:[;/,&+]|\b(?:feat\.?|ft\.?|featuring|and|with|vs\.?|x)\s)\s*/i);
  return parts.length === count && parts.every((part) => part !== "") ? parts : names;
}

/** One line, without control characters, at most as long as a title can sensibly be; null when nothing is left. */
export function textOf(value: unknown): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = String(value)
    .normalize("NFC")
    .replace(/[\p{Cc}\u2028\u2029\ufffe\uffff]+/gu, " ");
  return text.replace(/\s+/g, " ").trim().slice(0, 500) || null;
}

/** Some programs put several into one text. */
function mbidsOf(value: unknown): string[] {
  return typeof value === "string" ? (value.toLowerCase().match(mbid) ?? []) : [];
}
const mbid = /(?<![0-9a-f-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f-])/g;

function isrcOf(value: string): string | undefined {
  return /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.exec(String(value).toUpperCase().replace(/[\s-]/g, ""))?.[0];
}

function dateOf(value: string | number | undefined): string | null {
  return (
    /^(?:1[89]|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?/.exec(String(value ?? ""))?.[0] ??
    null
  );
}

const primaryTypes = ["Album", "Single", "EP", "Broadcast", "Other"];
const secondaryTypes = [
  ...["Compilation", "Soundtrack", "Spokenword", "Interview", "Audiobook", "Audio drama", "Live", "Remix"],
  ...["DJ-mix", "Mixtape/Street", "Demo", "Field recording"],
];

function typesOf(told: string[]): Pick<FileTags, "primaryType" | "secondaryTypes"> {
  const words = new Set(
    told.flatMap((text) =>
      String(text)
        .toLowerCase()
        .split(/[;,]\s*/),
    ),
  );
  const named = (types: string[]): string[] => types.filter((type) => words.has(type.toLowerCase()));
  return { primaryType: named(primaryTypes)[0] ?? null, secondaryTypes: named(secondaryTypes) };
}

function albumIdentifiersOf(
  common: ICommonTagsResult,
  releaseMbid: string | undefined,
  releaseGroupMbid: string | undefined,
): Identifier[] {
  const barcode = common.barcode?.replace(/[\s-]/g, "");
  const several = (kind: Identifier["kind"], values: (string | null | undefined)[]): Identifier[] =>
    values.flatMap((value) => (value ? [{ kind, value }] : []));
  return [
    ...several("musicbrainz_release_group", [releaseGroupMbid]),
    ...several("musicbrainz_release", [releaseMbid]),
    ...several("barcode", [barcode && /^\d{8,14}$/.test(barcode) ? barcode : null]),
    ...several("catalog_number", (common.catalognumber ?? []).map(textOf)),
    ...several("asin", [/^[A-Z0-9]{10}$/.exec(common.asin ?? "")?.[0]]),
    ...several("discogs_release", [textOf(common.discogs_release_id)]),
    ...several("discogs_master", [textOf(common.discogs_master_release_id)]),
  ];
}
