import { UnavailableError } from "../../errors.ts";
import { abortWith } from "../../sources/abort-with.ts";
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
  return {
    ...watch,
    async whileAllowed(signal, ask) {
      for (;;) {
        const lost = await watch.untilAllowed();
        signal.throwIfAborted();
        try {
          return await underBoth(signal, lost, ask);
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

async function underBoth<T>(
  one: AbortSignal,
  other: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  other.throwIfAborted();
  const both = new AbortController();
  const release = abortWith(both, [one, other]);
  try {
    return await work(both.signal);
  } finally {
    release();
  }
}
