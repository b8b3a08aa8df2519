import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { documentOf, type Stage } from "../helpers/cli.ts";
import { desireOfDylan, nevermind } from "../importers/album/demo-albums.ts";
import { saidOf, sixOpen, stageWith } from "./review-stage.ts";

const answer = (stage: Stage, ...keys: string[]) =>
  stage.importer(["review"], { types: keys.map((key) => `${key}\n`).join("") });

describe("by keys", () => {
  it("a line that is more than a letter is no key: the number of a candidate, or what names one", async () => {
    const stage = await stageWith(sixOpen);
    const { stderr } = await answer(stage, "12", desireOfDylan, "q");
    expect(stderr).toMatch(/question \d has no candidate 12/);
    expect(await stage.rows("SELECT title, release_year AS year FROM albums")).toEqual([
      { title: "Desire", year: 1976 },
    ]);
  });

  it("the numbers are offered where there is something to pick, and as many as there are", async () => {
    const without = await stageWith(["artist,title", "Zed,Some Tape"]);
    expect((await answer(without, "1", "q")).stderr).not.toMatch(/that one/);
    const stage = await stageWith(sixOpen);
    const { stderr } = await answer(stage, "x", "l", "1", "q");
    expect(stderr.match(/\S+ that one/g)).toEqual(["1-3 that one", "1-3 that one"]);
  });

  it("undo of a keep takes the item along that was made of the words alone", async () => {
    const stage = await stageWith(sixOpen);
    await answer(stage, "k", "u", "k", "u", "k", "u", "d", "q");
    expect(await stage.rows("SELECT id FROM albums")).toEqual([]);
    expect(await stage.rows("SELECT id FROM artists")).toEqual([]);
    await answer(stage, "k", "u", "k", "q");
    expect(await stage.rows("SELECT title FROM albums")).toEqual([{ title: "Some Tape" }]);
    expect(await stage.rows("SELECT name FROM artists")).toEqual([{ name: "Alpha" }]);
  });

  it("stands grouped by artist, easy ones first, put off ones last", async () => {
    const stage = await stageWith(sixOpen);
    const grouped = [
      "Desire",
      "Alpha - Some Tape (1990)",
      "Zed - Other Tape (1990)",
      "The Zed - SOME TAPE! (1992)",
    ];
    const others = ["Zed - Some Tape (1990)", "Zed - Some tape (1991)"];
    expect(await saidOf(stage)).toEqual([...grouped, ...others]);
    await answer(stage, "", "q");
    expect(await saidOf(stage)).toEqual([...grouped.slice(1), ...others, "Desire"]);
  });

  it("decides all with these words: one artist and title, one list, and says how many", async () => {
    const stage = await stageWith(sixOpen, [...sixOpen.slice(0, 1), "Zed,Some Tape,1999"]);
    // Desire: no artist. Alpha: alone. Zed: two others of its list, not the one of the second list.
    const { stderr } = await answer(stage, "a", "l", "a", "l", "l", "a", "k", "q");
    expect(stderr).toContain("it names no artist: a title alone may mean another album elsewhere");
    expect(stderr).toContain("no other question of its list has these words");
    expect(stderr).toContain("with 2 other questions of its list, by the same artist and title:");
    expect(stderr).toContain("Which one, for all 3: ");
    expect(stderr).toContain("3 decided, 4 left");
    expect(await stage.rows("SELECT title FROM albums")).toEqual([{ title: "SOME TAPE!" }]);
    expect(
      await stage.rows("SELECT state, count(*) AS n FROM list_rows WHERE list_id = 1 GROUP BY 1"),
    ).toEqual(
      expect.arrayContaining([
        { state: "created", n: 1 },
        { state: "known", n: 2 },
      ]),
    );
    expect(await saidOf(stage)).toContain("Zed - Some Tape (1999)");
  });

  it("picks for all of them one album, takes all back with one undo, and a for this one alone", async () => {
    const stage = await stageWith(["artist,title,year", ...sixOpen.slice(1, 4)]);
    await answer(stage, "a", "m", nevermind, "q");
    expect(await stage.rows("SELECT state, item_id FROM review_questions")).toEqual(
      Array.from({ length: 3 }, () => ({ state: "picked", item_id: 1 })),
    );
    expect(await saidOf(stage)).toEqual([]);
    const again = documentOf(
      await stage.importer(["import", join(stage.home, "..", "list-0.csv"), "--json"]),
    );
    expect(again).toMatchObject({ list: { created: 1, known: 2 } });

    const other = await stageWith([...sixOpen.slice(0, 4), "Zz,Last Tape,1990"]);
    const { stderr } = await answer(other, "a", "d", "u", "a", "a", "d", "q");
    expect(stderr.match(/open again/g)).toHaveLength(3);
    expect(stderr).toContain("for this one alone");
    expect(stderr).toContain("1 decided, 3 left");
  });
});
