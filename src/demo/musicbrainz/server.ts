import { createPace, startStandIn, type StandInQuestion, type Reply, type StandIn } from "../stand-in.ts";
import { findAddress } from "./addresses.ts";
import { releaseGroupsCreditedTo, filterAlbums } from "./browse-albums.ts";
import { filterByStatus, readBrowsePage, readSearchPage, takePage } from "./browse.ts";
import { answerCollection, membersOf } from "./collections.ts";
import type { DemoCatalogue, Entity, Json } from "./documents.ts";
import { needsUser, readIncludes, type Resource } from "./includes.ts";
import { pruneIncludes } from "./prune.ts";
import * as replies from "./replies.ts";
import type { AnalyserName } from "./search/analyse.ts";
import { findRecording } from "./world.ts";
import { createSearchIndex, type EntitySearch } from "./search/search.ts";

export type { DemoCatalogue, Json } from "./documents.ts";

export interface MusicBrainzOptions {
  port?: number;
  /** Above 0, requests closer together than this are refused with a 503, as by the real service. */
  minIntervalMs?: number;
  /** How the index makes tokens. */
  analyser?: AnalyserName;
}

const basePath = "/ws/2";
const entities: Entity[] = ["artist", "release", "release-group"];
const mbidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A loopback stand-in of the MusicBrainz web service: search, look-up and browse of what `catalogue` holds. */
export function startMusicBrainz(
  catalogue: DemoCatalogue,
  options: MusicBrainzOptions = {},
): Promise<StandIn> {
  const answer = createAnswers(catalogue, options);
  const isTooFast = createPace(options.minIntervalMs ?? 0);
  return startStandIn({
    basePath,
    ...(options.port === undefined ? {} : { port: options.port }),
    answer: (question) => (isTooFast(question.at) ? replies.tooFast() : answer(question)),
  });
}

/** What the service answers, without the network and at any pace. */
export function createAnswers(
  catalogue: DemoCatalogue,
  options: Pick<MusicBrainzOptions, "analyser"> = {},
): (question: Pick<StandInQuestion, "method" | "url" | "headers">) => Reply {
  const search = createSearchIndex(catalogue, { analyser: options.analyser ?? "musicbrainz" });
  return (question) => {
    if (!question.headers["user-agent"]) return replies.unidentified();
    if (question.method !== "GET") return replies.methodNotAllowed(question.method);
    if (!wantsJson(question)) return replies.notAcceptable();
    return route(catalogue, search, question.url);
  };
}

/** The `fmt` parameter wins. Unlike the real service, which then answers in XML, this one needs either. */
function wantsJson({ url, headers }: Pick<StandInQuestion, "url" | "headers">): boolean {
  const format = url.searchParams.get("fmt");
  return format === null ? /\bapplication\/json\b/.test(headers.accept ?? "") : format === "json";
}

function route(catalogue: DemoCatalogue, search: EntitySearch, url: URL): Reply {
  if (url.pathname === `${basePath}/url` && url.searchParams.has("resource"))
    return lookUpAddress(catalogue, url);
  const [, name, mbid, ...rest] = url.pathname.slice(basePath.length).split("/");
  if (name === "recording" && mbid && rest.length === 0) return lookUpRecording(catalogue, mbid, url);
  if (name === "collection" && mbid && rest.length === 0)
    return answerCollection(catalogue, mbid.toLowerCase());
  const entity = entities.find((known) => known === name);
  if (!url.pathname.startsWith(`${basePath}/`) || !entity || rest.length > 0) return replies.notFound();
  const parameters = url.searchParams;
  if (mbid) return lookUp(catalogue, entity, mbid, url);
  if (parameters.get("query")?.trim()) return answerSearch(search, entity, parameters);
  if (!parameters.get("query") && entity === "release" && hasOneOf(parameters, "release-group")) {
    return browseReleases(catalogue, parameters);
  }
  if (!parameters.get("query") && entity === "release-group" && hasOneOf(parameters, "artist")) {
    return browseAlbums(catalogue, parameters);
  }
  return replies.badRequest(
    "Must specify a least one parameter (other than 'limit', 'offset' or empty 'query') for collections query.",
  );
}

/** By its MBID only; one that stands on no release is not there. */
function lookUpRecording(catalogue: DemoCatalogue, written: string, url: URL): Reply {
  const inc = checkIncludes(url.searchParams, "recording");
  if (!(inc instanceof Set)) return inc;
  const mbid = written.toLowerCase();
  if (!mbidPattern.test(mbid)) return replies.badRequest("Invalid mbid.");
  const survivor = catalogue.merged?.get(mbid);
  if (survivor !== undefined && findRecording(catalogue, survivor))
    return replies.movedTo(`${url.origin}${basePath}/recording/${survivor}${url.search}`);
  const document = findRecording(catalogue, mbid);
  return document ? replies.answer(pruneIncludes(document, inc), "lookup") : replies.notFound();
}

/** What a browse goes by. */
const hasOneOf = (parameters: URLSearchParams, name: string): boolean =>
  parameters.has(name) || parameters.has("collection");

function lookUp(catalogue: DemoCatalogue, entity: Entity, written: string, url: URL): Reply {
  const inc = checkIncludes(url.searchParams, entity);
  if (!(inc instanceof Set)) return inc;
  const mbid = written.toLowerCase();
  if (!mbidPattern.test(mbid)) return replies.badRequest("Invalid mbid.");
  const survivor = catalogue.merged?.get(mbid);
  if (survivor !== undefined && documentsOf(catalogue, entity).has(survivor)) {
    return replies.movedTo(`${url.origin}${basePath}/${entity}/${survivor}${url.search}`);
  }
  const document = documentsOf(catalogue, entity).get(mbid) ?? catalogue.surroundings?.lookUp(entity, mbid);
  return document ? replies.answer(pruneIncludes(document, inc), "lookup") : replies.notFound();
}

function lookUpAddress(catalogue: DemoCatalogue, { searchParams }: URL): Reply {
  const inc = checkIncludes(searchParams, "url");
  if (!(inc instanceof Set)) return inc;
  const document = findAddress(catalogue, searchParams.get("resource") ?? "", inc);
  return document ? replies.answer(document, "lookup") : replies.notFound();
}

function documentsOf(catalogue: DemoCatalogue, entity: Entity): Map<string, Json> {
  if (entity === "artist") return catalogue.artists;
  return entity === "release" ? catalogue.releases : catalogue.releaseGroups;
}

function browseReleases(catalogue: DemoCatalogue, parameters: URLSearchParams): Reply {
  const inc = checkIncludes(parameters, "release browse");
  if (!(inc instanceof Set)) return inc;
  const mbid = (parameters.get("release-group") ?? parameters.get("collection") ?? "").toLowerCase();
  const page = readBrowsePage(parameters);
  if ("error" in page) return replies.badRequest(page.error);
  if (!mbidPattern.test(mbid)) return replies.badRequest("Invalid mbid.");
  const all = parameters.has("collection")
    ? membersOf(catalogue, mbid, { entityType: "release", documents: catalogue.releases })
    : releasesOf(catalogue, mbid);
  if (!all) return replies.notFound();
  if ("status" in all) return all;
  const releases = filterByStatus(all, parameters.get("status"));
  if ("error" in releases) return replies.badRequest(releases.error);
  const documents = takePage(releases, page, inc).map((release) => pruneIncludes(release, inc));
  return replies.answer(
    { "release-count": releases.length, "release-offset": page.offset, releases: documents },
    "lookup",
  );
}

function releasesOf(catalogue: DemoCatalogue, mbid: string): Json[] | undefined {
  const group = catalogue.merged?.get(mbid) ?? mbid; // resolved silently here, unlike in a look-up
  if (!catalogue.releaseGroups.has(group)) return catalogue.surroundings?.releasesOf(group);
  return catalogue.releasesByGroup.get(group) ?? [];
}

function browseAlbums(catalogue: DemoCatalogue, parameters: URLSearchParams): Reply {
  const inc = checkIncludes(parameters, "release-group browse");
  if (!(inc instanceof Set)) return inc;
  const mbid = (parameters.get("artist") ?? parameters.get("collection") ?? "").toLowerCase();
  const page = readBrowsePage(parameters);
  if ("error" in page) return replies.badRequest(page.error);
  if (!mbidPattern.test(mbid)) return replies.badRequest("Invalid mbid.");
  const artist = catalogue.merged?.get(mbid) ?? mbid; // silently, as with releases
  const all = parameters.has("collection")
    ? membersOf(catalogue, mbid, { entityType: "release_group", documents: catalogue.releaseGroups })
    : catalogue.artists.has(artist) && releaseGroupsCreditedTo(catalogue, artist);
  if (!all) return replies.notFound();
  if ("status" in all) return all;
  const groups = filterAlbums(all, catalogue, parameters);
  if ("error" in groups) return replies.badRequest(groups.error);
  const documents = takePage(groups, page, new Set()).map((group) => pruneIncludes(group, inc));
  return replies.answer(
    {
      "release-group-count": groups.length,
      "release-group-offset": page.offset,
      "release-groups": documents,
    },
    "lookup",
  );
}

function answerSearch(search: EntitySearch, entity: Entity, parameters: URLSearchParams): Reply {
  if (parameters.getAll("query").length > 1) {
    return replies.badRequest("Must specify at most 1 query argument");
  }
  const page = readSearchPage(parameters);
  const syntax = parameters.get("dismax") === "true" ? "plain" : "lucene";
  const result = search(entity, parameters.get("query") ?? "", page, syntax);
  // The reason stays on the search server; all that the real service passes on is this.
  if (result.kind === "malformed") {
    return replies.badRequest("Search server could not complete query: Bad request");
  }
  const { count, documents } = result;
  return replies.answer(
    { created: new Date().toISOString(), count, offset: page.offset, [`${entity}s`]: documents },
    "search",
  );
}

function checkIncludes(parameters: URLSearchParams, resource: Resource): Set<string> | Reply {
  const inc = readIncludes(parameters, resource);
  if (inc.kind === "invalid") return replies.badRequest(inc.error);
  return needsUser(inc.names) ? replies.unauthorised() : inc.names;
}
