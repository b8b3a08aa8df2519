import type { Random } from "./random.ts";
import { firstNames, lastNames, places, rareWord, smallWords, titleWords } from "./words.ts";

/** Makes titles and names out of common words, rare ones, and those of the albums that are looked for. */
export interface Writer {
  title(artist: string): string;
  /** A title that is words alone: no best-of, no live album, not the artist's name. */
  plainTitle(): string;
  artist(): string;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** How its words are spread: the more albums, the more words there are, and the less often is one of them a common one. */
export interface Spread {
  rareWords: number;
  shareOfRare: number;
  shareOfRareSurnames: number;
  /** Best-ofs, live albums, self-titled ones and their like. */
  shareOfPatterns: number;
}
const ofThousands: Spread = {
  rareWords: 20_000,
  shareOfRare: 0.2,
  shareOfRareSurnames: 0,
  shareOfPatterns: 0.3,
};

export function createWriter(random: Random, ownWords: string[], spread: Spread = ofThousands): Writer {
  const { rareWords, shareOfRare, shareOfRareSurnames, shareOfPatterns } = spread;
  const rare = (): string => capital(rareWord(random.below(rareWords)));
  const surname = (): string =>
    shareOfRareSurnames > 0 && random.chance(shareOfRareSurnames) ? rare() : random.pickCommon(lastNames);
  const word = (): string => {
    const share = random.next();
    if (share < shareOfRare) return rare();
    return capital(
      share < 0.45 && ownWords.length > 0 ? random.pick(ownWords) : random.pickCommon(titleWords),
    );
  };
  const number = (): string => String(1 + random.below(9));
  const plain: (() => string)[] = [
    word,
    () => `${word()} ${word()}`,
    () => `The ${word()}`,
    () => `${word()} ${random.pickCommon(smallWords)} ${word()}`,
    () => `The ${word()} of ${word()}`,
    () => `${word()} & ${word()}`,
    () => `${word()} ${word()} ${random.pickCommon(smallWords)} the ${word()}`,
    () => `${word()}, ${word()} ${random.pickCommon(smallWords)} ${word()}`,
    () => `${word()}: ${word()} ${word()}`,
  ];
  const others: ((artist: string) => string)[] = [
    () => "Greatest Hits",
    (artist) => `The Best of ${artist}`,
    (artist) => `The Very Best of ${artist}`,
    (artist) => artist,
    () => `Greatest Hits, Vol. ${number()}`,
    () => `${word()} ${word()}, Volume ${number()}`,
    () => `${word()} ${random.pick(["II", "III", "IV", "Part 2"])}`,
    () => `Live at ${random.pick(places)}`,
    () => `Live in ${random.pick(places)} ${1965 + random.below(55)}`,
    () => `${word()} EP`,
    () => `The ${word()} EP`,
    () => `${word()} (Remixes)`,
    () => `${word()}: Original Motion Picture Soundtrack`,
    () => `The ${word()} Collection`,
    () => `${1950 + random.below(75)}`,
  ];
  const plainTitle = (): string => random.pick(plain)();
  return {
    plainTitle,
    title: (artist) => (random.chance(1 - shareOfPatterns) ? plainTitle() : random.pick(others)(artist)),
    artist() {
      const share = random.next();
      if (share < 0.4) return `${random.pickCommon(firstNames)} ${surname()}`;
      if (share < 0.6) return `The ${word()}s`;
      if (share < 0.75) return word();
      if (share < 0.9) return `${word()} ${word()}`;
      return `${random.pickCommon(firstNames)} ${word()} & the ${word()}s`;
    },
  };
}
