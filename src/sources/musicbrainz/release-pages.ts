import { PayloadError } from "../../errors.ts";
import type { ReleaseFacts } from "../../facts.ts";
import type { Api, HttpClient } from "../http/client.ts";
import * as documents from "./documents.ts";
import { releaseFactsOf } from "./facts-of.ts";

/** One page of an album's releases. `total` is how many there are in all. */
export interface ReleasePage {
  releases: ReleaseFacts[];
  received: number;
  total: number;
}

export interface Listing {
  http: HttpClient;
  api: Api;
  /** Of the release group. */
  albumMbid: string;
  signal: AbortSignal | undefined;
}

const releaseInc = "artist-credits labels media recordings isrcs url-rels";

/**
 * Pagination. Browses the releases of a release group, page after page, as they come; an empty first page: there is no
 * such group. @throws PayloadError for a listing that contradicts itself, beside the faults of `HttpClient.getJson`.
 */
export async function* readReleasePages(listing: Listing): AsyncGenerator<ReleasePage> {
  const { name } = listing.api;
  const seen = new Set<string>();
  let received = 0;
  for (;;) {
    const page = await readPage(listing, received);
    if (!page && (received > 0 || (await isThere(listing)))) {
      throw new PayloadError(name, `${name} has the album ${listing.albumMbid}, and denies its releases`);
    }
    const { releases, "release-count": total } = page ?? { releases: [], "release-count": 0 };
    // A page with recordings is cut at 500 tracks: go on by what came, never by what was asked for.
    received += releases.length;
    const isLast = releases.length === 0 || received >= total;
    const known = seen.size;
    for (const { id } of releases) seen.add(id.toLowerCase());
    if (seen.size === known && !isLast) {
      throw new PayloadError(name, `${name} sends the same releases again instead of the next`);
    }
    yield { releases: releases.map(releaseFactsOf), received, total };
    if (isLast && received < total) {
      throw new PayloadError(name, `${name} ends its listing after ${received} of ${total} releases`);
    }
    if (isLast) return;
  }
}

function readPage({ http, api, albumMbid, signal }: Listing, offset: number) {
  const query = { "release-group": albumMbid, inc: releaseInc, limit: 100, offset, fmt: "json" };
  return http.getJson(api, { path: "release", query, schema: documents.releasePage, signal });
}

/** Asked where the group was looked up before, and its releases are denied. */
async function isThere({ http, api, albumMbid, signal }: Listing): Promise<boolean> {
  const request = { path: `release-group/${albumMbid}`, query: { fmt: "json" }, signal };
  return (await http.getJson(api, { ...request, schema: documents.releaseGroupDocument })) !== undefined;
}
