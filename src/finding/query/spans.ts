/** What a value stands for that is less exact than what it is compared with: from its first to its last. */
export interface Span<T> {
  first: T;
  last: T;
}

/** A partial date, `1973`, `1973-03` or `1973-03-24`, as the days of which it may be one; undefined for no date. */
export function daysOf(text: string): Span<string> | undefined {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? [];
  if (year === undefined || !isDate(Number(year), Number(month ?? 1), Number(day ?? 1))) return undefined;
  // Each month counts as 31 days long: the last of a short one is as late as a day of it may be that is not known.
  const isLast = day !== undefined && !isDate(Number(year), Number(month), Number(day) + 1);
  return {
    first: `${year}-${month ?? "01"}-${day ?? "01"}`,
    last: `${year}-${month ?? "12"}-${isLast ? "31" : (day ?? "31")}`,
  };
}

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The same as moments in ms UTC; also one that is given to the minute, second or millisecond, as the program writes them. */
export function momentsOf(text: string): Span<number> | undefined {
  const exact = momentOf(text);
  if (exact) return exact;
  if (!daysOf(text)) return undefined;
  const [year = 0, month, day] = text.split("-").map(Number);
  const first = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  if (day !== undefined) return { first, last: Date.UTC(year, month! - 1, day + 1) - 1 };
  return { first, last: (month === undefined ? Date.UTC(year + 1, 0) : Date.UTC(year, month)) - 1 };
}

/** `2026-12-01T03:04:05.678Z`: the `Z`, and what is after the minutes, may be left away. */
function momentOf(text: string): Span<number> | undefined {
  const [, day = "", minute, second, fraction] =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?Z?$/i.exec(text) ?? [];
  const first = Date.parse(`${day}T${minute}:${second ?? "00"}.${(fraction ?? "").padEnd(3, "0")}Z`);
  if (!daysOf(day) || Number.isNaN(first)) return undefined;
  const lasts = second === undefined ? 60_000 : 10 ** (3 - (fraction?.length ?? 0));
  return { first, last: first + lasts - 1 };
}

/** `185`, `3:05` or `1:02:03` in seconds. */
export function secondsOf(text: string): Span<number> | undefined {
  if (!/^\d{1,6}(:[0-5]?\d){0,2}$/.test(text)) return undefined;
  const seconds = text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  return { first: seconds, last: seconds };
}

export function numberOf(text: string): Span<number> | undefined {
  if (!/^-?\d{1,300}(\.\d{1,9})?$/.test(text)) return undefined;
  return { first: Number(text), last: Number(text) };
}
