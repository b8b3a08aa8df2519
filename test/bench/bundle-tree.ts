import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

/** A script of this folder with the code of a tree, into a file of that tree: tsx would have it pay for the names of closures. */
export async function bundleTree(tree: string, outfile: string, script = "import-run.ts"): Promise<string> {
  await build({
    entryPoints: [fileURLToPath(new URL(script, import.meta.url))],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "error",
    packages: "external",
    plugins: [sourceOf(tree)],
  });
  return outfile;
}

/** What modules were called before. */
const formerNames: Record<string, string> = {
  "src/db/group-commit.ts": "src/db/group-writes.ts",
  "src/db/opening/open.ts": "src/db/open.ts",
  "src/ledger/entries/entry.ts": "src/ledger/entry.ts",
  "src/library/items/albums.ts": "src/library/albums.ts",
};

/** Modules of `src` are those of the tree, also under a former name; one that it does not have is empty. */
const sourceOf = (tree: string): Plugin => ({
  name: "source of a tree",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/src\// }, ({ path }) => {
      const name = path.slice(path.indexOf("src/"));
      const file = [name, formerNames[name] ?? name].map((each) => join(tree, each)).find(existsSync);
      return file === undefined ? { path, namespace: "missing" } : { path: file };
    });
    onLoad({ filter: /./, namespace: "missing" }, () => ({ contents: "module.exports = {}" }));
  },
});
