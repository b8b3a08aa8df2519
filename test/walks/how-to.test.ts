import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { start } from "../cli/built.ts";
import type { CliResult } from "../helpers/cli.ts";
import { copySource } from "./copied.ts";

/** What the READMEs of `jobs` and `cli` say of adding a kind of job, a command and a page is done here, to a copy, and run. */
const sayingOf = (room: string): string =>
  readFileSync(join(packageRoot(), "src", room, "README.md"), "utf8");

const { put, addLine, build, home } = copySource();
let binary: string;
const env = { IMPORTER_HOME: home };
const run = (...argv: string[]): Promise<CliResult> => start(binary, argv, env).ended;

beforeAll(async () => {
  // A kind of job: a line in kinds.ts, its task in tasks.ts, and `enqueue` where it is wanted.
  addLine(
    "jobs/queue/kinds.ts",
    "} satisfies Record<string, KindRule>",
    '"say-hello": { queue: "default", payload: { name: someText } },',
  );
  addLine("tasks.ts", '    "library-enrichment": entry', '"say-hello": entry(sayHello),');
  addLine(
    "tasks.ts",
    "/** Job kind → the task that does it",
    'const sayHello: Task<{ name: string }> = async ({ payload }) => ({ outcome: "done", detail: `hello, ${payload.name}` });',
  );

  // A command: a file in commands/, a line in main.ts.
  put(
    "cli/commands/hello.ts",
    `import type { Command } from "commander";
    import { withLibrary } from "../run/context.ts";
    import type { Io } from "../io/io.ts";
    export const addHelloCommand = (program: Command, io: Io) =>
      program.command("hello <name>").description("greet somebody later").action((name: string) =>
        withLibrary(io, async ({ db }) => {
          const { enqueue } = await import("../../jobs/queue/queue.ts");
          enqueue(db, { kind: "say-hello", payload: { name }, uniqueKey: "say-hello:" + name }, Date.now());
        }));`,
  );
  addLine(
    "cli/main.ts",
    "import { addHelpCommand }",
    'import { addHelloCommand } from "./commands/hello.ts";',
  );
  addLine("cli/main.ts", "  addAmazonCommand,", "addHelloCommand,");

  // A page: a Markdown file in help/, and its name in topics.ts.
  addLine("cli/help/topics.ts", '  "contributing",', '"hello",');
  put("cli/help/hello.md", "# hello: how to greet\n\n`importer hello` greets somebody later.\n");
  binary = await build();
});

test("the places are those that the READMEs name", () => {
  const kinds = sayingOf("jobs").split("## To add a kind")[1]!;
  for (const named of ["`queue/kinds.ts`", "`src/tasks.ts`", "`enqueue("]) expect(kinds).toContain(named);
  const [, command = "", page = ""] =
    /To add a command: (.*)\n\nTo add a page: (.*)/.exec(sayingOf("cli")) ?? [];
  for (const named of ["`commands/`", "`main.ts`"]) expect(command).toContain(named);
  for (const named of ["`help/`", "`help/topics.ts`"]) expect(page).toContain(named);
});

test("a command that was added is in the help, and queues a job of the kind that was added, once; a worker does it", async () => {
  expect((await run("--help")).stdout).toContain("greet somebody later");
  for (const _ of [1, 2]) expect(await run("hello", "world")).toMatchObject({ exitCode: 0, stderr: "" });
  const worked = await run("worker", "--drain");
  expect(worked.stdout).toContain("hello, world");
  expect(worked.stdout).toContain("1 done");
});

test("a page that was added is a topic of the help", async () => {
  expect((await run("help")).stdout).toContain("hello");
  expect(await run("help", "hello")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining("greets somebody") as string,
  });
});
