import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";

const dylansDesire = "fc325dd3-73ed-36aa-9c77-6b65a958e3cf";
const nevermindBarcode = "720642442524";

interface Shown {
  rows: { state: string; why: string | null }[];
}

describe("words beside an identifier, in a row of a list", () => {
  const rowOf = async (row: string, before: string[] = []) => {
    const stage = await createStage();
    const path = join(temporaryFolder(), "list.csv");
    writeFileSync(path, `artist,title,mbid,barcode\n${row}\n`);
    if (before.length > 0) await stage.importer(before);
    const asked = stage.server.requests.length;
    await stage.importer(["import", path, "--no-products"]);
    const paths = stage.server.requests.slice(asked).map((request) => request.path);
    const shown = documentOf<Shown>(await stage.importer(["lists", "show", "1", "--json"]));
    return { ...shown.rows[0]!, paths, albums: await stage.rows("SELECT title FROM albums") };
  };

  it.each([
    ["an MBID", `Nirvana,Nevermind,${dylansDesire},`, "Desire"],
    ["a barcode", `U2,Desire,,${nevermindBarcode}`, "Nevermind"],
    ["a barcode, without an artist", `,Desire,,${nevermindBarcode}`, "Nevermind"],
  ])("that name another album than %s are a question, and nothing comes", async (_name, row, other) => {
    const { state, why, albums } = await rowOf(row);
    expect({ state, albums }).toEqual({ state: "ambiguous", albums: [] });
    expect(why).toContain(`and "${other}" by`);
  });

  it("that name another album than one of the library are a question as well", async () => {
    const { state, albums } = await rowOf(`Nirvana,Nevermind,${dylansDesire},`, ["album", dylansDesire]);
    expect({ state, albums }).toEqual({ state: "ambiguous", albums: [{ title: "Desire" }] });
  });

  it.each([
    ["as it is called", `Nirvana,Nevermind,,${nevermindBarcode}`],
    ["in other letters", `NIRVANA,never mind,,${nevermindBarcode}`],
    ["with an edition", `Bob Dylan,Desire (Deluxe Edition),${dylansDesire},`],
  ])("pass %s, and cost no request", async (_name, row) => {
    const { state, paths } = await rowOf(row);
    expect(state).toBe("created");
    const alone = await rowOf(row.replace(/^[^,]*,[^,]*/, ","));
    expect(paths).toEqual(alone.paths);
  });
});

interface Question {
  id: number;
  why: string;
  candidates: { title: string; score: number; why: string[] }[];
}

const questionsOf = async (stage: Stage): Promise<Question[]> =>
  documentOf<{ questions: Question[] }>(await stage.importer(["review", "--json"])).questions;

describe("the question about both", () => {
  const torn = `Nirvana,Nevermind,${dylansDesire}`;
  const asked = async (before: string[] = []) => {
    const stage = await createStage();
    const path = join(temporaryFolder(), "list.csv");
    writeFileSync(path, `artist,title,mbid\n${torn}\n`);
    if (before.length > 0) await stage.importer(before);
    await stage.importer(["import", path, "--no-products"]);
    return { stage, path, questions: await questionsOf(stage) };
  };

  it.each([
    ["an empty library", []],
    ["one that has what the identifier names", ["album", dylansDesire]],
  ])("shows what each names, in %s", async (_, before) => {
    const { questions } = await asked(before);
    expect(questions).toHaveLength(1);
    expect(questions[0]!.candidates).toMatchObject([
      { title: "Desire", score: 0.5, why: ["what the row's identifier names"] },
      { title: "Nevermind", score: 0.5, why: ["what the row's words lead to"] },
    ]);
  });

  it.each([
    ["1", "Desire"],
    ["2", "Nevermind"],
  ])("is answered by %s, for every such row and for no other words", async (key, title) => {
    const { stage, path, questions } = await asked();
    const picked = await stage.importer(["review", "pick", String(questions[0]!.id), key]);
    expect(picked.exitCode).toBe(0);
    expect(await stage.rows("SELECT title FROM albums")).toEqual([{ title }]);
    writeFileSync(path, `artist,title,mbid\n${torn}\n${torn}\nNirvana,Nevermind,\n`);
    await stage.importer(["import", path, "--no-products", "--name", "another"]);
    const { rows } = documentOf<Shown>(await stage.importer(["lists", "show", "another", "--json"]));
    expect(rows.map(({ state }) => state)).toEqual(["known", "known", key === "1" ? "created" : "known"]);
    expect(await questionsOf(stage)).toEqual([]);
  });

  it("says that the words lead to none, and is not the question about these words alone", async () => {
    const stage = await createStage();
    const path = join(temporaryFolder(), "list.csv");
    writeFileSync(
      path,
      `artist,title,mbid\nNobody at All,Nothing of That Name,${dylansDesire}\nNobody at All,Nothing of That Name,\n`,
    );
    await stage.importer(["import", path, "--no-products"]);
    expect(await questionsOf(stage)).toMatchObject([
      {
        why: expect.stringMatching(/are two albums.*lead to none$/) as string,
        candidates: [{ title: "Desire" }],
      },
      { why: expect.stringMatching(/^MusicBrainz has no album/) as string, candidates: [] },
    ]);
    const { stderr } = await stage.importer(["review"], { types: "a\nq\n" });
    expect(stderr).toContain("no other question of its list has these words");
  });

  it("waits while its words can't be asked", async () => {
    const stage = await createStage();
    const path = join(temporaryFolder(), "list.csv");
    writeFileSync(path, `artist,title,mbid\n${torn}\n`);
    stage.server.setFault(({ path: asked }) =>
      asked.includes("query=") ? { kind: "status", status: 503, body: "" } : undefined,
    );
    await stage.importer(["import", path, "--no-products"]);
    expect(await stage.rows("SELECT state FROM list_rows")).toEqual([{ state: "unavailable" }]);
    expect(await questionsOf(stage)).toEqual([]);
  });

  it("is not answered by a threshold", async () => {
    const { stage } = await asked();
    const accepted = await stage.importer(["review", "--where", "score>0.9", "--accept-first"]);
    expect(accepted.exitCode).toBe(0);
    expect(await stage.rows("SELECT title FROM albums")).toEqual([]);
  });
});
