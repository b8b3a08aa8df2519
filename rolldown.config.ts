import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "rolldown";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Left as they are in node_modules: native, large, or loaded by few commands. */
const external = [
  "better-sqlite3",
  "bmp-ts",
  "chardet",
  "cli-progress",
  "csv-parse",
  "entities",
  "marked",
  "music-metadata",
  "p-queue",
  "p-retry",
  "sharp",
  "xz-decompress",
];

/**
 * What the first screens load once they know what they do: `list`, then `search` and `show` above that. To find a module costs more than
 * to read it: what is loaded together is one file.
 */
const screens = {
  list: [
    "src/cli/run/entry.ts",
    "src/cli/view/items/lines.ts",
    "src/db/opening/open.ts",
    "src/finding/find.ts",
    "src/finding/kinds/kinds.ts",
    "src/finding/query/parse-query.ts",
  ],
  show: [
    "src/cli/view/items/show.ts",
    "src/finding/search/refresh.ts",
    "src/finding/search/search.ts",
    "src/library/details/show.ts",
    "src/which/which.ts",
  ],
};

/** A group of modules that is one file, with all that they import (but not what they import when they are asked). */
function chunk(name: string, priority: number, paths: readonly string[]) {
  const missing = paths.filter((path) => !existsSync(root + path));
  if (missing.length > 0)
    throw new Error(`rolldown.config.ts names what is not there: ${missing.join(", ")}`);
  return { name, priority, test: (id: string) => paths.some((path) => id === root + path) };
}

/** For processors without SIMD undici has another parser: they find it in node_modules. */
const leftOutside = {
  name: "left outside",
  resolveId: (path: string) =>
    path.endsWith("/llhttp-wasm.js") ? { id: "undici/lib/llhttp/llhttp-wasm.js", external: true } : null,
};

/** `dist`: as few files as can be on the way to the first screens; further on a file for each thing that is asked for late. */
export default defineConfig({
  cwd: root,
  input: {
    main: "src/cli/main.ts",
    index: "src/index.ts",
    "catalogue-thread": "src/catalogue/thread/thread.ts",
  },
  platform: "node",
  resolve: { alias: { undici$: `${root}test/package/undici-parts.js` } },
  plugins: [leftOutside],
  external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
  checks: { ineffectiveDynamicImport: false }, // that a module is asked for late is said where that matters: `test/cli/loaded-modules`
  output: {
    dir: "dist",
    cleanDir: true,
    format: "esm",
    minify: true,
    sourcemap: true,
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
    codeSplitting: {
      groups: [
        chunk("program", 3, ["src/cli/main.ts"]),
        chunk("list", 2, screens.list),
        chunk("show", 1, screens.show),
      ],
    },
  },
});
