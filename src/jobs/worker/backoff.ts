const firstDelayMs = 2_000;
const longestDelayMs = 3_600_000;

/**
 * Exponential back-off with jitter. How long to wait after failed attempt `attempt` (from 1): doubling from 2 s up to an hour, halved at random
 * so that jobs which failed together do not return together. Never less than what the source asked for.
 */
export function backoffMs(
  attempt: number,
  options: { random: () => number; retryAfterMs?: number | undefined },
): number {
  const doubled = Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1));
  const jittered = doubled * (0.5 + options.random() / 2);
  return Math.round(Math.max(jittered, options.retryAfterMs ?? 0));
}
