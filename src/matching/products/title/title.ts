import { foldName, foldTitle } from "../../text/fold.ts";
import type { AlbumToMatch } from "../product.ts";
import { findNear, type FoundTitle } from "./near.ts";
import {
  findRuns,
  formsOf,
  isOpening,
  readShopTitle,
  textOfRun,
  type WordRun,
  type ShopTitle,
} from "./words.ts";
import { namesOf } from "../artist/artist.ts";
import { otherTitlesOf } from "./names.ts";
import { isFormat, isPackaging } from "./noise.ts";
import { isTypeWord, nameOwnType, quietTypes } from "../../titles/release-types.ts";
import { takeApart } from "../../titles/title.ts";

export interface SoughtTitle {
  title: ShopTitle;
  found: FoundTitle[];
}

/** Every place where the album's title may stand; the exact ones only, if there are any. */
export function findTitle(album: AlbumToMatch, shown: string): SoughtTitle {
  const text = withoutEpisode(shown, album);
  const sign = signOf(album, text);
  const title = readShopTitle(sign === undefined ? text : sign.text);
  if (sign) return { title, found: runsOf(title, [sign.placeholder], "exact") };
  const titles = titlesOf(album);
  const exact = runsOf(title, titles, "exact").filter(({ run }) => !isAboutRecord(title, run));
  if (exact.length > 0) return { title, found: exact };
  const parted = text.replace(/(?<=\p{L}{2})-(?=\p{L}{2})/gu, " - "); // "AMY WINEHOUSE-BACK TO BLACK"
  if (parted !== text) return findTitle(album, parted);
  const near = findNear(title, titles).filter(({ run }) => !isAboutRecord(title, run));
  if (near.length > 0) return { title, found: near };
  const bases = titles.map((each) => takeApart(each).base.shown).filter((base) => !isTooLittle(base));
  return { title, found: runsOf(title, bases, "base") };
}

/** "Star Wars Episode IV: A New Hope" for *Star Wars: A New Hope*: the number counts films, where their name stands behind it. */
function withoutEpisode(text: string, { title, secondaryTypes }: AlbumToMatch): string {
  const [number] = /(?<=\p{L}\s)[-–:,\s]*episode\s+(?:[ivx]+|\d{1,2})\s*[-–:]\s*(?=\p{L})/iu.exec(text) ?? [];
  if (number === undefined || !secondaryTypes.includes("Soundtrack")) return text;
  const without = text.replace(number, "");
  const isWhole = foldTitle(without).startsWith(foldTitle(title)) && !foldTitle(title).includes("episode");
  return isWhole ? without : text;
}

/** "ABBA [Gold Vinyl]" and "Van Halen (1984)" don't name the albums *Gold* and *1984*, nor "[1 LP]" the album *1*. */
function isAboutRecord(title: ShopTitle, run: WordRun): boolean {
  const first = title.words[run.from]!;
  if (title.words.length === run.to - run.from) return false;
  if (!isPackaging(foldTitle(textOfRun(title, run)))) return false;
  const next = title.words[run.to];
  const isCount = next?.segment === first.segment && isFormat(next.folded);
  return isCount
    ? /^\d+$/.test(first.folded) || isBracketed(title, first.segment)
    : isBracketed(title, first.segment);
}

const isBracketed = ({ marks }: ShopTitle, segment: number): boolean => isOpening(marks[segment]!);

const guests = /\s*[([]\s*(?:feat|ft|featuring)\b[^()[\]]*[)\]]/giu;

const discs = /\b(?:cd|dis[ck])\s?\d/i;

/** The album's own title, those of its editions, each without edition words; "Trainspotting" for its soundtrack. */
export function titlesOf(album: AlbumToMatch): string[] {
  const given = [album.title, ...album.releaseTitles, ...otherTitlesOf(album)].filter(
    (title) => title.trim() !== "",
  );
  const all = given.flatMap((title) => {
    const { whole, core: bare, base } = takeApart(title.replace(guests, ""));
    const core = discs.test(whole.shown) ? whole : bare; // "Carmen CD 2" is no edition of "Carmen"
    const qualifier = core.shown.slice(base.shown.length);
    const isQuiet =
      base !== core &&
      (isOwnType(qualifier, album) || isOwnSubtitle(qualifier, base.shown, album)) &&
      !isTooLittle(base.shown);
    return [title, core.shown, ...(isQuiet ? [base.shown] : []), ...nameOfSign(title)];
  });
  return [...new Set(all)];
}

function isOwnType(qualifier: string, { primaryType, secondaryTypes }: AlbumToMatch): boolean {
  const own = { mbid: "", title: "", aliases: [], artists: [], secondaryTypes };
  const candidate = primaryType === null ? own : { ...own, primaryType };
  return nameOwnType(foldTitle(qualifier).split(" "), candidate, quietTypes(candidate));
}

/** "Gold: Greatest Hits" is sold as "ABBA Gold"; not "Queen: Greatest Hits" as "Queen". */
function isOwnSubtitle(qualifier: string, base: string, album: AlbumToMatch): boolean {
  if (!album.secondaryTypes.includes("Compilation")) return false;
  const folded = foldTitle(base);
  if (album.artists.some((name) => foldTitle(name) === folded)) return false;
  if (folded.split(" ").every((word) => isTypeWord(word) || /^\d+$/.test(word))) return false;
  const names = new Set(namesOf(album).flatMap((name) => foldTitle(name).split(" ")));
  const words = foldTitle(qualifier)
    .split(" ")
    .filter((word) => word !== "");
  return (
    words.some(isTypeWord) &&
    words.every((word) => isTypeWord(word) || isFillerOfHits(word) || names.has(word))
  );
}

const isFillerOfHits = (word: string): boolean =>
  /^(?:the|of|very|and|their|his|her|all|time|songs)$/.test(word);

/** "1" of "1: The Remixes", and articles, are no title to go by. */
const isTooLittle = (text: string): boolean => foldTitle(text).replaceAll(" ", "").length < 3;

function runsOf(title: ShopTitle, texts: string[], kind: FoundTitle["kind"]): FoundTitle[] {
  const forms = new Set(texts.flatMap(formsOf));
  return findRuns(title, forms, () => true).map((run) => ({ kind, run, shown: textOfRun(title, run) }));
}

/** Does this very title stand in the text? */
export function namesTitle(title: string, text: string): boolean {
  return findRuns(readShopTitle(text), new Set(formsOf(title)), () => true).length > 0;
}

const namesOfSigns: Record<string, string> = {
  "÷": "divide",
  "×": "multiply",
  x: "multiply",
  "+": "plus",
  "=": "equals",
  "-": "subtract",
  "–": "subtract",
  "★": "blackstar",
};

/** Shops that cannot print a sign write its name. */
export const nameOfSign = (title: string): string[] => {
  const name = namesOfSigns[title.trim().toLowerCase()];
  return name === undefined ? [] : [name];
};

/** A title of signs only, put in words so that nothing loses it; it must stand by itself. */
function signOf(album: AlbumToMatch, text: string): { text: string; placeholder: string } | undefined {
  if (/[\p{L}\p{N}]/u.test(foldTitle(album.title))) return undefined;
  const sign = [...album.title.replace(/\s/g, "")].map(escape);
  const placeholder = "titleofsigns";
  for (const { 0: hit, index } of text.matchAll(new RegExp(sign.join("\\s*"), "gu"))) {
    const before = text.slice(0, index);
    const after = text.slice(index + hit.length);
    if (!standsAlone(before, after, album.artists)) continue;
    return { text: `${before} ${placeholder} ${after}`, placeholder };
  }
  return undefined;
}

const escape = (sign: string): string => sign.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

function standsAlone(before: string, after: string, artists: string[]): boolean {
  const opens =
    /(?:^|[\p{Pd}:|/,]\s*|\]\s*)$/u.test(before) ||
    artists.some((name) => foldName(before) === foldName(name));
  return opens && /^\s*(?:$|\s[\p{Pd}]\s|[:|/,([]|\sby\s)/u.test(after);
}
