import { existsSync, readFileSync } from "node:fs";
import { foldTitle } from "../../../src/matching/text/fold.ts";
import { matchSong, type LyricsRecord } from "../../../src/matching/lyrics/lyrics-match.ts";
import { matchProduct } from "../../../src/matching/products/match.ts";
import type { AlbumToMatch, Product } from "../../../src/matching/products/product.ts";
import { productOf } from "./by-hand.ts";

/** One labelled pair of the public benchmarks, as the matchers take it. */
export interface Pair {
  id: string;
  /** `tune`: rules and thresholds may be chosen with it in view. */
  split: "tune" | "test";
  same: boolean;
  kind: string;
  /** For people, and for the baseline. */
  texts: [string, string];
  judge: () => Judgement;
}

export interface Judgement {
  verdict: "match" | "no_match" | "unsure";
  why: string;
}

const folder = new URL("../../../../shared/data/product-match/", import.meta.url);

export const hasPairs = (): boolean => existsSync(new URL("albums.jsonl", folder));

const readLines = <T>(name: string): T[] =>
  readFileSync(new URL(name, folder), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as T);

interface Entry {
  id: string;
  artist: string;
  title: string;
  year: string;
}

export interface AlbumLine {
  label: 0 | 1;
  kind: string;
  a: Entry;
  b: Entry;
}

export const readAlbumPairs = (): Pair[] => readLines<AlbumLine>("albums.jsonl").map(readAlbumPair);

/** Neither entry is the album; the one with the earlier year plays it, for a reissue is never the earlier one. */
export function readAlbumPair({ label, kind, a, b }: AlbumLine): Pair {
  const [album, product] = Number(b.year || 9999) < Number(a.year || 9999) ? [b, a] : [a, b];
  const toMatch = albumOf({ title: album.title, artist: album.artist, year: Number(album.year) || null });
  const sold = productOf({ title: product.title, artists: [product.artist], released: product.year });
  return {
    id: `${a.id}#${b.id}`,
    split: isTuned(a.id, b.id) ? "tune" : "test",
    same: label === 1,
    kind,
    texts: [`${a.artist} ${a.title}`, `${b.artist} ${b.title}`],
    judge: () => judgementOf(toMatch, sold),
  };
}

/** The benchmark names no split of the albums: every other one, by the sum of its digits. */
const isTuned = (...ids: string[]): boolean =>
  [...ids.join("")].reduce((sum, digit) => sum + Number(digit), 0) % 2 === 0;

interface Song {
  title: string;
  artist: string;
  album: string;
  time: string;
}

interface SongLine {
  id: string;
  split: string;
  label: 0 | 1;
  record: Song;
  product: Song;
}

/** Each song twice: as a single that a shop offers as one song, and as lyrics are matched, by its length too. */
export function readSongPairs(by: "product" | "length"): Pair[] {
  return readLines<SongLine>("songs.jsonl").map(({ id, split, label, record, product }) => ({
    id,
    split: split === "train" ? "tune" : "test",
    same: label === 1,
    kind: "song",
    texts: [`${record.artist} ${record.title}`, `${product.artist} ${product.title}`],
    judge: () => (by === "product" ? judgeAsProduct(record, product) : judgeByLength(record, product)),
  }));
}

function judgeAsProduct(record: Song, product: Song): Judgement {
  const single = albumOf({ title: record.title, artist: record.artist, year: null });
  const group = "Digital Music Track";
  return judgementOf(
    { ...single, primaryType: "Single" },
    productOf({ title: product.title, artists: [product.artist], group }),
  );
}

function judgeByLength(record: Song, product: Song): Judgement {
  const song = {
    title: record.title,
    artist: record.artist,
    album: record.album,
    lengthMs: secsOf(record) * 1000,
  };
  const theirs: LyricsRecord = {
    id: "",
    title: product.title,
    artist: product.artist,
    album: product.album,
    durationSecs: secsOf(product),
    plain: null,
    synced: null,
    instrumental: false,
  };
  const match = matchSong(song, theirs);
  return { verdict: match ? "match" : "no_match", why: match ? `score ${match.score}` : "no match" };
}

const secsOf = ({ time }: Song): number =>
  time.split(":").reduce((total, part) => total * 60 + Number(part), 0);

const albumOf = ({
  title,
  artist,
  year,
}: {
  title: string;
  artist: string;
  year: number | null;
}): AlbumToMatch => ({
  title,
  artists: [artist],
  year,
  primaryType: null,
  secondaryTypes: [],
  disambiguation: null,
  barcodes: [],
  asins: [],
  releaseTitles: [],
  trackTitles: [],
  labels: [],
});

function judgementOf(album: AlbumToMatch, product: Product): Judgement {
  const { verdict, reasons } = matchProduct(album, product);
  return { verdict, why: reasons[0] ?? "" };
}

/** The plain rival: how many of the words of both are in both. */
export function sharedWords([some, other]: [string, string]): number {
  const [a, b] = [some, other].map((text) => new Set(foldTitle(text).split(" ")));
  const both = [...a!].filter((word) => b!.has(word)).length;
  return both / (a!.size + b!.size - both);
}
