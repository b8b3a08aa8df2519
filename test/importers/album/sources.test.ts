import { describe, expect, it } from "vitest";
import {
  discogsOf,
  type DiscogsCatalogue,
  type DiscogsDocument,
} from "../../../src/demo/discogs/catalogue.ts";
import { demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { importReleases } from "../../../src/importers/release/import.ts";
import { getAlbum } from "../../../src/library/items/albums.ts";
import { listFieldOrigins } from "../../../src/library/details/field-origins.ts";
import { credit, discogsAt, discogsStandIn, master, release, row } from "../../helpers/discogs.ts";
import { column, edit, importing, importWords, rows, type Importing } from "../../helpers/importing.ts";
import { always } from "../../helpers/faults.ts";

const porters = { title: "Night Shift", artist: "The Porters" };
const unknownThere = () => discogsOf({ masters: [master(900)], releases: [release(800)] });

async function both(documents: DiscogsCatalogue = unknownThere(), catalogue = demoCatalogue()) {
  const t = await importing(catalogue);
  const discogs = await discogsStandIn(documents);
  const source = discogsAt(discogs);
  const context = { ...t.context, albumSources: [...t.context.albumSources, source] };
  return { ...t, context, discogs };
}

const byBoth = (t: Pick<Importing, "context">, words: Parameters<typeof importWords>[1], options = {}) =>
  importWords(t.context, words, { only: ["musicbrainz", "discogs"], ...options });
const outcomes = ({ providers }: Awaited<ReturnType<typeof byBoth>>) =>
  providers.map(({ name, outcome }) => `${name} ${outcome}`);
const names = "SELECT item_type || ' ' || kind || ' ' || value FROM identifiers ORDER BY id";

describe("an album that MusicBrainz does not have", () => {
  it("is Discogs', with its artist, its edition and tracks, and a ref", async () => {
    const t = await both();
    const result = await byBoth(t, porters);
    expect(outcomes(result)).toEqual(["musicbrainz absent", "discogs found"]);
    expect(result).toMatchObject({ outcome: "created", itemId: 1 });
    const album = getAlbum(t.db, 1)!;
    expect(await importReleases(t.context, album)).toMatchObject({ saved: { created: 1 } });
    expect(rows(t.db, "SELECT title, release_year AS year, primary_type AS type FROM albums")).toEqual([
      { title: "Night Shift", year: 1993, type: "Album" },
    ]);
    expect(column(t.db, names)).toEqual([
      "artist discogs_artist 11",
      "album discogs_master 900",
      "release discogs_release 800",
      "release barcode 5016026202392",
      "release catalog_number BASE 7",
    ]);
    expect(column(t.db, "SELECT title FROM tracks ORDER BY id")).toEqual(["First Light", "Second Wind"]);
    expect(column(t.db, "SELECT name FROM artists")).toEqual(["The Porters"]);
  });

  it("asked again and again it adds nothing", async () => {
    const t = await both();
    await byBoth(t, porters);
    const album = getAlbum(t.db, 1)!;
    await importReleases(t.context, album);
    const count = () =>
      ["albums", "artists", "releases", "tracks", "release_tracks", "identifiers"].map(
        (table) => column(t.db, `SELECT count(*) FROM ${table}`)[0],
      );
    const before = count();
    expect(await byBoth(t, porters, { force: true })).toMatchObject({ outcome: "existing" });
    expect(await importReleases(t.context, album)).toMatchObject({ saved: { created: 0, updated: 0 } });
    expect(count()).toEqual(before);
  });

  it("is found by its typed ref, its address and its barcode, and then known by each", async () => {
    const t = await both(
      discogsOf({
        masters: [master(900)],
        releases: [release(800, { identifiers: [{ type: "Barcode", value: "5016026202392" }] })],
      }),
    );
    for (const typed of [
      "5016026202392",
      "discogs:master:900",
      "https://www.discogs.com/release/800-Night-Shift",
    ]) {
      expect(await byBoth(t, typed)).toMatchObject({ itemId: 1 });
    }
    expect(column(t.db, "SELECT count(*) FROM albums")).toEqual([1]);
  });

  it("without a master is an album of its own; unknown artists are nobody's", async () => {
    const white = release(7, {
      master_id: 0,
      title: "Untitled White",
      artists: [credit(355, "Unknown Artist")],
    });
    const other = release(8, {
      master_id: 0,
      title: "Second White",
      artists: [credit(355, "Unknown Artist")],
    });
    const t = await both(discogsOf({ releases: [white, other] }));
    for (const id of [7, 8, 7]) await byBoth(t, `discogs:release:${id}`, { force: true });
    for (const id of [1, 2]) await importReleases(t.context, getAlbum(t.db, id)!);
    expect(column(t.db, "SELECT title FROM albums")).toEqual(["Untitled White", "Second White"]);
    expect(column(t.db, "SELECT count(*) FROM artists")).toEqual([2]);
  });

  it("is skipped where its hit is only left in the index", async () => {
    const documents = discogsOf({ masters: [], releases: [release(6, { master_id: 0 })] });
    documents.hidden.add(6);
    const t = await both(documents);
    expect(await byBoth(t, porters)).toMatchObject({ outcome: "not_found", itemId: undefined });
  });
});

describe("never guesses", () => {
  const desire = discogsOf({
    masters: [master(900, { title: "Desire", artists: [credit(5, "Desire Band")] })],
  });

  it("an ambiguous first source is a question, whatever the second would say", async () => {
    const t = await both(desire);
    const result = await byBoth(t, "Desire");
    expect(result.outcome).toBe("ambiguous");
    expect(outcomes(result)).toEqual(["musicbrainz ambiguous", "discogs skipped"]);
    expect(t.discogs.requests).toEqual([]);
    expect(result.candidates[0]?.ref).toMatchObject({ source: "musicbrainz", entity: "release-group" });
  });

  it("a first source that can't be asked is no absence", async () => {
    const t = await both();
    for (const fault of [{ kind: "html" }, { kind: "status", status: 400, body: "{}" }] as const) {
      t.server.setFault(always(fault));
      const result = await byBoth(t, porters);
      expect(["unavailable", "rejected"]).toContain(result.outcome);
      expect(result.itemId).toBeUndefined();
    }
    expect(t.discogs.requests).toEqual([]);
  });

  it("nor is a second one that can't be asked", async () => {
    const t = await both();
    t.discogs.setFault(always({ kind: "html" }));
    expect(await byBoth(t, porters)).toMatchObject({ outcome: "unavailable", itemId: undefined });
  });

  it("what Discogs has twice is a question", async () => {
    const t = await both(discogsOf({ masters: [master(900), master(901, { main_release: undefined })] }));
    const result = await byBoth(t, porters);
    expect(result.outcome).toBe("ambiguous");
    expect(result.candidates.map(({ ref, mbid }) => [ref?.id, mbid])).toEqual([
      ["900", ""],
      ["901", ""],
    ]);
  });

  it("what a person chose is meant from then on", async () => {
    const t = await both(discogsOf({ masters: [master(900), master(901, { main_release: undefined })] }));
    const { importChosenAlbum } = await import("../../../src/importers/album/import.ts");
    const { albumQueryOf } = await import("../../../src/importers/album/query.ts");
    const ref = { source: "discogs", entity: "master", id: "901" };
    const chosen = { ref, query: albumQueryOf(porters)!, force: false, only: ["musicbrainz", "discogs"] };
    expect(await importChosenAlbum(t.context, chosen)).toMatchObject({ outcome: "created" });
    expect(await byBoth(t, porters)).toMatchObject({ outcome: "existing", itemId: 1 });
  });
});

describe("an album that both have", () => {
  const darkSide = "f5093c06-23e3-404f-aeaa-40f72885ee3a";
  const linked = (changes: DiscogsDocument = {}) =>
    discogsOf({
      masters: [
        master(10362, {
          title: "Dark Side (US)",
          year: 1974,
          artists: [credit(45, "Floyd")],
          styles: ["Art Rock"],
          ...changes,
        }),
      ],
    });

  it("is joined by the link; what the first said stays, and who said what is kept", async () => {
    const documents = linked();
    documents.artists.set(45, { id: 45, name: "Floyd" });
    const t = await both(documents);
    const result = await byBoth(t, { title: "The Dark Side of the Moon", artist: "Pink Floyd" });
    expect(outcomes(result)).toEqual(["musicbrainz found", "discogs found"]);
    expect(column(t.db, "SELECT title FROM albums")).toEqual(["The Dark Side of the Moon"]);
    const origins = listFieldOrigins(t.db, 1, ["musicbrainz", "discogs"])!;
    expect(origins.find(({ field }) => field === "title")).toEqual({
      field: "title",
      value: "The Dark Side of the Moon",
      from: "musicbrainz",
      others: [{ source: "discogs", value: "Dark Side (US)" }],
    });
    expect(column(t.db, "SELECT count(*) FROM album_artists")).toEqual([1]);
    expect(column(t.db, "SELECT name FROM artists")).toEqual(["Pink Floyd"]);
  });

  it("has the values of whoever comes first in the order, whoever came first in time", async () => {
    const t = await both(linked());
    const reversed = { ...t, context: { ...t.context, albumSources: t.context.albumSources.toReversed() } };
    await byBoth(reversed, `discogs:master:10362`);
    await byBoth(t, darkSide);
    expect(column(t.db, "SELECT title FROM albums")).toEqual(["The Dark Side of the Moon"]);
    await byBoth(reversed, darkSide, { force: true });
    expect(column(t.db, "SELECT title FROM albums")).toEqual(["Dark Side (US)"]);
  });

  it("stays when the first can't be asked: the next still refreshes it", async () => {
    const t = await both(linked());
    await byBoth(t, darkSide);
    t.server.setFault(always({ kind: "html" }));
    const result = await byBoth(t, darkSide, { force: true });
    expect(outcomes(result)).toEqual(["musicbrainz unavailable", "discogs found"]);
  });

  const nevermind = "1b022e01-4da6-387b-8658-8678046e4cef";
  const unlinked = (ofMaster: DiscogsDocument = {}, ofRelease: DiscogsDocument = {}) => {
    const artists = [credit(9, "Nirvana")];
    const catalogue = demoCatalogue();
    edit(catalogue.releaseGroups, nevermind, { relations: [] });
    const [medium] = catalogue.releasesByGroup.get(nevermind)![0]!["media"] as DiscogsDocument[];
    const tracklist = (medium!["tracks"] as DiscogsDocument[]).map(({ title }, at) =>
      row(String(at + 1), String(title)),
    );
    const named = { title: "Nevermind", year: 1991, artists };
    return both(
      discogsOf({
        artists: [{ id: 9, name: "Nirvana" }],
        masters: [master(900, { ...named, ...ofMaster })],
        releases: [release(800, { ...named, released: "1991", tracklist, identifiers: [], ...ofRelease })],
      }),
      catalogue,
    );
  };

  it.each<[string, DiscogsDocument, DiscogsDocument, string, number]>([
    ["is one album where title, artist, year and tracks are alike", {}, {}, "updated", 1],
    [
      "is two where the tracks are others",
      {},
      { tracklist: [row("1", "Another"), row("2", "One")] },
      "created",
      2,
    ],
    ["is two where the years are", { year: 1995 }, {}, "created", 2],
    ["is a question where the year is not known", { year: 0 }, { year: 0, released: "" }, "ambiguous", 1],
    ["is a question where the tracks are not known", {}, { tracklist: [] }, "ambiguous", 1],
  ])("and no link joins %s", async (_, ofMaster, ofRelease, outcome, albums) => {
    const t = await unlinked(ofMaster, ofRelease);
    await byBoth(t, "discogs:master:900");
    await importReleases(t.context, getAlbum(t.db, 1)!);
    expect(await byBoth(t, nevermind)).toMatchObject({ outcome });
    expect(column(t.db, "SELECT count(*) FROM albums")).toEqual([albums]);
  });

  it("and no link joins has its artist once, though the one that comes second tells of him first", async () => {
    const t = await unlinked();
    await byBoth(t, nevermind);
    await importReleases(t.context, getAlbum(t.db, 1)!);
    expect(await byBoth(t, "discogs:master:900")).toMatchObject({ outcome: "updated", itemId: 1 });
    await byBoth(t, nevermind, { force: true });
    expect(column(t.db, "SELECT name FROM artists")).toEqual(["Nirvana"]);
  });
});
