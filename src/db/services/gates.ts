import type { Db } from "../connection.ts";
import { statement } from "../statement.ts";
import { transact, retryWhileBusy } from "../transact.ts";

/** When the next request to one API may be sent, and, if a source asked for it, why so late. */
export interface GateTime {
  /** ms UTC. */
  nextAt: number;
  reason: string | null;
}

/** Nobody else is let through before `until` (ms UTC). */
export interface GrantedSlot {
  until: number;
}

interface Shutting {
  reason?: string;
  /** ms UTC. */
  insteadOf?: number;
}

/** No source is asked to be left alone for longer. */
const longestPauseMs = 3_600_000;
/** How far ahead a row may be without having been written under another clock. */
const slackMs = 10_000;
const dayMs = 24 * 3_600_000;

/** The rows of `gates`, on which all processes agree; `sources/gate.ts` does the waiting. */
export function createGateRows(db: Db, now: () => number = Date.now) {
  // A row is ahead of now by one turn, or by a pause (which has a reason). One further ahead was written
  // before the clock was moved back, and must not hold everybody for a day.
  const take = db.$client.prepare<[{ api: string; now: number; turn: number }], GrantedSlot>(`
    INSERT INTO gates (api, next_at) VALUES (@api, @now + @turn)
    ON CONFLICT (api) DO UPDATE SET next_at = excluded.next_at, reason = NULL
      WHERE gates.next_at <= @now
         OR gates.next_at > @now + ${slackMs} + iif(gates.reason IS NULL, @turn, ${longestPauseMs})
    RETURNING next_at AS until`);
  const shut = db.$client.prepare(`
    INSERT INTO gates (api, next_at, reason) VALUES (@api, @until, @reason)
    ON CONFLICT (api) DO UPDATE SET next_at = excluded.next_at, reason = coalesce(excluded.reason, gates.reason)
      WHERE gates.next_at < excluded.next_at OR (gates.next_at = @insteadOf AND gates.reason IS NULL)`);
  const count = db.$client.prepare(`
    INSERT INTO gates (api, next_at, day, sent) VALUES (@api, 0, @day, 1)
    ON CONFLICT (api) DO UPDATE SET sent = iif(day IS @day, sent, 0) + 1, day = @day
      WHERE day IS NOT @day OR sent < @limit`);
  const uncount = db.$client.prepare(
    "UPDATE gates SET sent = sent - 1 WHERE api = ? AND day = ? AND sent > 0",
  );
  const read = (api: string): GateTime | undefined => readGate(db, api);

  return {
    read,
    /** Takes one of the day's `limit` requests; false if they are used up. Days are those of UTC. */
    async spend(api: string, limit: number): Promise<boolean> {
      const day = Math.floor(now() / dayMs);
      return (await retryWhileBusy(() => count.run({ api, day, limit }))).changes === 1;
    },
    /** One that was taken did not leave. Of another day's nobody keeps count. */
    async giveBack(api: string): Promise<void> {
      await retryWhileBusy(() => uncount.run(api, Math.floor(now() / dayMs)));
    },
    /**
     * Takes the slot if the gate is open, and shuts the gate for `turnMs`: one statement, so that two
     * processes never both get it. Otherwise says when to try again.
     */
    async reserve(api: string, turnMs: number): Promise<GrantedSlot | GateTime> {
      if (turnMs === 0) return pauseOf(read(api), now()) ?? { until: now() }; // nothing to write down
      // The time is read once the write lock is held: waiting for the lock would make it an old one.
      const granted = await transact(db, () => take.get({ api, now: now(), turn: turnMs }));
      return granted ?? read(api) ?? { nextAt: 0, reason: null };
    },
    /**
     * Shuts the gate at least until `untilMs` (UTC); with a reason, it is a pause the source asked for. A turn that was to last
     * until `insteadOf`, and that nobody has prolonged, gives its time back.
     */
    async shutUntil(api: string, untilMs: number, { reason, insteadOf }: Shutting = {}): Promise<void> {
      const row = { api, until: untilMs, reason: reason ?? null, insteadOf: insteadOf ?? null };
      await retryWhileBusy(() => shut.run(row));
    },
  };
}

/**
 * For a run that may write nothing: it waits as the rows say and keeps its own slots in memory. Others can't
 * see those, so it is for the few requests of a dry run only.
 */
export function observeGateRows(db: Db, now: () => number = Date.now): ReturnType<typeof createGateRows> {
  const own = new Map<string, GateTime>();
  const read = (api: string): GateTime | undefined => {
    const [mine, theirs] = [own.get(api), readGate(db, api)];
    return mine && theirs ? (mine.nextAt > theirs.nextAt ? mine : theirs) : (mine ?? theirs);
  };
  return {
    read,
    spend: () => Promise.resolve(true), // its few requests are not worth a budget
    giveBack: () => Promise.resolve(),
    reserve(api, turnMs) {
      const time = read(api);
      const at = now();
      if (time && isShut(time, at, turnMs)) return Promise.resolve(time);
      own.set(api, { nextAt: at + turnMs, reason: null });
      return Promise.resolve({ until: at + turnMs });
    },
    shutUntil(api, untilMs, { reason, insteadOf } = {}) {
      const mine = own.get(api);
      if (!mine || mine.nextAt < untilMs || (mine.nextAt === insteadOf && mine.reason === null))
        own.set(api, { nextAt: untilMs, reason: reason ?? mine?.reason ?? null });
      return Promise.resolve();
    },
  };
}

/** What `take` above decides in SQL. */
function isShut({ nextAt, reason }: GateTime, at: number, turnMs: number): boolean {
  return nextAt > at && nextAt <= at + slackMs + (reason === null ? turnMs : longestPauseMs);
}

/** The pause that still holds, if any: an interval of 0 asks for no other distance. */
function pauseOf(time: GateTime | undefined, nowMs: number): GateTime | undefined {
  if (!time || time.reason === null || time.nextAt <= nowMs) return undefined;
  return time.nextAt <= nowMs + longestPauseMs + slackMs ? time : undefined;
}

const selectGate = statement<[api: string], GateTime>(
  "SELECT next_at AS nextAt, reason FROM gates WHERE api = ?",
);

export function readGate(db: Db, api: string): GateTime | undefined {
  return selectGate(db).get(api);
}

/** How many requests of a day's budget all processes have sent so far (the day of UTC). */
export function readSpent(db: Db, api: string, nowMs: number): number {
  const row = db.$client
    .prepare<[string, number], { sent: number }>("SELECT sent FROM gates WHERE api = ? AND day = ?")
    .get(api, Math.floor(nowMs / dayMs));
  return row?.sent ?? 0;
}
