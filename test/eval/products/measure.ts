import { sharedWords, type Judgement, type Pair } from "./pairs.ts";

export interface Measured {
  name: string;
  split: string;
  pairs: number;
  same: number;
  accepted: number;
  wrong: number;
  unsure: number;
  precision: number;
  recall: number;
}

export interface JudgedPair extends Judgement {
  pair: Pair;
}

export const judgePairs = (pairs: Pair[]): JudgedPair[] => pairs.map((pair) => ({ pair, ...pair.judge() }));

export function measure(name: string, split: string, judged: JudgedPair[]): Measured {
  const accepted = judged.filter(({ verdict }) => verdict === "match");
  const right = accepted.filter(({ pair }) => pair.same).length;
  const same = judged.filter(({ pair }) => pair.same).length;
  return {
    name,
    split,
    pairs: judged.length,
    same,
    accepted: accepted.length,
    wrong: accepted.length - right,
    unsure: judged.filter(({ verdict }) => verdict === "unsure").length,
    precision: right / accepted.length,
    recall: right / same,
  };
}

/** "The same if so many words are shared": the threshold that gives the best F1 on the pairs to tune with. */
export function judgeByWords(pairs: Pair[]): { threshold: number; judged: JudgedPair[] } {
  const scored = pairs.map((pair) => ({ pair, score: sharedWords(pair.texts) }));
  const tuning = scored.filter(({ pair }) => pair.split === "tune");
  const thresholds = [...new Set(tuning.map(({ score }) => score))].sort((a, b) => b - a);
  const f1 = (least: number): number => {
    const accepted = tuning.filter(({ score }) => score >= least);
    const right = accepted.filter(({ pair }) => pair.same).length;
    return (2 * right) / (accepted.length + tuning.filter(({ pair }) => pair.same).length);
  };
  const threshold = thresholds.reduce((best, each) => (f1(each) > f1(best) ? each : best));
  const judged = scored.map(({ pair, score }): JudgedPair => {
    return { pair, verdict: score >= threshold ? "match" : "no_match", why: score.toFixed(2) };
  });
  return { threshold, judged };
}
