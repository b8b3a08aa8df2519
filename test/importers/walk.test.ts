import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { albumImporter } from "../../src/importers/album/import.ts";
import { albumQueryOf, type AlbumQuery } from "../../src/importers/album/query.ts";
import { runProviders } from "../../src/importers/flow/run-providers.ts";
import type { Provider } from "../../src/importers/provider.ts";
import type { AlbumFacts } from "../../src/facts.ts";
import type { AlbumRow } from "../../src/library/items/albums.ts";
import { listCategories } from "../../src/library/items/associations.ts";
import { packageRoot } from "../../src/package-root.ts";
import { column, importing } from "../helpers/importing.ts";

/** "How a title becomes an album" must stay true: its functions exist, and each is called by one that stands before it. */
const room = join(packageRoot(), "src", "importers");
const readme = readFileSync(join(room, "README.md"), "utf8");
const steps = Array.from(readme.matchAll(/^\d+\. `(\w+)` \(`([^`]+)`\)/gm), ([, name = "", file = ""]) => ({
  name,
  file,
}));
const sourceOf = (file: string): string => readFileSync(join(room, file), "utf8");

test("the walk has its steps", () => expect(steps.length).toBeGreaterThan(10));

test.each(steps)("$name stands in $file", ({ name, file }) => {
  expect(sourceOf(file)).toMatch(new RegExp(`(?:function|const) ${name}\\b`));
});

test.each(steps.slice(2).map((step, at) => ({ ...step, before: steps.slice(0, at + 2) })))(
  "$name is called by a step before it",
  ({ name, before }) => {
    const files = new Set(before.map((each) => each.file));
    // The importer's and the provider's own functions are reached through the contracts that they fulfil.
    for (const contract of ["album/import.ts", "album/providers/from-source.ts"]) files.add(contract);
    const withoutItsOwn = (each: string): string => sourceOf(each).replace(`function ${name}`, "");
    const isCalledIn = (each: string): boolean => new RegExp(`[^.\\w]${name}[(<]`).test(withoutItsOwn(each));
    expect([...files].filter(isCalledIn)).not.toEqual([]);
  },
);

test("every path that the page about providers names is there", () => {
  const page = readFileSync(join(packageRoot(), "src", "cli", "help", "providers.md"), "utf8");
  const paths = Array.from(page.matchAll(/`(src\/[^`]+)`/g), ([, path = ""]) => path);
  expect(paths.length).toBeGreaterThan(6);
  for (const path of paths) {
    const example = path.replace("<album|artist|release>", "album").replaceAll("<name>", "musicbrainz");
    expect(existsSync(join(packageRoot(), example)), path).toBe(true);
  }
});

test("a provider added as the page says adds to what the others found, under its own name", async () => {
  const t = await importing();
  const mine: Provider<AlbumRow, AlbumQuery, AlbumFacts> = {
    name: "label_site",
    async ask(_, { item }) {
      if (!item) return { outcome: "absent", unasked: true, why: "it only knows albums that others found" };
      const own = { kind: "genre" as const, name: "as its label says", weight: 1 };
      const { title, primaryType, firstReleaseDate, disambiguation } = item;
      const facts = { title, primaryType, secondaryTypes: null, firstReleaseDate, disambiguation };
      const link = { source: "label", externalId: "1", url: "https://label.example/1" };
      const contribution = { ...facts, credits: [], identifiers: [], links: [link], categories: [own] };
      return { outcome: "found", contributions: [contribution] };
    },
  };
  const providers = () => [...albumImporter.providers(t.context), mine];
  const importer = { ...albumImporter, providers };
  const query = albumQueryOf({ title: "Nevermind", artist: "Nirvana" });
  const options = { item: undefined, query, queryKey: "nevermind", force: false, only: [] };
  const result = await runProviders(t.context, importer, options);
  expect(result.outcome).toBe("created");
  expect(result.providers.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual(
    expect.arrayContaining(["musicbrainz found", "label_site found"]),
  );
  const genres = listCategories(t.db, "album", result.itemId!, "genre");
  expect(genres).toContain("as its label says");
  expect(genres.length).toBeGreaterThan(1);
  expect(column(t.db, "SELECT url FROM external_links WHERE source = 'label'")).toEqual([
    "https://label.example/1",
  ]);
  expect(column(t.db, "SELECT DISTINCT outcome FROM provider_runs WHERE provider = 'label_site'")).toEqual([
    "found",
  ]);
});
