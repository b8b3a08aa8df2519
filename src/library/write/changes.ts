/**
 * The part of `wanted` that differs from `row`, or undefined when nothing does. Null is "they did not say" and
 * never overwrites what is known.
 */
export function changesOf<Row extends object, Wanted extends Partial<Row>>(
  row: Row,
  wanted: Wanted,
): Partial<Wanted> | undefined {
  return differing(row, wanted, (value) => value != null);
}

/** The same where null is a value like others; only undefined says nothing. */
export function differencesOf<Row extends object, Wanted extends Partial<Row>>(
  row: Row,
  wanted: Wanted,
): Partial<Wanted> | undefined {
  return differing(row, wanted, (value) => value !== undefined);
}

function differing<Row extends object, Wanted extends Partial<Row>>(
  row: Row,
  wanted: Wanted,
  isSaid: (value: unknown) => boolean,
): Partial<Wanted> | undefined {
  const changes: Partial<Wanted> = {};
  let differs = false;
  for (const name of Object.keys(wanted) as (keyof Wanted & keyof Row)[]) {
    const value = wanted[name];
    if (!isSaid(value) || isEqual(value, row[name])) continue;
    changes[name] = value;
    differs = true;
  }
  return differs ? changes : undefined;
}

/** Columns hold plain values, and JSON for short lists. */
function isEqual(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));
}
