/**
 * Keyset pagination. Rows in the order of their ids, a page at a time, until `read` has none behind the last one: no read stays open between
 * two pages, and what is settled meanwhile is not seen again.
 * @param read The next rows behind that id, in order.
 */
export function* pagesById<Row extends { id: number }>(read: (after: number) => Row[]): Generator<Row[]> {
  for (let after = 0; ;) {
    const page = read(after);
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)!.id;
  }
}
