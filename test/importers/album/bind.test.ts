import { describe, expect, it, test } from "vitest";
import { importAlbum } from "../../../src/importers/album/import.ts";
import { albumQueryOf } from "../../../src/importers/album/query.ts";
import { importReleases } from "../../../src/importers/release/import.ts";
import { getAlbum } from "../../../src/library/items/albums.ts";
import { saveIdentifiers } from "../../../src/library/write/items/identifiers.ts";
import { createTaggedAlbum, saveNamedArtist } from "../../../src/library/scanned/tagged.ts";
import { createStage } from "../../helpers/cli.ts";
import {
  column,
  edit,
  importing,
  importWords,
  rows,
  someDay,
  type Importing,
} from "../../helpers/importing.ts";
import { always, everyFault } from "../../helpers/faults.ts";
import { desireOfDylan, nevermind } from "./demo-albums.ts";

/** An album as a scan makes it of files that say only this. */
function scanned({ db }: Importing, title: string, artist: string): number {
  const credits = [{ name: artist, mbid: null, creditedAs: artist, joinPhrase: "" }];
  const ids = credits.map((credit) => saveNamedArtist(db, credit, someDay).id);
  const unsaid = { primaryType: null, secondaryTypes: [], firstReleaseDate: null };
  return createTaggedAlbum(db, { title, ...unsaid, credits } as never, ids, someDay);
}

const groups = (t: Importing) =>
  rows(t.db, "SELECT item_id AS id, value FROM identifiers WHERE kind = 'musicbrainz_release_group'");

test("an album of files that is ambiguous is bound by the command that is printed", async () => {
  const t = await importing();
  const id = scanned(t, "Desire", "Dylan");
  const only = ["musicbrainz"];
  const asked = await importAlbum(t.context, { id, force: false, only });
  expect(asked).toMatchObject({ outcome: "ambiguous", itemId: id });
  const query = albumQueryOf({ mbid: desireOfDylan });
  expect(await importAlbum(t.context, { id, query, force: false, only })).toMatchObject({ itemId: id });
  expect(groups(t)).toEqual([{ id, value: desireOfDylan }]);
  expect(column(t.db, "SELECT count(*) FROM albums")).toEqual([1]);
});

test("an album of files is completed by its own release MBID, or barcode, and found by either", async () => {
  const own = [
    ["musicbrainz_release", "b84ee12a-09ef-421b-82de-0441a926375b"],
    ["barcode", "5099902895529"],
  ] as const;
  for (const [kind, value] of own) {
    const t = await importing();
    const id = scanned(t, "Dark Side", "Somebody");
    saveIdentifiers(t.db, "album", id, [{ kind, value }]);
    const result = await importAlbum(t.context, { id, force: false, only: ["musicbrainz"] });
    expect(result, kind).toMatchObject({ outcome: "updated", itemId: id });
    expect(groups(t)).toEqual([{ id, value: "f5093c06-23e3-404f-aeaa-40f72885ee3a" }]);
  }
});

test("what the album is not at the same source it is from now on: refs, facts and releases of the former go", async () => {
  const t = await importing();
  await importWords(t.context, { mbid: nevermind });
  await importReleases(t.context, getAlbum(t.db, 1)!);
  const query = albumQueryOf({ mbid: desireOfDylan });
  const binding = await importAlbum(t.context, { id: 1, query, force: false, only: ["musicbrainz"] });
  expect(binding).toMatchObject({ outcome: "updated", itemId: 1 });
  expect(groups(t)).toEqual([{ id: 1, value: desireOfDylan }]);
  expect(column(t.db, "SELECT title || ' ' || release_year FROM albums")).toEqual(["Desire 1976"]);
  for (const table of ["releases", "release_tracks", "tracks", "media"])
    expect(column(t.db, `SELECT count(*) FROM ${table}`), table).toEqual([0]);
  expect(
    column(t.db, "SELECT source || external_id FROM external_links WHERE item_type = 'album'"),
  ).not.toContain("discogs13814");
  // Words that led to it before are asked anew.
  expect(await importWords(t.context, "Nevermind")).toMatchObject({ outcome: "created", itemId: 2 });
});

describe("refused, with nothing written", () => {
  it("what is another album of the library already", async () => {
    const t = await importing();
    await importWords(t.context, { mbid: nevermind });
    const id = scanned(t, "Bleach", "Nirvana");
    const query = albumQueryOf({ mbid: nevermind });
    const binding = importAlbum(t.context, { id, query, force: false, only: ["musicbrainz"] });
    await expect(binding).rejects.toThrow(/"Nevermind" is album 1 of the library already .* not album 2/);
    expect(groups(t)).toEqual([{ id: 1, value: nevermind }]);
  });

  it.each([
    [["Nevermind", "--mbid", desireOfDylan], /"Nevermind" and "Desire" are two albums/, 2],
    [["Desire", "--id", "1"], /"Desire" and "Nevermind" are two albums/, 2],
    [["Nevermind", "--mbid", nevermind], /^$/, 0],
    [["Nevermind (Deluxe Edition)", "--id", "1"], /^$/, 0],
    [["Nevermind", "-a", "nirvana", "--mbid", nevermind], /^$/, 0],
    [
      ["Nevermind", "-a", "Bob Dylan", "--mbid", nevermind],
      /"Nevermind" by Bob Dylan and "Nevermind" by Nirvana are two/,
      2,
    ],
    [[desireOfDylan, "--mbid", nevermind], /name one album each/, 2],
    [
      ["--id", "1", "--mbid", nevermind, "--yes", "--partial"],
      /--partial and --yes can't be given together/,
      2,
    ],
    [["--id", "1", "--partial"], /--partial is for files of an album that is bound/, 2],
    [["Nevermind", "--yes"], /--yes is for files/, 2],
    [["--mbid", nevermind, "-a", "ABBA"], /--artist is of a title, and none is given/, 2],
    [["--id", "1", "--year", "1950"], /--year is of a title/, 2],
    [["Desire", "--mbid", nevermind, "--later"], /--later goes with words or --mbid alone/, 2],
    [["Bleach", "--id", "1", "--mbid", desireOfDylan], /"Bleach" and "Desire" are two albums/, 2],
  ])("flags that name two things: %j", async (words, stderr, exitCode) => {
    const stage = await createStage();
    await stage.importer(["album", "-p", "musicbrainz", "--mbid", nevermind]);
    const result = await stage.importer(["album", "-p", "musicbrainz", ...words]);
    expect(result.exitCode).toBe(exitCode);
    expect(result.stderr).toMatch(stderr);
  });
});

describe("a source that can't be asked says nothing", () => {
  it.each([
    ["Nevermind: The Demos", ["--mbid", nevermind], 5],
    ["Nevermind: The Demos", ["--id", "1"], 5],
    ["Nevermind", ["--mbid", nevermind], 0],
    ["Nevermind", ["--mbid", desireOfDylan], 5],
  ])("%s beside %j", async (title, flags, exitCode) => {
    const stage = await createStage();
    await stage.importer(["album", "-p", "musicbrainz", "--mbid", nevermind]);
    const unlike = title === "Nevermind" ? title : "Silver Bells";
    stage.server.setFault(always(everyFault["a server error"]!));
    const result = await stage.importer(["album", "-p", "musicbrainz", unlike, ...flags]);
    expect(result).toMatchObject({ exitCode });
    expect(result.stderr).not.toContain("two albums");
  });
});

describe("an album that another source only knows", () => {
  const discogsOnly = async (title: string, artist: string) => {
    const t = await importing();
    edit(t.catalogue.releaseGroups, desireOfDylan, { relations: [] });
    const id = scanned(t, title, artist);
    saveIdentifiers(t.db, "album", id, [{ kind: "discogs_master", value: "900" }]);
    const bind = (mbid: string) =>
      importAlbum(t.context, {
        id,
        query: albumQueryOf({ mbid }),
        force: false,
        only: ["musicbrainz"],
      });
    const named = () =>
      column(t.db, "SELECT value FROM identifiers WHERE item_type = 'album' ORDER BY value");
    return { bind, named };
  };

  it.each<[string, string, boolean]>([
    ["Desire", "Bob Dylan", true],
    ["Desire [Remastered]", "Bob Dylan", true],
    ["Some White Label", "Obscure Producer", false],
  ])("%s by %s: keeps that name of it: %s", async (title, artist, keeps) => {
    const { bind, named } = await discogsOnly(title, artist);
    expect(await bind(desireOfDylan)).toMatchObject({ outcome: "updated" });
    expect(named().includes("900")).toBe(keeps);
  });

  it("is another where they link to another of that source", async () => {
    const { bind, named } = await discogsOnly("Nevermind", "Nirvana");
    await bind(nevermind);
    expect(named()).not.toContain("900");
  });
});
