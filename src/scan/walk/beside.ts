import { join, parse } from "node:path";
import { groupBy } from "../group-by.ts";

/** What lies beside audio files and belongs to them: covers, lyrics. */
export interface Beside {
  /** Paths of the folder's pictures that are named as covers, the best name first. */
  covers: string[];
  /** Names of lyrics, synced ones first, by the name of the audio file without its extension. */
  lyrics: Map<string, string[]>;
}

const picture = /\.(?:jpe?g|jfif|png|webp|gif|bmp|avif|tiff?)$/i;
/** A second picture (`cover (1)`, `cover-front 2`) counts after the first. */
const numbered = /[\s_-]*(?:\(\d{1,2}\)|\b\d{1,2})$/;
/** Names that people and programs give to front covers, the surest first. */
const coverNames = [
  /^(?:cover|front)$/,
  /^(?:cover[\s_-]?front|front[\s_-]?cover|album[\s_-]?cover|cover[\s_-]?art)$/,
  /^folder$/,
  /^(?:album[\s_-]?art|albumart_\{[0-9a-f-]+\}_large|artwork|art|album)$/,
  /^.*[\s_([-](?:cover|front)[)\]]?$/,
  /^(?:albumartsmall|albumart_\{[0-9a-f-]+\}_small|thumb)$/,
];
/** Whatever else they say, these are other sides of it. */
const otherSide = /\b(?:back|inlay|inside|booklet|disc|cd|label|tray|matrix|spine|obi)\b/;

/** How well a picture is named as a front cover, 0 the best; undefined for what is none. */
export function coverRank(name: string): number | undefined {
  if (!picture.test(name)) return undefined;
  const stem = parse(name).name.toLowerCase().trim();
  const bare = stem.replace(numbered, "");
  const rank = coverNames.findIndex((form) => form.test(bare));
  if (rank < 0 || otherSide.test(bare)) return undefined;
  return rank * 2 + (bare === stem ? 0 : 1);
}

/** Folders of scans, whose front cover is the album's. */
export const isScansFolder = (name: string): boolean =>
  /^(?:scans?|artworks?|art|covers?|images?|pictures?|booklet)$/i.test(name);

export function sortCovers(folder: string, names: string[]): string[] {
  const ranked = names.flatMap((name) => {
    const rank = coverRank(name);
    return rank === undefined ? [] : [{ name, rank }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ name }) => join(folder, name));
}

export function sortBeside(folder: string, names: string[]): Beside {
  const lyrics = [/\.lrc$/i, /\.txt$/i].flatMap((extension) => names.filter((each) => extension.test(each)));
  return { covers: sortCovers(folder, names), lyrics: groupBy(lyrics, stemOf) };
}

/** The paths of a file's lyrics. */
export function lyricsBeside({
  folder,
  name,
}: {
  folder: Beside & { path: string };
  name: string;
}): string[] {
  if (folder.lyrics.size === 0) return [];
  return (folder.lyrics.get(stemOf(name)) ?? []).map((each) => join(folder.path, each));
}

/** File systems differ in how they write "ü". */
const stemOf = (name: string): string => parse(name).name.normalize("NFC");
