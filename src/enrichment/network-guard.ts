import { setTimeout as sleep } from "node:timers/promises";
import type { Events } from "../events.ts";
import type { NetworkMonitor } from "../network/monitor.ts";
import { judgeWifiOnly } from "../network/policy.ts";
import type { HaltReason } from "./result.ts";

/** Says before each batch whether the network allows it: undefined to go on. */
export type NetworkGuard = (stop: AbortSignal) => Promise<HaltReason | undefined>;

export interface GuardOptions {
  monitor: NetworkMonitor;
  events: Events;
  /** Once the work has begun: `wait` until the network allows it again, or `halt`. */
  whenLost: "wait" | "halt";
  /** Between two looks while waiting. */
  pollMs?: number;
}

/** `--wifi-only`. A run that may not begin never waits: the person is there to be told. */
export function createWifiGuard({ monitor, events, whenLost, pollMs = 10_000 }: GuardOptions): NetworkGuard {
  let begun = false;
  return async (stop) => {
    for (let announced = false; ; announced = true) {
      const verdict = judgeWifiOnly(await monitor.check());
      if (verdict.allowed) {
        begun = true;
        return undefined;
      }
      const { rule, says, remedy } = verdict;
      if (!begun || whenLost === "halt") return { kind: "network", rule, says, remedy };
      if (!announced) events.emit("network-held", { says, remedy });
      await sleep(pollMs, undefined, { signal: stop }).catch(() => undefined);
      if (stop.aborted) return { kind: "interrupted" };
    }
  };
}
