import type { BuildOptions } from "../../src/catalogue/build/start.ts";

/** What a build of a dump that lies on this disk is given, with releases and genres, unless something else is said. */
export const buildFrom = (from: string, home: string): BuildOptions => ({
  home,
  from,
  releases: true,
  genres: true,
  force: false,
  dumpsUrl: "",
  downloader: { open: unasked, sizeOf: unasked, close: async () => undefined },
  retryDelayMs: 1,
  signal: new AbortController().signal,
  now: Date.now,
  agree: async () => true,
  progress: () => undefined,
});

const unasked = (): never => {
  throw new Error("a dump of this disk needs no server");
};
