import { startStandIn, type StandInQuestion, type Reply, type StandIn } from "../stand-in.ts";
import type { DiscogsCatalogue, DiscogsDocument } from "./catalogue.ts";
import * as replies from "./replies.ts";
import { searchHits } from "./search.ts";

export interface DiscogsOptions {
  port?: number;
  /** The one token that it takes. */
  token?: string;
  /** Requests a minute, counted over a moving window; 60 unless said. Without a token 25. */
  perMinute?: number;
  /** Searches without a token are answered, as was seen once. */
  isOpen?: boolean;
  /** Rate-limit headers are left out. */
  isQuiet?: boolean;
  /** Clock of the window, in ms. */
  now?: () => number;
}

export const discogsToken = "stand-in-token";
const windowMs = 60_000;

/** A loopback stand-in of Discogs' API v2: look-ups, versions and search over the documents of `catalogue`. */
export function startDiscogs(catalogue: DiscogsCatalogue, options: DiscogsOptions = {}): Promise<StandIn> {
  const { now = Date.now } = options;
  let sent: number[] = [];
  return startStandIn({
    basePath: "",
    ...(options.port === undefined ? {} : { port: options.port }),
    answer(question) {
      if (!/^[\w.-]+\/[\d.]+/.test(question.headers["user-agent"] ?? "")) return replies.silence();
      const access = accessOf(question, options.token ?? discogsToken);
      sent = sent.filter((at) => at > now() - windowMs);
      const most = options.perMinute ?? (access === "owner" ? 60 : 25);
      if (sent.length >= most) return replies.failure(429, "You are making requests too quickly.");
      sent.push(now());
      const limits = { used: sent.length, most };
      const reply =
        access === "refused"
          ? replies.failure(401, "Invalid consumer token. Please register an app before making requests.")
          : route(catalogue, question, access === "owner" || options.isOpen === true);
      return options.isQuiet ? reply : withLimits(reply, limits);
    },
  });
}

function accessOf({ headers, url }: StandInQuestion, token: string): "owner" | "nobody" | "refused" {
  const given =
    /^Discogs token=(.*)$/.exec(headers["authorization"] ?? "")?.[1] ?? url.searchParams.get("token");
  if (given === null || given === undefined) return "nobody";
  return given === token ? "owner" : "refused";
}

const withLimits = (reply: Reply, { used, most }: { used: number; most: number }): Reply => ({
  ...reply,
  headers: {
    ...reply.headers,
    "x-discogs-ratelimit": String(most),
    "x-discogs-ratelimit-used": String(used),
    "x-discogs-ratelimit-remaining": String(most - used),
  },
});

function route(catalogue: DiscogsCatalogue, question: StandInQuestion, maySearch: boolean): Reply {
  const { method, url } = question;
  if (method !== "GET") return replies.failure(405, "The method is not allowed for the requested URL.");
  const [, collection, id, more] = /^\/(\w+)\/(\w+)(?:\/(\w+))?$/.exec(url.pathname) ?? [];
  if (collection === "database" && id === "search") {
    return maySearch
      ? page(url, searchHits(catalogue, url.searchParams), "results")
      : replies.failure(401, "You must authenticate to access this resource.");
  }
  const number = Number(id);
  if (collection === "masters" && more === "versions") return versions(catalogue, url, number);
  if (more === undefined) {
    if (collection === "masters") return found(catalogue.masters.get(number), "Master Release");
    if (collection === "artists") return found(catalogue.artists.get(number), "Artist");
    if (collection === "releases") {
      return found(catalogue.hidden.has(number) ? undefined : catalogue.releases.get(number), "Release");
    }
  }
  return replies.failure(404, "The requested resource was not found.");
}

const found = (
  document: DiscogsDocument | undefined,
  what: "Release" | "Master Release" | "Artist",
): Reply => (document ? replies.answer(document) : replies.notFound(what));

function versions({ masters, releases }: DiscogsCatalogue, url: URL, master: number): Reply {
  if (!masters.has(master)) return replies.notFound("Master Release");
  const isDown = url.searchParams.get("sort_order") === "desc";
  const rows = [...releases.values()]
    .filter((release) => release["master_id"] === master)
    .map(({ id, title, released, country, formats }) => ({
      id,
      title,
      country: country ?? "",
      released: released ?? "",
      status: "Accepted",
      thumb: "",
      format: ((formats ?? []) as { name?: string }[]).map(({ name }) => name).join(", "),
    }))
    .sort((a, b) => (String(a.released) < String(b.released) ? -1 : 1) * (isDown ? -1 : 1));
  return page(url, rows, "versions");
}

/** Pages of at most 100; the links lead to http, and echo a token that stands in the address. */
function page(url: URL, rows: unknown[], name: string): Reply {
  const per = Math.min(Number(url.searchParams.get("per_page") ?? 50) || 50, 100);
  const at = Number(url.searchParams.get("page") ?? 1) || 1;
  const pages = Math.max(1, Math.ceil(rows.length / per));
  if (at > pages) return replies.failure(404, "That page does not exist.");
  const next = new URL(url);
  next.searchParams.set("page", String(at + 1));
  return replies.answer({
    pagination: {
      page: at,
      pages,
      per_page: per,
      items: rows.length,
      urls: at < pages ? { next: next.href, last: next.href } : {},
    },
    [name]: rows.slice((at - 1) * per, at * per),
  });
}
