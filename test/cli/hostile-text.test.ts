import { describe, expect, it } from "vitest";
import { demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import type { DemoCatalogue } from "../../src/demo/musicbrainz/server.ts";
import { createStage, documentOf, expectPlain, type CliOptions, type Stage } from "../helpers/cli.ts";
import { always } from "../helpers/faults.ts";

/** Colours, a window title, an 8-bit escape, turned directions, line ends, and other things no title needs. */
const poison =
  "\u001b[31mred\u001b[0m \u001b]0;owned\u0007\u009b5m\u202eevil\u2066\u200f\u2028\r\n\tend\u0008\u0000\u007f";
const desire = "fc325dd3-73ed-36aa-9c77-6b65a958e3cf";
const bobDylan = "72c536dc-7137-4477-a521-567eeb840fa8";

const words = ["title", "name", "sort-name", "disambiguation", "joinphrase", "catalog-number", "resource"];
const kinds = ["type", "format", "packaging", "country", "status", "barcode"];

/** The same document with poison in every text of these keys. */
function poisoned<T>(value: T, keys: string[]): T {
  if (Array.isArray(value)) return value.map((each: unknown) => poisoned(each, keys)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]: [string, unknown]) => {
    return [key, typeof each === "string" && keys.includes(key) ? each + poison : poisoned(each, keys)];
  });
  return Object.fromEntries(entries) as T;
}

const poisonAll = <T>(documents: Map<string, T>): Map<string, T> =>
  new Map([...documents].map(([id, document]) => [id, poisoned(document, [...words, ...kinds])]));

/** Titles stay as they are in the search index, so that they can be found. */
function hostileCatalogue(): DemoCatalogue {
  const catalogue = demoCatalogue();
  return {
    searchDocuments: poisoned(catalogue.searchDocuments, ["name", "disambiguation", "joinphrase"]),
    releaseGroups: poisonAll(catalogue.releaseGroups),
    releases: poisonAll(catalogue.releases),
    artists: poisonAll(catalogue.artists),
    releasesByGroup: new Map(
      [...catalogue.releasesByGroup].map(([id, releases]) => [
        id,
        poisoned(releases, [...words, "format", "packaging", "barcode"]),
      ]),
    ),
  };
}

async function expectAllPlain(stage: Stage, commands: string[][], options?: CliOptions): Promise<void> {
  for (const command of commands) {
    const result = await stage.importer(command, options);
    expectPlain(result);
    expect(result.stdout + result.stderr, command.join(" ")).not.toContain("owned");
    expect(result.stdout).not.toBe("");
  }
}

const looks = [
  ...["albums", "artists", "releases", "tracks"].map((what) => ["list", what]),
  ...["album", "artist", "release", "track"].map((what) => ["show", what, "1"]),
  ...["list", "stats"].map((what) => ["jobs", what]),
  ["jobs", "show", "1"],
];

describe("a service full of terminal escapes, turned text and line ends", () => {
  it("shows as plain text in everything that an import, the worker and the library print", async () => {
    const stage = await createStage(hostileCatalogue());
    await expectAllPlain(stage, [
      ["album", "-p", "musicbrainz", desire, "--dry-run"],
      ["album", "-p", "musicbrainz", desire],
      ["artist", bobDylan, "--force-providers"],
      ["worker", "--drain"],
      ["releases", "1"],
      ...looks,
    ]);
    expect(await stage.rows("SELECT title FROM albums")).toEqual([{ title: `Desire${poison}` }]);
    expect(await stage.rows("SELECT id FROM releases")).toHaveLength(4);
    await expectAllPlain(stage, looks, { columns: 40 });
  });

  it("shows as plain text in a list of candidates, and in the question about them", async () => {
    const stage = await createStage(hostileCatalogue());
    await expectAllPlain(stage, [["album", "-p", "musicbrainz", "Desire"]]);
    await expectAllPlain(stage, [["album", "-p", "musicbrainz", "Desire"]], {
      types: `${poison.replace(/[\r\n]/g, "")}\n`,
    });
    await stage.importer(["album", "-p", "musicbrainz", "Desire"], { types: "1\n" });
    await stage.importer(["album", "-p", "musicbrainz", "Desire", "--artist", `U2${poison}`], {
      types: "1\n",
    });
    expect((await stage.rows("SELECT id FROM albums")).length).toBeGreaterThan(0);
    await expectAllPlain(stage, looks.slice(0, 1));
  });

  it("keeps its data in JSON, but escaped", async () => {
    const stage = await createStage(hostileCatalogue());
    const made = await stage.importer(["album", "-p", "musicbrainz", desire, "--json"]);
    expectPlain(made);
    expect(documentOf<{ album: { title: string } }>(made).album.title).toBe(`Desire${poison}`);
    expectPlain(await stage.importer(["worker", "--drain", "--json"]));
    for (const look of looks) {
      const result = await stage.importer([...look, "--json"]);
      expectPlain(result);
      documentOf(result);
    }
    const track = documentOf<{ title: string }>(await stage.importer(["show", "track", "1", "--json"]));
    expect(track.title).toBe(`Hurricane${poison}`);
    expectPlain(await stage.importer(["album", "-p", "musicbrainz", "Desire", "--json"]));
  });

  it("shows as plain text in what it says is wrong, now and later", async () => {
    const stage = await createStage();
    await stage.importer(["album", "-p", "musicbrainz", desire]);
    const body = JSON.stringify({ error: `Slow down${poison}` });
    stage.server.setFault(always({ kind: "status", status: 503, body }));
    await expectAllPlain(stage, [
      ["album", "-p", "musicbrainz", "Nevermind"],
      ["worker", "--drain"],
      ...looks.slice(-3),
    ]);
    expect(await stage.rows("SELECT last_error AS error FROM jobs")).toEqual([
      { error: expect.stringContaining("Slow down") as unknown },
    ]);
    const headers = { "retry-after": "600" };
    stage.server.setFault(always({ kind: "status", status: 429, body, headers }));
    await expectAllPlain(stage, [
      ["album", "-p", "musicbrainz", "Nevermind"],
      ["album", "-p", "musicbrainz", "Nevermind", "--json"],
      ["doctor"],
    ]);
    stage.server.setFault(always({ kind: "status", status: 403, body }));
    await stage.inLibrary((db) => db.$client.exec("DELETE FROM gates"));
    await expectAllPlain(stage, [
      ["album", "-p", "musicbrainz", "Nevermind"],
      ["doctor", "--online"],
    ]);
  });

  it("shows as plain text what a person types, and what a stranger put into the library", async () => {
    const stage = await createStage();
    const typed = poison.replaceAll("\u0000", "");
    await expectAllPlain(stage, [
      ["album", "-p", "musicbrainz", `No such${typed}`],
      ["artist", `Nobody${typed}`],
    ]);
    await stage.inLibrary((db) => {
      const insert = "INSERT INTO jobs (queue, kind, payload, state, run_at, created_at, last_error)";
      db.$client
        .prepare(`${insert} VALUES ('default', ?, '{}', 'ready', 1, 1, ?)`)
        .run(`kind${poison}`, poison);
    });
    await expectAllPlain(stage, [["jobs", "list"], ["worker", "--drain"], ...looks.slice(-3)]);
  });

  it("shows as plain text in a fault with its stack", async () => {
    const stage = await createStage();
    const result = await stage.importer(["releases", `No such${poison}`], { env: { IMPORTER_DEBUG: "1" } });
    expect(result.exitCode).toBe(3);
    expect(result.stderr).toMatch(/^ +at /m);
    expectPlain(result);
  });
});
