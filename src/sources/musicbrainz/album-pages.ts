import { PayloadError } from "../../errors.ts";
import type { AlbumFacts } from "../../facts.ts";
import type { HttpClient, Api } from "../http/api.ts";
import { lenient } from "../lenient.ts";
import * as documents from "./documents.ts";
import { albumFactsOf } from "./facts-of.ts";

/** Which release groups of an artist are wanted; all, unless said. */
export interface WantedAlbums {
  /** Primary or secondary types in lower case: `album`, `ep`, `live`. One of them is enough. */
  types?: string[];
  /** `website-default`: those that have an official release, or none with a status; as the artist's page shows them. */
  status?: "website-default" | "all";
}

/** One page of an artist's release groups. `total` is how many there are in all. */
export interface ArtistAlbumPage {
  albums: AlbumFacts[];
  received: number;
  total: number;
  /** What of this page could not be read, for people. */
  odd: string[];
}

interface Listing {
  http: HttpClient;
  api: Api;
  /** A merged one is resolved silently. */
  artistMbid: string;
  wanted: WantedAlbums;
  signal: AbortSignal | undefined;
}

/**
 * Pagination. Browses the release groups credited to an artist, a hundred a page, until all came; nothing at all: they know no
 * such artist. @throws PayloadError for a listing that contradicts itself, beside the faults of `HttpClient.getJson`.
 */
export async function* readAlbumPages(listing: Listing): AsyncGenerator<ArtistAlbumPage> {
  const { name } = listing.api;
  const seen = new Set<string>();
  let received = 0;
  for (;;) {
    const page = await readPage(listing, received);
    if (!page && received === 0) return;
    if (!page) throw new PayloadError(name, `${name} denies the artist in the middle of a listing`);
    const { document, odd } = page;
    const { "release-groups": groups, "release-group-count": total } = document;
    const came = groups.length + odd.filter(({ element }) => element?.kind === "release group").length;
    received += came;
    const known = seen.size;
    for (const { id } of groups) seen.add(id.toLowerCase());
    const isLast = received >= total;
    if (seen.size === known && (groups.length > 0 || !isLast)) {
      const why = came === 0 ? "ends its listing" : "sends the same release groups again";
      throw new PayloadError(name, `${name} ${why} after ${received} of ${total} release groups`);
    }
    yield { albums: groups.map(albumFactsOf), received, total, odd: odd.map(({ says }) => says) };
    if (isLast) return;
  }
}

function readPage({ http, api, artistMbid, wanted, signal }: Listing, offset: number) {
  const { types = [], status = "all" } = wanted;
  const query = {
    artist: artistMbid,
    inc: "artist-credits",
    "release-group-status": status,
    ...(types.length > 0 && { type: types.join("|") }),
    limit: 100,
    offset,
    fmt: "json",
  };
  const schema = lenient(documents.releaseGroupPage);
  return http.getJson(api, { path: "release-group", query, schema, signal });
}
