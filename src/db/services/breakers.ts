import type { Db } from "../connection.ts";
import { statement } from "../statement.ts";
import { transact } from "../transact.ts";

export interface ServiceAt {
  api: string;
  address: string;
}

/** A service whose circuit breaker is open: it is left alone, and why. Jobs that need it are snoozed until then (`src/tasks.ts`). */
export interface RestingService {
  /** ms UTC. */
  until: number;
  reason: string;
}

interface Row {
  failures: number;
  failedAt: number;
  restUntil: number;
  restMs: number;
  probeUntil: number;
  link: string;
  reason: string;
}

/** Circuit breaker, closed: so many failures in a row, each within so long (ms) of the one before, open it. */
const failuresInARow = 5;
const withinMs = 60_000;
/** Circuit breaker, open: it rests for so long (ms), twice as long after each probe that failed, up to the longest. */
const firstRestMs = 30_000;
const longestRestMs = 600_000;
/** Circuit breaker, half-open: a probe that says nothing by then has died: somebody else may try. */
const probeLeaseMs = 60_000;

const columns = `failures, failed_at AS failedAt, rest_until AS restUntil, rest_ms AS restMs,
  probe_until AS probeUntil, link, reason`;
const selectRow = statement<[api: string, address: string], Row>(
  `SELECT ${columns} FROM circuit_breakers WHERE api = ? AND address = ?`,
);
const putRow = statement<[ServiceAt & Row]>(
  `INSERT OR REPLACE INTO circuit_breakers
     (api, address, failures, failed_at, rest_until, rest_ms, probe_until, link, reason)
   VALUES (@api, @address, @failures, @failedAt, @restUntil, @restMs, @probeUntil, @link, @reason)`,
);
const takeProbe = statement<[lease: number, api: string, address: string, now: number, now: number]>(
  `UPDATE circuit_breakers SET probe_until = ?
   WHERE api = ? AND address = ? AND rest_until <= ? AND probe_until <= ?`,
);
const dropRow = statement<[api: string, address: string]>(
  "DELETE FROM circuit_breakers WHERE api = ? AND address = ?",
);

/**
 * Circuit breakers' rows, on which all processes of a library agree: when one opens, and how long it rests, is decided here within one
 * transaction; `sources/circuit-breaker.ts` tells it what happened, and lets nobody through meanwhile.
 */
export function createBreakerRows(db: Db, now: () => number = Date.now) {
  const read = ({ api, address }: ServiceAt): Row | undefined => selectRow(db).get(api, address);
  return {
    isKnown: (service: ServiceAt): boolean => read(service) !== undefined,

    /**
     * Undefined: it may be asked. Once the rest is over, one caller gets the lease to probe.
     * Where nothing has failed lately this reads one row and writes none.
     */
    async admit(service: ServiceAt, by: { link: string }): Promise<RestingService | "probe" | undefined> {
      const row = read(service);
      if (!row || row.restUntil === 0) return undefined;
      const { api, address } = service;
      const at = now();
      if (row.link !== by.link) {
        await transact(db, () => dropRow(db).run(api, address));
        return undefined;
      }
      // A row further ahead than any rest was written under another clock.
      const isOver = row.restUntil <= at || row.restUntil > at + 2 * longestRestMs;
      if (!isOver) return { until: row.restUntil, reason: row.reason };
      const until = Math.max(at, row.restUntil);
      const taken = await transact(db, () => takeProbe(db).run(at + probeLeaseMs, api, address, until, at));
      return taken.changes === 1
        ? "probe"
        : { until: read(service)?.probeUntil ?? at + 1_000, reason: row.reason };
    },

    /**
     * An exchange failed after all its tries. It began at `startedAt` (ms UTC).
     * @returns until when the service rests now (ms UTC), 0 where it does not; and whether it was to rest already: then this
     *   was a probe, or under way.
     */
    async failed(
      service: ServiceAt,
      fault: { startedAt: number; link: string; reason: string; opensAtOnce: boolean },
    ): Promise<{ until: number; wasOpen: boolean }> {
      const { link, reason, startedAt } = fault;
      return transact(db, () => {
        const row = read(service);
        const at = now();
        const goesOn = row !== undefined && row.link === link && startedAt - row.failedAt <= withinMs;
        const isOpen = row !== undefined && row.link === link && row.restUntil > 0;
        if (isOpen && row.restUntil > at) return { until: row.restUntil, wasOpen: true }; // it was under way, or a person's try
        const failures = goesOn ? row.failures + 1 : 1;
        const restMs = isOpen ? Math.min(longestRestMs, row.restMs * 2) : firstRestMs;
        const opens = isOpen || fault.opensAtOnce || failures >= failuresInARow;
        const restUntil = opens ? at + restMs : 0;
        putRow(db).run({
          ...service,
          failures,
          failedAt: at,
          link,
          reason,
          probeUntil: 0,
          restUntil,
          restMs: opens ? restMs : 0,
        });
        return { until: restUntil, wasOpen: isOpen };
      });
    },

    /** It answered, whatever it said. */
    async answered(service: ServiceAt): Promise<void> {
      if (read(service)) await transact(db, () => dropRow(db).run(service.api, service.address));
    },
  };
}

const selectResting = statement<[now: number], ServiceAt & RestingService>(
  `SELECT api, address, rest_until AS until, reason FROM circuit_breakers WHERE rest_until > ? ORDER BY api, address`,
);

/** The services that are left alone now. */
export function listResting(db: Db, nowMs: number): (ServiceAt & RestingService)[] {
  return selectResting(db).all(nowMs);
}
