/** Of the headers of an answer. */
type Headers = Record<string, string | string[] | undefined>;

/**
 * Retry-After: seconds or an HTTP date, as ms from now. A date is held against the `Date` of the same answer, and without one against
 * `now` (ms UTC): their clock, or ours, may be wrong. Undefined when absent, unreadable or not ahead.
 */
export function retryAfterOf(headers: Headers, now = Date.now()): number | undefined {
  const text = first(headers["retry-after"]);
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return ahead(Number(text) * 1000);
  const theirNow = Date.parse(first(headers["date"]) ?? "");
  return ahead(Date.parse(text) - (Number.isNaN(theirNow) ? now : theirNow));
}

const first = (header: string | string[] | undefined): string | undefined =>
  (Array.isArray(header) ? header[0] : header)?.trim();

const ahead = (ms: number): number | undefined => (ms > 0 && Number.isFinite(ms) ? Math.ceil(ms) : undefined);
