/** Rows of one table: those with the ids from `firstId` to `lastId`. */
export interface IdRange {
  firstId: number;
  lastId: number;
}

/** Interval search: finds the range that an id is in, without a look at all of them. Where ranges overlap, the last one given counts. */
export function rangeFinder<Range extends IdRange>(
  ranges: readonly Range[],
): (id: number) => Range | undefined {
  const ends = ranges.flatMap(({ firstId, lastId }) => [firstId, lastId + 1]);
  const bounds = [...new Set(ends)].sort((a, b) => a - b);
  const places = new Map(bounds.map((bound, place) => [bound, place]));
  /** Which range has the ids from a bound on, up to the next. */
  const owners: (Range | undefined)[] = bounds.map(() => undefined);
  for (const range of ranges) owners.fill(range, places.get(range.firstId), places.get(range.lastId + 1));
  return (id) => owners[countUpTo(bounds, id) - 1];
}

/** Bisection: how many of the sorted numbers are at most `most`. */
function countUpTo(sorted: readonly number[], most: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}
