import { describe, expect, it } from "vitest";
import { createStage, ctrlC, documentOf, expectPlain, type Stage } from "../../helpers/cli.ts";

const made = (stage: Stage) =>
  stage.rows(
    "SELECT albums.title, credited_as AS artist FROM albums JOIN album_artists ON album_id = albums.id ORDER BY albums.id",
  );

/** The commands that a list of candidates offers, as arguments. */
const offered = (stdout: string): string[][] =>
  [...stdout.matchAll(/^ +\d+ {2}importer (.*)$/gm)].map((match) => match[1]!.split(" "));

describe("an ambiguous title on a terminal", () => {
  it("is a numbered list, and the number that is typed is imported", async () => {
    const stage = await createStage();
    const result = await stage.importer(["album", "Desire"], { types: "2\n" });
    expect(result.exitCode).toBe(0);
    expect(result.stderr).toContain("a title alone, and 3 artists have one");
    expect(result.stderr).toMatch(/^ +artist +title +year +type +releases +score +why$/m);
    expect(result.stderr).toMatch(/^1 +Bob Dylan +Desire +1976 +Album +4 +1\.00 +title identical$/m);
    expect(result.stderr).toMatch(/^3 +U2 +Desire +1988 +Single +1 .*title identical, a single/m);
    expect(result.stderr).toContain("Which one? 1-3, or Enter for none: ");
    expect(result.stdout).toMatch(/^created: Desire — Pharoahe Monch/);
    expect(await made(stage)).toEqual([{ title: "Desire", artist: "Pharoahe Monch" }]);
  });

  it("is not asked about again, whatever else the library learns", async () => {
    const stage = await createStage();
    await stage.importer(["album", "Desire"], { types: "1\n" });
    await stage.importer(["album", "U2 - Desire"]);
    await stage.importer(["album", "Desire", "--artist", "Pharoahe Monch"]);
    const again = await stage.importer(["album", "  desire "], { types: "" });
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toMatch(/^existing: Desire — Bob Dylan/);
    expect(again.stderr).toBe("");
  });

  it("is not asked about again where the choice is known and the album is not", async () => {
    const [here, elsewhere] = [await createStage(), await createStage()];
    await here.importer(["album", "Desire"], { types: "2\n" });
    const [choice] = (await here.rows("SELECT * FROM choices")) as Record<string, string | number>[];
    await elsewhere.inLibrary((db) => {
      const names = Object.keys(choice!);
      const sql = `INSERT INTO choices (${names.join()}) VALUES (${names.map(() => "?").join()})`;
      db.$client.prepare(sql).run(...Object.values(choice!));
    });
    const result = await elsewhere.importer(["album", "Desire"]);
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toMatch(/^created: Desire — Pharoahe Monch/);
  });

  it.each([
    ["Enter", "\n"],
    ["no", "no\n"],
    ["the end of the input", ""],
    ["rubbish, and the end of the input", "what?\n"],
  ])("is left alone at %s: exit 4, nothing imported or remembered", async (_, types) => {
    const stage = await createStage();
    const result = await stage.importer(["album", "Desire"], { types });
    expect(result.exitCode).toBe(4);
    expect(offered(result.stdout)).toHaveLength(3);
    expect(await made(stage)).toEqual([]);
    expect(await stage.rows("SELECT * FROM choices")).toEqual([]);
  });

  it("is asked about again after an answer that is none of the numbers", async () => {
    const stage = await createStage();
    const types = "9\n0\n-1\n1.5\n\u001b[31mBob\u001b[0m\n 3 \n";
    const result = await stage.importer(["album", "Desire"], { types });
    expect(result.exitCode).toBe(0);
    for (const rubbish of ["9", "0", "-1", "1.5", "Bob"]) {
      expect(result.stderr).toContain(`"${rubbish}" is not one of them`);
    }
    expect(result.stderr.match(/Which one\?/g)).toHaveLength(6);
    expectPlain(result);
    expect(await made(stage)).toEqual([{ title: "Desire", artist: "U2" }]);
  });

  it("ends with 130 at Ctrl-C", async () => {
    const stage = await createStage();
    const result = await stage.importer(["album", "Desire"], { types: ctrlC });
    expect(result).toMatchObject({ exitCode: 130, stdout: "" });
    expect(result.stderr).toContain("what was saved is safe");
    expect(await made(stage)).toEqual([]);
  });

  it("is no question under --json", async () => {
    const stage = await createStage();
    const result = await stage.importer(["album", "Desire", "--json"], { types: "1\n" });
    expect(result.exitCode).toBe(4);
    expect(documentOf(result)["outcome"]).toBe("ambiguous");
    expect(result.stderr).not.toContain("Which one?");
  });
});

describe("several albums of the library that fit", () => {
  const two = async (): Promise<Stage> => {
    const stage = await createStage();
    await stage.importer(["album", "Bob Dylan - Desire"]);
    await stage.importer(["album", "U2 - Desire"]);
    return stage;
  };

  it("come first in the question, and the choice is remembered", async () => {
    const stage = await two();
    const result = await stage.importer(["album", "Desire"], { types: "2\n" });
    expect(result.exitCode).toBe(0);
    expect(result.stderr).toMatch(/^2 +U2 .*in the library/m);
    expect(result.stdout).toMatch(/^existing: Desire — U2/);
    const asked = stage.server.requests.length;
    const again = await stage.importer(["album", "Desire"]);
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toMatch(/^existing: Desire — U2/);
    expect(stage.server.requests).toHaveLength(asked);
  });

  it("are listed where there is no terminal, each with the command that picks it", async () => {
    const stage = await two();
    const result = await stage.importer(["album", "Desire"]);
    expect(result.exitCode).toBe(4);
    expect(offered(result.stdout)).toEqual([
      ["album", "--id", "1"],
      ["album", "--id", "2"],
      ["album", "00000000-0000-4000-8000-8518e08bfbf5"],
    ]);
    const second = await stage.importer(offered(result.stdout)[1]!);
    expect(second.stdout).toMatch(/^existing: Desire — U2/);
  });
});

describe("a weak match in the library, beside a surer one that is not", () => {
  it("comes behind it, wherever the question is asked", async () => {
    const stage = await createStage();
    await stage.importer(["album", "Bob Dylan - Desire"]);
    await stage.importer(["album", "U2 - Desire (live)"]);
    const { questions } = documentOf<{
      questions: {
        id: number;
        score: number;
        candidates: { artists: string; score: number; id?: number }[];
      }[];
    }>(await stage.importer(["review", "--json"]));
    const [{ id, score, candidates }] = questions as [(typeof questions)[0]];
    expect(candidates.slice(0, 2).map(({ artists }) => artists)).toEqual(["U2", "Bob Dylan"]);
    expect(candidates[1]!.id).toBe(1);
    expect(score).toBe(candidates[0]!.score);
    const first = ["review", "--where", `id=${id}`, "--accept-first", "--dry-run"];
    expect((await stage.importer(first)).stdout).toContain("would be  U2 - Desire");
  });
});

describe("a weak match on a terminal", () => {
  it("is shown, and left alone unless it is picked", async () => {
    const stage = await createStage();
    const result = await stage.importer(["album", "Nevermnd"], { types: "\n" });
    expect(result.exitCode).toBe(4);
    expect(result.stderr).toContain("Which one? 1, or Enter for none: ");
    expect(await made(stage)).toEqual([]);
  });

  it("is imported when it is picked, and these words mean it from then on", async () => {
    const stage = await createStage();
    const result = await stage.importer(["album", "Nevermnd"], { types: "1\n" });
    expect(result.exitCode).toBe(0);
    expect(await made(stage)).toEqual([{ title: "Nevermind", artist: "Nirvana" }]);
    expect((await stage.importer(["album", "nevermnd"])).stdout).toMatch(/^existing: Nevermind/);
  });
});

describe("a title that is nowhere, on a terminal", () => {
  it("may be given in other words", async () => {
    const stage = await createStage();
    const result = await stage.importer(["album", "Nvrmnd"], { types: "Nirvana - Nevermind\n" });
    expect(result.exitCode).toBe(0);
    expect(result.stderr).toContain('nothing found for "Nvrmnd"');
    expect(await made(stage)).toEqual([{ title: "Nevermind", artist: "Nirvana" }]);
  });

  it("may be given in words that are ambiguous, or nowhere again", async () => {
    const stage = await createStage();
    const types = "Nothing either\nDesire\n1\n";
    const result = await stage.importer(["album", "Nvrmnd", "-a", "Nobody"], { types });
    expect(result.stderr).toContain('nothing found for "Nvrmnd by Nobody"');
    expect(result.stderr).toContain('nothing found for "Nothing either"');
    expect(result.exitCode).toBe(0);
    expect(await made(stage)).toEqual([{ title: "Desire", artist: "Bob Dylan" }]);
  });

  it.each([
    ["Enter", "\n"],
    ["the end of the input", ""],
  ])("is left alone at %s: exit 3", async (_, types) => {
    const stage = await createStage();
    const result = await stage.importer(["album", "Nvrmnd"], { types });
    expect(result.exitCode).toBe(3);
    expect(result.stdout).toMatch(/^not found: Nvrmnd/);
  });
});

describe("an ambiguous title without a terminal", () => {
  it("ends with 4, the candidates, and for each the command that imports it", async () => {
    const stage = await createStage();
    const result = await stage.importer(["album", "Desire"]);
    expect(result).toMatchObject({ exitCode: 4, stderr: "" });
    expect(result.stdout).toMatch(/^1 +Bob Dylan +Desire +1976 +Album +4/m);
    const commands = offered(result.stdout);
    expect(commands).toHaveLength(3);
    for (const command of commands) expect((await stage.importer(command)).exitCode).toBe(0);
    expect((await made(stage)).map(({ artist }) => artist)).toEqual(["Bob Dylan", "Pharoahe Monch", "U2"]);
  });
});
