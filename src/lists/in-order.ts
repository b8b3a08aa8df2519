import type { ImportContext } from "../importers/context.ts";

/** One row's place among those that are asked for at once. */
export interface Ticket {
  inTurn: NonNullable<ImportContext["inTurn"]>;
  /** It has begun its save, or needs none: the next may. */
  pass(): void;
}

/**
 * Sequencer. Rows that are asked for at once begin their saves in the order of their tickets, so that the albums of a list come into
 * the library in its order, and of two rows that mean the same album the first one makes it.
 */
export function createSequencer(): { take(): Ticket } {
  let allBefore: Promise<unknown> = Promise.resolve();
  return {
    take() {
      const before = allBefore;
      let pass = (): void => undefined;
      const passed = new Promise<void>((resolve) => (pass = resolve));
      allBefore = before.then(() => passed);
      return {
        async inTurn(save) {
          await before;
          const saving = save();
          pass();
          return saving;
        },
        pass,
      };
    },
  };
}
