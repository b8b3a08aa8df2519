import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageVersion } from "../../src/package-root.ts";
import { documentOf, expectNoStack, expectPlain, importer, patientSettings } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";

const mbid = "83d91898-7763-47d7-b03b-b92132375c47";

/** What is typed; the value that must be named; what is said to type next. */
type Mistake = [argv: string[], names: string, next: string];

const mistakes: Mistake[] = [
  [["albun"], "'albun' (did you mean album?)", "importer --help"],
  [["--versoin"], "'--versoin' (did you mean --version?)", "importer --help"],
  [["album"], "a title is missing", 'importer album "Nevermind"'],
  [["album", ""], "the title is empty", 'importer album "Nevermind"'],
  [["album", " \t "], "the title is empty", 'importer album "Nevermind"'],
  [["album", "Dark", "Side", "--year", "1973"], "need quotes", 'importer album "Dark Side"'],
  [["album", "X", "--artits", "Y"], "'--artits' (did you mean --artist?)", "importer album --help"],
  [["album", "X", "--artist"], "argument missing", "importer album --help"],
  [["album", "X", "--year", "73"], "'73'", "importer album --help"],
  [["album", "X", "--year", "3073"], "'3073'", "importer album --help"],
  [["album", "X", "--mbid", "abc"], '"abc" is no MBID', "f5093c06-23e3-404f-aeaa-40f72885ee3a"],
  [["album", "--id", "0"], "'0'", "importer album --help"],
  [["album", "--id", "-1"], "'-1'", "importer album --help"],
  [["artist", "--id", "1.5"], "'1.5'", "importer artist --help"],
  [["album", `https://musicbrainz.org/artist/${mbid}`], "MusicBrainz artist", `importer artist ${mbid}`],
  [["album", `musicbrainz.org/work/${mbid}`], "MusicBrainz work", "a release group or a release"],
  [["album", "X", "--provider", "discogs"], '"discogs"', "musicbrainz"],
  [["artist"], "a name is missing", 'importer artist "Pink Floyd"'],
  [["artist", ""], "the name is empty", 'importer artist "Pink Floyd"'],
  [["artist", "Pink", "Floyd"], "need quotes", 'importer artist "Pink Floyd"'],
  [["artist", "--mbid", "x1"], '"x1" is no MBID', "f5093c06-23e3-404f-aeaa-40f72885ee3a"],
  [["artist", `https://musicbrainz.org/release/${mbid}`], "MusicBrainz release", `importer album ${mbid}`],
  [["artist", "X", "--provider", "discogs"], '"discogs"', "musicbrainz"],
  [["releases"], "'album'", "importer releases --help"],
  [["remove", "album", "\u200b"], "the title is empty", "importer remove album 1"],
  [["search", "\u200b"], "nothing to search for", "dark floyd"],
  [["list", "albums", "\u00ad"], "says nothing to look for", "importer help list"],
  [["releases", ""], "the title is empty", "importer releases 1"],
  [["releases", "The", "Wall"], "need quotes", 'importer releases "The Wall"'],
  [["scan"], "'folder'", "importer scan --help"],
  [["scan", "My", "Music"], "need quotes", 'importer scan "My Music"'],
  [["worker", "--queue", "slow"], '"slow"', "default, serial"],
  [["worker", "--concurrency", "0"], "'0'", "importer worker --help"],
  [["worker", "now"], "unknown command 'now'", "importer worker --help"],
  [["jobs", "lst"], "'lst' (did you mean list?)", "importer jobs --help"],
  [["jobs", "retyr", "3"], "'retyr' (did you mean retry?)", "importer jobs --help"],
  [["jobs", "list", "--kind", "foo"], '"foo"', "import-album-releases"],
  [["review", "pick", "one", "1"], "'one'", "importer review pick --help"],
  [["review", "--where", "outcome=week"], '"week" is none of its values; did you mean weak?', "not_found"],
  [["review", "--where", "state=done"], '"done" is none', "open, later"],
  [["review", "--where", "score>0.9 or id=3"], "joined by and, not by or", '--where "score>0.9"'],
  [["review", "--where", "artist~floyd || what=album"], "not by ||", "--where artist~floyd"],
  [["review", "--where", "artist:floyd"], "it is no condition", "artist~floyd"],
  [["review", "pik", "1", "1"], "'pik' (did you mean pick?)", "importer review --help"],
  [["review", "pik", "1", "1", "--yes"], "'pik' (did you mean pick?)", "importer review --help"],
  [["review", "--where", "score>0.9", "aply", "x"], "(did you mean apply?)", "importer review --help"],
  [["lists", "shw", "x"], "'shw' (did you mean show?)", "importer lists --help"],
  [["lists", "xyz"], "unknown command 'xyz'", "importer lists --help"],
  [["worker", "pasue"], "'pasue' (did you mean pause?)", "importer worker --help"],
  [["history", "prnue"], "'prnue' (did you mean prune?)", "importer history --help"],
  [["history", "x"], "'x'", "importer history --help"],
  [["catalogue", "buld"], "'buld' (did you mean build?)", "importer catalogue --help"],
  [["config", "st", "X", "1"], "'st' (did you mean set?)", "importer config --help"],
  [["amazon", "chek"], "'chek' (did you mean check?)", "importer amazon --help"],
  [["jobs", "list", "--state", "asleep"], "'asleep'", "importer jobs list --help"],
  [["jobs", "list", "--queue", "slow"], '"slow"', "default, serial"],
  [["jobs", "list", "--limit", "many"], "'many'", "importer jobs list --help"],
  [["jobs", "show"], "'id'", "importer jobs show --help"],
  [["jobs", "show", "first"], "'first'", "importer jobs show --help"],
  [["jobs", "show", "1", "2"], "'show'", "importer jobs show --help"],
  [["jobs", "retry", "-1"], "'-1'", "importer jobs retry --help"],
  [["jobs", "cancel", "1.5"], "'1.5'", "importer jobs cancel --help"],
  [["jobs", "prune"], "--older-than", "importer jobs prune --help"],
  [["jobs", "prune", "--older-than", "soon"], "'soon'", "importer jobs prune --help"],
  [["list"], "'what'", "importer list --help"],
  [["list", "albums", "--colums", "id"], "'--colums' (did you mean --columns?)", "importer list --help"],
  [["list", "albums", "--limt=3"], "(did you mean --limit?)", "importer list --help"],
  [["list", "songs"], "'songs'", "albums, artists, releases, tracks"],
  [["show", "album"], "'which'", "importer show --help"],
  [["list", "songs"], "(did you mean tracks?)", "importer list --help"],
  [["ls", "albns"], "(did you mean albums?)", "importer list --help"],
  [["list", "lists"], "'lists'", "importer lists"],
  [["list", "job"], "'job'", "importer jobs list"],
  [["show", "job", "3"], "'job'", "importer jobs show 3"],
  [["show", "list", "my wishes"], "'list'", 'importer lists show "my wishes"'],
  [["remove", "list", "2"], "'list'", "importer lists remove 2"],
  [["show", "song", "1"], "(did you mean track?)", "importer show --help"],
  [["export", "covers", "x"], "(did you mean artwork?)", "importer export --help"],
  [["import", "x.csv", "--as", "cvs"], "(did you mean csv?)", "importer import --help"],
  [["complete", "--retry", "not-found"], "(did you mean not_found?)", "importer complete --help"],
  [["config", "set"], "'name'", "importer config set --help"],
  [["review", "pick", "1"], "'ref'", "importer review pick --help"],
  [["review", "drop", "x"], "'x'", "importer review drop --help"],
  [["history", "prune", "--dry-run"], "'--dry-run'", "importer history prune --help"],
  [["lists", "show"], "'list'", "importer lists show --help"],
  [["lists", "forget", "1"], "unknown command 'forget'", "importer lists --help"],
  [["catalogue", "build", "--form", "x"], "(did you mean --from?)", "importer catalogue build --help"],
  [["catalog", "verify", "--deeep"], "(did you mean --deep?)", "importer catalogue verify --help"],
  [["worker", "pause", "--fro", "1h"], "'--fro'", "importer worker pause --help"],
  [["show", "album", ""], "the title is empty", "importer show album 1"],
  [["show", "album", "https://example.org/album/1"], "example.org", "importer list albums"],
  [["enrich", "--batch-size", "0"], "'0'", "importer enrich --help"],
  [["doctor", "--onlin"], "'--onlin' (did you mean --online?)", "importer doctor --help"],
  [["demo", "--fast"], "'--fast'", "importer demo --help"],
];

/** A library that is not there, and no service at all: should a mistake get past, nothing is reached. */
const nowhere = () => ({
  ...patientSettings,
  IMPORTER_HOME: join(temporaryFolder(), "home"),
  IMPORTER_MUSICBRAINZ_URL: "http://127.0.0.1:1/ws/2",
});

describe("a mistake in what was typed", () => {
  it.each(mistakes)("%j names the value and what to type next", async (argv, names, next) => {
    const result = await importer(argv, { env: nowhere() });
    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toContain(names);
    expect(result.stderr).toContain(next);
    expect(result.stderr.trimEnd().split("\n")).toHaveLength(2);
    expectNoStack(result);
    expectPlain(result);
  });

  const takesJson = mistakes.filter(([argv]) => argv.at(-1) !== "--artist"); // which would be its value
  it.each(takesJson)("%j --json is one document as well", async (argv, names, next) => {
    const result = await importer([...argv, "--json"], { env: nowhere() });
    expect(result.exitCode).toBe(2);
    const { error } = documentOf<{ error: { message: string; hint: string } }>(result);
    expect(error).toMatchObject({ code: "usage", exitCode: 2 });
    expect(`${error.message} ${error.hint}`).toContain(names);
    expect(`${error.message} ${error.hint}`).toContain(next);
  });

  it("in a title with terminal escapes is told in plain text", async () => {
    const result = await importer(["\u001b[31malbum\u001b[0m\u202e\nnow"]);
    expect(result.exitCode).toBe(2);
    expectPlain(result);
  });

  it("leaves no library behind where none is needed to see it", async () => {
    const home = join(temporaryFolder(), "home");
    await importer(["album", "--mbid", "abc"], { env: { IMPORTER_HOME: home } });
    await importer(["show", "record", "1"], { env: { IMPORTER_HOME: home } });
    expect(existsSync(home)).toBe(false);
  });
});

const commands = [
  ...[
    "album",
    "artist",
    "releases",
    "scan",
    "enrich",
    "export",
    "worker",
    "list",
    "show",
    "doctor",
    "demo",
  ].map((name) => [name]),
  ...["list", "show", "retry", "cancel", "stats", "prune"].map((name) => ["jobs", name]),
  ...["build", "status", "verify", "update", "remove"].map((name) => ["catalogue", name]),
  ["jobs"],
  ["catalogue"],
];

describe("help", () => {
  it.each([[], ...commands])("of `%s %s` fits 80 columns and explains every flag", async (...command) => {
    const { exitCode, stdout, stderr } = await importer([...command.filter(Boolean), "--help"], {
      columns: 80,
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage: importer/);
    for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
    const flags = stdout.split("\n").filter((line) => /^ {2}-/.test(line));
    expect(flags.length).toBeGreaterThan(0);
    for (const flag of flags) expect(flag).toMatch(/^ {2}\S.* {2,}\S/); // a flag, a gap, words
  });

  it("of the program names every command, the first steps and the exit codes", async () => {
    const { stdout } = await importer(["--help"], { columns: 80 });
    for (const [name] of commands) expect(stdout).toMatch(new RegExp(`^  ${name}(\\|\\w+)? .*\\w`, "m"));
    expect(stdout).toContain("importer demo");
    for (const code of [0, 1, 2, 3, 4, 5, 6, 7, 130]) expect(stdout).toMatch(new RegExp(`\\b${code} [a-z]`));
  });

  it("is reached in every way people try", async () => {
    const whole = await importer(["--help"]);
    expect(await importer(["-h"])).toEqual(whole);
    expect((await importer(["help"])).stdout).toContain(whole.stdout);
    // Nothing typed at all is a mistake: the same words, on stderr.
    expect(await importer([])).toEqual({ exitCode: 2, stdout: "", stderr: whole.stdout });
  });

  it("comes with the version of the package", async () => {
    const shown = { exitCode: 0, stdout: `${packageVersion()}\n`, stderr: "" };
    expect(await importer(["--version"])).toEqual(shown);
    expect(await importer(["-V"])).toEqual(shown);
  });
});

it.each([
  ["albums", "list", "album"],
  ["albums", "list", "Albums"],
  ["albums", "ls", "album"],
  ["files", "list", "file", "x"],
  ["album", "show", "albums", "1"],
  ["track", "remove", "tracks", "1", "--dry-run"],
  ["artist", "merge", "artists", "1", "--into", "2"],
  ["lyrics", "export", "lyric", "/tmp"],
])(
  "%s: %s %s, the singular and the plural of a kind are taken alike",
  async (kind, command, typed, ...more) => {
    const env = nowhere();
    const asTyped = await importer([command, typed, ...more], { env });
    expect(asTyped).toMatchObject({ exitCode: expect.not.toBeOneOf([1, 2]) as number });
    expect(asTyped).toEqual(await importer([command, kind, ...more], { env }));
  },
);
