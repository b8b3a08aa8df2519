import { setTimeout as sleep } from "node:timers/promises";
import type { Events } from "../../events.ts";
import type { NetworkMonitor } from "../../network/monitor.ts";
import { judgeOnline, judgeWifiOnly, type LinkVerdict } from "../../network/policy.ts";
import type { HaltReason } from "../result.ts";

/** Whether the network allows a run to ask, as it changes. */
export interface LinkWatch {
  /** Before anything is asked. A run that may not begin never waits: the person is there to be told. */
  begin(stop: AbortSignal): Promise<HaltReason | undefined>;
  /** Looks. Where it is not allowed any more, it is lost. */
  isAllowed(): Promise<boolean>;
  /** Waits until it is allowed. @returns what aborts when it is lost. @throws when it has given up. */
  untilAllowed(): Promise<AbortSignal>;
  /** Aborts when it has waited long enough, or was told to stop while it waited: what waits is still to be done. */
  givenUp: AbortSignal;
  /** Why it gave up. */
  halted(): HaltReason | undefined;
  end(): void;
}

export interface WatchOptions {
  monitor: NetworkMonitor;
  events: Events;
  /** Only Wi-Fi that is not metered will do. Else any link, and it is looked at only when a question fails. */
  wifiOnly: boolean;
  /** Once the work has begun: how long it waits for the network to come back. */
  longestWaitMs: number;
  /** So old may a look be; whether anything has changed is seen four times as often. */
  lookEveryMs?: number;
  /** Wall time, which goes on while a laptop sleeps. */
  now?: () => number;
}

type Refusal = Extract<LinkVerdict, { allowed: false }>;

/** Why questions were broken off. Nobody's failure. */
class LinkLostError extends Error {
  override name: string = "LinkLostError";
}

class GivenUpError extends LinkLostError {
  override name = "GivenUpError";
  readonly halt: HaltReason;

  constructor(halt: HaltReason) {
    super(halt.kind);
    this.halt = halt;
  }
}

export function createLinkWatch(options: WatchOptions): LinkWatch {
  const { monitor, events, wifiOnly, longestWaitMs, lookEveryMs = 1_000, now = Date.now } = options;
  const givingUp = new AbortController();
  let stop: AbortSignal | undefined;
  let judge = judgeWifiOnly;
  /** Aborts when the link is lost; a new one begins with each link. */
  let link = new AbortController();
  let holding: Promise<void> | undefined;
  let lookedAt = 0;
  let unwatch: (() => void) | undefined;

  async function look(maxAgeMs = lookEveryMs): Promise<LinkVerdict> {
    const found = await monitor.check({ maxAgeMs });
    if (!stop && !wifiOnly) judge = judgeOnline({ atFirst: found });
    lookedAt = now();
    return judge(found);
  }

  async function isAllowed(): Promise<boolean> {
    const verdict = holding ? undefined : await look();
    if (verdict?.allowed) return true;
    if (verdict && stop && !holding && !givingUp.signal.aborted) {
      holding = hold(verdict, stop).finally(() => (holding = undefined));
    }
    return false;
  }

  /** The link is lost: what is under way is broken off, and nothing new goes out until it is back or patience ends. */
  async function hold(refusal: Refusal, stop: AbortSignal): Promise<void> {
    link.abort(new LinkLostError(refusal.says));
    if (longestWaitMs > 0)
      events.emit("network-held", { says: refusal.says, remedy: refusal.remedy, waitMs: longestWaitMs });
    const deadline = now() + longestWaitMs;
    let verdict: LinkVerdict = refusal;
    for (; !verdict.allowed; verdict = await look()) {
      const leftMs = deadline - now();
      if (stop.aborted) return giveUp({ kind: "interrupted" });
      if (leftMs <= 0) return giveUp(haltOf(verdict, wifiOnly));
      await sleep(Math.min(lookEveryMs / 4, leftMs), undefined, { signal: stop }).catch(() => undefined);
    }
    link = new AbortController();
    events.emit("network-back", { says: verdict.says });
  }

  const giveUp = (reason: HaltReason): void => givingUp.abort(new GivenUpError(reason));

  return {
    async begin(signal) {
      const verdict = await look(0);
      if (!verdict.allowed) return haltOf(verdict, wifiOnly);
      stop = signal;
      // Leaving Wi-Fi breaks nothing that a failure would tell of: the same requests go over mobile data.
      if (wifiOnly) unwatch = repeat(lookEveryMs / 4, isAllowed);
      return undefined;
    },
    isAllowed,
    async untilAllowed() {
      // Nobody looked while the machine slept: it may wake on another network.
      if (unwatch && now() - lookedAt > 3 * lookEveryMs) await isAllowed();
      while (holding) await holding;
      givingUp.signal.throwIfAborted();
      return link.signal;
    },
    givenUp: givingUp.signal,
    halted: () => (givingUp.signal.reason as GivenUpError | undefined)?.halt,
    end: () => unwatch?.(),
  };
}

/** Again and again, `intervalMs` after each. @returns what ends it. */
function repeat(intervalMs: number, work: () => Promise<unknown>): () => void {
  let isOver = false;
  let timer: NodeJS.Timeout;
  const next = (): void => {
    if (!isOver) timer = setTimeout(() => void work().then(next), intervalMs).unref();
  };
  next();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

const haltOf = ({ rule, says, remedy }: Refusal, wifiOnly: boolean): HaltReason => ({
  kind: wifiOnly ? "network" : "offline",
  rule,
  says,
  remedy,
});
