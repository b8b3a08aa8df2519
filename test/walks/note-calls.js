/**
 * Call tree. Loaded before the program (`--import`) that `watched.ts` has built: notes each call of a function of `src`, and within which
 * other it was called, across awaits too. Written as JSON to the file that WALK_NOTES names when the process ends.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { writeFileSync } from "node:fs";

const within = new AsyncLocalStorage();
/** A row a call: the place of the caller's row in this list (-1: nobody of the program), the file, the function. */
const calls = [];

globalThis.noteCalls = (file, name, called) =>
  function (...args) {
    const at = calls.push([within.getStore() ?? -1, file, name]) - 1;
    return within.run(at, () => called.apply(this, args));
  };

process.on("exit", () => writeFileSync(process.env.WALK_NOTES, JSON.stringify(calls)));
