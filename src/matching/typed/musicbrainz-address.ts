/** An MBID, and of what it is if the address says so: "release-group", "release", "artist", "recording" … */
export interface MusicBrainzAddress {
  entity?: string;
  mbid: string;
}

/** Any UUID: not all MBIDs carry a version that RFC 4122 knows. */
const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const bare = new RegExp(`^(?:urn:uuid:|mbid:)?[{(]?(${uuid})[)}]?$`, "i");
const ref = new RegExp(`^(?:musicbrainz|mb):([a-z]+(?:[-_][a-z]+)*):[{]?(${uuid})[}]?$`, "i");
const undashed = /^[0-9a-f]{32}$/i;

/** musicbrainz.org with any subdomain, those who share its ids, and a mirror on this machine. */
const hosts =
  /^(?:[a-z0-9-]+\.)*(?:musicbrainz\.(?:org|eu)|listenbrainz\.org|critiquebrainz\.org|coverartarchive\.org)$|^(?:localhost|127\.0\.0\.1|\[::1\])$/;
const inPath = new RegExp(`/([a-z]+(?:[-_][a-z]+)*)/[{(]?(${uuid})[)}]?(?=[/.]|$)`, "i");
const inQuery = new RegExp(`[?&](?:mbid|id|gid)=[{]?(${uuid})`, "i");

/** An MBID in any of the forms in which people have it: bare, in braces, as a URN, without dashes, as `musicbrainz:release:…`. */
export function readMbid(text: string): MusicBrainzAddress | undefined {
  const [, mbid] = bare.exec(text) ?? [];
  if (mbid !== undefined) return { mbid: mbid.toLowerCase() };
  const [, entity, named] = ref.exec(text) ?? [];
  if (entity !== undefined && named !== undefined)
    return { entity: nounOf(entity, false), mbid: named.toLowerCase() };
  if (!undashed.test(text) || !/\d/.test(text) || !/[a-f]/i.test(text)) return undefined;
  const dashed = text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return { mbid: dashed.toLowerCase() };
}

/** Undefined: no address of theirs. One without an MBID has none to give: `{ why }`. */
export function readMusicBrainzAddress(url: URL): MusicBrainzAddress | { why: string } | undefined {
  if (!hosts.test(url.hostname.toLowerCase())) return undefined;
  const path = decodeURI(url.pathname.replace(/%(?![0-9a-f]{2})/gi, "%25"));
  const [, entity, mbid] = inPath.exec(path) ?? [];
  const isListen = /(?:listen|critique)brainz\.org$/.test(url.hostname);
  if (entity !== undefined && mbid !== undefined) {
    return { entity: nounOf(entity, isListen), mbid: mbid.toLowerCase() };
  }
  const [, queried] = inQuery.exec(url.search) ?? [];
  if (queried !== undefined) return { mbid: queried.toLowerCase() };
  return { why: `there is no MBID in that address of ${url.hostname}` };
}

/** Old addresses said "album" for a release; ListenBrainz says it for a release group. */
function nounOf(entity: string, isListen: boolean): string {
  const noun = entity.toLowerCase().replaceAll("_", "-");
  return noun === "album" ? (isListen ? "release-group" : "release") : noun;
}

/** What was meant as an MBID and has a sign too many or too few. */
export const isBrokenMbid = (text: string): boolean =>
  /^[{(]?[0-9a-f]{7,9}-[0-9a-f]{3,5}-[0-9a-f]{3,5}-[0-9a-f]{3,5}-[0-9a-f]{8,14}[)}]?$/i.test(text) ||
  new RegExp(`^(?:urn:uuid:|mbid:).*-`, "i").test(text);
