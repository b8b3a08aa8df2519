import { setMaxListeners } from "node:events";

/**
 * Hears of the end of a signal that many hear at once: fifty rows that wait for one stop are no leak, and Node warns of none.
 * @returns what hears no more.
 */
export function onAbort(signal: AbortSignal, listener: (event: Event) => void): () => void {
  setMaxListeners(0, signal);
  signal.addEventListener("abort", listener, { once: true });
  return () => signal.removeEventListener("abort", listener);
}

/**
 * Linked cancellation: `controller` aborts as soon as one of `signals` does, or has, and for its reason. By hand, since each
 * `AbortSignal.any` leaves something behind in the signals that it was made of (Node 20), and a run asks many questions.
 * @returns what lets go of them.
 */
export function abortWith(controller: AbortController, signals: AbortSignal[]): () => void {
  const pass = ({ target }: Event): void => controller.abort((target as AbortSignal).reason);
  const releases = signals.map((signal) => {
    if (signal.aborted) controller.abort(signal.reason); // it tells nobody a second time
    return onAbort(signal, pass);
  });
  return () => {
    for (const release of releases) release();
  };
}
