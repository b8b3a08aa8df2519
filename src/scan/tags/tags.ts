import type { Identifier } from "../../facts.ts";
import type { RawLyrics } from "../../matching/lyrics/keep-lyrics.ts";
import { partialDateOfTag } from "./dates.ts";
import { embeddedLyrics } from "./embedded-lyrics.ts";
import { isDoubtfulName, isPlaceholderName, tagText } from "./names.ts";
import { countOf, placeOfNumber } from "../../matching/editions/track-place.ts";
import { mbidsOf, peopleOf, type People } from "./people.ts";
import type { RawTags } from "./raw-tags.ts";

/** What the tags of one file say, in our words. */
export interface FileTags {
  /** Null without one: the file's name serves. */
  title: string | null;
  artist: People | null;
  albumArtist: People | null;
  /** Null for none, and for what programs write when they know none. */
  album: string | null;
  disc: number | null;
  /** As a vinyl or a CD counts: `7`, `A1`. */
  number: string | null;
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
  /** `path`: the file has no tags, and these are what its folders and name say. */
  toldBy: "tags" | "path";
}

export const isUntagged = ({ title, artist, album }: FileTags): boolean =>
  title === null && artist === null && album === null;

export function readTags(raw: RawTags): FileTags {
  const [releaseMbid] = mbidsOf(raw.releaseMbid);
  const [releaseGroupMbid] = mbidsOf(raw.releaseGroupMbid);
  const { disc, number } = placeIn(raw);
  return {
    ...namesIn(raw, releaseMbid !== undefined || releaseGroupMbid !== undefined),
    disc,
    number,
    date: raw.dates.map(partialDateOfTag).find((date) => date !== null) ?? null,
    isCompilation: raw.isCompilation,
    ...typesOf(raw.releaseTypes),
    recordingMbid: mbidsOf(raw.recordingMbid)[0] ?? null,
    releaseMbid: releaseMbid ?? null,
    releaseGroupMbid: releaseGroupMbid ?? null,
    isrcs: raw.isrcs.map(isrcOf).filter((isrc) => isrc !== undefined),
    albumIdentifiers: albumIdentifiersOf(raw, releaseMbid, releaseGroupMbid),
    lengthMs: null,
    lyrics: embeddedLyrics(raw.lyrics),
    toldBy: "tags",
  };
}

type Names = Pick<FileTags, "title" | "artist" | "albumArtist" | "album">;

/** A word that is a name as well is believed, unless another field is empty or says no more. */
function namesIn(raw: RawTags, isIdentified: boolean): Names {
  const title = tagText(raw.title);
  const album = albumTitleOf(raw.album);
  const artist = peopleOf(raw.artist, raw.artists, raw.artistMbids);
  const albumArtist = peopleOf(raw.albumArtist, raw.albumArtists, raw.albumArtistMbids);
  const saysNothing = (name: string | null | undefined): boolean =>
    name === undefined || isDoubtfulName(name) || isPlaceholderName(name);
  const isName = (name: string | null, others: (string | null | undefined)[]): boolean =>
    name !== null && !isPlaceholderName(name) && !(isDoubtfulName(name) && others.some(saysNothing));
  const maker = albumArtist?.text ?? artist?.text;
  const keepsAlbum = isName(album, [maker]) || (isIdentified && album !== null);
  const keeps = (people: People | null): boolean => people !== null && isName(people.text, [album, title]);
  return {
    title: isPlaceholderName(title) ? null : title,
    artist: keeps(artist) ? artist : null,
    albumArtist: keeps(albumArtist) ? albumArtist : null,
    album: keepsAlbum ? album : null,
  };
}

const discNote =
  /\s*(?:[([]\s*(?:cd|dis[ck])\s*\d{1,2}[^()[\]]*[)\]]|[-–—,:]\s*(?:cd|dis[ck])\s*\d{1,2})\s*$/iu;

/** Without "(Disc 1)": one album lies over several folders. */
function albumTitleOf(value: string | undefined): string | null {
  const title = tagText(value);
  return title && (title.replace(discNote, "") || title);
}

function placeIn({ track, disc, album }: RawTags): Pick<FileTags, "disc" | "number"> {
  const place = placeOfNumber(track ?? "");
  return { number: place.number, disc: countOf(disc) ?? place.disc ?? discOfTitle(album) };
}

function discOfTitle(album: string | undefined): number | null {
  const note = discNote.exec(album ?? "")?.[0];
  return note === undefined ? null : Number(/\d+/.exec(note)![0]);
}

function isrcOf(value: string): string | undefined {
  return /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.exec(value.toUpperCase().replace(/[\s-]/g, ""))?.[0];
}

const primaryTypes = ["Album", "Single", "EP", "Broadcast", "Other"];
const secondaryTypes = [
  "Compilation",
  "Soundtrack",
  "Spokenword",
  "Interview",
  "Audiobook",
  "Audio drama",
  "Live",
  "Remix",
  "DJ-mix",
  "Mixtape/Street",
  "Demo",
  "Field recording",
];

function typesOf(told: string[]): Pick<FileTags, "primaryType" | "secondaryTypes"> {
  const words = new Set(told.flatMap((text) => text.toLowerCase().split(/[;,]\s*|(?<!mixtape)\//)));
  const named = (types: string[]): string[] => types.filter((type) => words.has(type.toLowerCase()));
  return { primaryType: named(primaryTypes)[0] ?? null, secondaryTypes: named(secondaryTypes) };
}

function albumIdentifiersOf(
  raw: RawTags,
  releaseMbid: string | undefined,
  releaseGroupMbid: string | undefined,
): Identifier[] {
  const barcode = raw.barcode?.replace(/[\s-]/g, "");
  const several = (kind: Identifier["kind"], values: (string | null | undefined)[]): Identifier[] =>
    values.flatMap((value) => (value ? [{ kind, value }] : []));
  return [
    ...several("musicbrainz_release_group", [releaseGroupMbid]),
    ...several("musicbrainz_release", [releaseMbid]),
    ...several("barcode", [barcode && /^\d{8,14}$/.test(barcode) ? barcode : null]),
    ...several("catalog_number", raw.catalogNumbers.map(tagText)),
    ...several("asin", [/^[A-Z0-9]{10}$/.exec(raw.asin ?? "")?.[0]]),
    ...several("discogs_release", [tagText(raw.discogsRelease)]),
    ...several("discogs_master", [tagText(raw.discogsMaster)]),
  ];
}
