/** So many at the most; the others stay. */
export async function firstOf<T>(items: AsyncGenerator<T>, most: number): Promise<T[]> {
  const first: T[] = [];
  while (first.length < most) {
    const next = await items.next();
    if (next.done) break;
    first.push(next.value);
  }
  return first;
}

/** Some that were read ahead, and then the others. */
export async function* both<T>(some: T[], others: AsyncIterable<T>): AsyncGenerator<T> {
  yield* some;
  yield* others;
}
