import { onAbort } from "../../sources/abort-with.ts";

/** What is underway, by whom it is asked of and under which name. */
const underway = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * Single flight. Runs `work` once whatever has the same name and owner is over, however that ended: it looks again whether anything is left to
 * do. Who waits for another loses nothing where that one fails, or is stopped.
 * @throws the signal's reason, at once, where it is stopped while it waits
 */
export async function inSingleFlight<T>(
  owner: object,
  name: string,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  let named = underway.get(owner);
  if (!named) underway.set(owner, (named = new Map()));
  for (let before = named.get(name); before; before = named.get(name)) {
    await unlessStopped(before, signal);
    signal?.throwIfAborted();
  }
  const working = work();
  const over = working.then(
    () => undefined,
    () => undefined,
  );
  named.set(name, over);
  try {
    return await working;
  } finally {
    named.delete(name);
  }
}

/** Over once the other is, or this one is stopped; the other's ending leaves no listener behind. */
async function unlessStopped(before: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return void (await before);
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  const release = onAbort(signal, stop);
  try {
    await Promise.race([before, stopped]);
  } finally {
    release();
  }
}
