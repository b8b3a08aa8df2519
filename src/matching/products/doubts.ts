import { isSmall } from "../text/align-words.ts";
import { foldName, foldTitle } from "../text/fold.ts";
import type { AlbumToMatch, Product } from "./product.ts";
import type { ProductArtist } from "./artist/artist.ts";
import { isByVarious } from "./rest/claims.ts";
import { saysKind } from "./rest/flags.ts";
import { kindOfProduct } from "./kind.ts";
import { bearsArtistsName } from "./title/names.ts";
import type { FoundTitle } from "./title/near.ts";
import type { RestOfTitle } from "./rest/rest.ts";
import { isTypeWord } from "../titles/release-types.ts";
import { isWork } from "./title/works.ts";

/** All that was read, for one place where the album's title may stand. */
export interface ProductReading {
  album: AlbumToMatch;
  product: Product;
  artist: ProductArtist;
  found: FoundTitle;
  rest: RestOfTitle;
}

/** `standing`: what only evidence settles; no opinion may. */
export interface ProductDoubt {
  text: string;
  standing: boolean;
}

/** What keeps it from being accepted though nothing speaks against it. */
export function findDoubts(reading: ProductReading): ProductDoubt[] {
  const { found, album } = reading;
  const isPart = found.kind === "base";
  const isOnlySimilar = found.kind === "close" || (found.kind === "similar" && isGeneric(album));
  return [
    ...open(isPart ? [`title is only part of it: “${found.shown}”, not “${album.title}”`] : []),
    ...open(isOnlySimilar ? [`title is only similar: “${found.shown}”`] : []),
    ...doubtsOfArtist(reading),
    ...standing(doubtsOfYear(reading)),
    ...unexplained(reading),
    ...standing(doubtsOfEdition(reading)),
    ...standing(doubtsOfIdentity(reading)),
  ];
}

const open = (texts: string[]): ProductDoubt[] => texts.map((text) => ({ text, standing: false }));
const standing = (texts: string[]): ProductDoubt[] => texts.map((text) => ({ text, standing: true }));

/** Words that are not understood; what says another kind of record, beside an edition, stands against it. */
const unexplained = ({ rest, album }: ProductReading): ProductDoubt[] =>
  rest.remarks.flatMap((remark) =>
    remark.kind === "unexplained"
      ? [
          {
            text: `“${remark.text}” is not understood`,
            standing: remark.saysKind === true || isGeneric(album),
          },
        ]
      : [],
  );

function doubtsOfArtist(reading: ProductReading): ProductDoubt[] {
  const { album, artist, rest, found } = reading;
  const sure = found.kind === "exact" && !isGeneric(album);
  switch (artist.agreement) {
    case "same":
      return standing(doubtsOfPerformers(reading));
    case "partly":
    case "similar":
      if (isByVarious(album)) return sure && weightOf(album) >= 2 ? [] : standing([artist.how]);
      return sure ? standing(doubtsOfPerformers(reading)) : standing([artist.how]);
    case "missing":
      if (isByVarious(album)) return isOwnSampler(reading) ? [] : standing([artist.how]);
      return rest.namesArtist ? standing(doubtsOfPerformers(reading)) : standing([artist.how]);
    case "other script":
      return open([artist.how]);
    default:
      return standing([artist.how]);
  }
}

/**
 * Where several play, all must be named: a composer alone is any recording, and so is an orchestra. Two who made a record
 * together may be one in shops, if its title is no common one.
 */
function doubtsOfPerformers({ album, artist, found, product }: ProductReading): string[] {
  const words = foldName(product.title ?? "").split(" ");
  const stands = (name: string): boolean => {
    const own = foldName(name).split(" ");
    return (
      own.every((word) => words.includes(word)) || (own.at(-1)!.length >= 4 && words.includes(own.at(-1)!))
    );
  };
  const unnamed = artist.lacking.filter((name) => !stands(name));
  if (unnamed.length === 0) return [];
  if (!isWork(album) && found.kind === "exact" && weightOf(album) >= 2) return [];
  return [
    `${unnamed.join(", ")} ${unnamed.length === 1 ? "is" : "are"} not named: it could be another recording`,
  ];
}

/** A sampler that credits nobody: by its title of three words and more, or of two and the year. */
function isOwnSampler(reading: ProductReading): boolean {
  const { album, found } = reading;
  if (found.kind !== "exact" || isGeneric(album)) return false;
  return weightOf(album) >= 3 || (weightOf(album) === 2 && isYearNear(reading));
}

/** Words of the title that tell it from others. */
const weightOf = ({ title }: AlbumToMatch): number =>
  foldTitle(title)
    .split(" ")
    .filter((word) => !isSmall(word) && !isTypeWord(word)).length;

/** A year before the album was there is no remaster's. */
function doubtsOfYear(reading: ProductReading): string[] {
  const { year } = reading.album;
  const early = year === null ? undefined : yearsOf(reading).find((each) => each < year - 1);
  if (early !== undefined) return [`year ${early} is before the first release in ${year}`];
  const late = yearsOf(reading).find((each) => year !== null && each > year + 1);
  if (late === undefined || !isAllKind(reading.album) || isYearNear(reading)) return [];
  return saysReissue(reading)
    ? []
    : [`${late} could be the year of another record called “${reading.album.title}”`];
}

/** A second "Greatest Hits" is no edition of the first; one that says so is. */
const saysReissue = ({ product }: ProductReading): boolean =>
  /\b(?:remaster\w*|reissue\w*|anniversary|repress\w*|re ?edition|neuauflage|rimasterizzat[oa])\b|リマスター/.test(
    foldTitle(product.title ?? ""),
  );

const yearsOf = ({ product, rest }: ProductReading): number[] => {
  const released = /^(?:19|20)\d\d/.exec(product.releasedOn ?? "")?.[0];
  const said = rest.remarks.flatMap((remark) => (remark.kind === "year" ? [remark.year] : []));
  return [...(released === undefined ? [] : [Number(released)]), ...said];
};

const isYearNear = (reading: ProductReading): boolean =>
  yearsOf(reading).some((year) => Math.abs(year - (reading.album.year ?? -9)) <= 1);

/** *Metallica* "[Box Set]" is another record of that name, as "Gold" and "Collection" may be. */
function doubtsOfEdition({ album, rest }: ProductReading): string[] {
  if (!isGeneric(album)) return [];
  const another = rest.remarks.find(({ kind, text }) => kind === "noise" && mayNameRecord(foldTitle(text)));
  return another === undefined ? [] : [`“${another.text}” may be another record called “${album.title}”`];
}

const mayNameRecord = (text: string): boolean =>
  /\b(?:box|boxset|coffret|cofanetto|caja|estuche|set|classics?|signature|archive|ultimate|legacy|gold|tour|definitive|complete|special|experience|discovery|immersion|fan|centenary|premium|platinum)\b/.test(
    text,
  ) &&
  !/\b(?:edition|edicion|edizione|ausgabe|auflage|version|remaster\w*|vinyl|vinyle|vinilo|lp)\b/.test(text);

/** The same words may name something else by the same artist: seven albums called Weezer, a song and its album. */
function doubtsOfIdentity(reading: ProductReading): string[] {
  const { album, found, rest } = reading;
  const hasTwins = album.disambiguation !== null && album.disambiguation !== "" && isGeneric(album);
  const isNamed =
    rest.remarks.some(({ kind }) => kind === "disambiguation") ||
    foldTitle(found.shown) === foldTitle(album.disambiguation ?? "");
  if (hasTwins && !isNamed && !isYearNear(reading)) {
    return [`nothing says that it is the one called “${album.disambiguation}”`];
  }
  return album.primaryType === "Single" ? doubtsOfSingle(reading) : doubtsOfTitleSong(reading);
}

function doubtsOfSingle(reading: ProductReading): string[] {
  const { product } = reading;
  const saysSingle = [product.title, product.binding].some((text) =>
    saysKind(foldTitle(text ?? ""), "Single"),
  );
  if (saysSingle || kindOfProduct(product).kind === "song" || isYearNear(reading)) return [];
  return ["nothing says that it is the single, not an album of that name"];
}

/** Where single songs are sold, one that gave the album its name looks just like it. */
function doubtsOfTitleSong({ album, product, rest }: ProductReading): string[] {
  const sold = foldTitle(`${product.binding ?? ""} ${product.productGroup ?? ""}`);
  if (!/\b(?:mp3|digital|download|streaming)\b/.test(sold) || /\balbums?\b/.test(sold)) return [];
  const title = foldTitle(album.title);
  const hasTitleSong = album.trackTitles.some((track) => foldTitle(track) === title);
  const saysAlbum = rest.remarks.some(({ text }) =>
    /\b(?:album|deluxe|edition|expanded)\b/.test(foldTitle(text)),
  );
  return hasTitleSong && !saysAlbum ? ["it could be the song of that name"] : [];
}

/** "Greatest Hits", "Live": all in words that say what kind of record it is. */
const isAllKind = ({ title }: AlbumToMatch): boolean =>
  foldTitle(title)
    .split(" ")
    .every((word) => isTypeWord(word) || isSmall(word));

/** Self-titled, or all in words that many titles are made of. */
const isGeneric = (album: AlbumToMatch): boolean => isAllKind(album) || bearsArtistsName(album);
