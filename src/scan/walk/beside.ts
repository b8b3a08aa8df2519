import { join, parse } from "node:path";

/** What lies beside audio files and belongs to them: covers, lyrics. */
export interface Beside {
  /** Paths of the folder's pictures that are named as covers, the best name first. */
  covers: string[];
  /** Names of lyrics, synced ones first, by the name of the audio file without its extension. */
  lyrics: Map<string, string[]>;
}

const coverNames = ["cover", "front", "folder"];

export function sortBeside(folder: string, names: string[]): Beside {
  const rank = (name: string): number => coverNames.indexOf(parse(name).name.toLowerCase());
  const covers = names.filter((name) => /\.(?:jpe?g|png|webp)$/i.test(name) && rank(name) >= 0);
  const lyrics = new Map<string, string[]>();
  for (const extension of [/\.lrc$/i, /\.txt$/i]) {
    for (const name of names.filter((each) => extension.test(each))) {
      lyrics.set(stemOf(name), [...(lyrics.get(stemOf(name)) ?? []), name]);
    }
  }
  return { covers: covers.sort((a, b) => rank(a) - rank(b)).map((name) => join(folder, name)), lyrics };
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
