import { judgeByHand, type HandResult } from "./by-hand.ts";
import { judgeByWords, judgePairs, measure, type JudgedPair, type Measured } from "./measure.ts";
import { hasPairs, readAlbumPairs, readSongPairs, type Pair } from "./pairs.ts";

export interface ProductEvaluation {
  byHand: HandResult[];
  /** Empty where the labelled pairs are not there. */
  measured: Measured[];
  /** Every pair of the albums and songs that the validator judged. */
  judged: { albums: JudgedPair[]; songs: JudgedPair[] };
}

export function evaluateProducts(): ProductEvaluation {
  const byHand = judgeByHand();
  if (!hasPairs()) return { byHand, measured: [], judged: { albums: [], songs: [] } };
  const [albumPairs, songPairs] = [readAlbumPairs(), readSongPairs("product")];
  const judged = { albums: judgePairs(albumPairs), songs: judgePairs(songPairs) };
  const measured = [
    ...inSplits("albums, validator", judged.albums),
    ...withBaseline("albums", albumPairs),
    ...inSplits("songs, validator", judged.songs),
    ...inSplits("songs, with their length", judgePairs(readSongPairs("length"))),
    ...withBaseline("songs", songPairs),
  ];
  return { byHand, measured, judged };
}

function withBaseline(noun: string, pairs: Pair[]): Measured[] {
  const { threshold, judged } = judgeByWords(pairs);
  return inSplits(`${noun}, shared words ≥ ${threshold.toFixed(2)}`, judged);
}

const inSplits = (name: string, judged: JudgedPair[]): Measured[] =>
  (["tune", "test"] as const)
    .map((split) => [split, judged.filter(({ pair }) => pair.split === split)] as const)
    .filter(([, some]) => some.length > 0)
    .map(([split, some]) => measure(name, split, some));

export const wrongAccepts = (byHand: HandResult[]): HandResult[] =>
  byHand.filter(({ expected, verdict }) => verdict.verdict === "match" && expected !== "match");

/** Of the products that are the album, the share that was found. */
export function foundShare(byHand: HandResult[]): number {
  const right = byHand.filter(({ expected }) => expected === "match");
  return right.filter(({ isRight }) => isRight).length / right.length;
}

export function formatProducts({ byHand, measured }: ProductEvaluation): string {
  const wrong = wrongAccepts(byHand);
  const same = byHand.filter(({ expected }) => expected === "match");
  const found = same.filter(({ isRight }) => isRight).length;
  const right = byHand.filter(({ isRight }) => isRight).length;
  return [
    `${byHand.length} shop products by hand; wrong accepts: ${wrong.length}`,
    ...wrong.map((each) => `  ${showHand(each)}`),
    `found ${found} of ${same.length} that are the album; ${right} of ${byHand.length} judged as expected`,
    "",
    measured.length === 0 ? "the labelled pairs (../shared) are not here" : formatMeasured(measured),
  ].join("\n");
}

export const showHand = ({ album, expected, product, verdict }: HandResult): string =>
  `${album}: "${product.title}" by ${product.artists.join(", ") || "nobody"}, expected ${expected}, is ${verdict.verdict}: ${verdict.reasons[0]}`;

function formatMeasured(measured: Measured[]): string {
  const head = ["pairs", "split", "all", "same", "accepted", "wrong", "unsure", "precision", "recall"];
  const rows = measured.map((each) => [
    each.name,
    each.split,
    ...[each.pairs, each.same, each.accepted, each.wrong, each.unsure].map(String),
    ...[each.precision, each.recall].map((share) => `${(share * 100).toFixed(1)} %`),
  ]);
  const table = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const line = (row: string[]): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at]!)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}
