/** Partial date, ISO 8601: `1973`, `1973-03`, `1973-03-24`. Null for what is none; what is ambiguous is left out. */
export function partialDateOfTag(text: string): string | null {
  const value = text.trim();
  for (const [form, read] of forms) {
    const parts = form.exec(value);
    const date = parts && read(parts.slice(1).map((part) => part ?? ""));
    if (date) return date;
  }
  return null;
}

const year = "((?:1[89]|20)\\d\\d)";
const sign = "[-./]";
const forms: [RegExp, (parts: string[]) => string | null][] = [
  [new RegExp(`^${year}${sign}(\\d{1,2})${sign}(\\d{1,2})(?!\\d)`), ([y, m, d]) => dateOf(y!, m!, d!)],
  [new RegExp(`^${year}${sign}(\\d{1,2})(?!\\d)`), ([y, m]) => dateOf(y!, m!, "")],
  [new RegExp(`^${year}(\\d\\d)(\\d\\d)(?!\\d)`), ([y, m, d]) => dateOf(y!, m!, d!)],
  // With dots, the day stands first wherever they write it so.
  [new RegExp(`^(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?${year}(?!\\d)`), ([d, m, y]) => dateOf(y!, m!, d!)],
  [new RegExp(`^(\\d{1,2})[-/](\\d{1,2})[-/]${year}(?!\\d)`), ([a, b, y]) => eitherOrder(y!, a!, b!)],
  [
    new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?\\.?\\s+(\\p{L}{3,})\\.?,?\\s+${year}`, "iu"),
    ([d, m, y]) => named(y!, m!, d!),
  ],
  [
    new RegExp(`^(\\p{L}{3,})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+${year}`, "iu"),
    ([m, d, y]) => named(y!, m!, d!),
  ],
  [new RegExp(`^(\\p{L}{3,})\\.?,?\\s+${year}`, "iu"), ([m, y]) => named(y!, m!, "")],
  [new RegExp(`^${year}(?!\\d)`), ([y]) => y!],
];

/** As much of it as a calendar has: `1973-00-00` is `1973`. */
function dateOf(y: string, m: string, d: string): string {
  const [month, day] = [Number(m), Number(d)];
  if (month < 1 || month > 12) return y;
  const head = `${y}-${String(month).padStart(2, "0")}`;
  return day < 1 || day > 31 ? head : `${head}-${String(day).padStart(2, "0")}`;
}

/** `24/03/1973` and `03/24/1973` are clear; of `03/04/1973` only the year is. */
function eitherOrder(y: string, first: string, second: string): string {
  const [a, b] = [Number(first), Number(second)];
  if (a > 12 && b <= 12) return dateOf(y, second, first);
  if (b > 12 && a <= 12) return dateOf(y, first, second);
  return a === b ? dateOf(y, first, second) : y;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function named(y: string, name: string, d: string): string | null {
  const month = months.indexOf(name.slice(0, 3).toLowerCase());
  return month < 0 ? null : dateOf(y, String(month + 1), d);
}
