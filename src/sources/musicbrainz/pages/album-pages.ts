import type { AlbumFacts } from "../../../facts.ts";
import type { HttpClient, Api } from "../../http/api.ts";
import { lenient } from "../../lenient.ts";
import * as documents from "../documents.ts";
import { albumFactsOf } from "../facts/facts-of.ts";
import { readListing, type ReceivedPage } from "./listing.ts";

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

interface AlbumListing {
  http: HttpClient;
  api: Api;
  /** A merged one is resolved silently. */
  artistMbid: string;
  wanted: WantedAlbums;
  signal: AbortSignal | undefined;
}

/**
 * Browses the release groups credited to an artist, a hundred a page; nothing at all: they know no such artist.
 * @throws PayloadError for a listing that contradicts itself, beside the faults of `HttpClient.getJson`.
 */
export async function* readAlbumPages({
  http,
  api,
  artistMbid,
  wanted,
  signal,
}: AlbumListing): AsyncGenerator<ArtistAlbumPage> {
  const { types = [], status = "all" } = wanted;
  const query = {
    artist: artistMbid,
    "release-group-status": status,
    ...(types.length > 0 && { type: types.join("|") }),
  };
  const readPage = (offset: number) => readAlbumPage({ http, api, query, offset, signal });
  const listing = readListing({ name: api.name, kind: "release group", of: "artist", readPage });
  for await (const { items, ...page } of listing) yield { albums: items.map(albumFactsOf), ...page };
}

/** A hundred release groups, with their credits, of what `query` names. */
export async function readAlbumPage({
  http,
  api,
  query,
  offset,
  signal,
}: Pick<AlbumListing, "http" | "api" | "signal"> & {
  query: Record<string, string>;
  offset: number;
}): Promise<ReceivedPage<documents.ReleaseGroupDocument> | undefined> {
  const page = await http.getJson(api, {
    path: "release-group",
    query: { ...query, inc: "artist-credits", limit: 100, offset, fmt: "json" },
    schema: lenient(documents.releaseGroupPage),
    signal,
  });
  if (!page) return undefined;
  const { "release-groups": items, "release-group-count": total } = page.document;
  return { items, total, odd: page.odd };
}
