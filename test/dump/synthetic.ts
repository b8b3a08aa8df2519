import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { dumped } from "../../src/demo/dumps/dump.ts";
import { createRandom, type Random } from "../eval/world/random.ts";
import { artistLine, editionLine, groupLine, withRelations, type Group } from "./documents.ts";
import { createWorld } from "./world.ts";
import { createDumpWriter } from "./write-dump.ts";

export interface DumpOptions {
  groups: number;
  /** So many rows of `list.csv`; 0 for none. */
  list: number;
  to: string;
  seed: number;
  /** The day of the dump, as its folder would be called. */
  stamp: string;
  /** Without releases, as the small form of a catalogue is built of. */
  small?: boolean;
  /** More of them for each artist, album, release and recording. */
  relations?: number;
}

/** Writes a dump in the layout of the real one. What is made of a seed is always the same. */
export async function makeDump(options: DumpOptions) {
  const { groups, list, to, seed, stamp, small = false, relations = 0 } = options;
  const dump = createDumpWriter(to, stamp, small ? ["artist", "release-group"] : dumped);
  const random = createRandom(seed);
  const world = createWorld(random, groups, { small });
  const counts = { artists: world.artists.length, groups, releases: 0, tracks: 0 };
  for (const [number, artist] of world.artists.entries())
    await dump.line("artist", withRelations(artistLine(artist, number), relations, artist));
  const listed: Group[] = [];
  const everyNth = list > 0 ? Math.max(1, Math.floor(groups / list)) : 0;
  for (let number = 0; number < groups; number++) {
    const { group, editions } = world.nextGroup(number);
    const long = (line: string): string => withRelations(line, relations, group.artist);
    await dump.line("release-group", long(groupLine(group, number)));
    for (const edition of editions) {
      counts.releases++;
      counts.tracks += edition.media.reduce((sum, { length }) => sum + length, 0);
      await dump.line("release", long(editionLine(edition, group)));
    }
    if (everyNth > 0 && number % everyNth === 0 && listed.length < list) listed.push(group);
  }
  await dump.end();
  if (list > 0) writeFileSync(join(to, "list.csv"), listOf(listed, random));
  return counts;
}

/** Rank, artist, title and year, as people write them. */
function listOf(groups: Group[], random: Random): string {
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = groups.map(({ artist, title, date }, at) =>
    [String(at + 1), typed(artist.name, random), typed(title, random), date.slice(0, 4)]
      .map(quoted)
      .join(","),
  );
  return ["Rank,Artist,Title,Year", ...rows].join("\n") + "\n";
}

function typed(text: string, random: Random): string {
  if (random.chance(0.1)) return text.toLowerCase();
  if (random.chance(0.05)) return text.replace(/^The /, "");
  return random.chance(0.1) ? text.replaceAll(" & ", " and ") : text;
}
