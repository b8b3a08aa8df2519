import { DoubtedError } from "../errors.ts";

/** Absences in a row that came as a status, with nothing found between them. Times are ms UTC. */
export interface Streak {
  count: number;
  since: number;
  /** 0: never. */
  checkedAt: number;
  isDoubted: boolean;
}

/** Where the streaks are kept, for all processes of a library: see `db/services/absences.ts`. */
export interface DoubtStore {
  /** Counts one more absence. */
  absent(service: { api: string; address: string }): Promise<Streak>;
  found(service: { api: string; address: string }): Promise<void>;
  /** It was asked for what it had. */
  checked(service: { api: string; address: string }, isDoubted: boolean): Promise<void>;
}

/** Doubts a service that says "we have none" too often: it may have lost what it had, or somebody else may play it well. */
export interface AbsenceDoubt {
  /** An absence came as a status. @throws DoubtedError where it is not to be believed. */
  absent(): Promise<void>;
  found(): Promise<void>;
}

export interface DoubtOptions {
  name: string;
  api: string;
  address: string;
  rows: DoubtStore;
  /** Questions for two things that it had: each answers whether it still has it. */
  known(): (() => Promise<boolean>)[];
  /** What was remembered as absent since then (ms UTC) is unknown again. */
  takeBack(since: number): Promise<void>;
  now?: () => number;
}

const doubtedAfter = 20;
const checkEveryMs = 3_600_000;

export function createDoubt(options: DoubtOptions): AbsenceDoubt {
  const { name, api, address, rows, known, takeBack, now = Date.now } = options;
  const service = { api, address };
  let checking: Promise<boolean> | undefined;

  async function check(since: number): Promise<boolean> {
    let hasAny = false;
    for (const stillHas of known()) hasAny ||= await stillHas();
    if (!hasAny) await takeBack(since);
    await rows.checked(service, !hasAny);
    return !hasAny;
  }

  return {
    found: () => rows.found(service),
    async absent() {
      const streak = await rows.absent(service);
      const isDue = streak.count >= doubtedAfter && now() - streak.checkedAt >= checkEveryMs;
      if (isDue && !checking) checking = check(streak.since).finally(() => (checking = undefined));
      const isDoubted = checking ? await checking : streak.isDoubted;
      if (isDoubted) {
        throw new DoubtedError(
          name,
          `${name} says that it has nothing, not even what it had before: nothing that it lacks is believed now`,
        );
      }
    },
  };
}
