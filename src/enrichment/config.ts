import { UserError } from "../errors.ts";

/** How an enrichment goes about its work. */
export interface EnrichmentConfig {
  /** Tracks read from the library at a time. */
  batchSize: number;
  /** Tracks worked at once. */
  maxConcurrent: number;
  artwork: boolean;
  lyrics: boolean;
  /** Nothing is asked unless the default route is Wi-Fi and not metered. */
  requireWifi: boolean;
  /** After the first try of an operation. */
  maxRetries: number;
  /** Before the first retry; doubles each time, up to 10 s. */
  baseRetryDelayMs: number;
  /** One try of one operation is aborted after this long. */
  operationTimeoutSecs: number;
  /** What was known absent is asked for again, whenever that was. */
  retryAbsent: boolean;
}

export const enrichmentDefaults: EnrichmentConfig = {
  batchSize: 50,
  maxConcurrent: 5,
  artwork: true,
  lyrics: true,
  requireWifi: false,
  maxRetries: 3,
  baseRetryDelayMs: 100,
  operationTimeoutSecs: 30,
  retryAbsent: false,
};

export const longestRetryDelayMs = 10_000;

/** TTL of the negative cache. "They have none" is believed for so long: art and lyrics are added every day. */
export const enrichmentAbsenceTtlMs = 14 * 24 * 3_600_000;

/** What each number may be, and the flag that sets it. */
const ranges = {
  batchSize: [1, 10_000, "--batch-size"],
  maxConcurrent: [1, 100, "--concurrency"],
  maxRetries: [0, 20, "--max-retries"],
  baseRetryDelayMs: [1, longestRetryDelayMs, "--retry-delay"],
  operationTimeoutSecs: [1, 600, "--timeout"],
} as const satisfies Partial<Record<keyof EnrichmentConfig, readonly [number, number, string]>>;

/** The defaults with these changes. @throws UserError naming the first value that is out of range. */
export function enrichmentConfig(changes: Partial<EnrichmentConfig> = {}): EnrichmentConfig {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const config = { ...enrichmentDefaults, ...Object.fromEntries(given) };
  for (const [name, [least, most, flag]] of Object.entries(ranges)) {
    const value = config[name as keyof typeof ranges];
    if (Number.isInteger(value) && value >= least && value <= most) continue;
    throw new UserError(`${flag} (${name}) is ${value}; it must be a whole number from ${least} to ${most}`, {
      hint: "importer enrich --help",
    });
  }
  if (!config.artwork && !config.lyrics) {
    throw new UserError("with neither artwork nor lyrics there is nothing to do", {
      hint: "leave out --no-artwork or --no-lyrics",
    });
  }
  return config;
}
