import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openLibrary } from "../../../src/db/opening/open.ts";
import { itemKinds } from "../../../src/finding/kinds/kinds.ts";
import { packageRoot } from "../../../src/package-root.ts";
import { putAlbum, type ShelfAlbum } from "../../finding/shelf.ts";
import { createStage, documentOf, importer } from "../../helpers/cli.ts";
import { temporaryFolder } from "../../helpers/library.ts";

const odd = '=cmd|"/c calc"!A1\u001b]0;owned\u0007\u202e\r\nx';
const shelf: ShelfAlbum[] = [
  {
    title: "The Dark Side of the Moon",
    artists: [["Pink Floyd"]],
    date: "1973-03-24",
    genres: ["rock"],
    tracks: ["Time"],
  },
  { title: "Animals", artists: [["Pink Floyd"]], date: "1977", genres: ["rock"], tracks: ["Dogs", "Sheep"] },
  { title: odd, artists: [["A, B", " & "], ["C"]], date: null, type: "Live" },
];

/** A home whose library has three albums, of which one is hostile. */
async function home(): Promise<{ list: (...argv: string[]) => ReturnType<typeof importer> }> {
  const env = { IMPORTER_HOME: temporaryFolder() };
  const db = await openLibrary(join(env.IMPORTER_HOME, "library.db"));
  onTestFinished(() => void db.$client.close());
  for (const album of shelf) putAlbum(db, album);
  return { list: (...argv) => importer(["list", ...argv], { env, columns: 120 }) };
}

it("finds by a query, as a table and in every format, with ids and MBIDs", async () => {
  const { list } = await home();
  const query = ["albums", "genre:rock", "year:1970..1979", "artist:floyd", "--sort", "year-,title"];
  const table = await list(...query);
  expect(table).toMatchObject({ exitCode: 0, stderr: "" });
  expect(table.stdout).toMatch(
    /^id +artist +title.*\n 2 +Pink Floyd +Animals +1977.*\n 1 +Pink Floyd +The Dark/,
  );
  const lines = documentOf<object[]>(await list(...query, "--json"));
  expect(lines.map((line) => Object.keys(line))).toEqual(
    Array(2).fill(["id", "mbid", "title", "artists", "releaseYear", "primaryType", "releases"]),
  );
  const ndjson = (await list(...query, "--ndjson")).stdout.trimEnd().split("\n");
  expect(ndjson.map((line) => JSON.parse(line) as unknown)).toEqual(lines);
  expect((await list(...query, "--csv")).stdout).toBe(
    "id,mbid,title,artists,releaseYear,primaryType,releases\r\n" +
      "2,group of Animals 1,Animals,Pink Floyd,1977,Album,1\r\n" +
      "1,group of The Dark Side of the Moon 1,The Dark Side of the Moon,Pink Floyd,1973,Album,1\r\n",
  );
  expect((await list("tracks", "-album:moon", "--columns", "ID,artist,title,length", "--tsv")).stdout).toBe(
    "id\tartist\ttitle\tlength\n2\tPink Floyd\tDogs\t0:01\n3\tPink Floyd\tSheep\t0:01\n",
  );
});

it("writes nothing that a terminal obeys or a spreadsheet reckons", async () => {
  const { list } = await home();
  for (const flags of [[], ["--csv"], ["--tsv"], ["--ndjson"], ["--json"]]) {
    const { stdout } = await list("albums", "type:live", "--columns", "title,artist", ...flags);
    expect(stdout).not.toMatch(/[\u001b\u0007\u202e]/);
    if (flags[0] === "--csv") expect(stdout).toBe(`title,artist\r\n"'=cmd|""/c calc""!A1 x","A, B & C"\r\n`);
    if (flags[0] === "--tsv") expect(stdout).toBe(`title\tartist\n'=cmd|"/c calc"!A1 x\tA, B & C\n`);
    if (flags[0] === "--json") expect(JSON.parse(stdout)).toEqual([{ title: odd, artist: "A, B & C" }]);
  }
});

it("pages, and says where it goes on", async () => {
  const { list } = await home();
  const page = await list("tracks", "--limit", "2", "--offset", "1");
  expect(page.stdout).toMatch(/Dogs[^]*Sheep/);
  expect(page.stderr).toContain("--offset 3");
  expect(documentOf(await list("tracks", "--offset", "3", "--json"))).toEqual([]);
  expect(await list("albums", "nothing of that kind")).toMatchObject({
    exitCode: 0,
    stdout: "no albums that fit\n",
  });
  expect(await list("files")).toMatchObject({ exitCode: 0, stdout: "no files yet\n" });
});

it("takes a word with a dash for a term, wherever it stands", async () => {
  const { list } = await home();
  const idsOf = async (...argv: string[]): Promise<unknown> =>
    documentOf<{ id: number }[]>(await list(...argv, "--json")).map(({ id }) => id);
  expect(await idsOf("albums", "-type:live")).toEqual([1, 2]);
  expect(await idsOf("albums", "-Various", "--limit", "1", "-type:live")).toEqual([1]);
  expect(await idsOf("tracks", "-video:yes", "--sort", "-id", "-hours")).toEqual([3, 2, 1]);
  expect(await idsOf("tracks", "--album", "animals", "-dogs")).toEqual([3]);
});

it.each([
  [["albums", "yaer:1973"], /no field "yaer"; did you mean year\?/, /mbid, title/],
  [["albums", "year:abc"], /year:abc/, /year:1970\.\.1979/],
  [["albums", "--sort", "titel"], /did you mean title\?/, /fields of albums/],
  [["albums", "--columns", "id,nme"], /no field "nme"/, /fields of albums/],
  ...["", ",", " "].flatMap((none): [string[], RegExp, RegExp][] => [
    [["albums", "--columns", none], /--columns "[ ,]?": no field is named/, /fields of albums: id, /],
    [["tracks", "--columns", none, "--ndjson"], /no field is named/, /fields of tracks: id, /],
    [["files", "--sort", none], /--sort "[ ,]?": no field is named/, /fields of files: id, /],
  ]),
  [["albums", "--cvs"], /unknown option '--cvs'/, /importer list --help/],
  [["albums", "--csv", "--json"], /--json and --csv/, /importer list --help/],
  [["albums", "--limit", "0"], /'0'/, /importer list --help/],
])("%j is refused with exit code 2", async (argv, says, hint) => {
  const env = { IMPORTER_HOME: temporaryFolder() };
  const { exitCode, stderr, stdout } = await importer(["list", ...argv], { env });
  const told = argv.includes("--json") ? stdout : stderr;
  expect({ exitCode, told }).toEqual({ exitCode: 2, told: expect.stringMatching(says) as string });
  expect(told).toMatch(hint);
});

it.each(["--columns", "--sort"])(
  "%s that names no field is refused for the tracks of one album, too",
  async (flag) => {
    const { list } = await home();
    const { exitCode, stderr } = await list("tracks", "--album", "animals", flag, "");
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/no field is named[^]*fields of tracks: /)]);
  },
);

it("every field stands in the help, and no other", () => {
  const page = readFileSync(join(packageRoot(), "src", "cli", "help", "list.md"), "utf8");
  for (const { name, fields } of Object.values(itemKinds)) {
    const [, listed = ""] = new RegExp(`^\\| ${name} \\| (.*) \\|$`, "m").exec(page) ?? [];
    expect(listed.replaceAll("`", "").split(" ")).toEqual(fields.map(({ names }) => names[0]));
  }
});

it("sorts by every column that stands on the screen, by the name that it has there", async () => {
  const stage = await createStage();
  await stage.importer(["album", "Bob Dylan - Desire", "-p", "musicbrainz"]);
  await stage.importer(["worker", "--drain"]);
  const [head = ""] = (await stage.importer(["list", "releases"])).stdout.split("\n");
  const columns = head.trim().split(/\s{2,}/);
  expect(columns).toContain("date");
  for (const column of columns)
    expect((await stage.importer(["list", "releases", "--sort", column])).stderr, column).toBe("");
  const sorted = async (field: string): Promise<string> =>
    (await stage.importer(["list", "releases", "--sort", `${field}-`])).stdout;
  expect(await sorted("date")).toBe(await sorted("released"));
});

it("shows of a track in words that nobody has asked for its lyrics yet", async () => {
  const stage = await createStage();
  await stage.importer(["album", "Bob Dylan - Desire", "-p", "musicbrainz"]);
  await stage.importer(["worker", "--drain"]);
  expect((await stage.importer(["show", "track", "1"])).stdout).toMatch(/^ *lyrics +not asked for yet$/m);
});
