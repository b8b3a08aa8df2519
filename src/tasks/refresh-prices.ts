import { DayOverError } from "../errors.ts";
import { hasReady } from "../jobs/worker/claim.ts";
import type { PayloadOf } from "../jobs/queue/kinds.ts";
import type { Task } from "../jobs/queue/task.ts";
import { refreshEveryMs, refreshProducts, type RefreshResult } from "../products/refresh.ts";
import type { TaskContext } from "./context.ts";
import { countText } from "../counts.ts";

/** One for the library. Albums that are searched for go first; it stands behind them with what it has left. */
export const refreshPricesJob = {
  kind: "amazon-price-refresh" as const,
  payload: {},
  uniqueKey: "amazon-price-refresh",
  priority: 10,
};

/** What the shop links say, once a day: the job never ends, but sleeps until the next day, as long as there are credentials. */
export function refreshPrices({
  importing,
  createProducts,
}: TaskContext): Task<PayloadOf<"amazon-price-refresh">> {
  return async ({ save, signal }) => {
    let result: RefreshResult;
    try {
      const context = await createProducts({ transact: save, signal });
      result = await refreshProducts(context, () => !hasReady(importing.db, "serial"));
    } catch (error) {
      if (!(error instanceof DayOverError)) throw error;
      const delayMs = error.retryAfterMs ?? refreshEveryMs;
      return { outcome: "snooze", delayMs, reason: error.message, waitsFor: error.source };
    }
    if (result.outcome === "free") return { outcome: "done", detail: "without Amazon credentials no prices" };
    const untilMidnightMs = refreshEveryMs - (importing.now() % refreshEveryMs);
    const delayMs = { albums: 0, day: untilMidnightMs, done: refreshEveryMs }[result.leftFor ?? "done"];
    return { outcome: "snooze", delayMs, reason: wordsOf(result) };
  };
}

function wordsOf({ requests, known, gone, leftFor }: Exclude<RefreshResult, { outcome: "free" }>): string {
  const isIdle = known === 0 && requests === 0;
  const asked = isIdle
    ? "no product to refresh now"
    : `${countText(known, "product")} refreshed in ${countText(requests, "request")}`;
  const vanished = gone.map(
    ({ asin, album, isKept }) =>
      `${asin} ("${album}") is sold no more${isKept ? ", confirmed by hand: kept" : ""}`,
  );
  return [asked, ...vanished, nextWords[leftFor ?? "done"]].join("; ");
}

const nextWords = {
  albums: "albums that wait go first",
  day: "the others tomorrow: what is left of today's requests is kept for new albums",
  done: "the next time in a day",
};
