import { expect, test } from "vitest";
import type { Json } from "../../../src/demo/musicbrainz/documents.ts";
import {
  column,
  dump,
  edit,
  importing,
  importWords,
  rows,
  someDay,
  type Importing,
} from "../../helpers/importing.ts";
import { nevermind, nirvana, wintertunes } from "./demo-albums.ts";

const words = { title: "Nevermind", artist: "Nirvana" };
const later = someDay + 60_000;

/** Nevermind, imported; the clock has moved on since. */
async function imported(): Promise<Importing & { before: string }> {
  const t = await importing();
  await importWords(t.context, words);
  t.asked();
  t.clock.now = later;
  return { ...t, before: dump(t.db) };
}

test.each([
  ["by the same words", words, {}],
  ["by the same words in other letters", { title: "NEVERMIND", artist: " nirvana" }, {}],
  ["by its MBID", { mbid: nevermind }, {}],
  ["by the same words, forced", words, { force: true }],
  ["by its MBID, forced", { mbid: nevermind }, { force: true }],
  ["by its id, forced", {}, { id: 1, force: true }],
])("an import again %s leaves the same rows, byte for byte, and no job", async (_, query, options) => {
  const t = await imported();
  const result = await importWords(t.context, query, options);
  expect(result).toMatchObject({ itemId: 1, jobs: [] });
  expect(dump(t.db)).toBe(t.before);
});

test("forced, it is `updated` only if something changed", async () => {
  const t = await imported();
  const result = await importWords(t.context, words, { force: true });
  const saved = { created: 0, updated: 0, unchanged: 1 };
  expect(result).toMatchObject({ outcome: "existing", asked: true, saved });
});

test("other words for it are asked about once, and add nothing but the memory of them", async () => {
  const t = await imported();
  const other = { title: "NEVERMIND!" };
  const first = await importWords(t.context, other, { only: [] });
  expect(first).toMatchObject({ outcome: "existing", asked: true, itemId: 1, jobs: [] });
  expect(t.asked()).toEqual(["search release-group", `release-group ${nevermind}`]);
  expect(withoutRuns(dump(t.db))).toBe(withoutRuns(t.before));
  expect(await importWords(t.context, other)).toMatchObject({ outcome: "existing", asked: false, itemId: 1 });
  expect(t.asked()).toEqual([]);
});

interface Change {
  what: string;
  /** Keys of the release group's document that the server serves from now on. */
  document: (before: Json) => Json;
  sql: string;
  from: unknown[];
  to: unknown[];
}

const genres =
  "SELECT name FROM item_categories JOIN categories ON categories.id = category_id WHERE item_type = 'album' ORDER BY weight DESC";
const listOf = (document: Json, key: string): Json[] => document[key] as Json[];
const genre = (name: string, count: number): Json => ({ id: nevermind, name, count, disambiguation: "" });
const link = (type: string, resource: string): Json => ({
  type,
  "type-id": nevermind,
  "target-type": "url",
  direction: "forward",
  ended: false,
  url: { id: nevermind, resource },
});

const associations: Change[] = [
  {
    what: "a genre is new",
    document: (before) => ({ genres: [...listOf(before, "genres"), genre("shoegaze", 9)] }),
    sql: genres,
    from: ["grunge", "alternative rock", "rock"],
    to: ["shoegaze", "grunge", "alternative rock", "rock"],
  },
  {
    what: "a genre has more votes",
    document: () => ({ genres: [genre("grunge", 1), genre("alternative rock", 5), genre("rock", 7)] }),
    sql: genres,
    from: ["grunge", "alternative rock", "rock"],
    to: ["rock", "alternative rock", "grunge"],
  },
  {
    what: "a link is new, and names it elsewhere",
    document: (before) => ({
      relations: [...listOf(before, "relations"), link("wikidata", "https://www.wikidata.org/wiki/Q25533")],
    }),
    sql: "SELECT value FROM identifiers WHERE item_type = 'album' ORDER BY id",
    from: [nevermind, "13814"],
    to: [nevermind, "13814", "Q25533"],
  },
  {
    what: "a link has moved",
    document: () => ({ relations: [link("discogs", "https://discogs.com/master/13814-Nevermind")] }),
    sql: "SELECT url FROM external_links WHERE item_type = 'album'",
    from: ["https://www.discogs.com/master/13814"],
    to: ["https://discogs.com/master/13814-Nevermind"],
  },
  {
    what: "its artist is credited in another way",
    document: (before) => ({
      "artist-credit": listOf(before, "artist-credit").map((each) => ({ ...each, name: "Nirvana (US)" })),
    }),
    sql: "SELECT credited_as FROM album_artists",
    from: ["Nirvana"],
    to: ["Nirvana (US)"],
  },
];

test.each(associations)("when only this changed, it is saved: $what", async ({ document, sql, from, to }) => {
  const t = await imported();
  const album = rows(t.db, "SELECT * FROM albums")[0];
  expect(column(t.db, sql)).toEqual(from);
  edit(t.catalogue.releaseGroups, nevermind, document(t.catalogue.releaseGroups.get(nevermind)!));
  const result = await importWords(t.context, words, { force: true });
  expect(result).toMatchObject({ outcome: "updated", saved: { updated: 1 }, jobs: [] });
  expect(column(t.db, sql)).toEqual(to);
  expect(rows(t.db, "SELECT * FROM albums")).toEqual([{ ...album, updated_at: later }]);
  const saved = dump(t.db);
  await importWords(t.context, words, { force: true });
  expect(dump(t.db)).toBe(saved);
});

test("what changed is updated, and the album is found by its new title", async () => {
  const t = await imported();
  const changes = { title: "Never Mind", "first-release-date": "1990-09-24", "primary-type": "EP" };
  edit(t.catalogue.releaseGroups, nevermind, changes);
  const result = await importWords(t.context, words, { force: true });
  expect(result).toMatchObject({ outcome: "updated", itemId: 1, saved: { updated: 1 } });
  expect(rows(t.db, "SELECT * FROM albums")).toMatchObject([
    {
      title: "Never Mind",
      title_key: "never mind",
      primary_type: "EP",
      first_release_date: "1990-09-24",
      release_year: 1990,
      created_at: someDay,
      updated_at: later,
    },
  ]);
  t.asked();
  const asked = await importWords(t.context, "never mind");
  expect(asked).toMatchObject({ outcome: "existing", asked: true, itemId: 1 });
});

test("the order and number of its artists are updated as well", async () => {
  const t = await imported();
  const [credit] = listOf(t.catalogue.releaseGroups.get(nevermind)!, "artist-credit");
  const other = listOf(t.catalogue.releaseGroups.get(wintertunes)!, "artist-credit")[0]!;
  const credits = [{ ...other, joinphrase: " present " }, credit];
  edit(t.catalogue.releaseGroups, nevermind, { "artist-credit": credits });
  await importWords(t.context, words, { force: true });
  const saved = column(t.db, "SELECT credited_as || join_phrase FROM album_artists ORDER BY position");
  expect(saved).toEqual(["Various Artists present ", "Nirvana"]);
});

test("what a source no longer says stays known", async () => {
  const t = await imported();
  edit(t.catalogue.releaseGroups, nevermind, {
    disambiguation: "",
    "first-release-date": "",
    "primary-type": null,
    genres: undefined,
    relations: undefined,
    aliases: undefined,
    "artist-credit": [],
  });
  const silent = { type: null, country: null, disambiguation: "", genres: [], relations: [], area: null };
  edit(t.catalogue.artists, nirvana, { ...silent, "life-span": null, "sort-name": "" });
  await importWords(t.context, words, { force: true });
  expect(withoutRuns(dump(t.db))).toBe(withoutRuns(t.before));
});

/** What a run brought is other when less is said; all else must be as before. */
function withoutRuns(text: string): string {
  return text.replace(/^-- provider_runs\n(?:\{.*\n)*/m, "");
}
