import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawPng } from "../helpers/pictures.ts";
import { flac } from "../helpers/audio.ts";
import { demoAlbums, madeUpAlbums } from "./albums.ts";

/** What is killed, and how it is gone on with afterwards. */
export interface Scenario {
  /** Commands that lead to the library that a storm begins with. */
  before: string[][];
  /** Each is started, and killed, in any order and any number of times; then each once more, to its end. */
  commands: string[][];
}

export const names = ["worker", "album", "releases", "scan", "enrich"] as const;
export type Name = (typeof names)[number];

const named = (title: string, artist: string): string[] => ["album", title, "--artist", artist];
const demoImports = demoAlbums.map(([title, artist]) => named(title, artist));
const imports = [
  ...demoImports,
  ...madeUpAlbums.map(({ title, credits }) => named(title, credits[0]!.artist.name)),
];

/** `folder`: where a scenario may put files that it reads. */
export function scenarioOf(name: Name, folder: string): Scenario {
  switch (name) {
    case "worker":
      return { before: imports, commands: [["worker", "--drain", "--concurrency", "2"]] };
    case "album":
      return { before: [], commands: imports.slice(0, 10) };
    case "releases":
      return {
        before: imports.slice(0, 10),
        commands: imports.slice(0, 10).map((_, at) => ["releases", String(at + 1)]),
      };
    case "scan":
      return { before: [], commands: [["scan", writeMusic(join(folder, "music"))]] };
    case "enrich":
      return {
        before: [...demoImports, ["worker", "--queue", "default", "--drain"]],
        commands: [["enrich"]],
      };
  }
}

function writeMusic(folder: string): string {
  for (let album = 0; album < 50; album++) {
    const at = join(folder, `Artist ${album % 9}`, `Album ${album}`);
    mkdirSync(at, { recursive: true });
    const picture = { bytes: drawPng(`album ${album}`, 120) };
    for (let number = 1; number <= 12; number++) {
      const tags = {
        TITLE: `Song ${number} of ${album}`,
        ALBUM: `Album ${album}`,
        ARTIST: `Artist ${album % 9}`,
        TRACKNUMBER: String(number),
        DATE: "1999",
        LYRICS: `words of ${number}`,
      };
      writeFileSync(join(at, `${number}.flac`), flac(tags, number === 1 ? { picture } : {}));
    }
  }
  return folder;
}
