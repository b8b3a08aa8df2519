import { RejectedError } from "../../../errors.ts";
import type { StatusAnswer } from "../../http/answer/answer.ts";
import type { Api, HttpClient } from "../../http/api.ts";
import { readObject } from "../../http/answer/foreign.ts";
import { lenient } from "../../lenient.ts";
import { readAlbumPage } from "./album-pages.ts";
import { creditsOf, said } from "../facts/credits-of.ts";
import type { Credit } from "../../../facts.ts";
import * as documents from "../documents.ts";
import { readListing, type ListedPage, type ReceivedPage } from "./listing.ts";

/** A collection that somebody keeps at MusicBrainz. */
export interface CollectionFacts {
  mbid: string;
  name: string;
  /** Of what it is one: `release`, `release-group`; also `artist`, `event` … */
  holds: string;
}

/** What stands in a collection of releases or release groups: the album that is meant. */
export interface CollectedAlbum {
  title: string;
  credits: Credit[];
  /** Of the release, or of the group's first one. */
  date: string | null;
  groupMbid?: string;
  releaseMbid?: string;
}

export type CollectionPage = ListedPage<CollectedAlbum>;

interface Asking {
  http: HttpClient;
  api: Api;
  signal: AbortSignal | undefined;
}

/**
 * Looks a collection up; undefined: there is none. @throws RejectedError for a private one: its owner alone may see it; beside the
 * faults of `HttpClient.getJson`.
 */
export async function lookUpCollection(
  { http, api, signal }: Asking,
  mbid: string,
): Promise<CollectionFacts | undefined> {
  const found = await http.getJson(publicOnly(api), {
    path: `collection/${mbid}`,
    query: { fmt: "json" },
    schema: lenient(documents.collectionDocument),
    signal,
  });
  if (!found) return undefined;
  const { id, name, "entity-type": type } = found.document;
  return { mbid: id.toLowerCase(), name, holds: type.replaceAll("_", "-") };
}

/**
 * Browses the albums of a collection of releases or release groups, a hundred a page; nothing at all: they know no such collection.
 * @throws PayloadError for a listing that contradicts itself, RejectedError as `lookUpCollection`.
 */
export async function* readCollectionPages(
  asking: Asking,
  { mbid, holds }: Pick<CollectionFacts, "mbid" | "holds">,
): AsyncGenerator<CollectionPage> {
  const api = publicOnly(asking.api);
  const about = { name: api.name, of: "collection" };
  if (holds === "release") {
    const readPage = (offset: number) => readReleases({ ...asking, api }, mbid, offset);
    for await (const { items, ...page } of readListing({ ...about, kind: "release", readPage }))
      yield { items: items.map(ofRelease), ...page };
  } else {
    const query = { collection: mbid };
    const readPage = (offset: number) => readAlbumPage({ ...asking, api, query, offset });
    for await (const { items, ...page } of readListing({ ...about, kind: "release group", readPage }))
      yield { items: items.map(ofGroup), ...page };
  }
}

async function readReleases(
  { http, api, signal }: Asking,
  mbid: string,
  offset: number,
): Promise<ReceivedPage<documents.ReleaseDocument> | undefined> {
  const inc = "artist-credits release-groups";
  const page = await http.getJson(api, {
    path: "release",
    query: { collection: mbid, inc, limit: 100, offset, fmt: "json" },
    schema: lenient(documents.releasePage),
    signal,
  });
  if (!page) return undefined;
  const { releases: items, "release-count": total } = page.document;
  return { items, total, odd: page.odd };
}

const ofRelease = (document: documents.ReleaseDocument): CollectedAlbum => ({
  title: document.title,
  credits: creditsOf(document["artist-credit"]),
  date: said(document.date),
  ...(document["release-group"] && { groupMbid: document["release-group"].id.toLowerCase() }),
  releaseMbid: document.id.toLowerCase(),
});

const ofGroup = (document: documents.ReleaseGroupDocument): CollectedAlbum => ({
  title: document.title ?? "",
  credits: creditsOf(document["artist-credit"]),
  date: said(document["first-release-date"]),
  groupMbid: document.id.toLowerCase(),
});

/** They ask for a password where a collection is private: that says nothing of anything else. */
function publicOnly(api: Api): Api {
  return {
    ...api,
    judge: (answer) => (isPrivate(answer) ? privateCollection(api.name) : api.judge?.(answer)),
  };
}

const isPrivate = ({ status, body }: StatusAnswer): boolean =>
  status === 401 && typeof readObject(body)?.["error"] === "string";

const privateCollection = (name: string): RejectedError =>
  new RejectedError(name, `${name}: this collection is private, and only its owner may see it`, {
    hint: "make it public at MusicBrainz (its page, Edit, Allow other users to view this collection), then try again",
  });
