import { describe, expect, it, test } from "vitest";
import { importAlbum } from "../../../src/importers/album/import.ts";
import { albumQueryOf } from "../../../src/importers/album/query.ts";
import { saveIdentifiers } from "../../../src/library/write/identifiers.ts";
import { createTaggedAlbum, saveNamedArtist } from "../../../src/library/tagged.ts";
import { createStage } from "../../helpers/cli.ts";
import { column, importing, importWords, rows, someDay, type Importing } from "../../helpers/importing.ts";
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

  it("what the album is not at the same source", async () => {
    const t = await importing();
    await importWords(t.context, { mbid: nevermind });
    const query = albumQueryOf({ mbid: desireOfDylan });
    const binding = importAlbum(t.context, { id: 1, query, force: false, only: ["musicbrainz"] });
    await expect(binding).rejects.toThrow(/album 1 \("Nevermind"\) is musicbrainz:release-group:1b022e01/);
    expect(column(t.db, "SELECT title FROM albums")).toEqual(["Nevermind"]);
  });

  it.each([
    [["Nevermind", "--mbid", desireOfDylan], /"Nevermind" and "Desire" are two albums/, 2],
    [["Desire", "--id", "1"], /"Desire" and "Nevermind" are two albums/, 2],
    [["Nevermind", "--mbid", nevermind], /^$/, 0],
    [["Nevermind (Deluxe Edition)", "--id", "1"], /^$/, 0],
  ])("flags that name two things: %j", async (words, stderr, exitCode) => {
    const stage = await createStage();
    await stage.importer(["album", "-p", "musicbrainz", "--mbid", nevermind]);
    const result = await stage.importer(["album", "-p", "musicbrainz", ...words]);
    expect(result.exitCode).toBe(exitCode);
    expect(result.stderr).toMatch(stderr);
  });
});
