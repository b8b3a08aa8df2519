import { isSmall } from "../align-words.ts";
import { foldTitle } from "../fold.ts";
import type { AlbumToMatch, Product } from "./product.ts";
import type { ProductArtist } from "./artist.ts";
import { isByVarious } from "./claims.ts";
import { saysKind } from "./flags.ts";
import { kindOfProduct } from "./kind.ts";
import type { FoundTitle } from "./near.ts";
import type { RestOfTitle } from "./rest.ts";
import { isTypeWord } from "../release-types.ts";

/** All that was read, for one place where the album's title may stand. */
export interface Reading {
  album: AlbumToMatch;
  product: Product;
  artist: ProductArtist;
  found: FoundTitle;
  rest: RestOfTitle;
}

/** What keeps it from being accepted though nothing speaks against it. */
export function findDoubts(reading: Reading): string[] {
  const { found, rest, album } = reading;
  const unexplained = rest.remarks.flatMap((remark) =>
    remark.kind === "unexplained" ? [`“${remark.text}” is not understood`] : [],
  );
  return [
    ...(found.kind === "base" ? [`title is only part of it: “${found.shown}”, not “${album.title}”`] : []),
    ...(found.kind === "close" || (found.kind === "similar" && isGeneric(album))
      ? [`title is only similar: “${found.shown}”`]
      : []),
    ...doubtsOfArtist(reading),
    ...doubtsOfYear(reading),
    ...unexplained,
    ...doubtsOfIdentity(reading),
  ];
}

function doubtsOfArtist(reading: Reading): string[] {
  const { album, artist, rest, found } = reading;
  const sure = found.kind === "exact" && !isGeneric(album);
  switch (artist.agreement) {
    case "same":
      return [];
    case "partly":
    case "similar":
      return sure ? [] : [artist.how];
    case "missing":
      if (rest.namesArtist || (isByVarious(album) && sure && isYearNear(reading))) return [];
      return [artist.how];
    default:
      return [artist.how];
  }
}

/** A year before the album was there is no remaster's. */
function doubtsOfYear(reading: Reading): string[] {
  const { year } = reading.album;
  const early = year === null ? undefined : yearsOf(reading).find((each) => each < year - 1);
  return early === undefined ? [] : [`year ${early} is before the first release in ${year}`];
}

const yearsOf = ({ product, rest }: Reading): number[] => {
  const released = /^(?:19|20)\d\d/.exec(product.releasedOn ?? "")?.[0];
  const said = rest.remarks.flatMap((remark) => (remark.kind === "year" ? [remark.year] : []));
  return [...(released === undefined ? [] : [Number(released)]), ...said];
};

const isYearNear = (reading: Reading): boolean =>
  yearsOf(reading).some((year) => Math.abs(year - (reading.album.year ?? -9)) <= 1);

/** The same words may name something else by the same artist: seven albums called Weezer, a song and its album. */
function doubtsOfIdentity(reading: Reading): string[] {
  const { album, rest } = reading;
  const hasTwins = album.disambiguation !== null && album.disambiguation !== "" && isGeneric(album);
  const isNamed = rest.remarks.some(({ kind }) => kind === "disambiguation");
  if (hasTwins && !isNamed && !isYearNear(reading)) {
    return [`nothing says that it is the one called “${album.disambiguation}”`];
  }
  return album.primaryType === "Single" ? doubtsOfSingle(reading) : doubtsOfTitleSong(reading);
}

function doubtsOfSingle(reading: Reading): string[] {
  const { product } = reading;
  const saysSingle = [product.title, product.binding].some((text) =>
    saysKind(foldTitle(text ?? ""), "Single"),
  );
  if (saysSingle || kindOfProduct(product).kind === "song" || isYearNear(reading)) return [];
  return ["nothing says that it is the single, not an album of that name"];
}

/** Where single songs are sold, one that gave the album its name looks just like it. */
function doubtsOfTitleSong({ album, product, rest }: Reading): string[] {
  const sold = foldTitle(`${product.binding ?? ""} ${product.productGroup ?? ""}`);
  if (!/\b(?:mp3|digital|download|streaming)\b/.test(sold) || /\balbums?\b/.test(sold)) return [];
  const title = foldTitle(album.title);
  const hasTitleSong = album.trackTitles.some((track) => foldTitle(track) === title);
  const saysAlbum = rest.remarks.some(({ text }) =>
    /\b(?:album|deluxe|edition|expanded)\b/.test(foldTitle(text)),
  );
  return hasTitleSong && !saysAlbum ? ["it could be the song of that name"] : [];
}

/** Self-titled, or all in words that many titles are made of. */
function isGeneric(album: AlbumToMatch): boolean {
  const folded = foldTitle(album.title);
  const selfTitled = album.artists.some((name) => foldTitle(name) === folded);
  return selfTitled || folded.split(" ").every((word) => isTypeWord(word) || isSmall(word));
}
