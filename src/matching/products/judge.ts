import { foldName, foldTitle } from "../text/fold.ts";
import type { AlbumToMatch, Product, ProductVerdict } from "./product.ts";
import { compareProductArtist, type ProductArtist } from "./artist/artist.ts";
import { findDoubts, type ProductReading } from "./doubts.ts";
import { findImitation, findMerchandise } from "./rest/flags.ts";
import { isByVarious } from "./rest/claims.ts";
import { readRest, type Remark } from "./rest/rest.ts";
import type { FoundTitle } from "./title/near.ts";
import { findTitle, namesTitle, titlesOf } from "./title/title.ts";
import { isTooLong } from "./title/words.ts";

interface Refusal {
  contradicts: boolean;
  reason: string;
}

/** Judges what the shop wrote; of several readings of its title the kindest counts. */
export function judgeProduct(album: AlbumToMatch, product: Product, artist: ProductArtist): ProductVerdict {
  const text = product.title ?? "";
  if (isTooLong(text)) {
    if (artist.agreement === "different") return refuse(contradiction(artist.how));
    const reason = `the shop's title is too long to be one (${text.length} letters)`;
    return { ...unsure(reason, 0.1), contradicts: true };
  }
  const { title, found } = findTitle(album, text);
  const verdicts = found.map((each) => {
    const rest = readRest(album, product, artist.agreeing, title, each.run);
    return judgeReading({ album, product, artist, found: each, rest });
  });
  if (verdicts.length === 0) return judgeWithoutTitle(album, product, artist);
  return verdicts.reduce((best, each) => (each.score > best.score ? each : best));
}

function judgeReading(reading: ProductReading): ProductVerdict {
  const refusal = findRefusal(reading);
  const agreed = agreementsOf(reading);
  if (refusal) return refuse(refusal, agreed);
  const doubts = findDoubts(reading);
  const score = Math.max(0.05, 0.95 - 0.15 * doubts.length - (reading.found.kind === "exact" ? 0 : 0.1));
  const verdict = doubts.length === 0 ? "match" : "unsure";
  const contradicts = doubts.some((doubt) => doubt.standing);
  const reasons = [...doubts.map(({ text }) => text), ...agreed];
  return { verdict, certain: false, contradicts, reasons, score };
}

const refuse = ({ contradicts, reason }: Refusal, agreed: string[] = []): ProductVerdict => ({
  verdict: "no_match",
  certain: false,
  contradicts,
  reasons: [reason, ...agreed],
  score: contradicts ? 0 : 0.02,
});

/** What makes it something else, whatever agrees; the plainest first. */
function findRefusal(reading: ProductReading): Refusal | undefined {
  const { album, product, artist, found, rest } = reading;
  const imitator = product.artists.find((name) => isImitator(name, album));
  if (imitator !== undefined) return contradiction(`somebody else plays it: ${imitator}`);
  if (product.label !== null && isImitator(product.label, { ...album, artists: album.labels })) {
    return contradiction(`somebody else plays it: ${product.label}`);
  }
  for (const remark of rest.remarks) {
    if (remark.kind === "imitation") return contradiction(`somebody else plays it: “${remark.text}”`);
  }
  if (artist.agreement === "different" && !rest.namesArtist) return contradiction(artist.how);
  const other = otherArtist(reading);
  if (other !== undefined) return contradiction(other);
  if (found.kind === "numbers")
    return contradiction(`numbers differ: “${found.shown}”, not “${album.title}”`);
  return rest.remarks.map((remark) => refusalOf(remark)).find((refusal) => refusal !== undefined);
}

const contradiction = (reason: string): Refusal => ({ contradicts: true, reason });

const isImitator = (name: string, { artists, title }: AlbumToMatch): boolean =>
  findImitation(foldName(name)) !== undefined &&
  findImitation(foldTitle(title)) === undefined &&
  !artists.some((own) => foldName(own) === foldName(name));

/** "Incubus - Wish You Were Here": a title without a credit that begins with somebody else. */
function otherArtist({ album, product, artist, rest }: ProductReading): string | undefined {
  if (artist.agreement !== "missing" || rest.namesArtist || isByVarious(album)) return undefined;
  const first = rest.remarks.find((remark) => remark.kind === "unexplained" && remark.first);
  if (!first) return undefined;
  const named = compareProductArtist(album, { ...product, artists: [first.text] });
  return named.agreement === "different" ? named.how : undefined;
}

function refusalOf(remark: Remark): Refusal | undefined {
  switch (remark.kind) {
    case "numbers":
      return contradiction(`numbers differ: it has “${remark.text}”`);
    case "merchandise":
      return contradiction(`no record: “${remark.text}”`);
    case "video":
      return contradiction(`a film, no record: “${remark.text}”`);
    case "other kind":
      return { contradicts: false, reason: `another kind of record (${remark.type}): “${remark.text}”` };
    case "several":
      return { contradicts: false, reason: `several albums in one: “${remark.text}”` };
    case "other title":
      return { contradicts: false, reason: `another title: it has “${remark.text}” as well` };
    default:
      return undefined;
  }
}

function agreementsOf({ album, artist, found, rest }: ProductReading): string[] {
  const editions = rest.remarks.filter(({ kind }) => kind === "noise").map(({ text }) => text);
  const but =
    editions.length === 0 ? "" : ` but for words of the edition or the shop (${editions.join(", ")})`;
  const named = rest.namesArtist ? ["the title names the artist"] : [];
  const agrees = ["same", "partly", "similar"].includes(artist.agreement);
  const titles: Record<FoundTitle["kind"], string[]> = {
    exact: [`titles are the same${but}`],
    similar: [`titles are nearly the same: “${found.shown}”, “${album.title}”`],
    close: [],
    base: [],
    numbers: [],
  };
  return [...titles[found.kind], ...(agrees ? [artist.how] : named)];
}

function judgeWithoutTitle(album: AlbumToMatch, product: Product, artist: ProductArtist): ProductVerdict {
  const text = product.title ?? "";
  if (text.trim() === "") return unsure("the shop gives no title", 0.1);
  const imitator = product.artists.find((name) => isImitator(name, album)) ?? text;
  const words = findImitation(foldTitle(imitator));
  if (words !== undefined && findImitation(foldTitle(album.title)) === undefined) {
    return refuse(contradiction(`somebody else plays it: “${words}”`));
  }
  const goods = findMerchandise(foldTitle(text));
  if (goods !== undefined) return refuse(contradiction(`no record: “${goods}”`));
  if (artist.agreement === "different") return refuse(contradiction(artist.how));
  if (isInOtherScript(album, text) && artist.agreement !== "missing") {
    return unsure(`title is in another script: “${text}”`, 0.3);
  }
  const song = album.trackTitles.find((track) => namesTitle(track, text));
  const what = song === undefined ? "another title" : `a song of the album (${song})`;
  return refuse({ contradicts: false, reason: `${what}: “${text}”, not “${album.title}”` });
}

const unsure = (reason: string, score: number): ProductVerdict => ({
  verdict: "unsure",
  certain: false,
  contradicts: false,
  reasons: [reason],
  score,
});

function isInOtherScript(album: AlbumToMatch, text: string): boolean {
  const isLatin = (each: string): boolean => /\p{Script=Latin}/u.test(each);
  const titles = titlesOf(album).filter((title) => /\p{L}/u.test(title));
  return (
    titles.length > 0 && /\p{L}/u.test(text) && titles.every((title) => isLatin(title) !== isLatin(text))
  );
}
