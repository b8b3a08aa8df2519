import type { AtWeb } from "../sources/musicbrainz/source.ts";

/**
 * Bulkhead. At most so many questions are on their way at once; who else asks waits here, and who came last goes first: a row that has asked
 * once ends before others begin. In turn, of a thousand rows none would end before all had asked once, and whoever stops them keeps nothing.
 */
export interface Bulkhead extends AtWeb {
  through<T>(ask: () => Promise<T>): Promise<T>;
}

export function createBulkhead(most: number): Bulkhead {
  const listeners = new Set<() => void>();
  const waiting: (() => void)[] = [];
  let [held, onTheirWay] = [0, 0];

  const turn = (): Promise<void> | undefined => {
    if (onTheirWay < most) return void onTheirWay++;
    return new Promise((resolve) => waiting.push(resolve)); // it takes over the place of the one that lets it in
  };
  const change = (by: 1 | -1): void => {
    held += by;
    for (const listen of listeners) listen();
  };

  return {
    count: () => held,
    onChange(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    async through(ask) {
      change(1);
      await turn();
      try {
        return await ask();
      } finally {
        const next = waiting.pop();
        if (next) next();
        else onTheirWay--;
        change(-1);
      }
    },
  };
}
