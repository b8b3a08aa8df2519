import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Fault } from "../../src/demo/stand-in.ts";
import { flac } from "../helpers/audio.ts";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { always, onPath, serverBusy } from "../helpers/faults.ts";
import { desireOfDylan, nevermind } from "../importers/album/demo-albums.ts";

const teenSpirit: [string, number][] = [
  ["Smells Like Teen Spirit", 301],
  ["In Bloom", 255],
];
const hurricane: [string, number][] = [
  ["Hurricane", 513],
  ["Isis", 418],
];

/** Three albums in folders: one that is found, one that may be several, one that nobody has. */
async function stageWithFiles(): Promise<Stage> {
  const stage = await createStage();
  const albums: [album: string, artist: string, songs: [title: string, seconds: number][]][] = [
    ["Nevermind", "Nirvana", teenSpirit],
    ["Desire", "Unknown Artist", hurricane],
    ["My Own Tape", "Me", teenSpirit],
  ];
  for (const [album, artist, songs] of albums) {
    const folder = join(stage.home, "..", "music", album);
    mkdirSync(folder, { recursive: true });
    for (const [at, [title, seconds]] of songs.entries()) {
      const tags = { TITLE: title, ARTIST: artist, ALBUM: album, TRACKNUMBER: String(at + 1) };
      writeFileSync(join(folder, `${at}.flac`), flac(tags, { seconds }));
    }
  }
  expect((await stage.importer(["scan", join(stage.home, "..", "music")])).exitCode).toBe(0);
  return stage;
}

const complete = ["complete", "--no-enrich", "--json"];

it("identifies what it can, with releases, asks about the rest once, and a pick keeps the files' own album", async () => {
  const stage = await stageWithFiles();
  const dry = documentOf<{ albums: object[] }>(await stage.importer(["complete", "--dry-run", "--json"]));
  expect(dry.albums).toHaveLength(3);
  expect(stage.server.requests).toEqual([]);
  const result = await stage.importer(complete);
  expect(result.stderr).toMatch(/^3 albums to ask for$/m);
  expect(documentOf(result)).toEqual({
    albums: 3,
    identified: 1,
    withReleases: 1,
    toReview: 1,
    notFound: 1,
    left: 0,
    kept: 0,
    unavailable: 0,
    refused: 0,
    failed: 0,
    releasesOnly: 0,
    releasesLeft: 0,
    outcome: "done",
  });
  expect((await stage.rows("SELECT count(*) AS n FROM releases"))[0]!["n"]).toBeGreaterThan(0);
  expect(await stage.rows("SELECT count(*) AS n FROM jobs WHERE state = 'ready'")).toEqual([{ n: 0 }]);
  const asked = stage.server.requests.length;
  const again = await stage.importer(complete);
  expect(again.stderr).toMatch(/^no album to ask for; 2 wait in importer review, or stay as they are$/m);
  expect(documentOf(again)).toMatchObject({ albums: 2, toReview: 1, notFound: 1 });
  expect(stage.server.requests).toHaveLength(asked);

  const { questions } = documentOf<{
    questions: { id: number; said: string; albumId: number; origin: string }[];
  }>(await stage.importer(["review", "--json"]));
  const desire = questions.find(({ said }) => said === "Desire")!;
  expect(desire.origin).toBe("complete");
  const picked = await stage.importer(["review", "pick", String(desire.id), desireOfDylan, "--json"]);
  expect(documentOf(picked)).toMatchObject({ albumId: desire.albumId });
  expect(await stage.rows("SELECT count(*) AS n FROM albums WHERE title = 'Desire'")).toEqual([{ n: 1 }]);
  const own = questions.find(({ said }) => said.startsWith("Me"))!;
  await stage.importer(["review", "keep", String(own.id)]);
  expect(documentOf(await stage.importer([...complete, "--retry", "not_found"]))).toMatchObject({
    albums: 1,
    kept: 1,
  });
});

it("says what its covers and lyrics came to", async () => {
  const stage = await stageWithFiles();
  const { stdout } = await stage.importer(["complete"]);
  expect(stdout).toMatch(/^3 albums read from files: /);
  expect(stdout).toMatch(/^\d+ of \d+ tracks, \d+ covers?, \d+ lyrics, \d+ failed in /m);
});

it("ends where the service can't be asked, and goes on with the same command", async () => {
  const stage = await stageWithFiles();
  stage.server.setFault(always({ kind: "html" }));
  const held = await stage.importer(complete);
  expect(held.exitCode).toBe(5);
  expect(documentOf(held)).toMatchObject({ identified: 0, left: 2, outcome: "unavailable" });
  stage.server.setFault(undefined);
  expect(documentOf(await stage.importer(complete))).toMatchObject({ identified: 1, outcome: "done" });
});

const refusal: Fault = {
  kind: "status",
  status: 403,
  body: '{"error":"no"}',
  contentType: "application/json",
};

it.each<[what: string, fault: Fault, path: RegExp, exitCode: number, counts: object]>([
  ["one could not be asked for", serverBusy, /nevermind/i, 5, { unavailable: 1, refused: 0, left: 0 }],
  ["they refuse us", refusal, /./, 6, { unavailable: 0, refused: 1, left: 2 }],
])("%s: said apart from what failed, in a run and in review", async (_, fault, path, exitCode, counts) => {
  const stage = await stageWithFiles();
  stage.server.setFault(onPath(path, always(fault)));
  const result = await stage.importer(complete);
  expect(documentOf(result)).toMatchObject({ failed: 0, ...counts });
  expect(result.exitCode).toBe(exitCode);
  stage.server.setFault(undefined);
  await stage.importer(complete);
  stage.server.setFault(always(fault));
  const accepted = await stage.importer(["review", "--where", "candidates>0", "--accept-first", "--json"]);
  expect(documentOf<{ failed: object[] }>(accepted).failed).toHaveLength(1);
  expect(accepted.exitCode).toBe(exitCode);
});

it("the import of a list is taken back by one undo, and its rows are open again", async () => {
  const stage = await createStage();
  const path = join(stage.home, "..", "list.txt");
  writeFileSync(path, "Nirvana - Nevermind\nPink Floyd - The Dark Side of the Moon\nNobody - Nothing\n");
  await stage.importer(["import", path]);
  expect((await stage.importer(["undo", "1"])).exitCode).toBe(0);
  expect(await stage.rows("SELECT count(*) AS n FROM albums")).toEqual([{ n: 0 }]);
  expect(documentOf<object[]>(await stage.importer(["lists", "--json"]))).toMatchObject([
    { rows: 3, open: 2, notFound: 1 },
  ]);
  const again = documentOf(await stage.importer(["import", path, "--json"]));
  expect(again).toMatchObject({ list: { created: 2, notFound: 1, open: 0 }, outcome: "done" });
});

it("says that nothing is open, and no more", async () => {
  const stage = await createStage();
  const empty = await stage.importer(["complete", "--no-enrich"]);
  expect(empty.stderr).toContain("the library is empty\n  the first album: importer album ");
  await stage.importer(["album", "-p", "musicbrainz", "Nevermind"]);
  expect(await stage.importer(["complete", "--no-enrich"])).toEqual({
    exitCode: 0,
    stdout: "no album that was read from files is left to identify\n",
    stderr: "",
  });
});

it("a question whose album was merged into one that is identified makes no other album of that", async () => {
  const stage = await stageWithFiles();
  await stage.importer(complete);
  const { questions } = documentOf<{ questions: { id: number; said: string; albumId: number }[] }>(
    await stage.importer(["review", "--json"]),
  );
  const { id, albumId } = questions.find(({ said }) => said === "Desire")!;
  const [nevermind] = await stage.rows("SELECT id FROM albums WHERE title = 'Nevermind'");
  const into = String(nevermind!["id"]);
  expect(await stage.importer(["merge", "album", String(albumId), "--into", into])).toMatchObject({
    exitCode: 0,
  });
  const library = async () => [
    await stage.rows("SELECT id, title FROM albums ORDER BY id"),
    await stage.rows("SELECT id, album_id FROM releases ORDER BY id"),
  ];
  const before = await library();
  const csv = join(stage.home, "..", "older.csv");
  for (const [decision, ...argv] of [["pick", desireOfDylan], ["keep"], ["drop"]]) {
    const decided = await stage.importer(["review", decision!, String(id), ...argv]);
    expect(decided).toMatchObject({ exitCode: 3, stdout: "" });
    expect(decided.stderr).toContain(
      `was answered meanwhile: what it is about is album ${into} ("Nevermind")`,
    );
    expect(decided.stderr).toContain(`importer show album ${into}`);
    writeFileSync(csv, `id,decision\n${id},${argv[0] ?? decision!}\n`);
    expect(await stage.importer(["review", "apply", csv])).toMatchObject({ exitCode: 1 });
  }
  expect(await library()).toEqual(before);
});

it("a pick that was taken back can be taken again: its own album is not another's answer", async () => {
  const stage = await stageWithFiles();
  await stage.importer(complete);
  const { stderr } = await stage.importer(["review"], { types: "1\nu\n1\nq\n" });
  expect(stderr).toContain("open again: Desire");
  expect(stderr).toContain("1 decided, 1 left");
});

it("an MBID of other files' tags alone makes no album one with those: their own words are decided first", async () => {
  const stage = await createStage();
  const music = join(stage.home, "..", "music");
  const put = (folder: string, tags: Record<string, string>, songs: [string, number][]): void => {
    mkdirSync(join(music, folder), { recursive: true });
    for (const [at, [TITLE, seconds]] of songs.entries())
      writeFileSync(
        join(music, folder, `${at}.flac`),
        flac({ TITLE, TRACKNUMBER: String(at + 1), ...tags }, { seconds }),
      );
  };
  const mistaken = {
    ALBUM: "The Dark Side of the Moon",
    ARTIST: "Pink Floyd",
    MUSICBRAINZ_RELEASEGROUPID: nevermind,
  };
  put("right", { ALBUM: "Nevermind", ARTIST: "Nirvana" }, teenSpirit);
  put("wrong", mistaken, [
    ["Time", 413],
    ["Money", 382],
  ]);
  await stage.importer(["scan", music]);
  await stage.importer(complete);
  const { questions } = documentOf<{ questions: { title: string; why: string }[] }>(
    await stage.importer(["review", "--json"]),
  );
  const whys = Object.fromEntries(questions.map(({ title, why }) => [title, why]));
  expect(whys["Nevermind"]).toMatch(/only the tags of its files say so, and it is called otherwise/);
  expect(Object.keys(whys)).toHaveLength(2);
});
