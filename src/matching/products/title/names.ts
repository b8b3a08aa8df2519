import { foldTitle } from "../../text/fold.ts";
import { isTypeWord } from "../../titles/release-types.ts";
import type { AlbumToMatch } from "../product.ts";
import { isShopNoise } from "./noise.ts";

/** In these editions other music is played, or the same by others. */
const changesMusic =
  /\b(?:live|concert|drumless|instrumentals?|orchestra\w*|symphon\w*|philharmon\w*|piano|guitar|acoustic|unplugged|karaoke|kids|junior|lullab\w*|commentary|demos?|remix\w*|rework\w*|reimagin\w*|lo ?fi|a ?cappella|acapella|choir|sped|slowed|chopped|screwed|8d|nightcore|mashup|dub|club|dance|re ?record\w*|redux|alternat\w*|stripped|naked|raw|solo|duets?|spoken|interview|tribute|covers?|sessions?|mix|hits|best|collection|highlights|commentary|christmas|holiday|spanish|french|german|italian|english|japanese|korean|mandarin|portuguese|unreleased|lost|outtakes|versions?|soundtrack|movie|film|musical|dvd|video|blu)\b/;

/**
 * "(Locked N' Loaded Edition)", "(3am Edition)": an edition with a name of its own, if nothing in the name says that other
 * music is on it. Of a "Greatest Hits" it may be another record. Takes a folded text.
 */
export function isNamedEdition(text: string, album: AlbumToMatch): boolean {
  const [, name = "", rest = ""] =
    /^(.{2,60}?) (?:edition|edicion|edizione|ausgabe|editie)\b(.*)$/.exec(text) ?? [];
  if (name === "" || name.split(" ").length > 6 || isGeneric(album)) return false;
  return !changesMusic.test(name) && (rest.trim() === "" || isShopNoise(rest.trim()));
}

/** Self-titled: it is called as one of its artists. */
export function bearsArtistsName({ title, artists }: AlbumToMatch): boolean {
  const folded = foldTitle(title);
  return artists.some((name) => foldTitle(name) === folded);
}

/** "(The Black Album)": what people call a self-titled album, if it is the only one: twins have a disambiguation. */
export function isNickname(text: string, album: AlbumToMatch): boolean {
  if (album.disambiguation !== null && album.disambiguation !== "") return false;
  if (!bearsArtistsName(album)) return false;
  return /^(?:the )?(?:black|white|blue|red|green|grey|gray|gold|silver|yellow|brown|debut|snake|banana|plum|self titled) album$/.test(
    text,
  );
}

/** What everybody calls them, and nobody else's record is. Folded. */
const famous = new Map([
  ["metallica / metallica", ["The Black Album"]],
  ["led zeppelin / led zeppelin iv", ["Four Symbols", "ZoSo"]],
]);

/** Titles under which shops sell a record that has no other: "Black Album", or the disambiguation "White Album" of a self-titled one. */
export function otherTitlesOf(album: AlbumToMatch): string[] {
  const { title, artists, disambiguation } = album;
  const isTitle = bearsArtistsName(album) && /^\S+ album$/i.test(disambiguation ?? "");
  const known = artists.flatMap((name) => famous.get(`${foldTitle(name)} / ${foldTitle(title)}`) ?? []);
  return [...(isTitle ? [disambiguation!] : []), ...known];
}

const isGeneric = (album: AlbumToMatch): boolean =>
  foldTitle(album.title).split(" ").every(isTypeWord) || bearsArtistsName(album);
