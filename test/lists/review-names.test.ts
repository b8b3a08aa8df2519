import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";

/** How questions are named: the same in JSON, CSV, conditions and help, of albums and of artists. */

type Shown = Record<string, unknown>;

async function stageWithBoth(): Promise<Stage> {
  const stage = await createStage();
  await stage.importer(["album", "Nothing Like It", "-a", "Nobody"]);
  await stage.importer(["artist", "Nobody Has This Name", "--later"]);
  await stage.importer(["worker", "--drain"]);
  return stage;
}

const shownOf = async (stage: Stage, ...flags: string[]): Promise<Shown[]> =>
  documentOf<{ questions: Shown[] }>(await stage.importer(["review", "--json", ...flags])).questions;

const help = readFileSync(new URL("../../src/cli/help/review.md", import.meta.url), "utf8");

/** The names within the marks, in the part of the help between two texts. */
function namesIn(from: string, to: string, mark: "`" | '"'): string[] {
  const part = help.slice(help.indexOf(from) + from.length, help.indexOf(to, help.indexOf(from)));
  return [...part.matchAll(new RegExp(`${mark}([^${mark}]+)${mark}`, "g"))].map(([, name]) => name!);
}

it("a question about an artist has its name wherever it is shown or asked by", async () => {
  const stage = await stageWithBoth();
  const artist = { what: "artist", artist: "Nobody Has This Name", title: "" };
  const album = { what: "album", artist: "Nobody", title: "Nothing Like It" };
  expect(await shownOf(stage)).toMatchObject([album, artist]);
  expect(await shownOf(stage, "--where", "artist~has this")).toMatchObject([artist]);
  expect(await shownOf(stage, "--where", "what=album")).toMatchObject([album]);
  expect((await stage.importer(["review", "--csv"])).stdout).toMatch(
    /^1,,album,Nobody,Nothing Like It,.*\r?\n2,,artist,Nobody Has This Name,,Nobody Has This Name,not_found/m,
  );
});

it("every key, column and field is named in the help, and no other", async () => {
  const stage = await stageWithBoth();
  for (const question of await shownOf(stage)) {
    expect(Object.keys(question)).toEqual(namesIn('"questions": [{', "}]", '"'));
  }
  const [header = ""] = (await stage.importer(["review", "--csv"])).stdout.split(/\r?\n/);
  const [told, ofCandidates] = [namesIn("has the columns", "and for three", "`"), ["candidate", "mbid"]];
  const numbered = [1, 2, 3].flatMap((at) => ofCandidates.map((name) => `${name} ${at}`));
  expect(header.split(",")).toEqual([...told, ...numbered]);
  expect(namesIn("and for three", "and so on", "`")).toEqual(numbered.slice(0, 2));
  const { stderr } = await stage.importer(["review", "--where", "nothing=1"]);
  const fields = /fields: ([^;]+);/.exec(stderr)![1]!.replace(/\s+/g, " ").split(", ");
  expect([...namesIn("`--where` names questions by", ", with", "`")].sort()).toEqual(fields.sort());
});
