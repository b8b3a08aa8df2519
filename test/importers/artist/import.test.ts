import { describe, expect, test } from "vitest";
import { buildDemoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, type DemoAlbum } from "../../../src/demo/musicbrainz/facts.ts";
import { exitCodes } from "../../../src/errors.ts";
import { importArtist, type ArtistImport } from "../../../src/importers/artist/import.ts";
import { artistQueryOf } from "../../../src/importers/artist/query.ts";
import type { ImportContext } from "../../../src/importers/context.ts";
import type { ImportResult } from "../../../src/importers/flow/result.ts";
import { always, onPath } from "../../helpers/faults.ts";
import { column, dump, importing, importWords, rows } from "../../helpers/importing.ts";
import { bobDylan, darkSide, nevermind, nirvana, nobody, pinkFloyd, u2 } from "../album/demo-albums.ts";

function artist(
  context: ImportContext,
  name: string | undefined,
  options: Partial<ArtistImport> = {},
): Promise<ImportResult> {
  return importArtist(context, { query: artistQueryOf({ name }), force: false, only: [], ...options });
}

test.each([
  ["name", "Pink Floyd", ["search artist", `artist ${pinkFloyd}`]],
  ["alias", "ピンク・フロイド", ["search artist", `artist ${pinkFloyd}`]],
  ["MBID", pinkFloyd, [`artist ${pinkFloyd}`]],
  ["address", `https://musicbrainz.org/artist/${pinkFloyd}/releases`, [`artist ${pinkFloyd}`]],
])("by %s an artist is created, then known, and by force asked for by its MBID", async (_, name, asked) => {
  const t = await importing();
  expect(await artist(t.context, name)).toMatchObject({ outcome: "created", itemId: 1 });
  expect(t.asked()).toEqual(asked);
  const before = dump(t.db);
  t.clock.now += 1000;
  expect(await artist(t.context, name)).toMatchObject({ outcome: "existing", itemId: 1, providers: [] });
  expect(t.asked()).toEqual([]);
  expect(await artist(t.context, name, { force: true })).toMatchObject({ outcome: "existing", itemId: 1 });
  expect(t.asked()).toEqual([`artist ${pinkFloyd}`]);
  expect(dump(t.db)).toBe(before);
});

test("by library id, its own identifier serves; without one its name does", async () => {
  const t = await importing();
  await artist(t.context, "Bob Dylan");
  t.asked();
  expect(await artist(t.context, undefined, { id: 1 })).toMatchObject({ outcome: "existing", itemId: 1 });
  expect(await artist(t.context, undefined, { id: 1, force: true })).toMatchObject({ outcome: "existing" });
  t.db.$client.exec("DELETE FROM identifiers");
  expect(await artist(t.context, undefined, { id: 1, force: true })).toMatchObject({ outcome: "updated" });
  expect(t.asked()).toEqual([`artist ${bobDylan}`, "search artist", `artist ${bobDylan}`]);
  const mbids = "SELECT value FROM identifiers WHERE kind = 'musicbrainz_artist'";
  expect(column(t.db, mbids)).toEqual([bobDylan]);
});

test("an id that no artist has is the caller's mistake", async () => {
  const t = await importing();
  const fault = await artist(t.context, undefined, { id: 5 }).catch((error: unknown) => error);
  expect(fault).toMatchObject({ name: "UserError", exitCode: exitCodes.notFound });
});

test.each([
  ["all were seen", 150, { outcome: "created" }, 2],
  ["there are more than can be seen", 350, { outcome: "ambiguous" }, 3],
])("a name in many names is asked for page by page: %s", async (_, others, outcome, pages) => {
  const named = (name: string): DemoAlbum => ({
    id: madeUpMbid("album", name),
    title: "Debut",
    primaryType: "Album",
    genres: [],
    releases: [],
    firstReleased: "2001",
    credits: [{ artist: { id: madeUpMbid("artist", name), name } }],
  });
  const names = ["Meg"].concat(Array.from({ length: others }, (_, at) => `Meg Meg ${at}`));
  const t = await importing(buildDemoCatalogue(names.map(named)));
  expect(await artist(t.context, "Meg")).toMatchObject(outcome);
  expect(t.asked().filter((question) => question === "search artist")).toHaveLength(pages);
});

test("an MBID that nobody has is not found", async () => {
  const t = await importing();
  expect(await artist(t.context, nobody)).toMatchObject({ outcome: "not_found", itemId: undefined });
});

test("a name that two artists of the library have is asked about, and means the one it is resolved to", async () => {
  const t = await importing();
  await artist(t.context, "Pink Floyd");
  t.db.$client.exec(
    "INSERT INTO artists (name, name_key, created_at, updated_at) VALUES ('PINK FLOYD', 'pink floyd', 0, 0)",
  );
  t.asked();
  const result = await artist(t.context, "the pink floyd");
  expect(result).toMatchObject({ outcome: "existing", asked: true, itemId: 1 });
  expect(t.asked()).toEqual(["search artist", `artist ${pinkFloyd}`]);
  expect(await artist(t.context, "The Pink Floyd")).toMatchObject({ outcome: "existing", asked: false });
  expect(t.asked()).toEqual([]);
});

test("a null from the source wipes nothing, and what changed is updated", async () => {
  const t = await importing();
  await artist(t.context, "Bob Dylan");
  const { artists } = t.catalogue;
  const silent = { ...artists.get(bobDylan), country: null, type: null, "life-span": null, genres: [] };
  artists.set(bobDylan, { ...silent, disambiguation: "the songwriter" });
  const result = await artist(t.context, bobDylan, { force: true });
  expect(result).toMatchObject({ outcome: "updated", saved: { updated: 1 } });
  expect(rows(t.db, "SELECT * FROM artists")).toMatchObject([
    { country: "US", kind: "Person", began_on: "1941-05-24", disambiguation: "the songwriter" },
  ]);
  expect(column(t.db, "SELECT count(*) FROM item_categories")).toEqual([4]);
});

describe("an artist that can't be looked up", () => {
  const trouble = onPath(/artist\//, always({ kind: "status", status: 500, body: "" }));

  test("leaves the album saved with what the credit says, and a note", async () => {
    const t = await importing();
    t.server.setFault(trouble);
    const result = await importWords(t.context, { title: "Desire", artist: "U2" });
    expect(result).toMatchObject({ outcome: "created", providers: [{ outcome: "found" }] });
    const note = expect.stringMatching(
      /^the artist U2 is known by name only: MusicBrainz answered 500/,
    ) as unknown;
    expect(result.providers[0]?.errors).toEqual([note]);
    expect(rows(t.db, "SELECT name, kind, country, disambiguation, began_on FROM artists")).toEqual([
      { name: "U2", kind: "Group", country: "IE", disambiguation: "Irish rock band", began_on: null },
    ]);
    const kept = rows(
      t.db,
      "SELECT errors FROM provider_runs WHERE importer = 'album' AND outcome = 'found'",
    );
    expect(JSON.parse(String(kept[0]?.["errors"]))).toEqual([note]);
    const mbids = "SELECT item_id AS id, value FROM identifiers WHERE kind = 'musicbrainz_artist'";
    expect(rows(t.db, mbids)).toEqual([{ id: 1, value: u2 }]);
  });

  test.each([
    ["its own import", "updated", (context: ImportContext) => artist(context, "Nirvana")],
    ["its own import by id", "updated", (context: ImportContext) => artist(context, undefined, { id: 1 })],
    [
      "an import of the album by force",
      "existing", // the album itself is as it was
      (context: ImportContext) => importWords(context, { mbid: nevermind }, { force: true }),
    ],
  ] as const)("is completed by %s, once", async (_, outcome, again) => {
    const t = await importing();
    t.server.setFault(trouble);
    await importWords(t.context, { mbid: nevermind });
    t.server.setFault(undefined);
    t.asked();
    const result = await again(t.context);
    expect(result).toMatchObject({ outcome, providers: [{ errors: [] }] });
    expect(t.asked()).toContain(`artist ${nirvana}`);
    expect(rows(t.db, "SELECT id, began_on FROM artists")).toEqual([{ id: 1, began_on: "1988-01" }]);
    expect(
      column(t.db, "SELECT source FROM external_links WHERE item_type = 'artist' ORDER BY source"),
    ).toEqual(["discogs", "wikidata"]);
    await again(t.context);
    expect(t.asked()).not.toContain(`artist ${nirvana}`);
  });
});

test("an artist who is known is not asked for with the next album", async () => {
  const t = await importing();
  await artist(t.context, "Pink Floyd");
  t.asked();
  await importWords(t.context, { mbid: darkSide });
  expect(t.asked()).toEqual([`release-group ${darkSide}`]);
});
