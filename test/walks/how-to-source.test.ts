import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { startDemoServices } from "../../src/demo/services.ts";
import { startStandIn } from "../../src/demo/stand-in.ts";
import { packageRoot } from "../../src/package-root.ts";
import { start } from "../cli/built.ts";
import type { CliResult, Environment } from "../helpers/cli.ts";
import { copySource } from "./copied.ts";
import { shelfFiles } from "./shelf.ts";

/** What `importer help providers` says of adding a source of albums, and another provider, is done here, step by step, to a copy, and run. */
const page = readFileSync(join(packageRoot(), "src/cli/help/providers.md"), "utf8");
const [, sourceSteps = "", providerSteps = ""] =
  /To add a \*\*source of albums\*\*:([^]*)Another \*\*provider\*\*([^]*)/.exec(page) ?? [];

const { put, addLine, change, build, home } = copySource();
let binary: string;

beforeAll(async () => {
  // 1. Its folder: shapes, translation, settings, and an AlbumSource; its settings among the owners.
  for (const [file, text] of Object.entries(shelfFiles)) put(`sources/shelf/${file}`, text);
  addLine(
    "config.ts",
    "import { discogsSettings }",
    'import { shelfSettings } from "./sources/shelf/settings.ts";',
  );
  addLine("config.ts", "  catalogue: catalogueSettings,", "  shelf: shelfSettings,");
  // 2. Its kinds of identifier.
  addLine("facts.ts", '  | "wikidata"', '  | "shelf_tape" | "shelf_band"');
  addLine(
    "refs.ts",
    "  wikidata: {",
    '  shelf_tape: { source: "shelf", entity: "tape", exact: ["album"] }, shelf_band: { source: "shelf", entity: "band", exact: ["artist"] },',
  );
  // 3. Its name, and how it is connected.
  change("sources/albums/settings.ts", '"discogs"] as const', '"discogs", "shelf"] as const');
  addLine(
    "composition/album-sources.ts",
    "  discogs({ wire, config }) {",
    `  shelf: ({ wire, config }) => whenAsked(once(async () => {
       const { createShelf } = await import("../sources/shelf/source.ts");
       const { http, apiOf } = await wire();
       return createShelf(http, apiOf("The Shelf", "shelf", config.shelf));
     }), shelfIdentity),`,
  );
  addLine(
    "composition/album-sources.ts",
    "interface AlbumWiring",
    'import { shelfIdentity } from "../sources/shelf/identity.ts";',
  );

  // A provider in the importer's list, and a slow one: its kind of job, and the task of that.
  const list = "importers/album/import.ts";
  put(
    "importers/album/providers/sleeve.ts",
    `export const sleeve = {
       name: "sleeve",
       async ask(_context, { item }) {
         if (!item) return { outcome: "absent", unasked: true, why: "nothing to go by" };
         const link = { source: "sleeve", externalId: String(item.id), url: "https://sleeve.example/" + item.id };
         const { title, primaryType, secondaryTypes, firstReleaseDate, disambiguation } = item;
         const facts = { title: "Not " + title, primaryType, secondaryTypes, firstReleaseDate, disambiguation, credits: [], identifiers: [], categories: [], links: [link] };
         return { outcome: "found", contributions: [facts] };
       },
     };
     export const print = {
       name: "print",
       jobFor: (_context, album) => album
         ? { job: { kind: "print-sleeve", payload: { albumId: album.id }, uniqueKey: "print-sleeve:" + album.id }, says: "queued" }
         : { why: "no album yet" },
     };`,
  );
  addLine(list, "import { amazonProducts }", 'import { sleeve, print } from "./providers/sleeve.ts";');
  change(list, "albumSources.map(albumsFrom),", "[...albumSources.map(albumsFrom), sleeve],");
  change(list, "asyncProviders: [amazonProducts],", "asyncProviders: [amazonProducts, print],");
  addLine(
    "jobs/queue/kinds.ts",
    "} satisfies Record<string, KindRule>",
    '"print-sleeve": { queue: "default", payload: { albumId: wholeFrom(1) } },',
  );
  addLine(
    "tasks.ts",
    '    "library-enrichment": entry',
    '"print-sleeve": entry(async ({ payload }) => ({ outcome: "done", detail: `sleeve of album ${payload.albumId}` })),',
  );
  binary = await build();
});

/** Step 4: a stand-in of the service, of the shapes that it documents. */
async function shelf(): Promise<Environment> {
  const tapes = [{ id: "t77", title: "Cassette Only", by: "Tape Club", year: "1989" }];
  const json = (status: number, value: unknown) => ({ status, body: JSON.stringify(value) });
  const service = await startStandIn({
    basePath: "",
    answer({ url }) {
      const [, id] = /^\/tapes\/(\w+)$/.exec(url.pathname) ?? [];
      if (id === undefined) {
        const wanted = url.searchParams.get("title")?.toLowerCase();
        return json(200, { tapes: tapes.filter(({ title }) => title.toLowerCase() === wanted) });
      }
      const tape = tapes.find((each) => each.id === id);
      return tape ? json(200, tape) : json(404, { error: "no such tape" });
    },
  });
  const others = await startDemoServices();
  onTestFinished(async () => void (await Promise.all([service.close(), others.close()])));
  return {
    ...others.env,
    IMPORTER_HOME: home,
    IMPORTER_SHELF_URL: service.url,
    IMPORTER_ALBUM_SOURCES: "musicbrainz,shelf",
  };
}

test("the places are those that the page names", () => {
  const places = [
    "`src/sources/<name>/`",
    "`src/config.ts`",
    "`src/facts.ts`",
    "`src/refs.ts`",
    "`src/sources/albums/settings.ts`",
    "`src/composition/album-sources.ts`",
    "`src/demo/`",
  ];
  for (const named of places) expect(sourceSteps).toContain(named);
  for (const named of ["`providers`", "`asyncProviders`", "`src/jobs/queue/kinds.ts`", "`src/tasks.ts`"])
    expect(providerSteps).toContain(named);
});

test("a source that was added is asked behind the others, and a provider adds to what it found; the job of a slow one is done", async () => {
  const env = await shelf();
  const run = (...argv: string[]): Promise<CliResult> => start(binary, argv, env).ended;
  const words = ["Cassette Only", "--artist", "Tape Club"];
  const made = await run("album", ...words);
  expect(made).toMatchObject({ exitCode: 0, stderr: "" });
  expect(made.stdout).toMatch(/musicbrainz +absent.*\n +shelf +found .*\n +sleeve +found .*links/);
  expect(JSON.parse((await run("show", "album", "1", "--json")).stdout)).toMatchObject({
    title: "Cassette Only",
    releaseYear: 1989,
  });
  expect((await run("worker", "--drain")).stdout).toContain("sleeve of album 1");
  expect((await run("config", "list")).stdout).toContain("IMPORTER_SHELF_INTERVAL_MS");
  expect((await run("doctor", "--online")).stdout).toMatch(/shelf/);
});
