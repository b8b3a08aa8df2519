/** An address without the user and password that it may hold, nor the part of its path that is a key. */
export function publicAddress(url: URL, secret?: string): string {
  return url.origin + publicPath(url, secret) + url.search;
}

export function publicPath({ pathname }: URL, secret?: string): string {
  if (!secret) return pathname;
  return pathname
    .split("/")
    .map((part) => (part === secret ? "…" : part))
    .join("/");
}
