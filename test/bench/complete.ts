import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, numbered, type DemoAlbum } from "../../src/demo/musicbrainz/facts.ts";
import { startMusicBrainz } from "../../src/demo/musicbrainz/server.ts";
import { writeAlbum } from "../helpers/album-files.ts";
import { startXmlMusicBrainz } from "./beets-service.ts";
import { costOfCommand } from "./cpu-of-command.ts";
import { median, type Row } from "./table.ts";

const program = fileURLToPath(new URL("../../bin/importer.js", import.meta.url));
const hasBeets = spawnSync("beet", ["version"]).status === 0;
const albums = 20;
const tracksEach = 10;
const rounds = 5;

/** A folder of twenty albums with names and titles in their tags, no identifiers: read and identified by both, in turn. */
export async function run(): Promise<Row[]> {
  const what = `CPU of ${albums} scanned albums completed with all their editions, over beets' import`;
  const goal = "at most 0.5×";
  if (!hasBeets) return [{ what, measured: "skipped: beets is not installed", goal }];
  const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
  const catalogue = buildDemoCatalogue(Array.from({ length: albums }, (_, at) => albumOf(at)));
  const ours = await startMusicBrainz(catalogue);
  const theirs = await startXmlMusicBrainz(catalogue);
  try {
    writeMusic(join(folder, "music"));
    const [importer, beets]: [Used[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      const home = join(folder, `round ${round}`);
      mkdirSync(home);
      importer.push(await runImporter(home, join(folder, "music"), ours.url));
      beets.push(await runBeets(home, join(folder, "music"), new URL(theirs.url).host));
    }
    const asked = `${ours.requests.length / rounds} and ${theirs.requests.length / rounds} requests`;
    const rowOf = (what: string, goal: string, used: number[]): Row => ({
      what,
      measured: `${median(used.map((ms, round) => ms / beets[round]!)).toFixed(2)}×`,
      goal,
      beside: `${Math.round(median(used))} ms and ${Math.round(median(beets))} ms, ${asked}`,
    });
    const completed = importer.map(({ complete }) => complete);
    const both = importer.map(({ scan, complete }) => scan + complete);
    return [
      rowOf(what, goal, completed),
      rowOf(`the same, their ${albums * tracksEach} files read and hashed before`, "as low as it goes", both),
    ];
  } finally {
    await Promise.all([ours.close(), theirs.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each in two editions, of which the second has two more tracks than the files. */
function albumOf(at: number): DemoAlbum {
  const title = `${words(at, 2)} of the ${words(at + 7, 1)}`;
  const songs = songsOf(at);
  const edition = (name: string, tracks: typeof songs): DemoAlbum["releases"][number] => ({
    id: madeUpMbid("release", title, name),
    events: [["1999-05-01", "GB"]],
    barcode: null,
    media: [{ format: "CD", tracks: numbered(title, tracks) }],
  });
  return {
    id: madeUpMbid("group", title),
    title,
    primaryType: "Album",
    firstReleased: "1999-05-01",
    credits: [{ artist: { id: madeUpMbid("artist", artistOf(at)), name: artistOf(at) } }],
    genres: ["rock"],
    releases: [
      edition("first", songs),
      edition("more", [...songs, ["An Encore", 200_000], ["A Demo", 100_000]]),
    ],
  };
}

const artistOf = (at: number): string => `The ${words(at * 3 + 1, 2)}`;
const songsOf = (at: number): [string, number][] =>
  Array.from({ length: tracksEach }, (_, song) => [words(at * 11 + song * 5, 3), 150_000 + song * 9000]);

const vocabulary =
  "Amber Bridge Copper Distant Ember Forest Glass Harbour Island Jungle Kettle Lantern Meadow North Ocean Paper Quiet River Silver Thunder Umbra Velvet Winter".split(
    " ",
  );
const words = (from: number, count: number): string =>
  Array.from({ length: count }, (_, at) => vocabulary[(from * 7 + at * 5) % vocabulary.length]).join(" ");

function writeMusic(music: string): void {
  for (let at = 0; at < albums; at++) {
    const { title } = albumOf(at);
    const tags = { ALBUM: title, ARTIST: artistOf(at), ALBUMARTIST: artistOf(at), DATE: "1999" };
    writeAlbum(join(music, artistOf(at), title), tags, songsOf(at));
  }
}

/** Processor time in ms. */
interface Used {
  scan: number;
  complete: number;
}

async function runImporter(home: string, music: string, url: string): Promise<Used> {
  const env = {
    IMPORTER_HOME: join(home, "importer"),
    IMPORTER_MUSICBRAINZ_URL: url,
    IMPORTER_MUSICBRAINZ_INTERVAL_MS: "0",
    IMPORTER_CONTACT: "bench@example.org",
  };
  const { cpuMs: scan } = await costOfCommand(env, process.execPath, program, "scan", music);
  const { cpuMs: complete } = await costOfCommand(env, process.execPath, program, "complete", "--no-enrich");
  const list = spawnSync(process.execPath, [program, "list", "albums", "--json"], {
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  const identified = (JSON.parse(list.stdout) as { mbid: string | null }[]).filter(
    ({ mbid }) => mbid !== null,
  );
  if (identified.length !== albums) throw new Error(`importer identified ${identified.length} of ${albums}`);
  return { scan, complete };
}

async function runBeets(home: string, music: string, host: string): Promise<number> {
  const config = {
    directory: join(home, "sorted"),
    library: join(home, "beets.db"),
    musicbrainz: { host, https: false, ratelimit: 10_000, ratelimit_interval: 1 },
    import: { copy: false, write: false, quiet: true },
  };
  writeFileSync(join(home, "config.yaml"), JSON.stringify(config)); // JSON is YAML
  const { cpuMs } = await costOfCommand({ BEETSDIR: home }, "beet", "import", "-q", music);
  const list = spawnSync("beet", ["ls", "-a", "-f", "$mb_albumid"], {
    env: { ...process.env, BEETSDIR: home },
    encoding: "utf8",
  });
  const identified = list.stdout.split("\n").filter((line) => line.trim() !== "");
  if (identified.length !== albums) throw new Error(`beets identified ${identified.length} of ${albums}`);
  return cpuMs;
}
