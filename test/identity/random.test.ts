import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { documentOf } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { lrclibStandIn } from "../helpers/lrclib.ts";
import { seeded } from "../helpers/random.ts";
import { contentOf, empty } from "../ledger/content.ts";
import { editMusic, writeList, writeMusic } from "./music.ts";
import { changingStage, doubledIdentifiers, type ChangingStage } from "./stage.ts";

/**
 * Model-based test: whatever is done to a library while its source merges, moves, renames and deletes, no identity names two items and
 * nothing is stranded; and undoing all of it, newest first, leaves an empty library. More seeds: IDENTITY_SEEDS=1,2,3 …
 */
const seeds = (process.env["IDENTITY_SEEDS"] ?? "2,4,11,112,512,21019").split(",").map(Number);
const steps = 14;

type Pick = <T>(from: readonly T[]) => T;

/** Two of a list, and never one twice; undefined where there are no two. */
function two(pick: Pick, from: string[]): [string, string] | undefined {
  const one = from.length > 1 ? pick(from) : undefined;
  return one === undefined ? undefined : [one, pick(from.filter((each) => each !== one))];
}

/** What the library knows of is what tells: half of the edits are of that alone. */
async function editUpstream({ world, catalogue, lines }: ChangingStage, pick: Pick): Promise<string> {
  const known = new Set(await lines("SELECT value FROM identifiers"));
  const listed = JSON.stringify([...catalogue.releasesByGroup.values()]);
  const those = (all: string[]): string[] => {
    const ours = all.filter((mbid) => known.has(mbid));
    return ours.length > 1 && pick([true, true, false]) ? ours : all;
  };
  const groups = those([...catalogue.releasesByGroup.keys()]);
  const releases = those([...catalogue.releasesByGroup.values()].flat().map(({ id }) => String(id)));
  const recordings = those([...new Set(listed.match(/(?<="recording":\{"id":")[0-9a-f-]+/g))]);
  const artists = those([...catalogue.artists.keys()]);
  const pairs = {
    group: two(pick, groups),
    release: two(pick, releases),
    recording: two(pick, recordings),
    artist: two(pick, artists),
  };
  const what = pick([
    "group",
    "release",
    "release",
    "recording",
    "recording",
    "artist",
    "move",
    "move",
    "rename",
    "delete",
    "none",
  ]);
  switch (what) {
    case "group":
      if (pairs.group) world.mergeGroups(...pairs.group);
      break;
    case "release":
      if (pairs.release) world.mergeReleases(...pairs.release);
      break;
    case "recording":
      if (pairs.recording) world.mergeRecordings(...pairs.recording);
      break;
    case "artist":
      if (pairs.artist) world.mergeArtists(...pairs.artist);
      break;
    case "move":
      world.moveRelease(pick(releases), pick(groups));
      break;
    case "rename":
      world.renameArtist(pick(artists), `Name ${releases.length}`);
      break;
    case "delete":
      world.deleteRelease(pick(releases));
      break;
  }
  return what;
}

/** From here on what lists, decisions, removals and restores do is drawn as well; earlier seeds stay what they were. */
const fromHereAll = 20_000;

async function moreCommands(stage: ChangingStage, pick: Pick, music: string): Promise<string[][]> {
  const one = async (table: string): Promise<string> =>
    pick([...(await stage.lines(`SELECT id FROM ${table} ORDER BY id LIMIT 40`)), "1"]);
  if (pick([true, false])) editMusic(music, pick);
  const [album, backup] = [await one("albums"), join(stage.home, "kept")];
  return [
    ["import", writeList(music), "--no-products"],
    ["artist", "--id", await one("artists"), "--albums", "--no-products"],
    ["review", pick(["keep", "drop", "later"]), await one("review_questions")],
    ["album", "-p", "musicbrainz", "--again", "--mbid", pick([...stage.catalogue.releaseGroups.keys()])],
    ["scan", "--again", music],
    ["scan", "--gone", music],
    ["cover", album, pick(["--remove", "--refresh"])],
    ["lyrics", await one("tracks"), pick(["--remove", "--refresh"])],
    ["remove", "album", album],
    ["remove", "track", await one("tracks")],
    ["remove", "artist", await one("artists")],
    ["merge", "release", await one("releases"), "--into", await one("releases")],
    ["merge", "artist", await one("artists"), "--into", await one("artists")],
    ["links", album, "--confirm", `B00000000${pick(["1", "2", "3"])}`],
    existsSync(backup) ? ["restore", backup, "--yes"] : ["backup", "--to", backup],
  ];
}

async function nextCommand(
  stage: ChangingStage,
  pick: Pick,
  { music, isWhole }: { music: string; isWhole: boolean },
): Promise<string[]> {
  const ids = async (table: string): Promise<string[]> =>
    stage.lines(`SELECT id FROM ${table} ORDER BY id LIMIT 40`);
  const [albums, artists, releases, tracks] = [
    await ids("albums"),
    await ids("artists"),
    await ids("releases"),
    await ids("tracks"),
  ];
  const runs = await stage.lines(
    "SELECT id FROM ledger_entries WHERE kind = 'command' ORDER BY id DESC LIMIT 3",
  );
  const one = (from: string[]): string => (from.length > 0 ? pick(from) : "1");
  const groups = [...stage.catalogue.releaseGroups.keys()];
  const questions = await stage.lines("SELECT id FROM review_questions ORDER BY id");
  const bind = ["album", "-p", "musicbrainz", "--id", one(albums), "--mbid"];
  const listed = [...stage.catalogue.releases.keys()];
  const more = isWhole ? await moreCommands(stage, pick, music) : [];
  return pick([
    ...more,
    ["scan", music],
    ["scan", music],
    ["enrich", "--no-artwork"],
    [...bind, pick(groups), "--partial"],
    [...bind, pick(listed), "--yes"],
    [...bind, pick(listed)],
    ["album", "-p", "musicbrainz", "Desire"],
    ["review", "pick", one(questions), pick(groups)],
    ["album", "-p", "musicbrainz", "--mbid", pick(groups)],
    ["album", "-p", "musicbrainz", "-f", "--id", one(albums)],
    ["album", "-p", "musicbrainz", "-f", "--id", one(albums)],
    ["artist", "-f", "--id", one(artists)],
    ["releases", one(albums)],
    ["releases", one(albums)],
    ["releases", one(albums)],
    ["releases", one(albums)],
    ["worker", "--drain"],
    ["undo", one(runs)],
    ["remove", "release", one(releases)],
    ["merge", "album", one(albums), "--into", one(albums)],
    ["merge", "track", one(tracks), "--into", one(tracks)],
  ]);
}

const ofNobody = (table: string): string => `SELECT item_type, item_id FROM ${table} WHERE item_id NOT IN (
  SELECT id FROM albums WHERE item_type = 'album' UNION ALL SELECT id FROM artists WHERE item_type = 'artist'
  UNION ALL SELECT id FROM releases WHERE item_type = 'release' UNION ALL SELECT id FROM tracks WHERE item_type = 'track')`;

const unsound = {
  "identities that name two items": doubledIdentifiers,
  "releases without an album": "SELECT id FROM releases WHERE album_id NOT IN (SELECT id FROM albums)",
  "tracks without a release or a file": `SELECT id, title FROM tracks WHERE id NOT IN (SELECT track_id FROM release_tracks)
    AND id NOT IN (SELECT track_id FROM files WHERE track_id IS NOT NULL) AND lyrics_override IS NULL`,
  "orphans with lyrics": "SELECT track_id FROM lyrics WHERE track_id NOT IN (SELECT id FROM tracks)",
  "owned editions that are not there": `SELECT id FROM albums WHERE owned_release_id IS NOT NULL AND owned_release_id NOT IN (
    SELECT id FROM releases WHERE album_id = albums.id)`,
  "identifiers of nobody": ofNobody("identifiers"),
  "links of nobody": ofNobody("external_links"),
  "genres of nobody": ofNobody("item_categories"),
};

it.each(seeds)("seed %i: an identity is one item at every step, and all can be undone", async (seed) => {
  const random = seeded(seed);
  const pick: Pick = (from) => from[Math.floor(random() * from.length)]!;
  const lrclib = await lrclibStandIn();
  const stage = await changingStage({ IMPORTER_LRCLIB_URL: lrclib.url });
  const music = writeMusic(temporaryFolder());
  const done: string[] = [];
  for (let step = 0; step < steps; step++) {
    const upstream = step < 3 ? "" : await editUpstream(stage, pick);
    const opening = ["album", "-p", "musicbrainz", "--mbid", pick([...stage.catalogue.releaseGroups.keys()])];
    const argv = step < 3 ? opening : await nextCommand(stage, pick, { music, isWhole: seed >= fromHereAll });
    done.push(`${upstream}; ${argv.join(" ")}`);
    const { stderr } = await stage.importer(argv);
    expect([done, stderr.match(/.*should not happen[^]*/)?.[0]]).toEqual([done, undefined]);
    if (step === 2) await stage.importer(["worker", "--drain"]);
    for (const [what, sql] of Object.entries(unsound))
      expect([done, what, await stage.lines(sql)]).toEqual([done, what, []]);
  }
  const { runs } = documentOf<{ runs: { id: number; command: string }[] }>(
    await stage.importer(["history", "--json"]),
  );
  for (const { id, command } of runs) {
    if (command.startsWith("importer restore")) continue;
    const { exitCode, stderr } = await stage.importer(["undo", String(id)]);
    expect({ done, id, stderr, exitCode }).toEqual({ done, id, stderr, exitCode: 0 });
  }
  expect([done, await contentOf(stage)]).toEqual([done, empty]);
  expect([done, await stage.lines("SELECT * FROM kept_apart")]).toEqual([done, []]);
});
