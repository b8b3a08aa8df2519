/** Semaphore. So many at once, first come, first served; who comes back from a long wait goes first. */
export interface Semaphore {
  permit(): Permit;
}

/** One question's place among them. */
export interface Permit {
  acquire(options?: { first?: boolean }): Promise<void>;
  /** Without a place it does nothing. */
  release(): void;
}

export function createSemaphore(count: number): Semaphore {
  let free = count;
  const waiting: (() => void)[] = [];

  function release(): void {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }

  return {
    permit() {
      let isIn = false;
      return {
        async acquire({ first = false } = {}) {
          if (isIn) return;
          if (free > 0) free--;
          else await new Promise<void>((resolve) => waiting[first ? "unshift" : "push"](resolve));
          isIn = true;
        },
        release() {
          if (!isIn) return;
          isIn = false;
          release();
        },
      };
    },
  };
}
