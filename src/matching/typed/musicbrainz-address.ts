/** An MBID, and of what it is if the address says so: "release-group", "release", "artist", "recording" … */
export interface MusicBrainzAddress {
  entity?: string;
  mbid: string;
}

/** Any UUID: not all MBIDs carry a version that RFC 4122 knows. */
const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
/** Before it, what it is: "MBID: …", "MusicBrainz Release Group Id …", "urn:uuid:…". */
const label = "(?:([a-z][a-z\\s:=#_-]{0,40})[\\s:=#])?";
const labelled = new RegExp(`^${label}[{(]?(${uuid}|[0-9a-f]{32})[)}]?$`, "i");
const broken = "[0-9a-f]{7,9}-[0-9a-f]{3,5}-[0-9a-f]{3,5}-[0-9a-f]{3,5}-[0-9a-f]{8,14}";
const labelledBroken = new RegExp(`^${label}[{(]?${broken}[)}]?$`, "i");
const labelWords =
  /^(?:urn|uuid|musicbrainz|mb|mbids?|ids?|release|group|releasegroup|album|artist|recording|collection)$/;
const ref = new RegExp(`^(?:musicbrainz|mb):([a-z]+(?:[-_][a-z]+)*):[{]?(${uuid})[}]?$`, "i");

/** musicbrainz.org with any subdomain, those who share its ids, and a mirror on this machine. */
const hosts =
  /^(?:[a-z0-9-]+\.)*(?:musicbrainz\.(?:org|eu)|listenbrainz\.org|critiquebrainz\.org|coverartarchive\.org)$|^(?:localhost|127\.0\.0\.1|\[::1\])$/;
const inPath = new RegExp(`/([a-z]+(?:[-_][a-z]+)*)/[{(]?(${uuid})[)}]?(?=[/.]|$)`, "i");
const inQuery = new RegExp(`[?&](?:mbid|id|gid)=[{]?(${uuid})`, "i");

/** An MBID in any of the forms in which people have it: bare, in braces, labelled, as a URN, without dashes, as `musicbrainz:release:…`. */
export function readMbid(text: string): MusicBrainzAddress | undefined {
  const [, entity, named] = ref.exec(text) ?? [];
  if (entity !== undefined && named !== undefined)
    return { entity: nounOf(entity, false), mbid: named.toLowerCase() };
  const [, says = "", mbid = ""] = labelled.exec(text) ?? [];
  const words = wordsOfLabel(says);
  const isMixed = /\d/.test(mbid) && /[a-f]/i.test(mbid); // without dashes and letters it is a number
  if (!words || mbid === "" || !(mbid.includes("-") || isMixed)) return undefined;
  const dashed = mbid.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5").toLowerCase();
  const noun = entityOfLabel(words);
  return noun === undefined ? { mbid: dashed } : { entity: noun, mbid: dashed };
}

/** Undefined: it holds another word, and names something else. */
function wordsOfLabel(label: string): string[] | undefined {
  const parts = label.toLowerCase().split(/[^a-z]+/);
  const words = parts
    .filter((part) => part !== "")
    .map((part) => part.replace(/(?<=group|album|artist|release)id$/, ""));
  return words.every((word) => labelWords.test(word)) ? words : undefined;
}

/** Taggers say "album" for a release, and people for a release group: it says neither. */
function entityOfLabel(words: string[]): string | undefined {
  if (words.some((word) => /group$/.test(word))) return "release-group";
  return ["release", "artist", "recording", "collection"].find((noun) => words.includes(noun));
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
export function isBrokenMbid(text: string): boolean {
  const near = labelledBroken.exec(text);
  const isNear = near !== null && wordsOfLabel(near[1] ?? "") !== undefined;
  return isNear || /^(?:urn:uuid:|mbid:).*-/i.test(text);
}
