import Database from "better-sqlite3";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { better, defineQueue, defineWorker } from "plainjob";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import type { Db } from "../../src/db/connection.ts";
import { groupCommit } from "../../src/db/group-commit.ts";
import { transact } from "../../src/db/transact.ts";
import { createEvents } from "../../src/events.ts";
import { claim, type ClaimedJob } from "../../src/jobs/worker/claim.ts";
import { enqueue, enqueueMany } from "../../src/jobs/queue/queue.ts";
import type { TaskResult, Tasks } from "../../src/jobs/queue/task.ts";
import { finishAndClaim } from "../../src/jobs/worker/turn.ts";
import { createWorker } from "../../src/jobs/worker/worker.ts";
import { median, renderRows, type Row } from "./table.ts";

/**
 * How many jobs a second: ours, bare prepared statements on the same table, and plainjob, which knows no
 * unique keys.
 */

type Sync = "NORMAL" | "FULL";
/** Each does `count` jobs, and leaves its library as it found it: empty of waiting jobs. */
type Contender = (count: number) => Promise<void> | void;
interface Side {
  enqueue: Record<string, Contender>;
  work: Record<string, Contender>;
}

let nextKey = 0;

async function openSide(folder: string, name: string, sync: Sync): Promise<Db> {
  const db = await openLibrary(join(folder, `${name}-${sync}`, "library.db"), { busyTimeoutMs: 5 });
  db.$client.pragma(`synchronous = ${sync}`);
  return db;
}

function ours(db: Db): Side {
  const events = createEvents();
  const drain = async (concurrency: number): Promise<void> => {
    const signal = new AbortController().signal;
    const nothing = async (): Promise<TaskResult> => ({ outcome: "done" });
    const tasks: Partial<Tasks> = { "import-album-releases": nothing };
    await createWorker({ db, tasks: tasks as Tasks, events, concurrency, drain: true, signal }).run();
  };
  const job = { kind: "import-album-releases", payload: { albumId: 1 } } as const;
  const queue = (count: number, key: () => { uniqueKey?: string }): void => {
    for (let i = 0; i < count; i++) {
      enqueue(db, { ...job, ...key() }, Date.now());
    }
  };
  return {
    enqueue: {
      "with a key": (count) => queue(count, () => ({ uniqueKey: `k${nextKey++}` })),
      "without a key": (count) => queue(count, () => ({})),
      "many at once": (count) => void enqueueMany(db, Array(count).fill(job), Date.now()),
      "many at once with keys": (count) => {
        const jobs = Array.from({ length: count }, () => ({ ...job, uniqueKey: `k${nextKey++}` }));
        enqueueMany(db, jobs, Date.now());
      },
      "with a key, ten callers that share commits": async (count) => {
        const write = groupCommit(db, (work) => transact(db, work));
        const caller = async (): Promise<void> => {
          for (let i = 0; i < count / 10; i++) {
            await write(() => enqueue(db, { ...job, uniqueKey: `k${nextKey++}` }, Date.now()));
          }
        };
        await Promise.all(Array.from({ length: 10 }, caller));
      },
    },
    work: {
      "finish and claim, one commit a job": async () => {
        let job = claim(db, "default", { worker: "w", nowMs: Date.now(), evenCrashed: false });
        while (job) {
          const turn = turnWith(job);
          [job] = (await transact(db, () => finishAndClaim(db, turn))).claimed;
        }
      },
      "worker, one job at a time": () => drain(1),
      "worker, four at a time": () => drain(4),
    },
  };
}

function turnWith(job: ClaimedJob): Parameters<typeof finishAndClaim>[1] {
  return {
    worker: "w",
    nowMs: Date.now(),
    ended: [{ job, ending: { outcome: "done" }, durationMs: 0 }],
    slots: [{ queue: "default", free: 1 }],
    isAlone: true,
    endingOfFault: (_job, error) => ({ outcome: "failed", reason: String(error) }),
  };
}

function bare({ $client }: Db): Side {
  const insert = $client.prepare(
    `INSERT INTO jobs (queue, kind, payload, state, priority, run_at, max_attempts, unique_key, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (unique_key) WHERE unique_key IS NOT NULL AND state IN ('scheduled','ready','running') DO NOTHING`,
  );
  const take = $client.prepare(
    `UPDATE jobs SET state = 'running', attempts = attempts + 1, worker = ?, started_at = ?
     WHERE id = (SELECT id FROM jobs WHERE state = 'ready' AND queue = 'default' ORDER BY priority, id LIMIT 1)
     RETURNING id, kind, payload, attempts, max_attempts`,
  );
  const finish = $client.prepare(
    `UPDATE jobs SET state = 'done', finished_at = ?, worker = NULL
     WHERE id = ? AND worker = ? AND attempts = ? AND state = 'running'`,
  );
  const begin = $client.prepare("BEGIN IMMEDIATE");
  const commit = $client.prepare("COMMIT");
  const takeNext = (): { id: number; attempts: number } | undefined =>
    take.get("w", Date.now()) as { id: number; attempts: number } | undefined;
  const queue = (count: number, key: () => string | null): void => {
    for (let i = 0; i < count; i++) {
      const now = Date.now();
      const payload = JSON.stringify({ albumId: 1 });
      insert.run("default", "import-album-releases", payload, "ready", 0, now, 12, key(), now);
    }
  };
  return {
    enqueue: {
      "with a key": (count) => queue(count, () => `k${nextKey++}`),
      "without a key": (count) => queue(count, () => null),
      "many at once": (count) => $client.transaction(() => queue(count, () => null))(),
    },
    work: {
      fused() {
        for (let job = takeNext(); job;) {
          begin.run();
          finish.run(Date.now(), job.id, "w", job.attempts);
          job = takeNext();
          commit.run();
        }
      },
    },
  };
}

function plainjob(folder: string, sync: Sync): Side & { close(): void } {
  const logger = { error() {}, warn() {}, info() {}, debug() {} };
  const database = new Database(join(folder, `plainjob-${sync}.db`));
  const queue = defineQueue({ connection: better(database), logger });
  database.pragma(`synchronous = ${sync}`);
  return {
    enqueue: {
      "without a key": (count) => {
        for (let i = 0; i < count; i++) queue.add("k", { albumId: 1 });
      },
      "many at once": (count) => void queue.addMany("k", Array(count).fill({ albumId: 1 })),
    },
    work: {
      async worker(count) {
        let left = count;
        const worker = defineWorker("k", async () => void left--, { queue, logger, pollIntervall: 1 });
        void worker.start();
        while (left > 0) await new Promise((resolve) => setTimeout(resolve, 1));
        await worker.stop();
      },
    },
    close: () => queue.close(),
  };
}

/** Jobs a second, of each contender, round by round. */
type Times = Map<string, number[]>;

async function time(times: Times, name: string, count: number, run: Contender): Promise<void> {
  const startedAt = performance.now();
  await run(count);
  const perSecond = (count * 1000) / (performance.now() - startedAt);
  times.set(name, [...(times.get(name) ?? []), perSecond]);
}

/** Each way of working empties the queue that a way of enqueuing has filled. */
async function round(count: number, sides: Record<string, Side>): Promise<Times> {
  const times: Times = new Map();
  for (const [name, side] of Object.entries(sides)) {
    const [ways, works] = [Object.entries(side.enqueue), Object.entries(side.work)];
    for (let i = 0; i < Math.max(ways.length, works.length); i++) {
      const [how, fill] = ways[i % ways.length]!;
      const [what, work] = works[i % works.length]!;
      await time(times, `${name} enqueue ${how}`, count, fill);
      await time(times, `${name} ${what}`, count, work);
    }
  }
  return times;
}

async function compare(folder: string, sync: Sync, rounds: number, count: number): Promise<Row[]> {
  const own = await openSide(folder, "ours", sync);
  const raw = await openSide(folder, "bare", sync);
  const rival = plainjob(folder, sync);
  const sides = { ours: ours(own), bare: bare(raw), plainjob: rival };
  try {
    await round(count, sides);
    const times: Times = new Map();
    for (let i = 0; i < rounds; i++) {
      for (const [name, speeds] of await round(count, sides)) {
        times.set(name, [...(times.get(name) ?? []), median(speeds)]);
      }
    }
    return rowsOf(times, sync);
  } finally {
    closeLibrary(own);
    closeLibrary(raw);
    rival.close();
  }
}

/** Ratios within each round, so that a disk that is slow for a while is slow for all. */
function rowsOf(times: Times, sync: Sync): Row[] {
  const speeds = (name: string): number[] => times.get(name)!;
  const row = (what: string, against: string, rival: string): Row => {
    const ratioTo = (other: string): string =>
      median(speeds(`ours ${what}`).map((speed, at) => speed / speeds(other)[at]!)).toFixed(2);
    const perSecond = [`ours ${what}`, against, rival].map((name) => median(speeds(name)).toFixed(0));
    return {
      what: `${what}, ${sync}`,
      measured: `${ratioTo(against)}× bare, ${ratioTo(rival)}× plainjob`,
      goal: "0.67× bare, above plainjob",
      beside: `${perSecond.join(", ")} jobs/s`,
    };
  };
  return [
    row("enqueue without a key", "bare enqueue without a key", "plainjob enqueue without a key"),
    row("enqueue with a key", "bare enqueue with a key", "plainjob enqueue without a key"),
    row("enqueue many at once", "bare enqueue many at once", "plainjob enqueue many at once"),
    row("enqueue many at once with keys", "bare enqueue many at once", "plainjob enqueue many at once"),
    row(
      "enqueue with a key, ten callers that share commits",
      "bare enqueue with a key",
      "plainjob enqueue without a key",
    ),
    row("finish and claim, one commit a job", "bare fused", "plainjob worker"),
    row("worker, one job at a time", "bare fused", "plainjob worker"),
    row("worker, four at a time", "bare fused", "plainjob worker"),
  ];
}

export async function run(rounds = 21, count = 500): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
  try {
    return [
      ...(await compare(folder, "NORMAL", rounds, count)),
      ...(await compare(folder, "FULL", rounds, count)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(renderRows(await run()));
