import { seeded } from "../../helpers/random.ts";

/** A source of chance that is the same in every run. */
export interface Random {
  /** From 0 up to 1. */
  next(): number;
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
  /** Earlier items far more often, as words are used (Zipf). */
  pickCommon<T>(items: readonly T[]): T;
  chance(share: number): boolean;
}

export function createRandom(seed: number): Random {
  const next = seeded(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (items) => items[below(items.length)]!,
    pickCommon: (items) => items[Math.min(items.length - 1, Math.floor(items.length ** next()) - 1)]!,
    chance: (share) => next() < share,
  };
}
