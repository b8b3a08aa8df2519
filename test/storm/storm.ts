import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { differences, failedJobs, forgiveCrashes, jobsOf, keysOf, troublesOf, type Keys } from "./keys.ts";
import { launcher, player, type Launch, type Play, type Process } from "./processes.ts";
import { scenarioOf, type Name, type Scenario } from "./scenarios.ts";
import { startServices } from "./services.ts";

export interface StormOptions {
  /** The built program. */
  binary: string;
  name: Name;
  kills: number;
  /** Processes at work at the same time. */
  workers: number;
  /** From 0 to below 1. */
  random: () => number;
}

export interface StormResult {
  kills: number;
  /** How often all processes were killed at once. */
  groups: number;
  /** Jobs whose worker died while they ran. */
  crashes: number;
  /** Libraries that were taken through some of the kills, finished and compared. */
  rounds: number;
  /** Everything that is not as in the library of an undisturbed run; none, if all is well. */
  troubles: string[];
}

const killsARound = 25;
/** The time after a first sign of work in which a process is killed. */
const workMs = 600;
const longestStartMs = 20_000;

/** Kills real processes at random moments, lets the next ones go on, and compares with a run that nobody disturbed. */
export async function storm(options: StormOptions): Promise<StormResult> {
  const folder = mkdtempSync(join(tmpdir(), "importer-storm-"));
  const services = await startServices();
  try {
    const launch = launcher(options.binary, services.env);
    const play = await player(options.binary, services.env);
    const stage = await setStage(scenarioOf(options.name, folder), {
      launch,
      play,
      folder,
      requestCount: services.requestCount,
    });
    const result: StormResult = { kills: 0, groups: 0, crashes: 0, rounds: 0, troubles: [] };
    while (result.kills < options.kills && result.troubles.length < 20) {
      await playRound({ ...options, ...stage }, result);
    }
    return result;
  } finally {
    await services.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Means {
  launch: Launch;
  play: Play;
  folder: string;
  requestCount(): number;
}

interface Stage extends Means {
  scenario: Scenario;
  base: string;
  expected: Keys;
  /** How long a process takes to begin (ms). */
  startMs: number;
}

async function setStage(scenario: Scenario, means: Means): Promise<Stage> {
  const { folder, launch, play } = means;
  const [base, undisturbed] = [join(folder, "base"), join(folder, "undisturbed")];
  mkdirSync(base);
  await play(scenario.before, base);
  cpSync(base, undisturbed, { recursive: true });
  const from = performance.now();
  await launch(["jobs", "stats"], join(folder, "nothing")).ended;
  const startMs = performance.now() - from;
  await play(scenario.commands, undisturbed);
  const library = join(undisturbed, "library.db");
  const troubles = troublesOf(library);
  if (troubles.length > 0) throw new Error(`even undisturbed: ${troubles.join("; ")}`);
  return { ...means, scenario, base, startMs, expected: keysOf(library) };
}

type Round = StormOptions & Stage;

async function playRound(round: Round, result: StormResult): Promise<void> {
  const { base, folder, play, scenario, expected, kills } = round;
  const home = join(folder, "home");
  const library = join(home, "library.db");
  cpSync(base, home, { recursive: true });
  const until = Math.min(kills, result.kills + killsARound);
  await killAtRandom(round, home, result, until);
  const found: string[] = [];
  try {
    forgiveCrashes(library);
    await play(scenario.commands, home);
    const { live, crashes } = jobsOf(library);
    result.crashes += crashes;
    found.push(...failedJobs(library));
    if (live > 0 && round.name === "worker") found.push(`${live} jobs are left over`);
    found.push(...troublesOf(library), ...differences(expected, keysOf(library)));
  } catch (error) {
    found.push(String(error));
  }
  result.rounds++;
  result.troubles.push(...found.map((trouble) => `${round.name}, round ${result.rounds}: ${trouble}`));
  rmSync(home, { recursive: true, force: true });
}

/** Keeps `workers` processes at work until that many were killed in all; none is left. */
async function killAtRandom(round: Round, home: string, result: StormResult, until: number): Promise<void> {
  const { scenario, launch, workers, random, startMs } = round;
  const library = join(home, "library.db");
  let working: Process[] = [];
  for (let idle = 0; result.kills < until && idle < 3 * killsARound; idle++) {
    working = working.filter((each) => !each.isGone());
    while (working.length < workers) {
      const argv = scenario.commands[Math.floor(random() * scenario.commands.length)]!;
      working.push(launch(argv, home));
    }
    if (random() < 0.3) await sleep(random() * startMs);
    else await untilAtWork(round, working).then(() => sleep(random() * workMs));
    const all = random() < 0.3;
    const victims = all ? working : [working[Math.floor(random() * working.length)]!];
    forgiveCrashes(library);
    const ends = await killEach(victims);
    result.kills += ends;
    if (all && ends > 1) result.groups++;
    forgiveCrashes(library);
  }
  result.kills += await killEach(working);
}

/** A request, or a word on stderr: some of them have begun what they are for. */
async function untilAtWork({ requestCount }: Round, working: Process[]): Promise<void> {
  const before = requestCount();
  const from = performance.now();
  while (performance.now() - from < longestStartMs) {
    if (requestCount() > before || working.some((each) => each.isGone() || each.said() !== "")) return;
    await sleep(5);
  }
}

/** Returns how many of them were still alive for it. */
async function killEach(victims: Process[]): Promise<number> {
  for (const victim of victims) {
    if (!victim.isGone()) victim.kill();
  }
  const ends = await Promise.all(victims.map((victim) => victim.ended));
  return ends.filter((end) => end === "SIGKILL").length;
}
