import { PayloadError } from "../../../errors.ts";
import type { OddPart } from "../../lenient.ts";

/** One page as it came. `total` is how many there are in all. */
export interface ReceivedPage<Document> {
  items: (Document & { id: string })[];
  total: number;
  odd: OddPart[];
}

/** The same for whoever lists. */
export interface ListedPage<Item> {
  items: Item[];
  received: number;
  total: number;
  /** What of this page could not be read, for people. */
  odd: string[];
}

export interface PagedListing<Document> {
  /** The service, in messages. */
  name: string;
  /** What each element is called, and what it is listed of: `release group`, `artist`. */
  kind: string;
  of: string;
  /** Undefined: there is no such thing. */
  readPage(offset: number): Promise<ReceivedPage<Document> | undefined>;
}

/**
 * Pagination. A browse, page after page, until all came; nothing at all: they know no such thing.
 * @throws PayloadError for a listing that contradicts itself, beside what `readPage` throws.
 */
export async function* readListing<Document>({
  name,
  kind,
  of,
  readPage,
}: PagedListing<Document>): AsyncGenerator<ListedPage<Document>> {
  const seen = new Set<string>();
  let received = 0;
  for (;;) {
    const page = await readPage(received);
    if (!page && received === 0) return;
    if (!page) throw new PayloadError(name, `${name} denies the ${of} in the middle of a listing`);
    const { items, total, odd } = page;
    const came = items.length + odd.filter(({ element }) => element?.kind === kind).length;
    received += came;
    const known = seen.size;
    for (const { id } of items) seen.add(id.toLowerCase());
    const isLast = received >= total;
    if (seen.size === known && (items.length > 0 || !isLast)) {
      const why = came === 0 ? "ends its listing" : `sends the same ${kind}s again`;
      throw new PayloadError(name, `${name} ${why} after ${received} of ${total} ${kind}s`);
    }
    yield { items, received, total, odd: odd.map(({ says }) => says) };
    if (isLast) return;
  }
}
