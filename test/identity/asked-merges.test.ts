import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { desireByBobDylan, desireByU2 } from "../../src/demo/musicbrainz/albums/desire.ts";
import { darkSideOfTheMoon } from "../../src/demo/musicbrainz/albums/dark-side-of-the-moon.ts";
import { nevermind } from "../../src/demo/musicbrainz/albums/nevermind.ts";
import { decideMerge } from "../../src/lists/review/decide-merge.ts";
import { getQuestion, setQuestionState } from "../../src/lists/review/questions.ts";
import { writeAlbum } from "../helpers/album-files.ts";
import { documentOf } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { artists, changingStage, groups, strandedTracks, type ChangingStage } from "./stage.ts";

/** Two items that are a person's own, and one at their source: a question that waits in review until it is answered. */

interface Question {
  id: number;
  what: string;
  said: string;
  albumId: number | null;
  why: string;
  candidates: { id?: number }[];
}

const questionsOf = async (stage: ChangingStage): Promise<Question[]> =>
  (await stage.said<{ questions: Question[] }>("review")).questions;

/** Albums 1 (Bob Dylan's) and 2 (U2's), each with a file of it; their groups are merged, and one is asked for. */
async function asked(): Promise<ChangingStage> {
  const stage = await changingStage();
  await stage.bring(groups.dylan, groups.u2);
  const music = temporaryFolder();
  for (const { id, title, credits, releases } of [desireByBobDylan, desireByU2]) {
    const { recording } = releases[0]!.media[0]!.tracks![0]!;
    const tags = { ALBUM: title, ARTIST: credits[0]!.artist.name, MUSICBRAINZ_ALBUMID: releases[0]!.id };
    writeAlbum(join(music, id), tags, [[recording.title, recording.lengthMs ?? 200_000]]);
  }
  await stage.importer(["scan", music]);
  stage.world.mergeGroups(groups.u2, groups.dylan);
  const { stdout } = await stage.importer(["album", "-p", "musicbrainz", "--id", "2", "-f"]);
  expect(stdout).toContain(`${command} (the question waits in importer review)`);
  return stage;
}

const command = "importer merge album 2 --into 1";
const typed = (words: string): string[] => words.split(" ").slice(1);

describe("two albums of files that were merged upstream", () => {
  it("are one question, with both and the command, however often they are asked for", async () => {
    const stage = await asked();
    for (const id of ["1", "2"]) await stage.importer(["album", "-p", "musicbrainz", "--id", id, "-f"]);
    for (const id of ["1", "2"]) await stage.importer(["releases", id]);
    const questions = await questionsOf(stage);
    expect(questions).toMatchObject([
      { what: "album", said: "Bob Dylan - Desire", albumId: 2, candidates: [{ id: 1 }] },
    ]);
    expect(questions[0]!.why).toContain(command);
    expect(await questionsOf(stage)).toEqual(questions);
    expect(await stage.lines("SELECT count(*) FROM albums")).toEqual(["2"]);
  });

  it.each<[string, (stage: ChangingStage, id: string) => Promise<unknown>]>([
    ["they are made one", (stage) => stage.importer(typed(command))],
    [
      "they are made one, the other way round",
      (stage) => stage.importer(typed("importer merge album 1 --into 2")),
    ],
    ["it is kept as it is", (stage, id) => stage.importer(["review", "keep", id])],
    ["it is not wanted", (stage, id) => stage.importer(["review", "drop", id])],
    ["one of them is removed", (stage) => stage.importer(["remove", "album", "2"])],
    [
      "the command that asked is undone",
      async (stage) => {
        const { runs } = await stage.said<{ runs: { id: number; command: string }[] }>("history");
        return stage.importer(["undo", String(runs.find((run) => run.command.includes("--id 2"))!.id)]);
      },
    ],
  ])("are asked about until %s", async (_, answer) => {
    const stage = await asked();
    const [question] = await questionsOf(stage);
    expect(await answer(stage, String(question!.id))).toMatchObject({ exitCode: 0 });
    expect(await questionsOf(stage)).toEqual([]);
    expect(await stage.importer(["review"], { types: "q" })).toMatchObject({ exitCode: 0 });
    expect(await questionsOf(stage)).toEqual([]);
  });

  it("stay two by a person's word: later automation does not ask again", async () => {
    const stage = await asked();
    const [question] = await questionsOf(stage);
    await stage.importer(["review", "keep", String(question!.id)]);
    for (const id of ["1", "2"]) await stage.importer(["album", "-p", "musicbrainz", "--id", id, "-f"]);
    expect(await questionsOf(stage)).toEqual([]);
    expect(await stage.lines("SELECT id FROM albums")).toEqual(["1", "2"]);
  });

  it("are not made one by a pick, which names the command; nor by all first candidates at once", async () => {
    const stage = await asked();
    const [{ id }] = (await questionsOf(stage)) as [Question];
    const picked = await stage.importer(["review", "pick", String(id), "1"]);
    expect(picked).toMatchObject({ exitCode: 4, stdout: "" });
    expect(picked.stderr).toContain(command);
    const all = ["review", "--where", "score>0", "--accept-first", "--json"];
    expect(documentOf(await stage.importer(all))).toEqual({ decided: [], failed: [] });
    expect(await stage.lines("SELECT id FROM albums")).toEqual(["1", "2"]);
  });

  it("stay as another process decided meanwhile", async () => {
    const stage = await asked();
    const [{ id }] = (await questionsOf(stage)) as [Question];
    await stage.inLibrary(async (db) => {
      const meanwhile = async <T>(write: () => T): Promise<T> => {
        setQuestionState(db, id, { state: "dropped" }, 1);
        return Promise.resolve(write());
      };
      const context = { db, now: () => 2, transact: meanwhile };
      const decided = decideMerge(context, getQuestion(db, id)!, "keep");
      await expect(decided).rejects.toThrow(`question ${id} is settled already (dropped)`);
      expect(getQuestion(db, id)).toMatchObject({ state: "dropped" });
    });
  });

  it("are asked about again once the decision was undone", async () => {
    const stage = await asked();
    const [question] = await questionsOf(stage);
    await stage.importer(["review", "keep", String(question!.id)]);
    const { runs } = await stage.said<{ runs: { id: number }[] }>("history");
    await stage.said("undo", String(runs[0]!.id));
    expect(await questionsOf(stage)).toMatchObject([{ id: question!.id, why: question!.why, albumId: 2 }]);
  });

  it("can be put off at a terminal, whatever was tried before", async () => {
    const stage = await asked();
    const { stderr } = await stage.importer(["review"], { types: "1\nw\nl\n" });
    expect(stderr).toContain(command);
    expect(stderr).toContain("it is about these two, and no words");
    expect(await questionsOf(stage)).toMatchObject([{ state: "later" }]);
  });
});

describe("two recordings of one's own that were merged upstream", () => {
  const places = "SELECT release_id, medium, position, track_id FROM release_tracks ORDER BY 1, 2, 3";
  const undoLast = async (stage: ChangingStage): Promise<void> => {
    const { runs } = await stage.said<{ runs: { id: number }[] }>("history");
    await stage.said("undo", String(runs[0]!.id));
  };

  it.each<[string, (stage: ChangingStage, question: Question) => Promise<unknown>]>([
    ["until it is decided", () => Promise.resolve()],
    [
      "once it was kept as it is",
      async (stage, { id }) =>
        expect(await stage.importer(["review", "keep", String(id)])).toMatchObject({ exitCode: 0 }),
    ],
    [
      "once they were made one, and that was undone",
      async (stage, { why }) => {
        const [merge] = /importer merge track \d+ --into \d+/.exec(why)!;
        expect(await stage.importer(typed(merge))).toMatchObject({ exitCode: 0 });
        expect(await stage.lines(strandedTracks)).toEqual([]);
        await undoLast(stage);
      },
    ],
  ])("keep their places %s", async (_, decides) => {
    for (const mbid of [nevermind.id, darkSideOfTheMoon.id]) {
      const stage = await changingStage();
      await stage.bring(mbid);
      const before = await stage.lines(places);
      // The one stands on editions where the other does not, too.
      const [vanishes, stays] = await stage.lines(
        `SELECT value FROM tracks JOIN identifiers ON item_type = 'track' AND item_id = tracks.id
         WHERE kind = 'musicbrainz_recording' AND tracks.id IN (SELECT max(id) FROM tracks UNION SELECT 1) ORDER BY tracks.id DESC`,
      );
      await stage.inLibrary(({ $client }) => $client.exec("UPDATE tracks SET lyrics_override = 'given'"));
      stage.world.mergeRecordings(vanishes!, stays!);
      expect(await stage.importer(["releases", "1"])).toMatchObject({ exitCode: 0 });
      const questions = await questionsOf(stage);
      expect(questions).toMatchObject([{ what: "track", candidates: [{ id: 1 }] }]);
      await decides(stage, questions[0]!);
      for (const again of ["releases", "releases"])
        expect(await stage.importer([again, "1"])).toMatchObject({ exitCode: 0 });
      expect(await stage.lines(places)).toEqual(before);
      expect(await stage.lines(strandedTracks)).toEqual([]);
    }
  });
});

describe("what else may be two of a person's, and one there", () => {
  const cd = nevermind.releases[0]!.id;
  const [one, other] = nevermind.releases[0]!.media[0]!.tracks!.map(({ recording }) => recording.id);
  const choose = `INSERT INTO choices (item_type, query, kind, value, chosen_at)
    SELECT item_type, value, kind, value, 1 FROM identifiers WHERE kind = 'musicbrainz_artist'`;
  const own = (
    mbid: string,
    album: number,
  ): string => `UPDATE albums SET owned_release_by = 'person', owned_release_id =
    (SELECT item_id FROM identifiers WHERE value = '${mbid}') WHERE id = ${album}`;

  it.each<[string, string[], (stage: ChangingStage) => void, string[]]>([
    [
      "artist",
      [choose],
      ({ world }) => world.mergeArtists(artists.u2, artists.dylan),
      ["artist", "--mbid", artists.u2, "-f"],
    ],
    [
      "track",
      ["UPDATE tracks SET lyrics_override = 'given'"],
      ({ world }) => world.mergeRecordings(one!, other!),
      ["releases", "3"],
    ],
    [
      "release",
      [own(cd, 3), own(desireByU2.releases[0]!.id, 2)],
      ({ world }) => world.mergeReleases(cd, desireByU2.releases[0]!.id),
      ["releases", "3"],
    ],
  ])("%s", async (what, words, happens, argv) => {
    const stage = await changingStage();
    await stage.bring(groups.dylan, groups.u2, groups.nevermind);
    await stage.inLibrary(({ $client }) => {
      for (const sql of words) $client.exec(sql);
    });
    happens(stage);
    await stage.importer(argv);
    const [question, ...more] = await questionsOf(stage);
    expect(more).toEqual([]);
    expect(question).toMatchObject({ what, albumId: null });
    const [merge] = /importer merge \w+ \d+ --into \d+/.exec(question!.why)!;
    expect(merge).toContain(`importer merge ${what} `);
    expect(await stage.importer(["review", "keep", String(question!.id)])).toMatchObject({ exitCode: 0 });
    expect(await questionsOf(stage)).toEqual([]);
  });
});
