/**
 * The part of `wanted` that differs from `row`, or undefined when nothing does. Null is "they did not say" and
 * never overwrites what is known.
 */
export function changesOf<Row extends object, Wanted extends Partial<Row>>(
  row: Row,
  wanted: Wanted,
): Partial<Wanted> | undefined {
  const changes: Partial<Wanted> = {};
  for (const name of Object.keys(wanted) as (keyof Wanted & keyof Row)[]) {
    const value = wanted[name];
    if (value != null && !isEqual(value, row[name])) changes[name] = value;
  }
  return Object.keys(changes).length > 0 ? changes : undefined;
}

/** Columns hold plain values, and JSON for short lists. */
function isEqual(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));
}
