import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { always } from "../helpers/faults.ts";
import { darkSide, nevermindCd } from "../importers/album/demo-albums.ts";

interface ListDocument {
  list: Record<
    "id" | "rows" | "created" | "known" | "ambiguous" | "notFound" | "skipped" | "open" | "refused",
    number
  >;
  outcome: string;
}

function writeList(stage: Stage, ...lines: string[]): string {
  const path = join(stage.home, "..", "albums.csv");
  writeFileSync(path, `${lines.join("\r\n")}\r\n`);
  return path;
}

const albums = [
  "artist,title,year,mbid",
  "Pink Floyd,Dark Side of the Moon,1973,",
  `,,,${nevermindCd}`,
  ",Desire,,",
  "Nobody at All,Nothing of That Name,,",
  `Pink Floyd,"The Dark Side of the Moon, indeed",,${darkSide}`,
  "Bob Dylan,,,",
];

describe("importer import", () => {
  it("says that a header alone is no list of albums, and writes nothing", async () => {
    const stage = await createStage();
    const { exitCode, stdout, stderr } = await stage.importer(["import", writeList(stage, albums[0]!)]);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: "0 rows\n",
      stderr: "the list has no row: a header alone is none\n",
    });
    expect(stage.server.requests).toEqual([]);
  });

  it("accounts for every row, and asks again for none that is decided", async () => {
    const stage = await createStage();
    const path = writeList(stage, ...albums);
    const first = await stage.importer(["import", path, "--json"]);
    expect(first.stderr).toContain("6 rows, 5 to ask for");
    expect(documentOf<ListDocument>(first)).toEqual({
      list: {
        id: 1,
        rows: 6,
        created: 2,
        known: 1,
        ambiguous: 1,
        weak: 0,
        notFound: 1,
        unavailable: 0,
        refused: 0,
        skipped: 1,
        open: 0,
      },
      outcome: "done",
    });
    expect(first.exitCode).toBe(0);
    const asked = stage.server.requests.length;
    const again = documentOf<ListDocument>(await stage.importer(["import", path, "--json"]));
    expect(again.list).toMatchObject({
      rows: 6,
      created: 2,
      known: 1,
      ambiguous: 1,
      notFound: 1,
      skipped: 1,
    });
    expect(stage.server.requests).toHaveLength(asked);
    expect((await stage.importer(["import", path, "--strict"])).exitCode).toBe(4);
    expect(await stage.rows("SELECT count(*) AS jobs FROM jobs WHERE kind LIKE 'amazon%'")).toEqual([
      { jobs: 0 },
    ]);
  });

  it("says how many jobs it queued, and what does them; nothing where it queued none", async () => {
    const stage = await createStage();
    const path = writeList(stage, ...albums);
    const queued = "queued: 2 jobs; to do them now: importer worker --drain\n";
    expect((await stage.importer(["import", path])).stderr).toContain(queued);
    expect(await stage.rows("SELECT count(*) AS jobs FROM jobs WHERE state = 'ready'")).toEqual([
      { jobs: 2 },
    ]);
    expect((await stage.importer(["import", path])).stderr).not.toContain("queued");
    const picked = await stage.importer(["review", "pick", "1", "1"]);
    expect(picked.stderr).toContain("queued: 1 job; to do it now: importer worker --drain\n");
  });

  it("names the row that is refused, as its state is called", async () => {
    const stage = await createStage();
    const path = writeList(stage, "album", "Nevermind by Nirvana", "https://foo.example/album/1");
    const { stdout, exitCode } = await stage.importer(["import", path, "--as", "lines"]);
    expect([exitCode, stdout]).toEqual([
      1,
      expect.stringMatching(/ 1 refused.*\n {2}row \d: .*foo\.example/),
    ]);
  });

  it("asks for new rows only, remembers those that left, and what was not found if told", async () => {
    const stage = await createStage();
    await stage.importer(["import", writeList(stage, ...albums)]);
    const asked = stage.server.requests.length;
    const path = writeList(
      stage,
      "artist,title,year,mbid",
      "Chemical Brothers,Surrender,,",
      albums[4]!,
      albums[1]!,
    );
    const { list } = documentOf<ListDocument>(await stage.importer(["import", path, "--json"]));
    expect(list).toMatchObject({ id: 1, rows: 3, notFound: 1, open: 0 });
    const paths = stage.server.requests.slice(asked).map(({ path: each }) => decodeURIComponent(each));
    expect(paths.filter((each) => /Nothing|Dark/.test(each))).toEqual([]);
    const before = stage.server.requests.length;
    await stage.importer(["import", path, "--retry", "not_found"]);
    expect(stage.server.requests.length).toBeGreaterThan(before);
    expect((await stage.rows("SELECT count(*) AS rows FROM list_rows"))[0]).toEqual({ rows: 7 });
  });

  it("reads lines from standard input, under a name", async () => {
    const stage = await createStage();
    const result = await stage.importer(["import", "-", "--name", "wishes", "--json"], {
      stdin: "Pink Floyd - The Dark Side of the Moon (1973)\n\nNevermind by Nirvana\n",
    });
    expect(documentOf<ListDocument>(result).list).toMatchObject({ rows: 2, created: 2 });
    const lists = documentOf<{ name: string }[]>(await stage.importer(["lists", "--json"]));
    expect(lists).toMatchObject([{ id: 1, name: "wishes", rows: 2, created: 2 }]);
  });

  it("writes nothing in a dry run, and what did not come in to a file that can be imported", async () => {
    const stage = await createStage();
    const path = writeList(stage, ...albums, "=cmd|' /C calc'!A0,+1,,");
    const errors = join(stage.home, "..", "left.csv");
    const result = await stage.importer(["import", path, "--dry-run", "--errors-to", errors, "--json"]);
    expect(documentOf<ListDocument>(result).list).toMatchObject({ rows: 7, ambiguous: 1, open: 0 });
    expect(
      (await stage.rows("SELECT (SELECT count(*) FROM albums) + (SELECT count(*) FROM lists) AS n"))[0],
    ).toEqual({ n: 0 });
    const text = readFileSync(errors, "utf8");
    expect(text).toMatch(/^4,5,not_found,/m);
    expect(text).not.toMatch(/"=/);
    expect(text.replace(/"(?:[^"]|"")*"/g, "quoted")).not.toMatch(/(^|,)[=+@]/m);
    expect((await stage.importer(["import", errors, "--json"])).stdout).toContain('"rows": 4');
  });

  it("leaves open what could not be asked, and goes on with the same command", async () => {
    const stage = await createStage();
    const path = writeList(stage, ...albums);
    stage.server.setFault(always({ kind: "html" }));
    const held = await stage.importer(["import", path, "--json"]);
    expect(held.exitCode).toBe(5);
    expect(held.stderr).toContain("ended early");
    const { list } = documentOf<ListDocument & { list: { unavailable: number } }>(held);
    expect(list.unavailable + list.open).toBe(5);
    stage.server.setFault(undefined);
    const result = await stage.importer(["import", path, "--json"]);
    expect(documentOf<ListDocument>(result).list).toMatchObject({
      created: 2,
      known: 1,
      notFound: 1,
      open: 0,
    });
  });

  it("is stopped by Ctrl-C with all saved that was asked, and shows its rows", async () => {
    const stage = await createStage();
    const path = writeList(stage, ...albums);
    const stopped = await stage.importer(["import", path], {
      onStart: (interrupt) =>
        stage.server.setFault(() => {
          if (stage.server.requests.length > 2) interrupt();
          return undefined;
        }),
    });
    expect(stopped.exitCode).toBe(130);
    stage.server.setFault(undefined);
    const result = await stage.importer(["import", path, "--events"]);
    expect(result.exitCode).toBe(0);
    const events = result.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.at(-1)).toMatchObject({ event: "list-ended", outcome: "done", list: { rows: 6, open: 0 } });
    const shown = await stage.importer(["lists", "show", path]);
    expect(shown.stdout).toMatch(/ 6 {2}skipped .* it names an artist, and no album/);
    expect((await stage.importer(["lists", "remove", "1"])).exitCode).toBe(0);
    expect((await stage.importer(["lists", "show", "1"])).exitCode).toBe(3);
    expect((await stage.rows("SELECT count(*) AS albums FROM albums"))[0]).toEqual({ albums: 2 });
  });

  it("asks again for what the library no longer has", async () => {
    const stage = await createStage();
    const path = writeList(stage, ...albums);
    await stage.importer(["import", path]);
    await stage.inLibrary((db) =>
      db.$client.exec("DELETE FROM jobs; DELETE FROM album_artists; DELETE FROM albums WHERE id = 1"),
    );
    const { list } = documentOf<ListDocument>(await stage.importer(["import", path, "--json"]));
    expect(list).toMatchObject({ rows: 6, ambiguous: 1, notFound: 1 });
    expect(list.created + list.known).toBe(3);
  });

  it.each([
    ["a file that is not there", ["import", "/nowhere/list.csv"], /can't be read: there is no such file/],
    ["a folder", ["import", "/tmp"], /it is a folder/],
    ["an unknown key", ["import", "x", "--map", "titel=a"], /--map titel=a/],
    ["an unknown format", ["import", "x", "--as", "xlsx"], /Allowed choices/],
    ["two kinds of output", ["import", "x", "--json", "--events"], /can't be given together/],
    ["a file for errors that can't be", ["import", "-", "--errors-to", "/nowhere/x.csv"], /--errors-to/],
    [
      "errors into stdout",
      ["import", "-", "--errors-to", "-"],
      /--errors-to - can't be written: stdout holds/,
    ],
  ])("refuses %s", async (_, argv, message) => {
    const stage = await createStage();
    const { exitCode, stderr } = await stage.importer(argv, { stdin: "Bob Dylan - Desire\n" });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
  });
});
