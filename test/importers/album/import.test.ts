import { describe, expect, test } from "vitest";
import { darkSideOfTheMoon } from "../../../src/demo/musicbrainz/albums/dark-side-of-the-moon.ts";
import { nevermind as nevermindFacts } from "../../../src/demo/musicbrainz/albums/nevermind.ts";
import { buildDemoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { exitCodes, UserError } from "../../../src/errors.ts";
import type { AlbumWords } from "../../../src/importers/album/query.ts";
import { importArtist } from "../../../src/importers/artist/import.ts";
import { column, edit, importing, importWords, rows } from "../../helpers/importing.ts";
import {
  darkSide,
  desireOfDylan,
  nevermind,
  nevermindCd,
  nirvana,
  nobody,
  wintertunes,
} from "./demo-albums.ts";

const lookUp = `release-group ${nevermind}`;
const artist = `artist ${nirvana}`;

interface Way {
  how: string;
  words: AlbumWords;
  /** Before the artist, if that is not known. */
  asked: string[];
}

const ways: Way[] = [
  {
    how: "title and artist",
    words: { title: "Nevermind", artist: "Nirvana" },
    asked: ["search release-group", lookUp],
  },
  { how: "title alone", words: { title: "nevermind" }, asked: ["search release-group", lookUp] },
  {
    how: "title and year",
    words: { title: "Nevermind", year: 1991 },
    asked: ["search release-group", lookUp],
  },
  {
    how: '"Artist - Title"',
    words: { title: "Nirvana - Nevermind" },
    asked: ["search release-group", lookUp],
  },
  {
    how: "a typing error and the artist",
    words: { title: "Nevermnid", artist: "Nirvana" },
    asked: ["search release-group", lookUp],
  },
  { how: "MBID", words: { title: nevermind.toUpperCase() }, asked: [lookUp] },
  { how: "the MBID flag", words: { mbid: nevermind }, asked: [lookUp] },
  {
    how: "the address of a release group",
    words: { title: `https://musicbrainz.org/release-group/${nevermind}` },
    asked: [lookUp],
  },
  {
    how: "the address of a release",
    words: { title: `https://musicbrainz.org/release/${nevermindCd}/discids` },
    asked: [`release ${nevermindCd}`, lookUp],
  },
  {
    how: "the MBID of a release",
    words: { mbid: nevermindCd },
    asked: [`release-group ${nevermindCd}`, `release ${nevermindCd}`, lookUp],
  },
  { how: "barcode", words: { title: "720642442524" }, asked: ["search release", lookUp] },
  { how: "barcode of 13 digits", words: { title: "0720642442524" }, asked: ["search release", lookUp] },
  { how: "barcode with spaces", words: { title: "7 20642 44252 4" }, asked: ["search release", lookUp] },
];

describe.each(ways)("by $how", ({ words, asked }) => {
  test("an album is created with its new artist, known from then on, and asked for only by force", async () => {
    const t = await importing();
    const created = await importWords(t.context, words);
    expect(created.outcome).toBe("created");
    expect(t.asked()).toEqual([...asked, artist]);
    expect(column(t.db, "SELECT title FROM albums")).toEqual(["Nevermind"]);
    const again = await importWords(t.context, words);
    expect(again).toMatchObject({ outcome: "existing", itemId: created.itemId, providers: [], jobs: [] });
    expect(t.asked()).toEqual([]);
    const forced = await importWords(t.context, words, { force: true });
    expect(forced).toMatchObject({ outcome: "existing", asked: true, itemId: created.itemId, jobs: [] });
    expect(t.asked()).toEqual([lookUp]);
  });

  test("nothing is asked for an artist who is known", async () => {
    const t = await importing();
    await importArtist(t.context, { query: { kind: "mbid", mbid: nirvana }, force: false, only: [] });
    t.asked();
    expect(await importWords(t.context, words)).toMatchObject({ outcome: "created" });
    expect(t.asked()).toEqual(asked);
  });
});

test("a merged MBID leads to the album that is left, which then has both", async () => {
  const t = await importing();
  const old = darkSideOfTheMoon.mergedFrom![0]!;
  const result = await importWords(t.context, { mbid: old });
  expect(result.outcome).toBe("created");
  expect(t.asked().slice(0, 2)).toEqual([`release-group ${old}`, `release-group ${darkSide}`]);
  const mbids = column(t.db, "SELECT value FROM identifiers WHERE kind = 'musicbrainz_release_group'");
  expect(mbids).toEqual([darkSide, old]);
  for (const mbid of [old, darkSide]) {
    expect(await importWords(t.context, { mbid })).toMatchObject({ outcome: "existing" });
  }
  expect(t.server.requests).toHaveLength(3);
});

test("an album that is imported by its new MBID is found by the old one it was saved under", async () => {
  const t = await importing();
  const old = darkSideOfTheMoon.mergedFrom![0]!;
  const { itemId } = await importWords(t.context, { mbid: darkSide });
  t.db.$client.prepare("UPDATE identifiers SET value = ? WHERE value = ?").run(old, darkSide);
  expect(await importWords(t.context, { mbid: darkSide })).toMatchObject({ outcome: "existing", itemId });
  t.db.$client.prepare("DELETE FROM provider_runs WHERE item_type = 'album'").run();
  expect(await importWords(t.context, { mbid: old }, { force: true })).toMatchObject({ itemId });
  expect(column(t.db, "SELECT count(*) FROM albums")).toEqual([1]);
  const mbids = column(t.db, "SELECT value FROM identifiers WHERE kind = 'musicbrainz_release_group'");
  expect(mbids).toEqual([darkSide, old]);
});

test("a title that three artists have is ambiguous: nothing is saved, and the candidates say why", async () => {
  const t = await importing();
  const result = await importWords(t.context, "Desire");
  expect(result).toMatchObject({ outcome: "ambiguous", itemId: undefined, jobs: [] });
  expect(result.candidates.map((each) => each.artists).sort()).toEqual(["Bob Dylan", "Pharoahe Monch", "U2"]);
  expect(result.candidates.every((each) => each.score > 0 && each.why.length > 0)).toBe(true);
  expect(result.providers).toMatchObject([{ outcome: "ambiguous", dataPopulated: [] }]);
  expect(result.providers[0]?.errors[0]).toMatch(/title alone/);
  expect(t.asked()).toEqual(["search release-group"]);
  expect(column(t.db, "SELECT count(*) FROM albums")).toEqual([0]);
});

test("a title that nothing fits is asked for twice, the second time forgivingly, and then not found", async () => {
  const t = await importing();
  const result = await importWords(t.context, "Xylophone Zebra Quartet Live at Nowhere");
  expect(result).toMatchObject({ outcome: "not_found", itemId: undefined });
  expect(t.asked()).toEqual(["search release-group", "search release-group"]);
});

test.each([
  ["an MBID that nobody has", { mbid: nobody }, 2],
  ["a barcode that nobody has", { title: "4006381333931" }, 1],
  ["the address of a release group that is gone", { title: `musicbrainz.org/release-group/${nobody}` }, 2],
  ["the address of a release that is gone", { title: `musicbrainz.org/release/${nobody}` }, 2],
])("%s is not found", async (_, words, requests) => {
  const t = await importing();
  const result = await importWords(t.context, words);
  expect(result).toMatchObject({ outcome: "not_found", providers: [{ outcome: "absent" }] });
  expect(result.providers[0]?.errors[0]).toMatch(/^MusicBrainz has no/);
  expect(t.asked()).toHaveLength(requests);
});

test.each(["release", "release-group"])(
  "an address that says %s of the other one is read by its MBID",
  async (entity) => {
    const t = await importing();
    const mbid = entity === "release" ? nevermind : nevermindFacts.releases[0]!.id;
    const result = await importWords(t.context, `https://musicbrainz.org/${entity}/${mbid}`);
    expect(result).toMatchObject({ outcome: "created" });
    expect(column(t.db, "SELECT title FROM albums")).toEqual(["Nevermind"]);
  },
);

test("an album that is gone upstream says that, and stays", async () => {
  const t = await importing();
  await importWords(t.context, { mbid: nevermind });
  t.catalogue.releaseGroups.delete(nevermind);
  const result = await importWords(t.context, {}, { id: 1, force: true });
  expect(result).toMatchObject({ outcome: "not_found", itemId: 1 });
  expect(result.providers[0]?.errors[0]).toMatch(/no longer has the release group .* it was removed there/);
  expect(column(t.db, "SELECT title FROM albums")).toEqual(["Nevermind"]);
});

test.each([
  ["a title", { title: "" }, "a title"],
  ["an artist", { "artist-credit": [] }, "an artist"],
])("an album that comes without %s fails with the reason, and is not saved", async (_, changes, lacking) => {
  const t = await importing();
  edit(t.catalogue.releaseGroups, nevermind, changes);
  const result = await importWords(t.context, { mbid: nevermind });
  expect(result.outcome).toBe("failed");
  expect(result.providers[0]?.errors[0]).toContain(`came without ${lacking}`);
  expect(column(t.db, "SELECT count(*) FROM albums")).toEqual([0]);
});

test("a barcode that releases of two albums have is ambiguous, and each album is described", async () => {
  const twin = { ...nevermindFacts, id: nobody, title: "Nevermind & In Utero" };
  twin.releases = [{ ...nevermindFacts.releases[0]!, id: "00000000-0000-4000-8000-000000000001" }];
  const t = await importing(buildDemoCatalogue([nevermindFacts, twin]));
  const result = await importWords(t.context, "720642442524");
  expect(result.outcome).toBe("ambiguous");
  const described = result.candidates.map(({ title, year }) => `${title} of ${year}`);
  expect(described.sort()).toEqual(["Nevermind & In Utero of 1991", "Nevermind of 1991"]);
  expect(t.asked()).toHaveLength(3);
});

test("a title that two albums of the library have is asked about, the library's own first", async () => {
  const t = await importing();
  await importWords(t.context, { title: "Desire", artist: "Bob Dylan" });
  await importWords(t.context, { title: "Desire", artist: "U2" });
  t.asked();
  const result = await importWords(t.context, "desire");
  expect(result).toMatchObject({ outcome: "ambiguous", asked: true });
  expect(result.candidates.map(({ id, artists }) => [id, artists])).toEqual([
    [1, "Bob Dylan"],
    [2, "U2"],
    [undefined, "Pharoahe Monch"],
  ]);
  expect(result.candidates[0]?.mbid).toBe(desireOfDylan);
  t.asked();
  // In these words it was decided, but for case; a year is another question.
  expect(await importWords(t.context, { title: "desire", artist: "u2" })).toMatchObject({ itemId: 2 });
  expect(t.asked()).toEqual([]);
  expect(await importWords(t.context, { title: "Desire", year: 1976 })).toMatchObject({ itemId: 1 });
  expect(t.asked()).toHaveLength(2);
});

describe("by library id, without a query", () => {
  test("the album's own identifier serves", async () => {
    const t = await importing();
    const { itemId: id } = await importWords(t.context, { mbid: nevermind });
    t.asked();
    expect(await importWords(t.context, {}, { id: id! })).toMatchObject({ outcome: "existing", itemId: id });
    expect(t.asked()).toEqual([]);
    const forced = await importWords(t.context, {}, { id: id!, force: true });
    expect(forced).toMatchObject({ outcome: "existing", asked: true, itemId: id });
    expect(t.asked()).toEqual([lookUp]);
  });

  test("an album without one is looked for by its title, artist and year, and gets it", async () => {
    const t = await importing();
    const { itemId: id } = await importWords(t.context, { mbid: nevermind });
    t.db.$client.exec("DELETE FROM identifiers WHERE item_type = 'album'");
    t.asked();
    const result = await importWords(t.context, {}, { id: id!, force: true });
    expect(result).toMatchObject({ outcome: "updated", itemId: id });
    expect(t.asked()).toEqual(["search release-group", lookUp]);
    const kept = rows(t.db, "SELECT value FROM identifiers WHERE kind = 'musicbrainz_release_group'");
    expect(kept).toEqual([{ value: nevermind }]);
  });

  test("an id that no album has is the caller's mistake", async () => {
    const t = await importing();
    const fault = await importWords(t.context, {}, { id: 7 }).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(UserError);
    expect(fault).toMatchObject({ exitCode: exitCodes.notFound, hint: "importer list albums" });
  });
});

test("a provider that the importer does not have is the caller's mistake, and the hint names those it has", async () => {
  const t = await importing();
  const fault = await importWords(t.context, "Wintertunes", { only: ["musicbrains"] }).catch(
    (e: unknown) => e,
  );
  expect(fault).toMatchObject({ name: "UserError", hint: "it has: musicbrainz, amazon" });
  const result = await importWords(t.context, "Wintertunes", { only: ["musicbrainz"] });
  expect(result.outcome).toBe("created");
  expect(column(t.db, "SELECT value FROM identifiers WHERE item_type = 'album'")).toContain(wintertunes);
});
