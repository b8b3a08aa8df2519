import { spawn, spawnSync } from "node:child_process";
import { describe, expect, it, onTestFinished } from "vitest";
import { buildPackage } from "../cli/built.ts";
import type { Stage } from "../helpers/cli.ts";
import { desireOfDylan } from "../importers/album/demo-albums.ts";
import { saidOf, sixOpen, stageWith } from "./review-stage.ts";

const program = buildPackage();
const hasTerminal = spawnSync("script", ["--version"]).status === 0;
const hasBash = spawnSync("bash", ["--version"]).status === 0;

/** What a person does at one prompt: keys, perhaps after something else happened; or nothing, and the test goes on. */
type Press = string | (() => Promise<string>);

/** Keys pressed on a pseudo-terminal, each when the program has asked for it. */
async function pressing(
  stage: Stage,
  presses: Press[],
  { typedBefore = "" } = {},
): Promise<{ screen: string; exitCode: number | null }> {
  const command = `exec ${process.execPath} ${program} review`;
  const child = spawn("script", ["-qefc", command, "/dev/null"], {
    env: { ...stage.env, PATH: process.env["PATH"], TERM: "xterm", COLUMNS: "80" },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  child.stdin.write(typedBefore);
  let screen = "";
  let asked = 0;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
    const count = screen.split(/(?:Which one|Other words|That was the last)[^:]*: /).length - 1;
    for (; asked < count; asked++) {
      const press = presses[asked];
      if (typeof press === "string") child.stdin.write(press);
      else void press?.().then((keys) => child.stdin.write(keys));
    }
  });
  const exitCode = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { screen, exitCode };
}

describe.skipIf(!hasTerminal)("on a terminal (needs util-linux's script)", () => {
  it("takes a key without Enter, a line where one is meant, arrows for nothing, and Ctrl-C as a stop", async () => {
    const stage = await stageWith(sixOpen);
    const { screen, exitCode } = await pressing(stage, [
      "\u001b[A2",
      "u",
      "1",
      "x",
      "w",
      "Nirvana - Nevermind\r",
      "1",
      "q",
    ]);
    expect(exitCode).toBe(0);
    expect(screen).toContain("open again: Desire");
    expect(screen).toContain("2 decided, 4 left");
    expect((await stage.rows("SELECT title FROM albums")).map(({ title }) => title)).toContain("Nevermind");
    for (const line of screen.split(/\r?\n/))
      expect(line.replace(/\u001b\[[0-9;]*m/g, "").length).toBeLessThan(161);
    const stopped = await pressing(stage, ["\u0003"]);
    expect(stopped.exitCode).toBe(130);
    expect(await saidOf(stage)).toHaveLength(4);
  });

  it("what is pasted is one answer, and no letter of it a key; what was typed before the question is none", async () => {
    const stage = await stageWith(sixOpen);
    const bracketed = "\u001b[200~dddd\u001b[201~";
    const { screen, exitCode } = await pressing(stage, ["drop it", bracketed, `${desireOfDylan}\r`, "q"], {
      typedBefore: "d",
    });
    expect(exitCode).toBe(0);
    expect(screen).toContain('"drop it" names no album');
    expect(screen).toContain('"dddd" names no album');
    expect(screen).toContain("1 decided, 5 left");
    expect(await stage.rows("SELECT release_year AS year FROM albums")).toEqual([{ year: 1976 }]);
    expect(await stage.rows("SELECT count(*) AS n FROM review_questions WHERE state = 'dropped'")).toEqual([
      { n: 0 },
    ]);
  });

  it("a question that another command answered meanwhile is told, and not asked again", async () => {
    const stage = await stageWith(sixOpen);
    const decide = async (word: string, title: string): Promise<void> => {
      const [question] = await stage.rows(
        `SELECT id FROM review_questions WHERE words ->> 'title' = '${title}'`,
      );
      await stage.importer(["review", word, String(question!["id"])]);
    };
    const { screen, exitCode } = await pressing(stage, [
      async () => {
        await decide("drop", "Desire");
        return "1";
      },
      async () => {
        await decide("keep", "Other Tape");
        return "\r";
      },
      "q",
    ]);
    expect(exitCode).toBe(0);
    expect(screen).toMatch(/question \d is settled already \(dropped\)/);
    expect(screen).toContain("answered meanwhile: Desire");
    expect(screen).toContain("answered meanwhile: Zed - Other Tape (1990)");
    expect(screen).toContain("nothing decided, 4 left");
  });

  it("u takes back what was decided here, and not what somebody else decided since", async () => {
    const stage = await stageWith(sixOpen);
    const { screen, exitCode } = await pressing(stage, [
      "d",
      async () => {
        await stage.inLibrary(({ $client }) =>
          $client.exec(
            "UPDATE review_questions SET state = 'kept', decided_by = NULL WHERE state = 'dropped'",
          ),
        );
        return "u";
      },
      "q",
    ]);
    expect(exitCode).toBe(0);
    expect(screen).toContain("decided otherwise meanwhile, and that stands: Desire");
    expect(await stage.rows("SELECT count(*) AS n FROM review_questions WHERE state = 'kept'")).toEqual([
      { n: 1 },
    ]);
  });

  it.skipIf(!hasBash)(
    "Ctrl-Z gives the shell back, and fg goes on with the same question (needs bash)",
    async () => {
      const stage = await stageWith(sixOpen);
      const child = spawn("script", ["-qefc", "bash --norc -i", "/dev/null"], {
        env: { ...stage.env, PATH: process.env["PATH"], TERM: "xterm", PS1: "yours> " },
      });
      onTestFinished(() => void child.kill("SIGKILL"));
      const steps: [when: RegExp, keys: string][] = [
        [/yours> /, `${process.execPath} ${program} review\n`],
        [/Which one: /, "\u001a"],
        [/Stopped[^]*yours> /, "fg\n"],
        [/Which one: /, "d"],
        [/Desire: not wanted[^]*Which one: /, "q"],
        [/1 decided, 5 left[^]*yours> /, "exit\n"],
      ];
      let screen = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        screen += text;
        const [when, keys] = steps[0] ?? [];
        if (when === undefined || !when.test(screen)) return;
        screen = "";
        steps.shift();
        child.stdin.write(keys!);
      });
      await new Promise((resolve) => child.on("close", resolve));
      expect(steps, screen).toEqual([]);
    },
  );
});
