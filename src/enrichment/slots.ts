/** A number of places at once, first come, first served; who comes back from a long wait goes first. */
export interface Slots {
  create(): Slot;
}

/** One question's place. */
export interface Slot {
  enter(options?: { first?: boolean }): Promise<void>;
  /** Without a place it does nothing. */
  leave(): void;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];

  function release(): void {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }

  return {
    create() {
      let isIn = false;
      return {
        async enter({ first = false } = {}) {
          if (isIn) return;
          if (free > 0) free--;
          else await new Promise<void>((resolve) => waiting[first ? "unshift" : "push"](resolve));
          isIn = true;
        },
        leave() {
          if (!isIn) return;
          isIn = false;
          release();
        },
      };
    },
  };
}
