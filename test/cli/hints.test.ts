import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, numbered, type DemoAlbum, type DemoArtist } from "../../src/demo/musicbrainz/facts.ts";
import { shellQuoted } from "../../src/plain-text.ts";
import { writeAlbum, type Song } from "../helpers/album-files.ts";
import { createStage, type Stage } from "../helpers/cli.ts";
import { always, serverBusy } from "../helpers/faults.ts";
import { commandsIn, refusalOf, shellSplit } from "../helpers/printed.ts";
import { desireOfDylan, nevermind, nobody } from "../importers/album/demo-albums.ts";

/** Each ending names the next command: a shell splits it as it is meant, the program's parser takes it, and it means the very item. */

const hostile = `It's "the" $HOME of \`them\` \\ all!`;
const songs: Song[] = [
  ["One", 180_000],
  ["Two", 190_000],
];
const artist = { id: madeUpMbid("artist", "Ways"), name: "Ways" };
const namesake = { id: madeUpMbid("artist", "Ways", 2), name: "Ways", disambiguation: "another" };
const albumCalled = (title: string, by: DemoArtist = artist): DemoAlbum => {
  const media = [
    {
      format: "CD" as const,
      tracks: numbered(title, [
        ["One", 180_000],
        ["Two", 190_000],
      ]),
    },
  ];
  const release = {
    id: madeUpMbid("release", title),
    events: [["1999", "GB"]] as [string, "GB"][],
    barcode: null,
  };
  const facts = { title, primaryType: "Album", firstReleased: "1999", genres: [], credits: [{ artist: by }] };
  return { id: madeUpMbid("album", title), ...facts, releases: [{ ...release, media }] };
};
const odd = albumCalled(hostile);
const plain = albumCalled("Plain");
const byAnother = albumCalled("Elsewhere", namesake);

/** What is typed; what is to be among what is printed; the item of the library that the ending is about. */
type Ending = [argv: string[], prints: string[], about?: string];

async function expectEndings(stage: Stage, endings: Ending[]): Promise<void> {
  for (const [argv, prints, about] of endings) {
    const end = argv.includes("--") ? argv.indexOf("--") : argv.length;
    const ways = [await stage.importer(argv), await stage.importer(argv.toSpliced(end, 0, "--json"))];
    const commands = new Set(ways.flatMap(commandsIn));
    for (const each of prints) expect([...commands], argv.join(" ")).toContain(each);
    for (const each of commands) await expectTypable(each, about);
  }
}

async function expectTypable(command: string, about: string | undefined): Promise<void> {
  const words = shellSplit(command);
  expect(await refusalOf(words), command).toBeUndefined();
  const [what, id] = (about ?? "").split(" ");
  if (words[0] !== what) return;
  const named = words.indexOf("--id");
  expect(named < 0 ? undefined : words[named + 1], command).toBe(id);
}

async function scanned(stage: Stage, tags: Record<string, string>, files: Song[]): Promise<void> {
  const folder = join(stage.home, "..", `music of ${tags["ALBUM"]!.replace(/\W/g, "")}`);
  writeAlbum(folder, tags, files);
  await stage.importer(["scan", folder]);
}

test("an album of files, and an artist of files", async () => {
  const stage = await createStage();
  await scanned(stage, { ALBUM: "Desire", ARTIST: "Unknown Artist" }, [["Hurricane", 511_000]]);
  const pick = `importer album --id 1 --mbid ${desireOfDylan}`;
  await expectEndings(stage, [
    [["album", "--id", "1", "-p", "musicbrainz"], [`${pick} --provider musicbrainz`], "album 1"],
    [["album", "Desire", "-p", "musicbrainz"], [`${pick} --provider musicbrainz`], "album 1"],
    [["album", "--id", "1", "--mbid", nobody], ["importer album --id 1 1"], "album 1"],
    [
      ["album", "Nevermind", "--id", "1"],
      ["importer album Nevermind", "importer album --id 1"],
    ],
    [["album", "--id", "1", "--partial"], ["importer album --id 1 --mbid 1 --partial"], "album 1"],
    [["album", "Nothing of the Kind"], ["importer review"]],
    [["album", "--mbid", nobody], ["importer album 1"]],
    [["review"], ["importer review pick 1 1"]],
    [["review", "pick", "1", "77"], ["importer review pick 1 1"]],
    [["review", "pick", "99", "1"], ["importer review"]],
  ]);
});

test("an artist known by name only is the very one whom a printed command says", async () => {
  const stage = await createStage(buildDemoCatalogue([plain, byAnother]));
  await scanned(stage, { ALBUM: "Tape", ARTIST: "Ways" }, songs);
  const picks = [artist, namesake].map(({ id }) => `importer artist --id 1 --mbid ${id}`);
  await expectEndings(stage, [
    [["artist", "--id", "1"], picks, "artist 1"],
    [["artist", "Ways"], picks, "artist 1"],
    [["artist", "--id", "1", "--albums"], ["importer artist --id 1 -f"], "artist 1"],
    [["artist", "--id", "1", "-f"], picks.map((each) => `${each} --force-providers`), "artist 1"],
  ]);
  expect(await stage.importer(shellSplit(picks[1]!))).toMatchObject({ exitCode: 0 });
  const named = "SELECT item_id AS id, value FROM identifiers WHERE kind = 'musicbrainz_artist'";
  expect(await stage.rows(named)).toEqual([{ id: 1, value: namesake.id }]);
  expect(await stage.rows("SELECT count(*) AS n FROM artists")).toEqual([{ n: 1 }]);
  await stage.importer(["artist", "--mbid", artist.id]);
  await expectEndings(stage, [
    [["artist", "--id", "1", "--mbid", artist.id], ["importer merge artist 1 --into 2"], "artist 1"],
    [["artist", "--id", "1", "--mbid", nobody], [`importer artist --mbid ${nobody}`]],
    [
      ["show", "artist", "Ways"],
      ["importer show artist 1", "importer show artist 2"],
    ],
    [
      ["artist", "Ways"],
      ["importer artist --id 1", "importer artist --id 2"],
    ],
  ]);
  expect(await stage.rows(named)).toHaveLength(2);
});

test("files that fit no track, and titles that a shell would take apart", async () => {
  const stage = await createStage(buildDemoCatalogue([odd, plain]));
  await scanned(stage, { ALBUM: "My Rip", ARTIST: "Somebody" }, [...songs, ["Hidden", 99_000]]);
  const address = `https://musicbrainz.org/release/${plain.releases[0]!.id}?a=1&b=$HOME`;
  const bound = (words: string): string[] =>
    ["--partial", "--yes"].map((flag) => `importer album --id 1 ${words} ${flag}`);
  await expectEndings(stage, [
    [["album", "--id", "1", "--mbid", plain.id], bound(`--mbid ${plain.id}`), "album 1"],
    [["album", "--id", "1", address], bound(shellQuoted(address)), "album 1"],
    [["album", "--id", "1", "--mbid", address], bound(`--mbid ${shellQuoted(address)}`), "album 1"],
    [["album", hostile, "--mbid", plain.id], [`importer album ${shellQuoted(hostile)}`]],
    [["album", "--mbid", plain.id, "--", "-Nothing"], ["importer album -- -Nothing"]],
    [
      ["album", "--mbid", plain.id, nobody],
      [`importer album ${nobody}`, `importer album --mbid ${plain.id}`],
    ],
    [["album", "-p", "musicbrainz", hostile], []],
    [["album", "--id", "1", "--mbid", odd.id], ["importer merge album 1 --into 2"], "album 1"],
    [["releases", `${hostile} not`], [`importer album ${shellQuoted(`${hostile} not`)}`]],
    [["releases", "--", "-Nothing"], ["importer album -- -Nothing"]],
    [["show", "artist", hostile, "--sources"], [`importer show artist ${shellQuoted(hostile)}`]],
    [["album", "Say", '"it"', "for", "$5!"], [`importer album 'Say "it" for $5!'`]],
    [["album", "--artist", "x", "two", "words"], ["importer album --help"]],
  ]);
});

test("what was removed, merged, undone, or is not there", async () => {
  const stage = await createStage();
  await stage.importer(["album", desireOfDylan, "-p", "musicbrainz"]);
  await stage.importer(["album", nevermind, "-p", "musicbrainz"]);
  await stage.importer(["remove", "album", "2"]);
  await expectEndings(stage, [
    [["album", nevermind], [`importer album ${nevermind} --again`]],
    [["show", "album", "2"], ["importer undo 3"]],
    [["show", "album", "99"], ["importer list albums"]],
    [["show", "album", " "], ["importer show album 1"]],
    [["album", "--id", "2"], ["importer undo 3"]],
    [["undo", "3", "--dry-run"], ["importer undo 3"]],
    [["undo", "3", "--only", "album:2", "--dry-run"], ["importer undo 3 --only album:2"]],
    [["undo", "99"], ["importer history"]],
    [["undo", "3", "--only", "thing"], ["importer undo 12 --only album:7"]],
    [["history"], ["importer history 1"]],
    [["merge", "album", "1", "--into", "1"], ["importer merge album 1 --into 1"]],
    [
      ["cover", "1", "--confirm"],
      ["importer cover 1 --replace front.jpg", "importer cover 1 --remove"],
    ],
    [["lyrics", "1", "--confirm"], ["importer list tracks"]],
    [["links", "1", "--remove", "nothing"], ["importer links 1 --remove B000002UAL"]],
    [["list", "tracks", "--album", "Not There"], ["importer list albums"]],
    [["jobs", "retry", "99"], ["importer jobs list"]],
    [["jobs", "show", "99"], ["importer jobs list"]],
    [["album", "https://www.discogs.com/artist/1-x"], ["importer artist https://www.discogs.com/artist/1"]],
    [["artist", `https://musicbrainz.org/release/${nobody}`], [`importer album ${nobody}`]],
    [["enrich", "--dry-run"], ["importer enrich --help"]],
    [["undo", "3"], ["importer undo 5"]],
    [
      ["merge", "album", "2", "--into", "1"],
      ["importer undo 6", "importer merge album 1 --into 1"],
    ],
    [["undo", "1"], ["importer undo 1 --with-later"]],
  ]);
});

test("folders with odd names, settings, and errors of jobs", async () => {
  const stage = await createStage();
  await stage.importer(["album", desireOfDylan, "-p", "musicbrainz"]);
  const folder = join(stage.home, "..", `a $HOME of "mine", 'yours'!`);
  mkdirSync(folder);
  writeFileSync(join(folder, "there.txt"), "");
  const kept = join(stage.home, "..", `kept 'it' \\ $5`);
  await stage.importer(["backup", "--to", kept]);
  await expectEndings(stage, [
    [
      ["export", "library", "--as", "csv", folder],
      [`importer export library --as csv ${shellQuoted(`${folder}-2`)}`],
    ],
    [["backup", "--to", folder], [`importer backup --to ${shellQuoted(`${folder}-2`)}`]],
    [["restore", kept], [`importer restore ${shellQuoted(kept)} --yes`]],
  ]);
  const error = `can't "read" $HOME: -- it is \\ odd!`;
  await stage.inLibrary((db) =>
    db.$client.prepare("UPDATE jobs SET state = 'failed', last_error = ?").run(error),
  );
  const retry = "importer jobs retry --state failed --kind import-album-releases --error";
  const shown = shellQuoted(error);
  await expectEndings(stage, [[["jobs", "list", "--by", "error"], [`${retry} ${shown}`]]]);
  writeFileSync(join(stage.home, "config.json"), JSON.stringify({ "IMPORTER_IT'S $ODD": "x" }));
  await expectEndings(stage, [[["list", "albums"], [`importer config unset "IMPORTER_IT'S \\$ODD"`]]]);
});

test("an album that is gone at its source, and sources that can't be asked", async () => {
  const stage = await createStage();
  await stage.importer(["album", desireOfDylan]);
  stage.catalogue.releaseGroups.delete(desireOfDylan);
  stage.catalogue.releasesByGroup.delete(desireOfDylan);
  await expectEndings(stage, [
    [["album", "--id", "1", "-f"], ["importer album --id 1 1 --force-providers"], "album 1"],
    [["releases", "1"], ["importer album --id 1 --force-providers"], "album 1"],
  ]);
  stage.server.setFault(always(serverBusy));
  await expectEndings(stage, [
    [["album", "--id", "1", "-f"], [], "album 1"],
    [["artist", "--id", "1", "-f"], [], "artist 1"],
  ]);
  const told = await stage.importer(["artist", "--id", "1", "-f"]);
  expect(told.exitCode).toBe(5);
  expect(told.stderr).not.toContain("--later"); // which takes no --id
});
