import { objectsOf, type Json } from "./documents.ts";
import type { SearchPage } from "./search/search.ts";

/** With recordings, a page ends before its tracks pass this number; one release comes always. */
const trackLimit = 500;

const statuses = new Set([
  "official",
  "promotion",
  "bootleg",
  "pseudo-release",
  "withdrawn",
  "expunged",
  "cancelled",
]);

/** The releases of one page, in the order of their MBIDs. */
export function takePage(releases: Json[], page: SearchPage, inc: Set<string>): Json[] {
  const sorted = [...releases].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
  const slice = sorted.slice(page.offset, page.offset + page.limit);
  if (!inc.has("recordings")) return slice;
  let tracks = 0;
  const end = slice.findIndex((release, index) => {
    tracks += countTracks(release);
    return tracks > trackLimit && index > 0;
  });
  return end === -1 ? slice : slice.slice(0, end);
}

export function countTracks(release: Json): number {
  return objectsOf(release, "media").reduce((sum, medium) => sum + Number(medium["track-count"] ?? 0), 0);
}

/** `status=official|promotion`: the releases that have one of them, or what is wrong with the filter. */
export function filterByStatus(releases: Json[], filter: string | null): Json[] | { error: string } {
  const wanted = (filter ?? "").split("|").filter((status) => status !== "");
  const unknown = wanted.find((status) => !statuses.has(status));
  if (unknown !== undefined) return { error: `${unknown} is not a recognized release status.` };
  if (wanted.length === 0) return releases;
  return releases.filter((release) => wanted.includes(String(release.status).toLowerCase()));
}

/** A browse refuses what is no number, cuts a limit above 100, and takes 0 for the default. */
export function readBrowsePage(parameters: URLSearchParams): SearchPage | { error: string } {
  const [limit, offset] = [parameters.get("limit") || "25", parameters.get("offset") || "0"];
  if (!/^\d+$/.test(limit) || !/^\d+$/.test(offset)) {
    return { error: "The 'limit' and 'offset' parameters must be positive integers" };
  }
  return { limit: Math.min(100, Number(limit) || 25), offset: Number(offset) };
}

/** A search takes whatever it does not like for the default, silently. */
export function readSearchPage(parameters: URLSearchParams): SearchPage {
  const limit = parameters.get("limit") ?? "";
  const offset = parameters.get("offset") ?? "";
  const isLimit = /^\d+$/.test(limit) && Number(limit) >= 1 && Number(limit) <= 100;
  return { limit: isLimit ? Number(limit) : 25, offset: /^\d+$/.test(offset) ? Number(offset) : 0 };
}
