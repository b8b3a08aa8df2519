import { readBarcode } from "./barcode.ts";
import { amazonAddresses } from "../services/amazon-shops.ts";
import { isBrokenMbid, readMbid, readMusicBrainzAddress } from "./musicbrainz-address.ts";
import { readTitle, type TitleReading } from "./readings.ts";
import { readServiceAddress, readServiceRef, type ServiceRef } from "../services/service-address.ts";
import { services, shortHosts } from "../services/services.ts";

export { barcodeForms, printedBarcode } from "./barcode.ts";
export type { TitleReading } from "./readings.ts";

export type RecognisedIdentifier =
  | { kind: "mbid"; mbid: string }
  /** `entity` as the address has it: "release-group", "release", "artist", "recording" … */
  | { kind: "musicbrainz-url"; entity: string; mbid: string }
  | { kind: "ref"; ref: ServiceRef }
  /** An address, or an identifier with a flaw: never words. */
  | { kind: "unknown"; why: string };

export type Recognised =
  | RecognisedIdentifier
  | { kind: "barcode"; barcode: string }
  /** First the words as typed, then other ways to read them. */
  | { kind: "title"; readings: TitleReading[] };

export type RecognisedArtist = RecognisedIdentifier | { kind: "name"; name: string };

/**
 * What a person typed for an album: an identifier if it is one, words otherwise. Beside an artist, a date or a short number is a
 * title; `title:` before what would be an identifier makes it one.
 */
export function recogniseAlbum(input: string, { hasArtist = false } = {}): Recognised {
  const labelled = /^title:\s*(\S.*)$/is.exec(input.trim())?.[1];
  if (labelled !== undefined && recogniseAlbum(labelled, { hasArtist }).kind !== "title")
    return { kind: "title", readings: readTitle(labelled) };
  const text = bareText(input);
  const barcode = readBarcode(text, { hasArtist });
  if (barcode !== undefined) return { kind: "barcode", barcode };
  return recogniseIdentifier(text) ?? readAsin(text) ?? { kind: "title", readings: readTitle(input.trim()) };
}

/** What a person typed for an artist. */
export function recogniseArtist(input: string): RecognisedArtist {
  return recogniseIdentifier(bareText(input)) ?? { kind: "name", name: input.trim() };
}

/** Copied out of a text: in angle brackets, or in quotes. */
const bareText = (input: string): string =>
  input
    .trim()
    .replace(/^<(.+)>$/s, "$1")
    .replace(/^["“'](\S+)["”']$/s, "$1");

/** An MBID, an address, or a ref of a service. Undefined for words. */
export function recogniseIdentifier(text: string): RecognisedIdentifier | undefined {
  const mbid = readMbid(text);
  if (mbid) return identifierOf(mbid);
  if (isBrokenMbid(text))
    return {
      kind: "unknown",
      why: `"${text}" is no MBID: that is 32 digits and letters from a to f, and nothing else`,
    };
  const ref = readServiceRef(text) ?? readDiscogsCode(text) ?? readWikidataId(text);
  if (ref) return { kind: "ref", ref };
  const url = readAddress(text);
  return url && recogniseAddress(url);
}

function recogniseAddress(url: URL): RecognisedIdentifier {
  const read = readMusicBrainzAddress(url) ?? readServiceAddress(url);
  if (read === undefined) {
    const why = shortHosts.test(url.hostname)
      ? `${url.hostname} only leads elsewhere: open it, and give the address where it ends`
      : `${url.hostname || url.href} is no service that is known here`;
    return { kind: "unknown", why };
  }
  if ("why" in read) return { kind: "unknown", why: read.why };
  return "mbid" in read ? identifierOf(read) : { kind: "ref", ref: read };
}

const identifierOf = ({ entity, mbid }: { entity?: string; mbid: string }): RecognisedIdentifier =>
  entity === undefined ? { kind: "mbid", mbid } : { kind: "musicbrainz-url", entity, mbid };

/** With a scheme anything is an address. Without one, only what begins with a host that is known, or with "www.". */
function readAddress(text: string): URL | undefined {
  if (/\s/.test(text)) return undefined;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return URL.canParse(text) ? new URL(text) : undefined;
  const [, host = ""] = /^([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d+)?(?:\/|$)/i.exec(text) ?? [];
  if (host === "" || !URL.canParse(`https://${text}`)) return undefined;
  const url = new URL(`https://${text}`);
  const hasPath = url.pathname !== "/" || url.search !== "";
  const isKnown =
    hasPath &&
    (readMusicBrainzAddress(url) !== undefined ||
      services.some(({ hosts }) => hosts.test(url.hostname)) ||
      shortHosts.test(url.hostname));
  return isKnown || /^www\.[^/]+\.[a-z]{2,}\/./i.test(text) || /\.bandcamp\.com$/i.test(url.hostname)
    ? url
    : undefined;
}

/** The codes of Discogs' own texts: [m10362], [r=249504]. */
function readDiscogsCode(text: string): ServiceRef | undefined {
  const [, letter, id] = /^\[([mra])=?(\d+)\]$/i.exec(text) ?? [];
  const nouns: Record<string, string> = { m: "master", r: "release", a: "artist" };
  return letter === undefined ? undefined : readServiceRef(`discogs:${nouns[letter.toLowerCase()]}:${id}`);
}

const readWikidataId = (text: string): ServiceRef | undefined => {
  const [, id] = /^(?:wikidata:)?(Q[1-9]\d{3,9})$/.exec(text) ?? /^wikidata:(Q[1-9]\d*)$/i.exec(text) ?? [];
  return id === undefined ? undefined : readServiceRef(`wikidata:item:${id}`);
};

/** All ASINs that are no ISBN begin with B0; a word of ten letters has no three digits. */
function readAsin(text: string): { kind: "ref"; ref: ServiceRef } | undefined {
  const [, asin] = /^(?:asin[:\s]*|amazon:)?(B0[0-9A-Z]{8})$/i.exec(text) ?? [];
  if (asin === undefined || (asin.match(/\d/g) ?? []).length < 3) return undefined;
  const id = asin.toUpperCase();
  const about = {
    service: "Amazon",
    source: "amazon",
    noun: "asin",
    id,
    entity: "album",
    kind: "asin",
  } as const;
  return { kind: "ref", ref: { ...about, urls: amazonAddresses(id) } };
}
