import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeLibrary, openLibrary } from "../../../src/db/opening/open.ts";
import { discogsToken, startDiscogs } from "../../../src/demo/discogs/server.ts";
import { startMusicBrainz } from "../../../src/demo/musicbrainz/server.ts";
import { exitCodes } from "../../../src/errors.ts";
import { evalSettings, readAnswer, runQuietly } from "../road/ask.ts";
import type { PoolAlbum, WordedCase } from "../road/case-file.ts";
import { catalogueOf } from "../road/catalogue.ts";
import { surroundingsOf } from "../world/surroundings.ts";
import { createWorld } from "../world/world.ts";
import { masterOf, shareOut } from "./sources.ts";

/** What came of all cases on one library, with two sources, the first of which goes away in the middle. */
export interface Both {
  asked: number;
  /** Ended in the right album; and of those, how many only the second source has. */
  accepted: number;
  acceptedOfSecond: number;
  /** Command lines that ended in another album than the one that was meant, or where none could be meant. */
  wrong: string[];
  /** Albums that are in the library twice, and rows that are two albums. */
  doubled: string[];
  mixed: string[];
  /** While the first could not be asked: how many were told so, and what was made all the same. */
  unavailable: number;
  madeMeanwhile: string[];
}

/**
 * A third of the cases with both sources, a third while MusicBrainz answers with 503, then all of them with both; releases are imported
 * in between. One library for all: what is in it may lead nobody astray.
 */
export async function askBoth(pool: PoolAlbum[], worded: WordedCase[], around: number): Promise<Both> {
  const { known, discogs, lacking } = shareOut(pool);
  const cases = shuffled([...worded, ...plainCases(pool.filter(({ mbid }) => lacking.has(mbid)))]);
  const surroundings = surroundingsOf(createWorld(pool, cases, around));
  const first = await startMusicBrainz({ ...catalogueOf(known), surroundings }, {});
  const second = await startDiscogs(discogs, { perMinute: Infinity });
  const home = mkdtempSync(join(tmpdir(), "importer-both-"));
  const env = {
    ...evalSettings,
    IMPORTER_HOME: home,
    IMPORTER_MUSICBRAINZ_URL: first.url,
    IMPORTER_DISCOGS_URL: second.url,
    IMPORTER_DISCOGS_TOKEN: discogsToken,
    IMPORTER_DISCOGS_INTERVAL_MS: "0",
  };
  const importer = (...argv: string[]) => runQuietly(argv, env);
  const both: Both = {
    asked: 0,
    accepted: 0,
    acceptedOfSecond: 0,
    wrong: [],
    doubled: [],
    mixed: [],
    unavailable: 0,
    madeMeanwhile: [],
  };
  async function ask({ args, want, target }: WordedCase): Promise<void> {
    const { exitCode, stdout, stderr } = await importer("album", "--json", ...asTitle(args));
    both.asked++;
    if (exitCode === exitCodes.unavailable) both.unavailable++;
    if (exitCode !== exitCodes.done) return;
    const { identifiers = [] } = (JSON.parse(stdout) as { album: { identifiers?: Named[] } }).album;
    const truths = truthsOf(pool, identifiers);
    const isRight = target !== null && want.includes("R") && truths.length === 1 && truths[0] === target;
    if (!isRight)
      both.wrong.push(`${args.join(" ")}: ${readAnswer(stdout, stderr).accepted?.title} ${truths.join(" ")}`);
    else if (lacking.has(target)) both.acceptedOfSecond++;
    if (isRight) both.accepted++;
  }
  const third = Math.ceil(cases.length / 3);
  try {
    for (const each of cases.slice(0, third)) await ask(each);
    await importer("worker", "--drain");
    const before = await albumsOf(home);
    first.setFault(() => ({ kind: "status", status: 503, body: "" }));
    for (const each of cases.slice(third, 2 * third)) await ask(each);
    both.madeMeanwhile = [...(await albumsOf(home)).keys()]
      .filter((id) => !before.has(id))
      .map((id) => `album ${id}`);
    first.setFault(undefined);
    for (const each of cases) await ask(each);
    await importer("worker", "--drain");
    count(both, pool, await albumsOf(home));
    return both;
  } finally {
    await Promise.all([first.close(), second.close()]);
    rmSync(home, { recursive: true, force: true });
  }
}

/** A number alone is the id of an album once the library has that many: one that is called so is typed as the help says. */
const asTitle = (args: string[]): string[] => {
  const [word, ...others] = args;
  return others.length === 0 && /^\d+$/.test(word!) ? [`title:${word}`] : args;
};

/** Albums that only the second source has, by the words that it finds: its search needs each of them. */
const plainCases = (lacking: PoolAlbum[]): WordedCase[] =>
  lacking
    .filter(({ artists }) => artists.length === 1)
    .map(({ mbid, title, artists }) => ({
      source: "own",
      what: "only the second source has it",
      args: [title, "--artist", artists[0]!.name],
      want: "R|A|N",
      target: mbid,
    }));

/** In an order that has nothing to do with where they came from, and is always the same. */
const shuffled = (cases: WordedCase[]): WordedCase[] =>
  cases.map((_, at) => cases[(at * 7919) % cases.length]!);

interface Named {
  kind: string;
  value: string;
}

/** Which albums of the pool these name; what is none of it stands as it is. */
function truthsOf(pool: PoolAlbum[], identifiers: Named[]): string[] {
  const named = identifiers.flatMap(({ kind, value }) => {
    if (kind === "musicbrainz_release_group")
      return (
        pool.find(({ mbid, merged_from: merged }) => mbid === value || merged?.includes(value))?.mbid ?? value
      );
    return kind === "discogs_master"
      ? (pool.find((_, at) => masterOf(at) === Number(value))?.mbid ?? value)
      : [];
  });
  return [...new Set(named)];
}

async function albumsOf(home: string): Promise<Map<number, Named[]>> {
  const db = await openLibrary(join(home, "library.db"));
  try {
    const rows = db.$client
      .prepare<[], Named & { id: number }>(
        "SELECT albums.id, kind, value FROM albums LEFT JOIN identifiers ON item_type = 'album' AND item_id = albums.id",
      )
      .all();
    const albums = new Map<number, Named[]>();
    for (const { id, ...named } of rows) albums.set(id, [...(albums.get(id) ?? []), named]);
    return albums;
  } finally {
    closeLibrary(db);
  }
}

function count(both: Both, pool: PoolAlbum[], albums: Map<number, Named[]>): void {
  const owners = new Map<string, number[]>();
  for (const [id, named] of albums) {
    const truths = truthsOf(pool, named);
    if (truths.length > 1) both.mixed.push(`album ${id}: ${truths.join(" ")}`);
    for (const truth of truths) owners.set(truth, [...(owners.get(truth) ?? []), id]);
  }
  for (const [truth, ids] of owners)
    if (ids.length > 1) both.doubled.push(`${truth}: albums ${ids.join(", ")}`);
}

/** None of what must never be. */
export const isSound = ({ wrong, doubled, mixed, madeMeanwhile }: Both): boolean =>
  [wrong, doubled, mixed, madeMeanwhile].every((list) => list.length === 0);
