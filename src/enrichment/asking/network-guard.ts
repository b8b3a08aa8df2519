import { UnavailableError } from "../../errors.ts";
import { abortWith, onAbort } from "../../sources/abort-with.ts";
import { createLinkWatch, type LinkWatch, type WatchOptions } from "./link-watch.ts";
import { isRestedSource } from "./run-breaker.ts";

/**
 * Network policy of one run. Nothing is asked while the network does not allow it, and a question under which the link was
 * lost has not failed: it is asked again when the link is back.
 */
export interface NetworkGuard extends Pick<LinkWatch, "begin" | "givenUp" | "halted" | "end"> {
  /** Asks as soon and as long as the network allows it. @throws what `ask` throws while the link stands, or when `signal` aborts. */
  whileAllowed<T>(signal: AbortSignal, ask: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

export function createNetworkGuard(options: WatchOptions): NetworkGuard {
  const watch = createLinkWatch(options);
  const either = createEither();
  return {
    ...watch,
    async whileAllowed(signal, ask) {
      for (;;) {
        const lost = await watch.untilAllowed();
        signal.throwIfAborted();
        try {
          lost.throwIfAborted();
          return await ask(either(signal, lost));
        } catch (error) {
          signal.throwIfAborted();
          if (lost.aborted) continue;
          if (!mayBeOfTheLink(error) || (await watch.isAllowed())) throw error;
        }
      }
    },
  };
}

/** Where nobody was asked, nothing was lost on the way. */
const mayBeOfTheLink = (error: unknown): boolean =>
  error instanceof UnavailableError && !isRestedSource(error);

/**
 * Linked cancellation, made once for all questions that are asked under the same two signals, the run's and the link's: what it listens
 * to costs a question as much as reading its answer.
 */
function createEither(): (one: AbortSignal, other: AbortSignal) => AbortSignal {
  const made = new WeakMap<AbortSignal, WeakMap<AbortSignal, AbortSignal>>();
  return (one, other) => {
    const ofOther = made.get(other) ?? new WeakMap<AbortSignal, AbortSignal>();
    made.set(other, ofOther);
    const known = ofOther.get(one);
    if (known) return known;
    const both = new AbortController();
    const release = abortWith(both, [one, other]);
    onAbort(both.signal, release);
    ofOther.set(one, both.signal);
    return both.signal;
  };
}
