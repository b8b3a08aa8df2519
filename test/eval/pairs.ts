import type { AlbumCandidate } from "../../src/matching/candidate.ts";
import { compareTitle } from "../../src/matching/titles/compare-titles.ts";
import { takeApart } from "../../src/matching/titles/title.ts";
import { baselines, type Similarity } from "./baselines.ts";

/** Two titles (or names); `aliases` is what MusicBrainz knows of the second. */
export interface Pair {
  some: string;
  other: string;
  same: boolean;
  aliases?: string[];
}

const same = (some: string, other: string, ...aliases: string[]): Pair => ({
  some,
  other,
  same: true,
  aliases,
});
const different = (some: string, other: string): Pair => ({ some, other, same: false });

export const pairs: Pair[] = [
  same("AC/DC", "ACDC"),
  same("R.E.M.", "REM"),
  same("Ágætis byrjun", "Agaetis byrjun"),
  same("Beatles, The", "The Beatles"),
  same("Abbey Road", "Abbey Road (Super Deluxe Edition)"),
  same("Ringo Sheena", "椎名林檎", "Ringo Sheena"),
  same("Rumors", "Rumours"),
  same("Love & Honesty", "Love and Honesty"),
  same("NEVERMIND", "Nevermind"),
  same("Never Mind", "Nevermind"),
  same("Sgt. Pepper's Lonely Hearts Club Band", "Sgt. Pepper’s Lonely Hearts Club Band"),
  same("Motley Crue", "Mötley Crüe"),
  same("Use Your Illusion 2", "Use Your Illusion II"),
  same("Greatest Hits Vol. 2", "Greatest Hits, Volume II"),
  same("Dark Side of the Moon", "The Dark Side of the Moon"),
  same("Nevermnd", "Nevermind"),
  same("Kind of Blue [Remastered]", "Kind of Blue"),
  same("Blink 182", "blink‐182"),
  same("Guns and Roses", "Guns N’ Roses"),
  same("Automatic for the Poeple", "Automatic for the People"),
  different("+", "="),
  different("!!!", "???"),
  different("÷", "×"),
  different("Led Zeppelin II", "Led Zeppelin III"),
  different("Use Your Illusion I", "Use Your Illusion II"),
  different("Greatest Hits", "Greatest Hits II"),
  different("1989", "1999"),
  different("Wheezer", "Weezer"),
  different("Now That's What I Call Music! 40", "Now That’s What I Call Music! 41"),
  different("1989", "1989 (Taylor’s Version)"),
  different("G Sides", "D‐Sides"),
  different("Evolution", "Revolution"),
  different("The Dark Side of the Moog", "The Dark Side of the Moon"),
  different("Lez Zeppelin", "Led Zeppelin"),
  different("Nevermind", "Nevermind (Karaoke Version)"),
  different("Live at the Apollo", "Live at the Apollo, Volume II"),
  different("Symphony No. 5", "Symphony No. 9"),
  different("Silent Alarm", "Silent Alarm Remixed"),
  different("American IV: The Man Comes Around", "American V: A Hundred Highways"),
  different("Songs From the Wood", "Songs From the Hood"),
];

export interface PairResult {
  name: string;
  /** How often a same pair scores above a different one. */
  auc: number;
  differentFrom90: number;
  sameUnder80: number;
  worstDifferent: number;
}

export function measurePairs(): PairResult[] {
  const ours = ({ some, other, aliases }: Pair): number =>
    compareTitle(takeApart(some), bareCandidate(other, aliases ?? []), takeApart).score;
  const theirs = Object.entries(baselines).map(([name, similarity]) => measure(name, scoreBy(similarity)));
  return [measure("importer", ours), ...theirs];
}

export const scoreBy =
  (similarity: Similarity) =>
  ({ some, other }: Pair): number =>
    similarity(some, other);

const bareCandidate = (title: string, aliases: string[]): AlbumCandidate => ({
  mbid: "",
  title,
  aliases,
  artists: [],
  secondaryTypes: [],
});

function measure(name: string, score: (pair: Pair) => number): PairResult {
  const sames = pairs.filter((pair) => pair.same).map(score);
  const differents = pairs.filter((pair) => !pair.same).map(score);
  const wins = sames.flatMap((s) => differents.map((d) => (s > d ? 1 : s === d ? 0.5 : 0) as number));
  return {
    name,
    auc: wins.reduce((sum, win) => sum + win, 0) / wins.length,
    differentFrom90: differents.filter((each) => each >= 0.9).length,
    sameUnder80: sames.filter((each) => each < 0.8).length,
    worstDifferent: Math.max(...differents),
  };
}
