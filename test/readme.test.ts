import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { exitCodes } from "../src/errors.ts";
import { settings } from "../src/config.ts";
import { startDemoServices } from "../src/demo/services.ts";
import { importer } from "./helpers/cli.ts";
import { temporaryFolder } from "./helpers/library.ts";

/** The README is documentation under test. UPDATE_README=1 writes the program's real output into it. */
const path = fileURLToPath(new URL("../README.md", import.meta.url));
const readme = readFileSync(path, "utf8");
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
  return settled
    .replaceAll(env["IMPORTER_HOME"]!, "~/.local/share/importer")
    .replace(/\d{4}-\d\d-\d\d( |T)\d\d:\d\d(:\d\d)?/g, (time) => "2026-11-21 20:15:00".slice(0, time.length))
    .replace(/127\.0\.0\.1:\d+/g, "localhost:11434")
    .replace(/\d+ of 8640 sent/, "6 of 8640 sent")
    .replace(/\b\d+\.\d s\b/g, "0.1 s")
    .replace(/schema of \d{4}-\d\d-\d\d/, "schema of 2026-11-21")
    .replace(/[\d.]+ (GB free|MB, schema)/g, "9.9 $1")
    .replace(/^(ok +node +)\S+$/m, "$124.1.0")
    .replace(/(^job \d+ .*\n){2,}/gm, (jobs) => jobs.trim().split("\n").sort().join("\n") + "\n");
}

it("shows what the program really prints", async () => {
  const services = await startDemoServices();
  onTestFinished(() => services.close());
  const whole = { ...services.env, IMPORTER_HOME: temporaryFolder(), IMPORTER_CONTACT: "you@example.org" };
  const usual = Object.fromEntries(
    Object.entries(whole).filter(([name]) => !/^IMPORTER_(AMAZON_C|AMAZON_P|AI)/.test(name)),
  );
  let played = readme;
  for (const [block, amazon = "", body] of readme.matchAll(consoleBlock)) {
    const commands = body!.split("\n").flatMap((line) => (line.startsWith("$ ") ? [line.slice(2)] : []));
    const shown = await playBlock(commands, amazon ? whole : usual);
    played = played.replace(block, () => `\`\`\`console${amazon}\n${shown}\`\`\``);
  }
  if (process.env["UPDATE_README"]) writeFileSync(path, played);
  else expect(readme).toBe(played);
});

it("names only flags that the program has, and all of them", async () => {
  const documented = new Set(readme.match(/--[a-z][a-z-]+/g));
  const known = new Set<string>();
  const commands = [
    "album",
    "artist",
    "releases",
    "scan",
    "export",
    "enrich",
    "worker",
    "list",
    "show",
    "links",
    "doctor",
    "demo",
  ].map((name) => [name]);
  commands.push(["amazon", "check"], ["worker", "pause"], ["worker", "resume"]);
  for (const name of ["list", "show", "retry", "cancel", "stats", "prune"]) commands.push(["jobs", name]);
  for (const command of commands) {
    const { stdout, exitCode } = await importer([...command, "--help"]);
    expect(exitCode).toBe(0);
    for (const flag of stdout.match(/--[a-z][a-z-]+/g) ?? []) known.add(flag);
    expect(readme).toContain(`importer ${command.join(" ")}`);
  }
  known.delete("--help");
  documented.delete("--global"); // npm's
  expect([...documented].sort()).toEqual([...known].sort());
});

it("lists every exit code and every setting", () => {
  for (const code of Object.values(exitCodes)) expect(readme).toMatch(new RegExp(`^\\| ${code} \\|`, "m"));
  for (const name of Object.keys(settings)) expect(readme).toContain(`\`${name}\``);
});
