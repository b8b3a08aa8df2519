import { namesGuests } from "../../artists/guests.ts";
import { foldName, foldTitle } from "../../text/fold.ts";
import { numbersOfWords } from "../../text/numbers.ts";
import type { AlbumToMatch, Product } from "../product.ts";
import { findUnclaimed, isByVarious, type Group } from "./claims.ts";
import { findImitation, findMerchandise, findOtherKind, findSeveral, findVideo, isOwnKind } from "./flags.ts";
import { isCatalogueNumber, isPlainNumber, isRecordCompany, isReissueSeries } from "./imprint.ts";
import { isNamedEdition, isNickname } from "../title/names.ts";
import {
  isEdition,
  isFormat,
  isPackaging,
  isShopNoise,
  isSongNoise,
  isTailNoise,
  withoutNumberedFormats,
} from "../title/noise.ts";
import { isTypeWord } from "../../titles/release-types.ts";
import { titlesOf } from "../title/title.ts";
import type { WordRun, ShopTitle } from "../title/words.ts";
import { isOpus, isWork } from "../title/works.ts";

/** What the words beside the album's title say; `noise` says nothing, and `unexplained` is not understood. */
export type Remark =
  | { kind: "noise" | "disambiguation" | "own kind"; text: string }
  | { kind: "imitation" | "merchandise" | "video" | "several" | "numbers" | "other title"; text: string }
  | { kind: "unexplained"; text: string; first: boolean; saysKind?: boolean }
  | { kind: "other kind"; text: string; type: string }
  | { kind: "year"; text: string; year: number };

export interface RestOfTitle {
  remarks: Remark[];
  /** The artist stands in the title as well, apart from the words that are the album's title. */
  namesArtist: boolean;
}

interface Context {
  album: AlbumToMatch;
  binding: string;
  /** The shop's whole title, folded, and as it stands. */
  text: string;
  shown: string;
  /** Of the product's release; undefined if the shop says none. */
  releaseYear: number | undefined;
}

/** Explains every word that is not the album's title: artist, label, edition, offer, year … or not at all. */
export function readRest(
  album: AlbumToMatch,
  product: Product,
  agreeing: string[],
  title: ShopTitle,
  run: WordRun,
): RestOfTitle {
  const { groups, namesArtist } = findUnclaimed(album, product, agreeing, title, run);
  const released = /^(?:19|20)\d\d/.exec(product.releasedOn ?? "")?.[0];
  const context = {
    album,
    binding: foldTitle(product.binding ?? ""),
    text: foldTitle(title.text),
    shown: title.text,
    releaseYear: released === undefined ? undefined : Number(released),
  };
  return { remarks: groups.map((group) => readGroup(group, context)), namesArtist };
}

/** The first that fits: what would make it something else comes before what would excuse it. */
function readGroup(group: Group, context: Context): Remark {
  const { album } = context;
  return (
    readWarning(group, context) ??
    (isDisambiguation(group.text, album) ? { kind: "disambiguation", text: group.raw } : undefined) ??
    readNumbers(group, context) ??
    readKind(group, album) ??
    readNoise(group, context)
  );
}

function readWarning(
  { text, raw, segmentText }: Group,
  { album, binding, text: whole }: Context,
): Remark | undefined {
  const ownNames = album.artists.some((name) => findImitation(foldName(name)) !== undefined);
  const imitation = findImitation(text) ?? (ownNames ? undefined : findImitation(segmentText));
  if (imitation !== undefined) return { kind: "imitation", text: raw };
  if (findMerchandise(text) !== undefined) return { kind: "merchandise", text: raw };
  const isVideo = findVideo(whole, binding) !== undefined && findVideo(text, binding) !== undefined;
  return isVideo ? { kind: "video", text: raw } : undefined;
}

function isDisambiguation(text: string, { disambiguation }: AlbumToMatch): boolean {
  const known = new Set(foldTitle(disambiguation ?? "").split(" "));
  const telling = text.split(" ").filter((word) => !["the", "album", "version"].includes(word));
  return telling.length > 0 && telling.every((word) => known.has(word));
}

const counted =
  /\b(?:vol|volume|pt|part|teil|folge|chapter|book|act|series|tome|nr|no) ?(?:\d{1,3}|[ivx]+|one|two|three|four)\b/;
const disc =
  /\b(?:cd|disc|disk|disque|disco) ?(?:\d|one|two|three|[ivx]+)\b(?! ?(?:cds?|lps?|dvds?|dis[ck]s|blu|vinyls?))/;

function readNumbers({ text, raw, place, first }: Group, context: Context): Remark | undefined {
  const { album, text: whole } = context;
  const anniversary = readAnniversary(text, context);
  if (anniversary !== undefined) {
    return anniversary === "agrees"
      ? { kind: "noise", text: raw }
      : { kind: "unexplained", text: raw, first: false };
  }
  if (isOpus(text)) return isWork(album) ? { kind: "noise", text: raw } : undefined;
  if (counted.test(text) || disc.test(withoutNumberedFormats(text))) return { kind: "numbers", text: raw };
  const year = /^(?:c|p|from)? ?((?:19|20)\d\d)(?: \d\d? \d\d?)?$/.exec(text)?.[1];
  const nearYear = year !== undefined && album.year !== null && Math.abs(Number(year) - album.year) <= 1;
  if (year !== undefined && (place === "apart" || nearYear))
    return { kind: "year", text: raw, year: Number(year) };
  if (isShopNoise(text) || isTailNoise(text)) return undefined;
  if (place === "apart" && !first && isCatalogueNumber(raw)) return { kind: "noise", text: raw };
  if (/^\d+$/.test(text) && new RegExp(`\\b${text} ?(?:st|nd|rd|th) anniv`).test(whole))
    return { kind: "noise", text: raw };
  const numbers = numbersOfWords(["title", ...text.split(" ")]).slice(1);
  const isNumber = numbers.every((each) => each.length > 0) || (place === "after" && numbers[0]!.length > 0);
  return isNumber ? { kind: "numbers", text: raw } : undefined;
}

/** "Thriller 40" of 2022, for an album of 1982; without a year of release nobody knows. */
function readAnniversary(text: string, { album, releaseYear }: Context): "agrees" | "unknown" | undefined {
  const years = /^(?:[2-9]\d|1[05]|100)$/.test(text) ? Number(text) : undefined;
  if (years === undefined || years % 5 !== 0 || isByVarious(album) || album.secondaryTypes.length > 0)
    return undefined;
  if (releaseYear === undefined || album.year === null) return "unknown";
  return Math.abs(releaseYear - album.year - years) <= 1 ? "agrees" : undefined;
}

function readKind({ text, raw, place, mark }: Group, album: AlbumToMatch): Remark | undefined {
  const ownTypes = [...album.secondaryTypes, ...(album.primaryType === null ? [] : [album.primaryType])];
  if (isOwnKind(text, ownTypes)) return { kind: "own kind", text: raw };
  if (isOwnersVersion(raw, album)) return { kind: "other kind", text: raw, type: "re-recording" };
  const type = findOtherKind(text, ownTypes);
  const ofSong = ownTypes.includes("Single") && isSongNoise(text);
  if (type !== undefined && !ofSong) {
    return isEdition(text)
      ? { kind: "unexplained", text: raw, first: false, saysKind: true }
      : { kind: "other kind", text: raw, type };
  }
  if (findSeveral(text) !== undefined) return { kind: "several", text: raw };
  const joined =
    /^[/+&]$/.test(mark) || /^(?:plus|and|&|\+) (?!\d)/.test(text) || / (?:and|&|\+)$/.test(text);
  const isAnother = place === "apart" && joined && !isShopNoise(text) && !isRecordCompany(text);
  return isAnother ? { kind: "several", text: raw } : undefined;
}

/** "(Taylor's Version)": recorded again. */
function isOwnersVersion(raw: string, { artists }: AlbumToMatch): boolean {
  const [, owner] = /^(.+?)['’]?s['’]? versions?\b/iu.exec(raw.trim()) ?? [];
  if (owner === undefined) return false;
  const words = new Set(artists.flatMap((name) => foldName(name).split(" ")));
  return foldName(owner)
    .split(" ")
    .every((word) => words.has(word) || words.has(`${word}s`));
}

/** "Amélie (Le Fabuleux Destin d'Amélie Poulain)": a telling word of the title once more, and nothing else. */
function isOfTitle(text: string, { title }: AlbumToMatch): boolean {
  const own = new Set(foldTitle(title.replace(/['’]/g, " ")).split(" "));
  return /^\p{L}{5,}$/u.test(text) && own.size > 2 && own.has(text) && !isTypeWord(text);
}

/** "(2009 Remaster, farbige LP, blau)": a part of what stands in brackets, behind another. */
const isListed = (raw: string, whole: string): boolean =>
  [...whole.matchAll(/[([][^()[\]]*[)\]]/g)].some(([bracket]) =>
    bracket
      .slice(1, -1)
      .split(",")
      .slice(1)
      .some((part) => part.trim() === raw.trim()),
  );

function readNoise({ text, raw, place, first }: Group, { album, shown }: Context): Remark {
  if (place !== "apart") {
    const isNoise =
      place === "before" ? isFormat(text) : isTailNoise(text) || isReissueSeries(text) || isPlainNumber(raw);
    return { kind: isNoise ? "noise" : "other title", text: raw };
  }
  const isNoise =
    namesGuests(text) ||
    isShopNoise(text) ||
    (album.primaryType === "Single" && isSongNoise(text)) ||
    (!first && isRecordCompany(text)) ||
    isReissueSeries(text) ||
    isNamedEdition(text, album) ||
    isNickname(text, album) ||
    isOfTitle(text, album) ||
    (isListed(raw, shown) && isPackaging(text)) ||
    titlesOf(album).some((title) => foldTitle(title) === text);
  return isNoise ? { kind: "noise", text: raw } : { kind: "unexplained", text: raw, first };
}
