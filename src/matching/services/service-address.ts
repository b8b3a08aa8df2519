import type { AddressForm, RefKind, Service } from "./service-form.ts";
import { services } from "./services.ts";

/** What names an item at another service: `discogs`, `master`, `10362`. */
export interface ServiceRef {
  /** As it is said: "Discogs". */
  service: string;
  source: string;
  /** The service's own word for it: `master`, `album` … */
  noun: string;
  id: string;
  entity: "album" | "artist" | "any";
  /** The kind of identifier that the library keeps of it. */
  kind?: RefKind;
  /** The addresses under which MusicBrainz may have it, likeliest first. */
  urls: string[];
}

/** Why an address names nothing that can be imported. */
export interface UnknownAddress {
  why: string;
}

/** `discogs:master:10362`. Equal refs are equal texts. */
export const refText = ({ source, noun, id }: ServiceRef): string => `${source}:${noun}:${id}`;

const mostForms = 4;

/** The address of a known service. Undefined for one that isn't known. */
export function readServiceAddress(url: URL): ServiceRef | UnknownAddress | undefined {
  const host = url.hostname.toLowerCase();
  const service = services.find(({ hosts }) => hosts.test(host));
  if (!service) return undefined;
  const path = decoded(url.pathname).replace(/\/+$/, "");
  for (const form of service.forms) {
    const groups = matchForm(form, path, url.search.replace(/^\?/, ""));
    if (!groups) continue;
    if (form.entity === "other")
      return { why: `that address of ${service.name} is neither of an album nor of an artist` };
    const shop = service.hosts.exec(host)?.[1] ?? "";
    return refOf(service, { ...form, entity: form.entity }, groups, { shop, path });
  }
  return { why: `that is no address of an album or an artist at ${service.name}` };
}

/** What an address that was written down names: undefined for what is no address, or none of an album or an artist at a known service. */
export function refOfAddress(url: string): ServiceRef | undefined {
  const read = URL.canParse(url) ? readServiceAddress(new URL(url)) : undefined;
  return read && !("why" in read) ? read : undefined;
}

/** The same from a ref or URI: `spotify:album:…`, `deezer:album:302127`, `amazon:asin:…`. */
export function readServiceRef(text: string): ServiceRef | undefined {
  const [, source = "", noun = "", id = ""] = /^([a-z-]+):([a-z-]+):([^\s:]+)$/i.exec(text) ?? [];
  const service = services.find((each) => each.source === source.toLowerCase());
  const form = service?.forms.find(
    (each) => nounOf(each) === noun.toLowerCase() && !/\$(?:1|shop|path)/.test(each.stored[0]!),
  );
  if (!service || !form || form.entity === "other") return undefined;
  // Its own address must read as itself: an id of another shape is none.
  const url = form.stored[0]!.replace("$id", () => id);
  const read = refOfAddress(url);
  return read?.noun === noun.toLowerCase() ? read : undefined;
}

const nounOf = ({ noun, entity }: AddressForm): string => noun ?? entity;

function matchForm(
  { path, query }: AddressForm,
  typedPath: string,
  typedQuery: string,
): string[] | undefined {
  const match = path.exec(typedPath);
  const queried = query ? query.exec(typedQuery) : undefined;
  if (!match || queried === null) return undefined;
  return [...match.slice(1), ...(queried?.slice(1) ?? [])].map((group) => group ?? "");
}

function refOf(
  service: Service,
  form: AddressForm & { entity: ServiceRef["entity"] },
  groups: string[],
  place: { shop: string; path: string },
): ServiceRef {
  const isAsin = form.kind === "asin" || service.source === "amazon-music";
  const raw = groups.at(-1) ?? place.shop;
  const own = isAsin || form.kind === "wikidata" ? raw.toUpperCase() : raw || place.shop;
  const urls = form.stored.map((stored) =>
    stored
      .replace("$path", () => encodedPath(place.path))
      .replace("$shop", () => place.shop)
      .replace("$page", () => encodedPage(own))
      .replace("$id", () => encodedPath(own))
      .replace("$1", () => groups[0]!),
  );
  // The page of one host is not that of another: "live" by two artists, "Animals" in two languages.
  const id = form.isOfHost ? `${place.shop}/${own}` : own;
  return {
    service: service.name,
    source: service.source,
    noun: nounOf(form),
    id,
    entity: form.entity,
    ...(form.kind && { kind: form.kind }),
    urls: [...new Set(urls)].slice(0, mostForms),
  };
}

/** As MusicBrainz keeps it: what a browser would send, with the signs that need no escape as they are. */
const encodedPath = (id: string): string =>
  encodeURI(id)
    .replace(/[?#]/g, encodeURIComponent)
    .replace(/%25(?=[0-9A-F]{2})/gi, "%");

/** A page of a wiki, which keeps these signs and no others. */
const encodedPage = (title: string): string =>
  encodeURIComponent(decoded(title, decodeURIComponent))
    .replaceAll("%20", "_")
    .replace(/%(?:24|2C|2F|3A|3B|40)/g, decodeURIComponent);

/** Escapes that part a path otherwise stay: "AC%2FDC" is one name, and "%2B" no space. */
function decoded(path: string, decode = decodeURI): string {
  try {
    return decode(path);
  } catch {
    return path;
  }
}
