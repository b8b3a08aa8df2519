import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contentOf } from "../ledger/content.ts";
import { writeAlbum, type Song } from "../helpers/album-files.ts";
import type { AudioTags } from "../helpers/audio.ts";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { desireOfDylan } from "../importers/album/demo-albums.ts";

/** An album of files that is what another album of the library is; and the questions about albums of files, however they are answered. */

const releaseOfMoon = "b84ee12a-09ef-421b-82de-0441a926375b";
const groupOfMoon = "f5093c06-23e3-404f-aeaa-40f72885ee3a";
const groupOfNevermind = "1b022e01-4da6-387b-8658-8678046e4cef";
const complete = ["complete", "--no-enrich", "--json"];

interface Question {
  id: number;
  said: string;
  albumId: number | null;
  why: string;
  candidates: { id?: number; mbid: string }[];
}

const questionsOf = async (stage: Stage): Promise<Question[]> =>
  documentOf<{ questions: Question[] }>(await stage.importer(["review", "--json"])).questions;

async function scan(stage: Stage, tags: AudioTags, songs: Song[]): Promise<void> {
  writeAlbum(join(stage.home, "..", "music", "album"), tags, songs);
  await stage.importer(["scan", join(stage.home, "..", "music")]);
}

describe("files of an album that the library has already, under another title", () => {
  /** Album 1 came by its MBID, and its releases wait; album 2 is of files that name one of them. */
  async function doubled(): Promise<Stage> {
    const stage = await createStage();
    await stage.importer(["album", "-p", "musicbrainz", groupOfMoon]);
    await scan(stage, { ALBUM: "Dark", ARTIST: "Somebody", MUSICBRAINZ_ALBUMID: releaseOfMoon }, [
      ["Speak to Me", 68_000],
    ]);
    return stage;
  }

  it("are no identified album: a question in review with the command that makes one of the two, asked once", async () => {
    const stage = await doubled();
    const before = await contentOf(stage);
    expect(documentOf(await stage.importer(complete))).toMatchObject({
      albums: 1,
      identified: 0,
      toReview: 1,
    });
    expect(await contentOf(stage)).toEqual(before);
    const [question, ...others] = await questionsOf(stage);
    expect(others).toEqual([]);
    expect(question).toMatchObject({ albumId: 2, candidates: [{ id: 1, mbid: groupOfMoon }] });
    expect(question!.why).toContain("importer merge album 2 --into 1");
    const asked = stage.server.requests.length;
    expect(documentOf(await stage.importer(complete))).toMatchObject({ identified: 0, toReview: 1 });
    expect(stage.server.requests).toHaveLength(asked);
    const picked = await stage.importer(["review", "pick", String(question!.id), "1"]);
    expect(picked).toMatchObject({ exitCode: 4, stdout: "" });
    expect(picked.stderr).toContain("importer merge album 2 --into 1");
    // A dry run goes the same way, and writes nothing.
    const accepting = ["review", "--where", "id>0", "--accept-first", "--json"];
    const content = await contentOf(stage);
    const dry = await stage.importer([...accepting, "--dry-run"]);
    expect(await contentOf(stage)).toEqual(content);
    const ran = await stage.importer(accepting);
    const failed = [
      { id: question!.id, hint: expect.stringContaining("importer merge album 2 --into 1") as string },
    ];
    expect(documentOf(dry)).toMatchObject({ dryRun: true, picked: [], failed });
    expect(documentOf(ran)).toMatchObject({ decided: [], failed });
    expect([dry.exitCode, ran.exitCode]).toEqual([1, 1]);
  });

  it.each([
    ["by its id", ["--id", "2"]],
    ["by the MBID in its tags", [releaseOfMoon]],
  ])(
    "asked for %s: the command stands in the answer, and makes one album of files and identity",
    async (_, asked) => {
      const stage = await doubled();
      const { exitCode, stdout } = await stage.importer(["album", "-p", "musicbrainz", ...asked]);
      expect(exitCode).toBe(4);
      expect(stdout).toMatch(/^to pick one:\n {2}1 {2}importer merge album 2 --into 1$/m);
      expect(stdout).not.toContain("importer album --id 1");
      expect(await stage.importer(["merge", "album", "2", "--into", "1"])).toMatchObject({ exitCode: 0 });
      expect(await questionsOf(stage)).toEqual([]);
      await stage.importer(["worker", "--drain"]);
      expect(await stage.rows("SELECT id, title FROM albums")).toEqual([
        { id: 1, title: "The Dark Side of the Moon" },
      ]);
      expect(await stage.rows("SELECT album_id FROM files JOIN tracks ON tracks.id = track_id")).toEqual([
        { album_id: 1 },
      ]);
      const owned = `SELECT owned_release_by, value FROM albums JOIN identifiers ON item_type = 'release'
      AND item_id = owned_release_id AND kind = 'musicbrainz_release'`;
      expect(await stage.rows(owned)).toEqual([{ owned_release_by: "file", value: releaseOfMoon }]);
      expect(documentOf(await stage.importer(complete))).toMatchObject({ albums: 0 });
    },
  );

  it("picked at a terminal, it says the same, and changes nothing", async () => {
    const stage = await doubled();
    const before = await contentOf(stage);
    const picked = await stage.importer(["album", "-p", "musicbrainz", "--id", "2"], { types: "1\n" });
    expect(picked.exitCode).toBe(4);
    expect(picked.stderr).toContain("importer merge album 2 --into 1");
    expect(await contentOf(stage)).toEqual(before);
  });

  it("kept as they are, they are not asked about again", async () => {
    const stage = await doubled();
    await stage.importer(complete);
    const [question] = await questionsOf(stage);
    await stage.importer(["review", "keep", String(question!.id)]);
    expect(documentOf(await stage.importer([...complete, "--retry", "not_found"]))).toMatchObject({
      kept: 1,
    });
  });
});

describe("what an album of files is, asked for by its id, waits in review", () => {
  async function asked(tags: AudioTags, ...argv: string[]): Promise<{ stage: Stage; question: Question }> {
    const stage = await createStage();
    await scan(stage, tags, [["Hurricane", 511_000]]);
    const { exitCode } = await stage.importer(["album", "--id", "1", "-p", "musicbrainz", ...argv]);
    expect([3, 4]).toContain(exitCode);
    const questions = await questionsOf(stage);
    expect(questions).toHaveLength(1);
    return { stage, question: questions[0]! };
  }
  const ambiguous = { ALBUM: "Desire", ARTIST: "Unknown Artist" };

  it.each<[string, (question: Question) => string[]]>([
    ["it is bound", () => ["album", "-p", "musicbrainz", "--id", "1", "--mbid", desireOfDylan]],
    ["it is picked there", ({ id }) => ["review", "pick", String(id), desireOfDylan]],
    ["it is kept as it is", ({ id }) => ["review", "keep", String(id)]],
    ["it is removed", () => ["remove", "album", "1"]],
  ])("until %s", async (_, answer) => {
    const { stage, question } = await asked(ambiguous);
    expect(question.candidates.length).toBeGreaterThan(1);
    expect(await stage.importer(answer(question))).toMatchObject({ exitCode: 0 });
    expect(await questionsOf(stage)).toEqual([]);
  });

  it("until another album becomes it, or it another", async () => {
    for (const [from, into] of [
      ["1", "2"],
      ["2", "1"],
    ] as const) {
      const { stage } = await asked(ambiguous);
      await stage.importer(["album", "-p", "musicbrainz", "--mbid", desireOfDylan]);
      await stage.importer(["merge", "album", from, "--into", into]);
      expect(await questionsOf(stage)).toEqual([]);
    }
  });

  it.each<[string, AudioTags, string[]]>([
    ["nobody has it", { ALBUM: "My Own Tape", ARTIST: "Me" }, []],
    ["its files fit no track of what was named", ambiguous, ["--mbid", groupOfNevermind]],
    ["the words beside its id are its own", ambiguous, ["Desire"]],
  ])("where %s; and is the question of complete", async (_, tags, argv) => {
    const { stage, question } = await asked(tags, ...argv);
    expect(question.albumId).toBe(1);
    await stage.importer([...complete, "--retry", "not_found"]);
    expect((await questionsOf(stage)).map(({ id }) => id)).toEqual([question.id]);
  });

  it("one that fits in part is picked with the answer that its files want", async () => {
    const { stage, question } = await asked(ambiguous, "--mbid", groupOfNevermind);
    const pick = ["review", "pick", String(question.id), "1"];
    expect(await stage.importer(pick)).toMatchObject({ exitCode: 4 });
    const first = ["review", "--where", `id=${question.id}`, "--accept-first"];
    for (const flags of [["--dry-run"], []]) {
      const { stderr, exitCode } = await stage.importer([...first, ...flags]);
      expect([exitCode, stderr]).toEqual([
        1,
        expect.stringContaining("--partial binds the files that fit") as string,
      ]);
    }
    expect(await stage.importer([...pick, "--partial"])).toMatchObject({ exitCode: 0 });
    expect(await questionsOf(stage)).toEqual([]);
  });
});
