import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startDemoServices } from "../../src/demo/services.ts";
import { documentOf, importer } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { differencesOf, documentShapes, readShapes, shapeNameFor, undescribed } from "../helpers/shapes.ts";
import { song } from "../scan/scanning.ts";

/**
 * What `importer help json` describes is what the commands print: no key too many, none too few. `importer()` of the tests holds every
 * document to that; here each command that prints one prints one. `_` stands for a space within a word.
 */
const commands = `
  album Desire --artist Bob_Dylan --dry-run
  album Desire
  album Bob_Dylan_-_Desire
  album f5093c06-23e3-404f-aeaa-40f72885ee3a
  album Surrender --later
  artist Nirvana
  artist Nirvana --force-providers
  artist Nirvana --albums --dry-run
  artist Nirvana --albums --type live
  releases 1
  import LIST
  import LIST --dry-run
  import LIST --background
  lists
  lists show LIST
  lists remove LIST
  review
  review --where score>0.9 --accept-first --dry-run
  review --where score>2 --accept-first
  review later 1
  review pick 1 1
  review apply DECISIONS
  scan MUSIC
  complete --dry-run
  complete
  enrich
  enrich --background
  export lyrics MUSIC
  export library EXPORTED
  export artwork MUSIC
  lyrics 1
  cover 1
  links 1
  links 1 --explain
  list albums
  list artists
  list releases
  list tracks
  list files
  search dylan
  list files --columns id,path
  list tracks --album 1
  show album 1
  show album 1 --sources
  show album 1 --history
  show artist 1
  show artist 1 --history
  show release 1
  show release 1 --history
  show track 1
  show track 1 --history
  show track 99999
  show file 1
  --version
  jobs
  jobs list
  jobs list --by error
  jobs show 1
  jobs cancel 1
  jobs retry 1
  jobs retry --kind import-album-releases
  jobs prune --older-than 1d
  worker pause
  jobs stats
  worker resume
  doctor
  amazon check
  catalogue build
  catalogue status
  catalogue verify
  catalogue update
  catalogue remove
  config list
  config get SETTING
  config set SETTING wired
  config path
  backup --to BACKUP
  restore BACKUP --yes
  history
  history 1
  history prune
  merge album 2 --into 1 --dry-run
  remove album 1 --dry-run
  remove album 1
  undo 1 --dry-run
  help
  help json`;

it("describes what the commands print: every key, and no other", async () => {
  const services = await startDemoServices();
  onTestFinished(() => services.close());
  const env = {
    ...services.env,
    IMPORTER_HOME: temporaryFolder(),
    IMPORTER_CONTACT: "you@example.org",
    ...atOnce,
  };
  const files = filesToName();
  const { commands: shapes } = documentShapes();
  const left = new Set(shapes.values());
  for (const line of commands.trim().split("\n")) {
    const words = line.trim().split(" ");
    const argv = [...words.map((word) => files[word] ?? word.replaceAll("_", " ")), "--json"];
    const document = documentOf<object>(await importer(argv, { env }));
    left.delete(shapes.get("error" in document ? "error" : shapeNameFor(argv, shapes.keys())!)!);
  }
  // The demo, a collection and a sync have tests of their own.
  const unprinted = [...shapes].filter(([, keys]) => left.has(keys)).map(([name]) => name);
  expect(unprinted).toEqual(["collection --dry-run", "sync", "demo"]);
});

const atOnce = {
  IMPORTER_MUSICBRAINZ_INTERVAL_MS: "0",
  IMPORTER_LRCLIB_INTERVAL_MS: "0",
  IMPORTER_AMAZON_INTERVAL_MS: "0",
  IMPORTER_RETRY_DELAY_MS: "1",
};

/** What the commands above read: a list, decisions, and a folder with a file of music. */
function filesToName(): Record<string, string> {
  const folder = temporaryFolder();
  const [list, decisions] = [join(folder, "list.csv"), join(folder, "decisions.csv")];
  writeFileSync(list, "artist,title\nNirvana,Nevermind\nNobody,Nothing Like It\n,Desire\n");
  writeFileSync(decisions, "id,decision\n2,drop\n");
  writeFileSync(join(folder, "one.flac"), song({ TITLE: "One", ALBUM: "Ones Own", TRACKNUMBER: "1" }));
  return {
    BACKUP: join(folder, "copy"),
    EXPORTED: join(folder, "exported"),
    LIST: list,
    DECISIONS: decisions,
    MUSIC: folder,
    SETTING: "IMPORTER_NETWORK",
  };
}

it("would find a key too many, one that is missing, a list that is none, and what is not described at all", () => {
  const { commands: shapes, parts } = readShapes(
    "```shape x\n:named\nartists[]:named  who\nhint?\nevidence*\n```\n```part named\nname\n```\n```shape xs\n[]:named\n```",
  );
  const of = (document: unknown, name = "x"): string[] => differencesOf(document, shapes.get(name)!, parts);
  const fine = { name: "a", artists: [{ name: "x" }], evidence: { any: "thing" } };
  expect(of(fine)).toEqual([]);
  expect(of({ ...fine, more: 1 })).toEqual([".more is not described"]);
  expect(of({ ...fine, artists: [{}] })).toEqual([".artists[0].name is missing"]);
  expect(of({ ...fine, artists: "x" })).toEqual([".artists: a list or none?"]);
  expect(of({ ...fine, hint: { text: "x" } })).toEqual([".hint is not described"]);
  expect(of([{ name: 1 }, {}], "xs")).toEqual(["[1].name is missing"]);
  expect(undescribed(["unheard-of", "--json"], "{}")).toHaveLength(1);
  expect(undescribed(["album", "x", "--json"], "{}")).not.toEqual([]);
});
