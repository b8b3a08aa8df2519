import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openLibrary } from "../../src/db/opening/open.ts";
import { createEvents } from "../../src/events.ts";
import type { Task, Tasks } from "../../src/jobs/queue/task.ts";
import { createWorker } from "../../src/jobs/worker/worker.ts";

/**
 * The other process of the benchmarks of jobs, and how to start it. `worker <library>` prints `start <album>
 * <ms>` for each job; jobs of albums from 1,000,000 on never end by themselves. `idle <library>` prints the
 * processor time that a worker without work has used in so many seconds, `bare` that of Node without one.
 */
export const endless = 1_000_000;

/** Of the monotonic clock that all processes of a machine share. */
export function sharedNowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

export interface OtherProcess {
  pid: number;
  /** The next line it prints, in its words. */
  nextLine(): Promise<string[]>;
  kill(signal: NodeJS.Signals): void;
  exited: Promise<unknown>;
}

export async function startOther(what: "worker" | "idle" | "bare", ...args: string[]): Promise<OtherProcess> {
  const script = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, ["--import", "tsx", script, what, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string[]> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the ${what} process ended early`);
    return value.split(" ");
  };
  const exited = once(child, "exit");
  await nextLine(); // ready
  return { pid: child.pid!, nextLine, kill: (signal) => void child.kill(signal), exited };
}

async function startWorker(path: string): Promise<void> {
  const db = await openLibrary(path, { busyTimeoutMs: 5 });
  const task: Task<{ albumId: number }> = async ({ payload: { albumId }, signal }) => {
    process.stdout.write(`start ${albumId} ${sharedNowMs()}\n`);
    if (albumId >= endless) await sleep(3_600_000, undefined, { signal });
    return { outcome: "done" };
  };
  const tasks = { "import-album-releases": task } as Partial<Tasks> as Tasks;
  const { signal } = new AbortController();
  const worker = createWorker({ db, tasks, events: createEvents(), signal });
  process.stdout.write("ready\n");
  await worker.run();
}

/** Both kinds have loaded the same modules, so that only what a worker does makes the difference. */
async function idle(seconds: number, path?: string): Promise<void> {
  const rest = sleep(3_600_000);
  if (path === undefined) process.stdout.write("ready\n");
  else void startWorker(path);
  await sleep(3_000); // it has settled
  const before = process.cpuUsage();
  await sleep(seconds * 1_000);
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`used ${(user + system) / 1_000}\n`);
  await rest;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [what, path = "", seconds = "10"] = process.argv.slice(2);
  if (what === "worker") await startWorker(path);
  else await idle(Number(seconds), what === "idle" ? path : undefined);
}
