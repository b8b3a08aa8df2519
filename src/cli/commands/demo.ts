import type { Command } from "commander";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isSystemError, wordsOfErrno } from "../../errno.ts";
import { exitCodes, UserError } from "../../errors.ts";
import type { CommandEnding, Io } from "../io/io.ts";
import { createOutput, type Output } from "../io/output.ts";
import { firstLines } from "../layout/first-lines.ts";
import { countText } from "../../counts.ts";

type Run = (argv: string[], io: Io) => Promise<number>;

interface DemoFlags {
  /** All that each command says, and not its first lines only. */
  verbose?: boolean;
  keep?: boolean;
  json?: boolean;
}

/** One step of the demo: why, what is typed, how it must end, and how many lines of it show what it is about. */
interface Step {
  says: string;
  types: string[];
  exitCode?: number;
  lines?: number;
}

const steps: Step[] = [
  {
    says: "A title and an artist become an album; the slow part is queued in the same transaction.",
    types: ["album", "The Dark Side of the Moon", "--artist", "Pink Floyd"],
    lines: 12,
  },
  { says: "Known already: nothing is asked twice.", types: ["album", "The Dark Side of the Moon"] },
  {
    says: "Several artists made a Desire. Without a terminal to ask on, it never guesses.",
    types: ["album", "Desire"],
    exitCode: exitCodes.ambiguous,
    lines: 12,
  },
  { says: "With the artist it is clear.", types: ["album", "Bob Dylan - Desire"] },
  { says: "Titles of symbols only, and of any script.", types: ["album", "+", "--artist", "Ed Sheeran"] },
  { says: "", types: ["album", "サマーれげぇ!レインボー"] },
  { says: "What waits in the jobs table.", types: ["jobs", "list"] },
  {
    says: "The worker does what is due, and leaves. First the releases:",
    types: ["worker", "--queue", "default", "--drain"],
  },
  {
    says: "The album as it is now: releases, media, tracks, and where each fact came from.",
    types: ["show", "album", "1"],
    lines: 12,
  },
  { says: "Covers and lyrics for every track that lacks them.", types: ["enrich"] },
  { says: "Again: what is known is not asked for, and what is known absent neither.", types: ["enrich"] },
  {
    says: "Amazon is slow: its queue is serial, across all processes.",
    types: ["worker", "--queue", "serial", "--drain"],
  },
  {
    says: "What it sells of the album, and why the rest of what was found is something else.",
    types: ["links", "1", "--explain"],
  },
  { says: "The library.", types: ["list", "albums"] },
];

/** The second half: a library of its own, and a catalogue. Then every service is switched off. */
const fetchingSteps: Step[] = [
  {
    says: "The other way: the weekly dump of MusicBrainz as one file, for a library without a network.",
    types: ["catalogue", "build", "--releases"],
    lines: 1, // not the path: it is removed in the end
  },
];
const offlineAlbums = [
  ["The Dark Side of the Moon", "Pink Floyd"],
  ["Nevermind", "Nirvana"],
  ["Surrender", "The Chemical Brothers"],
  ["Desire", "Bob Dylan"],
  ["Desire", "Pharoahe Monch"],
  ["Desire", "U2"],
  ["+", "Ed Sheeran"],
  ["サマーれげぇ!レインボー", ""],
  ["Wintertunes", ""],
  ["Odd Sizes", "The Stand-Ins"],
];
const offlineSteps: Step[] = [
  ...offlineAlbums.map(([title = "", artist = ""], at) => ({
    says: at === 0 ? "Every service is switched off now. Ten albums, complete at once:" : "",
    types: ["album", title, ...(artist === "" ? [] : ["--artist", artist])],
    lines: 1,
  })),
  { says: "", types: ["list", "releases"] },
];

export function addDemoCommand(program: Command, io: Io, ending: CommandEnding, run: Run): void {
  program
    .command("demo")
    .description("the whole round, offline: loopback services, a temporary library")
    .option("--verbose", "all that each command says, and what it tells on the way")
    .option("--keep", "keep the temporary library, and say where it is")
    .option("--json", "print one JSON document")
    .action(async (flags: DemoFlags) => {
      ending.exitCode = await playDemo(io, run, flags);
    });
}

async function playDemo(io: Io, run: Run, flags: DemoFlags): Promise<number> {
  const { startDemoServices } = await import("../../demo/services.ts");
  const output = createOutput(io, flags);
  const home = freshFolder("importer-demo-");
  const offlineHome = freshFolder("importer-demo-offline-");
  const services = await startDemoServices();
  const stageOf = (env: Io["env"]): Io => ({
    ...io,
    ...(flags.json && { stdout: { write: () => true } }),
    interactive: false, // the demo plays by itself
    env: { ...pathsOnly(io.env), ...services.env, ...env },
  });
  const offline = stageOf({ IMPORTER_HOME: offlineHome, IMPORTER_CATALOGUE: "only" });
  // A signal between two steps must not leave the folder behind.
  const stopping = new AbortController();
  const ignoreStop = io.onStop(() => stopping.abort());
  const kept = flags.keep ? home : undefined;
  try {
    const play = (on: Io, of: Step[]): Promise<number> =>
      playSteps(flags.verbose ? verbatim(on) : inShort(on), of, run, output, stopping.signal);
    sayWhatItIs(output);
    let exitCode = await play(stageOf({ IMPORTER_HOME: home }), steps);
    if (exitCode === exitCodes.done) exitCode = await play(offline, fetchingSteps);
    await services.close();
    if (exitCode === exitCodes.done) exitCode = await play(offline, offlineSteps);
    const requests = services.requestCount();
    output.document({ exitCode, requests, home: kept ?? null });
    if (exitCode === exitCodes.done) sayGoodbye(output, requests, { home: kept, isShort: !flags.verbose });
    return exitCode;
  } finally {
    ignoreStop();
    await services.close();
    rmSync(offlineHome, { recursive: true, force: true });
    if (!flags.keep) rmSync(home, { recursive: true, force: true });
  }
}

/** @throws UserError where temporary files have no place. */
function freshFolder(prefix: string): string {
  try {
    return mkdtempSync(join(tmpdir(), prefix));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UserError(`no temporary folder can be made in ${tmpdir()}: ${wordsOfErrno(error.code)}`, {
      hint: "TMPDIR names the place: TMPDIR=/another/folder importer demo",
    });
  }
}

/** What a step writes to, and what is said of it once it has ended. */
interface Stage {
  io(step: Step): { io: Io; ended(output: Output, asExpected: boolean): void };
}

const verbatim = (io: Io): Stage => ({ io: () => ({ io, ended: () => undefined }) });

/** Of each step the first lines; what it tells on the way only where it did not end as it should. */
const inShort = (io: Io): Stage => ({
  io({ lines = usualLines }) {
    const told: string[] = [];
    const shown = firstLines(io.stdout, lines);
    return {
      io: { ...io, live: false, stdout: shown, stderr: { write: (text) => told.push(text) } },
      ended(output, asExpected) {
        if (!asExpected) io.stderr.write(told.join(""));
        if (!asExpected || lines === 1) return;
        const left = shown.end();
        if (left > 0) output.line(output.colour.dim(`  … and ${countText(left, "line")} more`));
      },
    };
  },
});

const usualLines = 3;

async function playSteps(
  stage: Stage,
  played: Step[],
  run: Run,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  for (const step of played) {
    const { says, types, exitCode = exitCodes.done } = step;
    const words = types.map((word) => (/^[\w-]+$/.test(word) ? word : `"${word}"`)).join(" ");
    if (says || step.lines !== 1) output.line();
    if (says) output.line(output.colour.dim(`# ${says}`));
    output.line(output.colour.bold(`$ importer ${words}`));
    const { io, ended: sayEnd } = stage.io(step);
    const ended = await run(types, io);
    sayEnd(output, ended === exitCode || signal.aborted);
    if (signal.aborted) return exitCodes.interrupted;
    if (ended !== exitCode) {
      output.remark(`the demo expected exit code ${exitCode} here, and got ${ended}`);
      return exitCodes.failed;
    }
    if (ended !== exitCodes.done) output.line(output.colour.dim(`(exit code ${ended})`));
  }
  return exitCodes.done;
}

function sayWhatItIs(output: Output): void {
  output.line("importer turns a title into a complete album, in one SQLite file that is yours.");
  output.line("Here is the whole round, on this machine alone: stand-ins of the web services,");
  output.line("and a temporary library. Ctrl-C ends it.");
}

function sayGoodbye(
  output: Output,
  requests: number,
  { home, isShort }: { home: string | undefined; isShort: boolean },
): void {
  output.line();
  output.line(`That was ${requests} requests to stand-ins of the services on this machine; nothing left it.`);
  if (isShort) output.line("Each command's whole answer: importer demo --verbose");
  if (home) output.line(`The library is kept: IMPORTER_HOME=${home}`);
  output.line("Now for real:");
  output.line("  export IMPORTER_CONTACT=you@example.org       MusicBrainz wants to be able to reach you");
  output.line('  importer album "The Dark Side of the Moon" --artist "Pink Floyd"');
  output.line("  importer worker --drain");
}

/** The demo must not reach beyond this machine, nor the user's own settings. */
function pathsOnly(env: Io["env"]): Io["env"] {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^IMPORTER_/.test(name) && !/_proxy$/i.test(name)),
  );
}
