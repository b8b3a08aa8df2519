import { createPace, startStandIn, type StandInQuestion, type Reply, type StandIn } from "../stand-in.ts";
import { normaliseName, readParameter, type LyricsBaseRecord } from "./records.ts";
import * as replies from "./replies.ts";

export type { LyricsBaseRecord } from "./records.ts";

export interface LrclibOptions {
  port?: number;
  /** Above 0, requests closer together than this are refused with a 429. */
  minIntervalMs?: number;
}

const basePath = "/api";
const toleranceS = 2;
const mostHits = 20;
/** What HTTP libraries call themselves when nobody tells them who they are. */
const libraryAgent = /^(node|undici|axios|got|node-fetch|python-requests|okhttp)\b/i;

/** A loopback stand-in of LRCLIB: look-ups by names or number, and search, in the records of `catalogue`. */
export function startLrclib(catalogue: LyricsBaseRecord[], options: LrclibOptions = {}): Promise<StandIn> {
  const minIntervalMs = options.minIntervalMs ?? 0;
  const isTooFast = createPace(minIntervalMs);
  return startStandIn({
    basePath,
    ...(options.port === undefined ? {} : { port: options.port }),
    answer(question) {
      if (!saysWhoAsks(question)) return replies.unidentified();
      if (isTooFast(question.at)) return replies.tooFast(Math.ceil(minIntervalMs / 1000));
      return route(catalogue, question);
    },
  });
}

/** Browsers cannot set a User-Agent, and send a header of their own. */
function saysWhoAsks({ headers }: StandInQuestion): boolean {
  const agent = headers["lrclib-client"] ?? headers["user-agent"] ?? "";
  return agent !== "" && !libraryAgent.test(agent);
}

function route(catalogue: LyricsBaseRecord[], { method, url }: StandInQuestion): Reply {
  const answer = findRoute(url.pathname);
  if (!answer) return replies.nothing(404);
  if (method !== "GET" && method !== "HEAD") return replies.nothing(405);
  return answer(catalogue, url.searchParams);
}

type Answer = (catalogue: LyricsBaseRecord[], parameters: URLSearchParams) => Reply;

function findRoute(path: string): Answer | undefined {
  if (path === `${basePath}/get`) return getByNames;
  if (path === `${basePath}/search`) return search;
  const [, id] = /^\/api\/get\/([^/]+)$/.exec(path) ?? [];
  return id === undefined ? undefined : (catalogue) => getById(catalogue, id);
}

function getById(catalogue: LyricsBaseRecord[], id: string): Reply {
  if (!/^-?\d+$/.test(id)) return replies.unreadable(`Invalid URL: Cannot parse \`${id}\` to a \`i64\``);
  const record = catalogue.find((one) => one.id === Number(id));
  return record ? replies.answer(record) : replies.trackNotFound();
}

function getByNames(catalogue: LyricsBaseRecord[], parameters: URLSearchParams): Reply {
  const complaint = checkNames(parameters);
  if (complaint) return complaint;
  const [track, artist] = [readParameter(parameters, "track_name"), readParameter(parameters, "artist_name")];
  const album = readParameter(parameters, "album_name");
  const duration = parameters.get("duration");
  if (!track || !artist) return replies.trackNotFound();
  const hits = catalogue.filter(
    (record) =>
      normaliseName(record.trackName) === track &&
      normaliseName(record.artistName) === artist &&
      (album === undefined || normaliseName(record.albumName) === album) &&
      (duration === null || Math.abs(record.duration - Number(duration)) <= toleranceS),
  );
  const [best] = hits.sort((a, b) => Number(!a.syncedLyrics) - Number(!b.syncedLyrics) || a.id - b.id);
  return best ? replies.answer(best) : replies.trackNotFound();
}

/** What is wrong with the request, in the words of the layer that notices. */
function checkNames(parameters: URLSearchParams): Reply | undefined {
  const unreadable = (why: string): Reply => replies.unreadable(`Failed to deserialize query string: ${why}`);
  for (const name of ["track_name", "artist_name", "album_name", "duration"]) {
    if (parameters.getAll(name).length > 1) return unreadable(`duplicate field \`${name}\``);
  }
  for (const name of ["track_name", "artist_name"]) {
    if (!parameters.has(name)) return unreadable(`missing field \`${name}\``);
  }
  const duration = parameters.get("duration");
  if (duration !== null && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(duration)) {
    return unreadable("invalid float literal");
  }
  for (const name of ["track_name", "artist_name"]) {
    if (parameters.get(name) === "") return replies.invalid(`${name}: cannot be empty`);
  }
  if (duration !== null && !(Number(duration) >= 1 && Number(duration) <= 3600)) {
    return replies.invalid("duration: must be between 1 and 3600");
  }
  return undefined;
}

/** `q` finds its words anywhere. Without it, the track's and the album's name are phrases, the artist's are words. */
function search(catalogue: LyricsBaseRecord[], parameters: URLSearchParams): Reply {
  const q = readParameter(parameters, "q");
  const track = readParameter(parameters, "track_name");
  const artist = readParameter(parameters, "artist_name") ?? "";
  const album = readParameter(parameters, "album_name") ?? "";
  if (!q && !track) return replies.answer([]);
  const hits = catalogue.filter((record) => {
    const { trackName, artistName, albumName } = record;
    if (q) return hasWords([trackName, artistName, albumName].join(" "), q);
    return hasPhrase(trackName, track ?? "") && hasWords(artistName, artist) && hasPhrase(albumName, album);
  });
  return replies.answer(hits.slice(0, mostHits));
}

function hasWords(text: string, wanted: string): boolean {
  const words = new Set(normaliseName(text).split(" "));
  return wanted.split(" ").every((word) => word === "" || words.has(word));
}

function hasPhrase(text: string, wanted: string): boolean {
  return ` ${normaliseName(text)} `.includes(wanted === "" ? "" : ` ${wanted} `);
}
