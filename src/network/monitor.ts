import { detectLink } from "./detect.ts";
import type { Link } from "./link.ts";
import { applyOverride, type NetworkOverride } from "./policy.ts";
import { systemProbe, type SystemProbe } from "./probe.ts";

export interface NetworkMonitor {
  /** The link as it is, or was less than `cacheMs` ago; with `fresh` the system is asked in any case. */
  check(options?: { fresh?: boolean }): Promise<Link>;
}

/** Looks on demand, never by itself. With an override the system is not asked at all. */
export function createNetworkMonitor(options: {
  override?: NetworkOverride;
  probe?: SystemProbe;
  /** Wall time, which goes on while a laptop sleeps: it may wake on another network. */
  now?: () => number;
  cacheMs?: number;
}): NetworkMonitor {
  const { override, probe = systemProbe(), now = Date.now, cacheMs = 30_000 } = options;
  let last: { link: Promise<Link>; at: number } | undefined;

  const holds = (at: number): boolean => now() >= at && now() - at < cacheMs;
  return {
    async check({ fresh = false } = {}) {
      if (override) return applyOverride(override, notLooked);
      if (fresh || !last || !holds(last.at)) last = { link: detectLink(probe), at: now() };
      return last.link; // those who ask meanwhile share the look
    },
  };
}

const notLooked: Link = { kind: "unknown", metered: null, how: "not looked at" };
