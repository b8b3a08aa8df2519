import { fieldOf, type ListField } from "./fields.ts";
import { asTrack, isObject, type JsonObject } from "./json-lists.ts";

/** The values of an object that may be cells. What the services nest is taken out of its nest. */
export function flatten(row: JsonObject): Record<string, string> {
  const { basic_information: nested } = row;
  if (isObject(nested)) return { ...flatten(nested), release_id: textOf(row["id"]) ?? "" };
  if (Array.isArray(row["artist-credit"])) return flattenMusicBrainz(row);
  if (isObject(row["album"]) && "artists" in row["album"]) return flattenSpotify(row["album"]);
  if (isObject(row["track_metadata"])) return flattenListenBrainz(row["track_metadata"]);
  const texts = ownTexts(row);
  const isNamed = Object.keys(texts).some((key) => namings.has(fieldOf(key)) && !isObject(row[key]));
  const wrapped = isNamed ? undefined : wrappers.find((key) => isObject(row[key]));
  if (wrapped === undefined) return texts;
  const { [wrapped]: _, ...beside } = texts;
  const inner = row[wrapped] as JsonObject;
  return { ...beside, ...flatten(wrapped === "track" ? asTrack(inner) : inner) };
}

/** What a row is called by. */
const namings = new Set<ListField | undefined>(["title", "name", "albumTitle", "track"]);

/** Under these keys a row may hold the thing itself, and beside it when it was added. */
const wrappers = ["album", "release", "item", "track", "node"];

/** Of an object that has no name only these are taken: `external_ids`, `ProviderIds`. An address in it may be of a picture. */
const identifiers = new Set<ListField | undefined>(["groupMbid", "releaseMbid", "barcode"]);

function ownTexts(row: JsonObject): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(row)) {
    if (isMoment(value) || areThings(key, value)) continue;
    const text = value === null ? "" : (textOf(value) ?? namesOf(value)); // a key without a value is there
    if (text !== undefined) texts[key] = text;
    if (!isObject(value)) continue;
    const mbid = textOf(value["mbid"]);
    if (mbid !== undefined) texts[`${key} mbid`] = mbid;
    if (text !== undefined) continue;
    for (const [inner, id] of Object.entries(value))
      if (identifiers.has(fieldOf(inner))) texts[inner] ??= textOf(id) ?? "";
  }
  return texts;
}

/** When something was played, as Last.fm has it: no date of an album. */
const isMoment = (value: unknown): boolean => isObject(value) && "uts" in value;

/** Albums, or tracks: several of them are not one with a long name, as artists are. */
const areThings = (key: string, value: unknown): boolean =>
  Array.isArray(value) && value.some(isObject) && namings.has(fieldOf(key));

/** A saved album, as Spotify's web service has it. */
function flattenSpotify(album: JsonObject): Record<string, string> {
  const { external_ids: ids } = album;
  return {
    album: textOf(album["name"]) ?? "",
    "album artist": namesOf(album["artists"]) ?? "",
    "release date": textOf(album["release_date"]) ?? "",
    barcode: (isObject(ids) ? (textOf(ids["upc"]) ?? textOf(ids["ean"])) : undefined) ?? "",
  };
}

/** A listen, or a song that somebody loves, as ListenBrainz has it. */
function flattenListenBrainz(listen: JsonObject): Record<string, string> {
  const { additional_info: told, mbid_mapping: mapped } = listen;
  const mbidIn = (ids: unknown): string | undefined =>
    isObject(ids) ? textOf(ids["release_mbid"]) : undefined;
  return {
    album: textOf(listen["release_name"]) ?? "",
    artist: textOf(listen["artist_name"]) ?? "",
    track: textOf(listen["track_name"]) ?? "",
    "release mbid": mbidIn(told) ?? mbidIn(mapped) ?? "",
  };
}

/** A release, or a release group, as the web service has it. */
function flattenMusicBrainz(row: JsonObject): Record<string, string> {
  const credit = (row["artist-credit"] as unknown[]).filter(isObject);
  const group = row["release-group"];
  const isGroup = "first-release-date" in row || "primary-type" in row;
  const id = textOf(row["id"]) ?? "";
  return {
    title: textOf(row["title"]) ?? "",
    artist: credit.map((each) => (textOf(each["name"]) ?? "") + (textOf(each["joinphrase"]) ?? "")).join(""),
    year: textOf(row["first-release-date"]) ?? "",
    "release group mbid": isGroup ? id : isObject(group) ? (textOf(group["id"]) ?? "") : "",
    "release mbid": isGroup ? "" : id,
    barcode: textOf(row["barcode"]) ?? "",
  };
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;

/** `{ "name": … }`, or a list of such. */
function namesOf(value: unknown): string | undefined {
  if (isObject(value)) return nameIn(value);
  if (!Array.isArray(value)) return undefined;
  const names = value.map((each: unknown) => textOf(each) ?? (isObject(each) ? nameIn(each) : undefined));
  return names.every((name) => name !== undefined) && names.length > 0 ? names.join(", ") : undefined;
}

const nameIn = (object: JsonObject): string | undefined =>
  ["name", "Name", "artistName", "title", "#text"]
    .map((key) => textOf(object[key]))
    .find((text) => text !== undefined);
