/** An address without the user and password that it may hold. */
export function publicAddress({ origin, pathname, search }: URL): string {
  return origin + pathname + search;
}
