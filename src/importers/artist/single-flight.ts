/** What is underway, by whom it is asked of and under which name. */
const underway = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * Single flight. Runs `work` once whatever has the same name and owner is over, however that ended: it looks again whether anything is left to
 * do. Who waits for another loses nothing where that one fails, or is stopped.
 */
export async function inSingleFlight<T>(owner: object, name: string, work: () => Promise<T>): Promise<T> {
  let named = underway.get(owner);
  if (!named) underway.set(owner, (named = new Map()));
  for (let before = named.get(name); before; before = named.get(name)) await before;
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
