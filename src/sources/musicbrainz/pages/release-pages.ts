import { PayloadError } from "../../../errors.ts";
import { lenient, type OddPart } from "../../lenient.ts";
import type { HttpClient, Api } from "../../http/api.ts";
import type { ReleasePage } from "../../albums/source.ts";
import * as documents from "../documents.ts";
import { releaseFactsOf } from "../facts/facts-of.ts";
import { countText } from "../../../counts.ts";

export interface ReleaseBrowse {
  http: HttpClient;
  api: Api;
  /** Of the release group. */
  albumMbid: string;
  signal: AbortSignal | undefined;
}

export const releaseInc = "artist-credits labels media recordings isrcs url-rels";

/**
 * Pagination. Browses the releases of a release group, page after page, as they come; an empty first page: there is no
 * such group. @throws PayloadError for a listing that contradicts itself, beside the faults of `HttpClient.getJson`.
 */
export async function* readReleasePages(listing: ReleaseBrowse): AsyncGenerator<ReleasePage> {
  const { name } = listing.api;
  const seen = new Set<string>();
  let received = 0;
  for (;;) {
    const page = await readPage(listing, received);
    if (!page && (received > 0 || (await isThere(listing)))) {
      throw new PayloadError(name, `${name} has the album ${listing.albumMbid}, and denies its releases`);
    }
    const { releases, total, odd } = page ?? { releases: [], total: 0, odd: [] };
    const leftOut = odd.filter(({ element }) => element?.kind === "release").length;
    // A page with recordings is cut at 500 tracks: go on by what came, never by what was asked for.
    received += releases.length + leftOut;
    const isLast = releases.length + leftOut === 0 || received >= total;
    const known = seen.size;
    for (const { id } of releases) seen.add(id.toLowerCase());
    if (seen.size === known && (releases.length > 0 || !isLast)) {
      throw new PayloadError(name, `${name} sends the same releases again instead of the next`);
    }
    const end = `${name} ends its listing after ${received} of ${countText(total, "release")}`;
    if (isLast && received === 0 && total > 0) throw new PayloadError(name, end);
    yield { releases: releases.map(releaseFactsOf), received, total, odd: odd.map(({ says }) => says) };
    if (isLast && received < total) throw new PayloadError(name, end);
    if (isLast) return;
  }
}

async function readPage({ http, api, albumMbid, signal }: ReleaseBrowse, offset: number) {
  const query = { "release-group": albumMbid, inc: releaseInc, limit: 100, offset, fmt: "json" };
  const schema = lenient(documents.releasePage);
  const page = await http.getJson(api, { path: "release", query, schema, signal });
  if (!page) return undefined;
  const { releases, "release-count": total } = page.document;
  return { releases, total, odd: oddOfReleases(api.name, releases, page.odd) };
}

/** With what was asked of releases and not said. @throws PayloadError where not one track of them can be read. */
export function oddOfReleases(
  name: string,
  releases: documents.ReleaseDocument[],
  odd: OddPart[],
): OddPart[] {
  const tracks = releases.flatMap(({ media }) => (media ?? []).flatMap((medium) => medium.tracks ?? []));
  const [oddTrack] = odd.filter(({ element }) => element?.kind === "track");
  if (oddTrack && tracks.length === 0) {
    throw new PayloadError(name, `${name} sends no track that can be read: ${oddTrack.says}`);
  }
  const bare = releases.filter(({ media }) => media == null);
  const untold = bare.map(({ title }): OddPart => ({
    says: `the release "${title}" came without its media`,
  }));
  return [...odd, ...untold];
}

/** Asked where the group was looked up before, and its releases are denied. */
async function isThere({ http, api, albumMbid, signal }: ReleaseBrowse): Promise<boolean> {
  const request = { path: `release-group/${albumMbid}`, query: { fmt: "json" }, signal };
  const schema = lenient(documents.releaseGroupDocument);
  return (await http.getJson(api, { ...request, schema })) !== undefined;
}
