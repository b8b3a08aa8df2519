import { setMaxListeners } from "node:events";

/**
 * Linked cancellation: `controller` aborts as soon as one of `signals` does, or has, and for its reason. By hand, since each
 * `AbortSignal.any` leaves something behind in the signals that it was made of (Node 20), and a run asks many questions.
 * @returns what lets go of them.
 */
export function abortWith(controller: AbortController, signals: AbortSignal[]): () => void {
  const pass = ({ target }: Event): void => controller.abort((target as AbortSignal).reason);
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason); // it tells nobody a second time
    setMaxListeners(0, signal); // all that runs at once listens to one signal: that is no leak
    signal.addEventListener("abort", pass, { once: true });
  }
  return () => {
    for (const signal of signals) signal.removeEventListener("abort", pass);
  };
}
