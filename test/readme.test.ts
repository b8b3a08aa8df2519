import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { exitCodes } from "../src/errors.ts";
import { settings } from "../src/config.ts";
import { topics } from "../src/cli/help/topics.ts";
import { startDemoServices } from "../src/demo/services.ts";
import { importer } from "./helpers/cli.ts";
import { temporaryFolder } from "./helpers/library.ts";

/** README and help pages are documentation under test. UPDATE_README=1 writes the program's real output into them. */
const root = fileURLToPath(new URL("..", import.meta.url));
/** In the order in which they are played, on one library. */
const pages = ["README.md", ...topics.map((topic) => `src/cli/help/${topic}.md`)].map((path) => ({
  path,
  text: readFileSync(join(root, path), "utf8"),
}));
const whole = pages.map(({ text }) => text).join("\n");
/** Without the page for contributors, whose flags are those of npm's scripts. */
const ofProgram = pages
  .filter(({ path }) => !path.endsWith("/contributing.md"))
  .map(({ text }) => text)
  .join("\n");
/** Those called `console amazon` are played with credentials and a model, the others as most people have it. */
const consoleBlock = /```console( amazon)?\n([\s\S]*?)```/g;

async function playBlock(commands: string[], env: Record<string, string>): Promise<string> {
  let shown = "";
  for (const command of commands) {
    const argv = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!);
    const { stdout, exitCode } = await importer(argv.slice(1), { env, columns: 100 });
    shown += `$ ${command}\n${settle(stdout, env)}`;
    if (exitCode !== 0) shown += `(exit code ${exitCode})\n`;
  }
  return shown;
}

/** What differs from run to run is set to one value. */
function settle(output: string, env: Record<string, string>): string {
  let settled = output;
  // The services stand at their real addresses, and are asked at their real pace.
  for (const [name, real] of Object.entries(settings)) {
    const played = env[name];
    if (real === undefined || played === undefined || name === "IMPORTER_CONTACT") continue;
    const isPace = name.endsWith("_INTERVAL_MS");
    if (isPace) settled = settled.replace(`one request in ${played} ms`, `one request in ${real} ms`);
    else if (name.endsWith("_URL")) settled = settled.replaceAll(played, real);
  }
  return (
    settled
      .replaceAll(env["IMPORTER_HOME"]!, "~/.local/share/importer")
      .replace(/\d{4}-\d\d-\d\d( |T)\d\d:\d\d(:\d\d)?/g, (time) =>
        "2026-11-21 20:15:00".slice(0, time.length),
      )
      // By which library a picture is drawn decides its hash.
      .replace(/artwork\/[0-9a-f]{2}\/[0-9a-f]{64}/g, `artwork/61/616f${"0".repeat(60)}`)
      .replace(/(from \S+ \d+, )\d{4}-\d\d-\d\d/g, (_, source: string) => `${source}2026-11-21`)
      .replace(/again at \d\d:\d\d:\d\d/g, "again at 20:15:00")
      .replaceAll("again at 2026-11-21", "again at 2026-11-22") // a date is shown where it is another day
      .replace(/127\.0\.0\.1:\d+/g, "localhost:11434")
      .replace(/\d+ of 8640 sent/, "6 of 8640 sent")
      .replace(/\b\d+\.\d s\b|(?<=failed in )\d+ s\b/g, "0.1 s")
      .replace(/schema of \d{4}-\d\d-\d\d/, "schema of 2026-11-21")
      .replace(/[\d.]+ (GB free|MB, schema)/g, "9.9 $1")
      .replace(/^(ok +node +)\S+$/m, "$124.1.0")
      .replace(/(^job \d+ .*\n){2,}/gm, (jobs) => jobs.trim().split("\n").sort().join("\n") + "\n")
  );
}

/** A page with what its commands really print. */
async function play(
  text: string,
  worlds: Record<"usual" | "amazon", Record<string, string>>,
): Promise<string> {
  let played = text;
  for (const [block, amazon = "", body] of text.matchAll(consoleBlock)) {
    const commands = body!.split("\n").flatMap((line) => (line.startsWith("$ ") ? [line.slice(2)] : []));
    const shown = await playBlock(commands, worlds[amazon ? "amazon" : "usual"]);
    played = played.replace(block, () => `\`\`\`console${amazon}\n${shown}\`\`\``);
  }
  return played;
}

it("shows what the program really prints", async () => {
  const services = await startDemoServices();
  onTestFinished(() => services.close());
  const amazon = { ...services.env, IMPORTER_HOME: temporaryFolder(), IMPORTER_CONTACT: "you@example.org" };
  const usual = Object.fromEntries(
    Object.entries(amazon).filter(([name]) => !/^IMPORTER_(AMAZON_C|AMAZON_P|AI)/.test(name)),
  );
  for (const { path, text } of pages) {
    const played = await play(text, { usual, amazon });
    if (process.env["UPDATE_README"]) writeFileSync(join(root, path), played);
    else expect(text, path).toBe(played);
  }
});

/** Every command that the program has, and those below them, as its own help lists them. */
async function commandsBelow(path: string[]): Promise<string[][]> {
  const { stdout } = await importer([...path, "--help"], { columns: 200 });
  const section = /\nCommands:\n([\s\S]*?)(?:\n\n|$)/.exec(stdout)?.[1] ?? "";
  const names = section.split("\n").flatMap((line) => /^ {2}([a-z][a-z-]*)/.exec(line)?.[1] ?? []);
  const own = names.filter((name) => name !== "help" || path.length === 0).map((name) => [...path, name]);
  const below = await Promise.all(own.map(commandsBelow));
  return [...own, ...below.flat()];
}

it("names only flags that the program has, and all of them", async () => {
  const documented = new Set(ofProgram.match(/--[a-z][a-z-]+/g));
  const known = new Set<string>();
  const commands = await commandsBelow([]);
  for (const command of [[], ...commands]) {
    const { stdout, exitCode } = await importer([...command, "--help"]);
    expect(exitCode).toBe(0);
    for (const flag of stdout.match(/--[a-z][a-z-]+/g) ?? []) known.add(flag);
    expect(whole).toContain(`importer ${command.join(" ")}`);
  }
  known.delete("--help");
  documented.delete("--help");
  const foreign = ["--global", "--allow-scripts", "--allow-build", "--user", "--now"]; // npm's, pnpm's, systemctl's
  for (const flag of foreign) documented.delete(flag);
  expect([...documented].sort()).toEqual([...known].sort());
});

it("lists every exit code and every setting", () => {
  for (const code of Object.values(exitCodes)) expect(whole).toMatch(new RegExp(`^\\| ${code} \\|`, "m"));
  for (const name of Object.keys(settings)) expect(whole).toContain(`\`${name}\``);
});

it("keeps the README short, and leads from it to every page", () => {
  const [readme, ...others] = pages;
  expect(readme!.text.split("\n").length).toBeLessThanOrEqual(200);
  for (const { path } of others) expect(readme!.text).toContain(`(${path})`);
  const folder = readdirSync(join(root, "src/cli/help")).filter((name) => name.endsWith(".md"));
  expect(folder.sort()).toEqual(topics.map((topic) => `${topic}.md`).sort());
});

it("has no link into nothing", () => {
  const lost = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)]
      .filter(([, target]) => !existsSync(join(root, dirname(path), target!)))
      .map(([link]) => `${path}: ${link}`),
  );
  expect(lost).toEqual([]);
});
