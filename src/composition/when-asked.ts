type Asking<T> = { [Name in keyof T]: (...asked: never[]) => Promise<unknown> };

/**
 * Virtual proxy: a source that is made, and whose modules are loaded, when one of its methods is first called. `others` are
 * what it has beside methods that answer with a promise.
 */
export function whenAsked<T extends Others & Asking<Omit<T, keyof Others>>, Others extends object = object>(
  connect: () => Promise<T>,
  others?: Others,
): T {
  return new Proxy((others ?? {}) as T, {
    get: (own, name) => {
      if (name in own || typeof name !== "string" || name === "then")
        return Reflect.get(own, name) as unknown;
      return async (...asked: unknown[]) => {
        const source = (await connect()) as Record<string, (...asked: unknown[]) => unknown>;
        return source[name]!(...asked);
      };
    },
  });
}

/** Memoised: made once, however many ask for it. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
