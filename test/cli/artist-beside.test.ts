import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { desireByBobDylan, desireByU2 } from "../../src/demo/musicbrainz/albums/desire.ts";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { createStage, documentOf } from "../helpers/cli.ts";

/** An artist beside what names an album of another artist: never obeyed in silence, by whatever door it comes. */

const dylans = desireByBobDylan.id;
const titles = "SELECT title FROM albums";
const stageOfDesires = () => createStage(buildDemoCatalogue([desireByBobDylan, desireByU2]));

it.each([
  [["Desire", "--mbid", dylans, "--artist", "U2"], false],
  [["Desire", "--mbid", dylans, "--artist", "U2"], true],
  [["U2 - Desire", "--mbid", dylans], false],
  [["Desire by U2", "--mbid", dylans], true],
  [["--id", "1", "Desire", "--artist", "U2"], true],
  [["--id", "1", "U2 - Desire"], true],
])("refused, naming both: album %j, where the library has it (%s)", async (argv, isKnown) => {
  const stage = await stageOfDesires();
  if (isKnown) await stage.importer(["album", "-p", "musicbrainz", dylans]);
  const before = await stage.rows(titles);
  const { exitCode, stderr } = await stage.importer(["album", ...argv]);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/"Desire" by U2|"U2 - Desire"|"Desire by U2"/);
  expect(stderr).toContain('"Desire" by Bob Dylan');
  expect(await stage.rows(titles)).toEqual(before);
});

it.each([
  ["Desire", "--artist", "bob dylan"],
  ["Desire", "--artist", "Dylan, Bob"],
  ["Desire", "--artist", "Боб Дилан"],
  ["Desire", "--artist", "Robert Allen Zimmerman"],
  ["Desire", "--artist", "Bob Dylan feat. Emmylou Harris"],
  ["Desire", "--artist", "Unknown Artist"],
  ["Robert Allen Zimmerman - Desire"],
  ["Desire - Remastered"],
])("agrees, or says nothing of whose it is: %j %s %s", async (...words) => {
  const stage = await stageOfDesires();
  for (const named of [
    ["--mbid", dylans],
    ["--id", "1"],
  ]) {
    const result = await stage.importer(["album", "-p", "musicbrainz", ...words, ...named]);
    expect(result).toMatchObject({ exitCode: 0 });
  }
  expect(await stage.rows(titles)).toHaveLength(1);
});

it.each([
  ["U2", 0],
  ["Bob Dylan", 1],
  ["Боб Дилан", 1],
])("a job of an identifier with the artist %s brings %i", async (artist, count) => {
  const stage = await stageOfDesires();
  await stage.importer(["album", dylans, "--artist", artist, "--later"]);
  await stage.importer(["worker", "--drain"]);
  expect(await stage.rows(titles)).toHaveLength(count);
  expect(await stage.rows("SELECT outcome FROM review_questions")).toEqual(
    count === 0 ? [{ outcome: "ambiguous" }] : [],
  );
});

it("a row whose artist is not that of what it names is a question, once, and what is picked stands", async () => {
  const stage = await stageOfDesires();
  const list = join(stage.home, "list.csv");
  const rows = [`U2,Desire,${dylans}`, `U2,,${dylans}`, `Боб Дилан,,${dylans}`, `Bob Dylan,Desire,${dylans}`];
  writeFileSync(list, ["Artist,Album,MBID", ...rows, ""].join("\n"));
  for (const time of ["first", "again"]) {
    const { stdout } = await stage.importer(["import", list, "--json"]);
    const states = (await stage.rows("SELECT state FROM list_rows ORDER BY rowid")).map(({ state }) => state);
    expect(
      states.filter((state) => state === "ambiguous"),
      `${time}: ${stdout}`,
    ).toHaveLength(2);
    expect(states.filter((state) => state === "created" || state === "known")).toHaveLength(2);
  }
  expect(await stage.rows(titles)).toEqual([{ title: "Desire" }]);
  const questions = await stage.rows("SELECT id, why FROM review_questions WHERE state = 'open' ORDER BY id");
  expect(questions).toHaveLength(2);
  for (const { id } of questions) {
    const picked = await stage.importer(["review", "pick", String(id), "1"]);
    expect(picked).toMatchObject({ exitCode: 0 });
  }
  const again = documentOf(await stage.importer(["import", list, "--json"]));
  expect(again).toMatchObject({ list: { ambiguous: 0 } });
  expect(await stage.rows("SELECT id FROM review_questions WHERE state = 'open'")).toEqual([]);
});
