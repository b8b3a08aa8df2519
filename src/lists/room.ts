import type { ImportContext } from "../importers/context.ts";

/** Of rows that wait for the web; each holds its words, and what was found for it so far. */
const mostWaiting = 1_000;

/** Semaphore of the rows that are asked for at once. One that waits for the web while a file answers others gives its place away. */
export interface Room {
  /** More than these never have anything to do at once. */
  workers: number;
  enter(): Promise<void>;
  leave(): void;
  close(): void;
}

export function createRoom(places: number, atWeb: ImportContext["musicbrainz"]["atWeb"]): Room {
  const queue: (() => void)[] = [];
  let inside = 0;
  const isFree = (): boolean => inside - Math.min(inside, mostWaiting, atWeb?.count() ?? 0) < places;
  const letIn = (): void => {
    while (queue.length > 0 && isFree()) {
      inside++;
      queue.shift()!();
    }
  };
  const ignoreChanges = atWeb?.onChange(letIn);
  return {
    workers: places + (atWeb ? mostWaiting : 0),
    enter: () =>
      new Promise((resolve) => {
        queue.push(resolve);
        letIn();
      }),
    leave() {
      inside--;
      letIn();
    },
    close: () => ignoreChanges?.(),
  };
}
