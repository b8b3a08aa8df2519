import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { saidOf } from "./review-stage.ts";

/** A list is what it was when it was read last: a row that left it is asked for by nobody, and nobody is asked about it. */

const fewer = ["artist,title", "Nirvana,Nevermind"];
const more = [...fewer, ",Desire", "Nobody,Nix"];

function write(stage: Stage, rows: string[], name = "list.csv"): string {
  const path = join(stage.home, "..", name);
  writeFileSync(path, rows.join("\n"));
  return path;
}

const importing = async (stage: Stage, rows: string[], ...flags: string[]) =>
  documentOf<{ list: Record<string, number>; queued?: number }>(
    await stage.importer(["import", write(stage, rows), "--json", ...flags]),
  );

it("the question of a row that left ends; where the row comes back, it is a question again", async () => {
  const stage = await createStage();
  await importing(stage, more);
  expect(await saidOf(stage)).toEqual(["Desire", "Nobody - Nix"]);
  await importing(stage, fewer);
  expect(await saidOf(stage)).toEqual([]);
  await stage.importer(["review", "--where", "id>0", "--accept-first"]); // what ended by itself is settled
  const { list } = await importing(stage, more);
  expect(list).toMatchObject({ rows: 3, created: 1, ambiguous: 1, notFound: 1 });
  expect(await saidOf(stage)).toEqual(["Desire", "Nobody - Nix"]);
});

it("a decision outlives a row that leaves, and comes back", async () => {
  const stage = await createStage();
  await importing(stage, more);
  await stage.importer(["review", "pick", "1", "2"]);
  await stage.importer(["review", "drop", "2"]);
  await importing(stage, fewer);
  const { list } = await importing(stage, more);
  expect(list).toMatchObject({ rows: 3, created: 2, skipped: 1, open: 0 });
});

it("a question that another list asks as well stays, and names the rows that are there", async () => {
  const stage = await createStage();
  await importing(stage, more);
  const other = write(stage, ["artist,title", "X,Y", ",Desire"], "other.csv");
  await stage.importer(["import", other]);
  await importing(stage, fewer);
  const { questions } = documentOf<{
    questions: { said: string; rows: { name: string; number: number }[] }[];
  }>(await stage.importer(["review", "--json", "--where", "title=Desire"]));
  expect(questions.flatMap(({ rows }) => rows)).toMatchObject([{ name: other, number: 2 }]);
});

it("a job of a row that left meanwhile asks for nothing", async () => {
  const stage = await createStage();
  expect(
    await importing(stage, ["artist,title", "Bob Dylan,Desire", ...fewer.slice(1)], "--background"),
  ).toMatchObject({ queued: 2 });
  await importing(stage, fewer, "--background");
  await stage.importer(["worker", "--drain"]);
  expect(await stage.rows("SELECT title FROM albums")).toEqual([{ title: "Nevermind" }]);
});

it("a row that was doubled, and is there once, is told once", async () => {
  const stage = await createStage();
  await importing(stage, [...fewer, ...fewer.slice(1)], "--background");
  const { stdout } = await stage.importer(["import", write(stage, fewer), "--events"]);
  expect(stdout.match(/"event":\s*"list-row"/g)).toHaveLength(1);
});
