import { basename, dirname, parse, relative, sep } from "node:path";
import { foldName } from "../../matching/text/fold.ts";
import { discOfFolder, isDiscFolder } from "../walk/album-folder.ts";
import { meansVarious } from "../../matching/artists/various-artists.ts";
import { placeOfNumber, type TrackPlace } from "../../matching/editions/track-place.ts";

/** What the path of a file tells of it. Null is what it does not tell. */
export interface PathFacts extends TrackPlace {
  title: string | null;
  artist: string | null;
  albumArtist: string | null;
  album: string | null;
  year: string | null;
}

export interface PathToRead {
  /** The folder that is scanned: what lies above it is nobody's artist. */
  root: string;
  /** The folder the file lies in. */
  folder: string;
  name: string;
  /** Names of all audio files in the folder. */
  siblings: string[];
}

/**
 * `Artist/Album (Year)/01 - Title.ext` and its common forms, also with folders of discs, with artist and album in one
 * folder's name, or with both in the file's. Undefined where the path has no such form: a bare name is no title.
 */
export function readPath(path: PathToRead): PathFacts | undefined {
  const place = folderFacts(path);
  const named = nameFacts(path.name, path.siblings, place.disc);
  const [namedArtist, namedAlbum] = named.before;
  const album = place.album ?? namedAlbum ?? null;
  const albumArtist = place.artist ?? (album === null ? null : (namedArtist ?? null));
  const { artist, title } = splitTitle(named, albumArtist);
  const isTold = named.number !== null || place.isClear || artist !== null || named.before.length > 0;
  if (title === null || !isTold) return undefined;
  return {
    title,
    album,
    albumArtist,
    year: place.year,
    number: named.number,
    disc: named.disc ?? place.disc,
    artist: artist ?? (isVariousOrFolder(albumArtist) ? null : albumArtist) ?? namedArtist ?? null,
  };
}

/** The title, and number, in a file's name: for files whose tags tell the rest. */
export function readFileName(name: string, siblings: string[], number: string | null): string {
  const { rest, number: found } = nameFacts(name, siblings, null, number);
  return found !== null && rest.length > 0 ? rest.join(" - ") : textOfName(name);
}

interface FolderFacts {
  artist: string | null;
  album: string | null;
  year: string | null;
  disc: number | null;
  /** A year, or artist and album in one name: no folder of something else is called so. */
  isClear: boolean;
}

/** Folders that people keep artists in. */
const shelf =
  /^(?:my )?(?:music|musik|musique|mp3s?|flac|audio|downloads?|albums?|artists?|library|lossless|media|unsorted|new|temp|misc|songs)$/i;

function folderFacts({ root, folder }: PathToRead): FolderFacts {
  const isDisc = isFolderOfDisc(root, folder);
  const albumFolder = isDisc ? dirname(folder) : folder;
  const below = relative(root, albumFolder)
    .split(sep)
    .filter((part) => part !== "" && part !== "..");
  const parent = below.length > 1 ? below.at(-2)! : null;
  const artist = parent !== null && !shelf.test(parent) ? plain(parent) : null;
  const [albumName, suffix] = withoutDisc(plain(below.at(-1) ?? basename(albumFolder)));
  const told = albumFacts(albumName);
  const disc = isDisc ? discOfFolder(folder) : suffix;
  if (below.length > 1 && artist !== null) {
    const repeats = told.artist !== null && foldName(told.artist) === foldName(artist);
    const album = told.artist === null || repeats ? told.album : `${told.artist} - ${told.album}`;
    return { artist, album, year: told.year, disc, isClear: told.year !== null || repeats };
  }
  const isClear = told.artist !== null || told.year !== null;
  return isClear ? { ...told, disc, isClear } : { artist: null, album: null, year: null, disc, isClear };
}

/** "Vol. 4 (1972)" and "LP5" are names of albums, too: of discs only within a folder that tells more than an artist. */
function isFolderOfDisc(root: string, folder: string): boolean {
  if (!isDiscFolder(folder) || yearAfter.test(basename(folder))) return false;
  if (!/^(?:vol|lp)/i.test(basename(folder))) return true;
  const [shelfOrArtist, parent] = relative(root, folder).split(sep).slice(-3, -1);
  if (parent !== undefined && !shelf.test(shelfOrArtist!)) return true;
  const told = albumFacts(plain(basename(dirname(folder))));
  return told.artist !== null || told.year !== null;
}

/** `Album (Disc 2)`, `Album [CD1]`, `Album - CD 2`. */
function withoutDisc(name: string): [album: string, disc: number | null] {
  const [suffix, number] = discSuffix.exec(name) ?? [];
  return suffix === undefined || suffix === name
    ? [name, null]
    : [name.slice(0, -suffix.length), Number(number)];
}
const discSuffix = /\s*(?:[[({]|[-–,]\s+)\s*(?:cd|dis[ck])\s*#?(\d{1,2})(?:\s*(?:of|\/)\s*\d+)?\s*[\])}]?$/i;

const formatNote =
  /\s*[[{(](?:flac|mp3|aac|alac|ogg|web|cd|vinyl|lp|lossless|hi-?res|\d{2,3}\s?-?(?:k|kbps|bit)|v[0-2])\b[^\])}]*[\])}]\s*$/i;
/** "1989 (Deluxe)" begins with its title, "[1995] (What's the Story)" with its year. */
const yearBefore =
  /^[[(]?((?:19|20)\d\d)(?:-\d\d-\d\d)?[\])]?(?:\s*[-–.]\s*(?=\S)|\s+(?=[^\s([{])|(?<=[\])])\s+(?=\S))/;
const yearAfter = /\s*[[(]((?:19|20)\d\d)(?:[-., ][^\])]*)?[\])]\s*$/;

/** `Artist - Album (1997)`, `1997 - Album`, `Artist - 1997 - Album`. */
function albumFacts(name: string): Pick<FolderFacts, "artist" | "album" | "year"> {
  let rest = name;
  while (formatNote.test(rest)) rest = rest.replace(formatNote, "");
  const after = yearAfter.exec(rest)?.[1] ?? null;
  rest = rest.replace(yearAfter, "") || rest;
  const year = yearBefore.exec(rest)?.[1] ?? after; // of "1989 (2014)" the year is the second
  rest = rest.replace(yearBefore, "");
  const parts = partsOf(rest);
  if (parts.length < 2) return { artist: null, album: rest, year };
  const [artist, ...others] = parts;
  const inner = /^(?:19|20)\d\d$/.exec(others[0]!)?.[0];
  const album = (inner && others.length > 1 ? others.slice(1) : others).join(" - ");
  return { artist: artist!, album, year: year ?? (others.length > 1 ? (inner ?? null) : null) };
}

interface NameFacts extends TrackPlace {
  /** What stands before the number: artist, album. */
  before: string[];
  /** What stands after it. */
  rest: string[];
}

function nameFacts(
  name: string,
  siblings: string[],
  folderDisc: number | null,
  taggedNumber: string | null = null,
): NameFacts {
  const parts = partsOf(textOfName(name));
  const at = parts.slice(0, -1).findLastIndex((part) => numberAlone.test(part));
  if (at >= 0) {
    const place = placeOn(parts[at]!.replace(/[[\]().]/g, ""), folderDisc);
    return { ...place, before: parts.slice(0, at), rest: parts.slice(at + 1) };
  }
  const [, number, sure, title] = numberFirst.exec(parts[0]!) ?? [];
  const isNumber =
    number !== undefined &&
    (/[^\s]/.test(sure!) ||
      /^0|-/.test(number) ||
      /^\d/.test(number) === false ||
      isNumbered(siblings, number) ||
      number === taggedNumber);
  if (!isNumber) return { disc: null, number: null, before: [], rest: parts };
  return { ...placeOn(number, folderDisc), before: [], rest: [title!, ...parts.slice(1)] };
}

const trackNumber = "\\d{1,3}|\\d{1,2}-\\d{2}|[A-H]\\d{1,2}";
const numberAlone = new RegExp(`^[[(]?(?:${trackNumber})[\\])]?[.)]?$`);
const numberFirst = new RegExp(
  `^[[(]?(\\d-\\d{2}|\\d{1,3}|[A-H]\\d{1,2})(\\s*[.)\\]]\\s*|\\s+|(?<=\\d\\d)-\\s*)(?=\\S)(.+)$`,
);

/** "101" in the folder of disc 1 is its first track. */
function placeOn(number: string, folderDisc: number | null): TrackPlace {
  const count = Number(number);
  if (folderDisc !== null && count > 100 && Math.floor(count / 100) === folderDisc && count % 100 > 0) {
    return { disc: folderDisc, number: String(count % 100) };
  }
  return placeOfNumber(number);
}

/** "10 Title" among others that all begin with a number as high as there are files; "99 Luftballons" stands alone. */
const isNumbered = (siblings: string[], number: string): boolean =>
  siblings.length > 1 &&
  Number(number) % 100 <= siblings.length * 2 &&
  siblings.every((name) => /^[[(]?\d/.test(name));

/** A dash in what follows the number parts artist and title where no folder names the artist, or several have made it. */
function splitTitle(
  { rest }: NameFacts,
  albumArtist: string | null,
): { artist: string | null; title: string | null } {
  const [first, ...others] = rest;
  if (first === undefined || others.length === 0) return { artist: null, title: first ?? null };
  const repeats = albumArtist !== null && foldName(first) === foldName(albumArtist);
  if (albumArtist !== null && !repeats && !isVariousOrFolder(albumArtist))
    return { artist: null, title: rest.join(" - ") };
  return { artist: first, title: others.join(" - ") };
}

/** No artist's name, but the word for many, or the folder that players put such records in. */
export const isVariousOrFolder = (name: string | null): boolean =>
  name !== null && (meansVarious(name) || /^(?:diverse|compilations)$/i.test(name));

const partsOf = (text: string): string[] => text.split(/\s+[-–—]+\s+/).filter((part) => part !== "");
const textOfName = (name: string): string => plain(parse(name).name);
const plain = (name: string): string =>
  name.normalize("NFC").replaceAll("_", " ").replace(/\s+/g, " ").trim();
