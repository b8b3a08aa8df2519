/** Edit distance (optimal string alignment): letters more, less or other, and two neighbours swapped, each one edit. */
export function editDistance(some: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= some.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = some[i - 1] === other[j - 1] ? 0 : 1;
      const swapped = some[i - 1] === other[j - 2] && some[i - 2] === other[j - 1];
      const steps = [rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same];
      row.push(Math.min(...steps, ...(swapped ? [rows[i - 2]![j - 2]! + 1] : [])));
    }
    rows.push(row);
  }
  return rows[some.length]![other.length]!;
}

/** The name most like `typed`, if one is near: at most two edits, and fewer than half its letters. */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  const ranked = names.map((name) => ({ name, edits: editDistance(typed, name) }));
  const [best] = ranked.sort((one, other) => one.edits - other.edits);
  return best && best.edits <= 2 && best.edits * 2 < best.name.length ? best.name : undefined;
}

/** `; did you mean year?`, behind what is none of the names; nothing where none is near. Case does not count. */
export function nearestHint(typed: string, names: readonly string[]): string {
  const nearest = nearestName(typed.toLowerCase(), names);
  return nearest === undefined ? "" : `; did you mean ${nearest}?`;
}
