import { describe, expect, test } from "vitest";
import type { Fault } from "../../src/demo/fault.ts";
import { HttpError } from "../../src/errors.ts";
import type { AlbumFacts } from "../../src/facts.ts";
import { albumImporter } from "../../src/importers/album/import.ts";
import type { AlbumQuery } from "../../src/importers/album/query.ts";
import { type Importer } from "../../src/importers/importer.ts";
import { runProviders } from "../../src/importers/flow/run-providers.ts";
import type { Provider } from "../../src/importers/provider.ts";
import type { ImportResult } from "../../src/importers/flow/result.ts";
import type { AlbumRow } from "../../src/library/items/albums.ts";
import { always, everyFault, firstTimes, onPath, serverBusy } from "../helpers/faults.ts";
import { column, importing, importWords, rows, type Importing } from "../helpers/importing.ts";
import { nevermind, nirvana } from "./album/demo-albums.ts";

const words = { title: "Nevermind", artist: "Nirvana" };

describe("a save that fails", () => {
  /** As if the disk refused one row in the middle of the save. */
  const refuse = ({ db }: Importing, table: string, when = "true"): void =>
    void db.$client.exec(
      `CREATE TRIGGER refuse BEFORE INSERT ON ${table} WHEN ${when} BEGIN SELECT RAISE(ABORT, 'no room for that'); END`,
    );
  const counts = ({ db }: Importing): unknown[] =>
    ["albums", "album_artists", "jobs", "artists"].map(
      (table) => column(db, `SELECT count(*) FROM ${table}`)[0],
    );

  test("makes the provider's success a failure with the reason, and leaves nothing half-saved", async () => {
    const t = await importing();
    refuse(t, "identifiers", "NEW.item_type = 'album'");
    const result = await importWords(t.context, words);
    expect(result).toMatchObject({ outcome: "failed", itemId: undefined, jobs: [], saved: { created: 0 } });
    expect(result.providers).toMatchObject([
      { name: "musicbrainz", outcome: "failed", errors: ["no room for that"], dataPopulated: [] },
    ]);
    // The artist came by an import of its own before.
    expect(counts(t)).toEqual([0, 0, 0, 1]);
    expect(column(t.db, "SELECT count(*) FROM item_categories WHERE item_type = 'album'")).toEqual([0]);
  });

  test("is noted, and the same import completes once the trouble is over", async () => {
    const t = await importing();
    refuse(t, "identifiers", "NEW.item_type = 'album'");
    await importWords(t.context, words);
    const noted = rows(t.db, "SELECT outcome, errors, item_id FROM provider_runs WHERE importer = 'album'");
    expect(noted).toEqual([{ outcome: "failed", errors: '["no room for that"]', item_id: 0 }]);
    t.db.$client.exec("DROP TRIGGER refuse");
    t.asked();
    expect(await importWords(t.context, words)).toMatchObject({ outcome: "created" });
    expect(t.asked()).toEqual(["search release-group", `release-group ${nevermind}`]);
    expect(counts(t)).toEqual([1, 1, 1, 1]);
  });

  test("of the artist leaves the album with the artist's name, and says why", async () => {
    const t = await importing();
    refuse(t, "external_links", "NEW.item_type = 'artist'");
    const result = await importWords(t.context, words);
    expect(result.outcome).toBe("created");
    expect(result.providers[0]?.errors).toEqual([
      "the artist Nirvana is known by name only: no room for that",
    ]);
    expect(rows(t.db, "SELECT name, began_on FROM artists")).toEqual([{ name: "Nirvana", began_on: null }]);
  });

  test("does not even fail the process when the failure can't be noted either", async () => {
    const t = await importing();
    refuse(t, "provider_runs");
    const result = await importWords(t.context, words);
    expect(result.outcome).toBe("failed");
    const [reason, noted] = result.providers[0]!.errors.slice(-2);
    expect(reason).toBe("no room for that");
    expect(noted).toBe("and it could not be noted in the library: no room for that");
    expect(counts(t)).toEqual([0, 0, 0, 0]);
  });
});

describe("of two providers", () => {
  type AlbumProvider = Provider<AlbumRow, AlbumQuery, AlbumFacts>;
  /** The real one as if it were the first: what the order of sources allows is tested elsewhere. */
  const realOf = ({ context }: Importing): AlbumProvider => {
    const [real] = albumImporter.providers(context);
    return { ...real!, ask: (of, request) => real!.ask(of, { ...request, before: [] }) };
  };
  const run = ({ context }: Importing, providers: AlbumProvider[]): Promise<ImportResult<AlbumFacts>> => {
    const importer: Importer<AlbumRow, AlbumQuery, AlbumFacts> = {
      ...albumImporter,
      providers: () => providers,
      asyncProviders: [],
    };
    const query: AlbumQuery = { kind: "release-group", mbid: nevermind };
    return runProviders(context, importer, {
      item: undefined,
      query,
      queryKey: `mbid:${nevermind}`,
      force: false,
      only: [],
    });
  };
  const throwing = (fault: unknown): AlbumProvider => ({
    name: "broken",
    ask: () => Promise.reject(fault as Error),
  });

  test.each([
    ["throws a fault", new HttpError("Broken", "Broken answered 500", { status: 500 }), "unavailable"],
    ["has a bug", new TypeError("undefined is not a function"), "failed"],
    ["throws no error at all", "nonsense", "failed"],
  ])("one that %s does not hide the next", async (_, fault, outcome) => {
    const t = await importing();
    const result = await run(t, [throwing(fault), realOf(t)]);
    expect(result.outcome).toBe("created");
    expect(result.providers).toMatchObject([
      { name: "broken", outcome, dataPopulated: [] },
      { name: "musicbrainz", outcome: "found", errors: [] },
    ]);
    expect(result.providers[0]?.errors[0]).toMatch(/500|not a function|nonsense/);
  });

  test("one that throws after another was saved takes nothing back", async () => {
    const t = await importing();
    const result = await run(t, [realOf(t), throwing(new TypeError("oops"))]);
    expect(result).toMatchObject({ outcome: "created", itemId: 1 });
    expect(result.providers.map((provider) => provider.outcome)).toEqual(["found", "failed"]);
    const noted = rows(t.db, "SELECT provider, outcome, item_id AS id, query FROM provider_runs");
    expect(noted).toContainEqual({ provider: "broken", outcome: "failed", id: 1, query: "" });
  });

  test("one whose contribution can't be saved does not hide the next", async () => {
    const t = await importing();
    const spoilt: AlbumProvider = {
      name: "spoilt",
      async ask({ musicbrainz }) {
        const facts = await musicbrainz.lookUpAlbum(nevermind);
        return { outcome: "found", contributions: [{ ...facts!, title: null as unknown as string }] };
      },
    };
    const result = await run(t, [spoilt, realOf(t)]);
    expect(result.providers).toMatchObject([
      { outcome: "failed", dataPopulated: [] },
      { outcome: "found", errors: [] },
    ]);
    expect(result).toMatchObject({ outcome: "created", saved: { created: 1 } });
    expect(column(t.db, "SELECT title FROM albums")).toEqual(["Nevermind"]);
  });

  test("the second gets the item that the first one made, and both are saved to it", async () => {
    const t = await importing();
    const seen: unknown[] = [];
    const second: AlbumProvider = {
      name: "second",
      async ask({ musicbrainz }, { item }) {
        seen.push(item?.title);
        const facts = await musicbrainz.lookUpAlbum(nevermind);
        return { outcome: "found", contributions: [{ ...facts!, disambiguation: "from the second" }] };
      },
    };
    const result = await run(t, [realOf(t), second]);
    expect(seen).toEqual(["Nevermind"]);
    expect(result).toMatchObject({ outcome: "created", saved: { created: 1, updated: 1 } });
    expect(result.jobs).toHaveLength(1);
    expect(column(t.db, "SELECT disambiguation FROM albums")).toEqual(["from the second"]);
  });
});

const told: [string, Fault, RegExp, string][] = [
  ["a server error", everyFault["a server error"]!, /500/, "unavailable"],
  ["a busy server", serverBusy, /busy/, "unavailable"],
  ["a captive portal", { kind: "html" }, /web page instead of data/, "unavailable"],
  ["JSON of another shape", { kind: "wrong-shape" }, /shape this importer does not know/, "unavailable"],
  ["a reset connection", { kind: "reset" }, /cut the connection/, "unavailable"],
  ["a body cut half-way", { kind: "cut-body" }, /cut/, "unavailable"],
  ["a refusal", { kind: "status", status: 403, body: '{"error":"who are you?"}' }, /who are you/, "rejected"],
];

test.each(told)(
  "%s is told, changes nothing, and is forgotten at once",
  async (_, fault, reason, outcome) => {
    const t = await importing();
    t.server.setFault(always(fault));
    const result = await importWords(t.context, words);
    expect(result).toMatchObject({ outcome, itemId: undefined, providers: [{ outcome, dataPopulated: [] }] });
    expect(result.providers[0]?.errors[0]).toMatch(reason);
    expect(result.providers[0]?.hint).toBe(outcome === "rejected" ? "say who you are" : undefined);
    expect(result.providers[0]?.fault).toBeInstanceOf(Error);
    expect(column(t.db, "SELECT outcome FROM provider_runs")).toEqual([outcome]);
    t.server.setFault(undefined);
    expect(await importWords(t.context, words)).toMatchObject({ outcome: "created" });
  },
);

test("passing trouble is nobody's news", async () => {
  const t = await importing();
  t.server.setFault(firstTimes(3, serverBusy));
  const result = await importWords(t.context, words);
  expect(result).toMatchObject({ outcome: "created", providers: [{ errors: [] }] });
  expect(t.server.requests).toHaveLength(6);
});

test("an album that is known keeps what it has when nobody can be asked", async () => {
  const t = await importing();
  const { itemId } = await importWords(t.context, words);
  const before = rows(t.db, "SELECT * FROM albums");
  t.server.setFault(always({ kind: "status", status: 500, body: "" }));
  const result = await importWords(t.context, words, { force: true });
  expect(result).toMatchObject({ outcome: "unavailable", itemId });
  expect(rows(t.db, "SELECT * FROM albums")).toEqual(before);
  const outcomes = column(t.db, "SELECT outcome FROM provider_runs WHERE item_type = 'album' AND query = ''");
  expect(outcomes.sort()).toEqual(["found", "unavailable"]);
});

test("an album found when its look-up fails is not made from the search alone", async () => {
  const t = await importing();
  t.server.setFault(onPath(/release-group\//, always({ kind: "status", status: 500, body: "" })));
  expect(await importWords(t.context, words)).toMatchObject({ outcome: "unavailable" });
  expect(column(t.db, "SELECT count(*) FROM albums")).toEqual([0]);
  expect(t.asked()).not.toContain(`artist ${nirvana}`);
});
