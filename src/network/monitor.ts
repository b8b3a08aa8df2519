import { detectLink } from "./detect.ts";
import type { NetworkLink } from "./link.ts";
import { applyOverride, type NetworkOverride } from "./policy.ts";
import { systemProbe, type SystemProbe } from "./probe.ts";

export interface NetworkMonitor {
  /**
   * The link as it is, or was less than `maxAgeMs` (30 s) ago if no address or route has changed since; with 0 the system is
   * asked in any case.
   */
  check(options?: { maxAgeMs?: number }): Promise<NetworkLink>;
}

/** Looks on demand, never by itself. With an override the system is not asked at all. */
export function createNetworkMonitor(options: {
  override?: NetworkOverride;
  probe?: SystemProbe;
  /** Wall time, which goes on while a laptop sleeps: it may wake on another network. */
  now?: () => number;
}): NetworkMonitor {
  const { override, probe = systemProbe(), now = Date.now } = options;
  let last: { link: Promise<NetworkLink>; at: number; fingerprint: string } | undefined;

  function holds({ at, fingerprint }: NonNullable<typeof last>, maxAgeMs: number): boolean {
    if (maxAgeMs === 0) return false;
    const ageMs = now() - at;
    const mostMs = probe.platform === "win32" ? Math.max(maxAgeMs, costlyForMs) : maxAgeMs;
    return ageMs >= 0 && ageMs < mostMs && fingerprint === probe.fingerprint();
  }

  return {
    async check({ maxAgeMs = 30_000 } = {}) {
      if (override) return applyOverride(override, notLooked);
      if (!last || !holds(last, maxAgeMs)) {
        last = { fingerprint: probe.fingerprint(), link: detectLink(probe), at: now() };
      }
      return last.link; // those who ask meanwhile share the look
    },
  };
}

/** A look that starts PowerShell is good for so long, unless an address or a route changes. */
const costlyForMs = 10_000;

const notLooked: NetworkLink = { kind: "unknown", metered: null, how: "not looked at" };
