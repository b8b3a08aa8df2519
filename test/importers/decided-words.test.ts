import { describe, expect, it } from "vitest";
import { releaseGroupSearchDocument } from "../../src/demo/musicbrainz/search/search-documents.ts";
import { createWorld } from "../../src/demo/musicbrainz/world.ts";
import { importArtist } from "../../src/importers/artist/import.ts";
import { importChosenAlbum } from "../../src/importers/album/import.ts";
import { albumQueryOf } from "../../src/importers/album/query.ts";
import type { Db } from "../../src/db/connection.ts";
import { findByTitle } from "../../src/which/by-title.ts";
import { edit, importing, importWords, type Importing } from "../helpers/importing.ts";
import { bobDylan, nevermind, u2, wintertunes } from "./album/demo-albums.ts";

/** Words that were decided once, and titles that are others' by now: what no person decided gives way to what is called so. */

/** Albums 1 and 2 were found by their titles, which were changed for each other since. */
async function swappedAlbums(): Promise<Importing> {
  const t = await importing();
  await importWords(t.context, "Nevermind");
  await importWords(t.context, "Wintertunes");
  rename(t, nevermind, "Wintertunes");
  rename(t, wintertunes, "Nevermind");
  for (const id of [1, 2]) await importWords(t.context, {}, { id, force: true });
  t.asked();
  return t;
}

/** The group and all its editions, also in the search. */
function rename({ catalogue }: Importing, group: string, title: string): void {
  edit(catalogue.releaseGroups, group, { title });
  const releases = catalogue.releasesByGroup.get(group)!;
  for (const release of releases) release["title"] = title;
  const document = releaseGroupSearchDocument(catalogue.releaseGroups.get(group)!, releases);
  const found = catalogue.searchDocuments.findIndex((each) => (each as { id?: string }).id === group);
  catalogue.searchDocuments[found] = document;
}

const named = (db: Db, what: "album" | "artist", words: string): number[] | undefined =>
  findByTitle(db, what, words)?.ids;

describe("words that the resolver decided", () => {
  it.each([false, true])("mean the album that is called so by now (forced: %s)", async (force) => {
    const t = await swappedAlbums();
    for (const [words, id] of [["Nevermind", 2] as const, ["Wintertunes", 1] as const]) {
      expect(named(t.db, "album", words)).toEqual([id]);
      expect(await importWords(t.context, words, { force })).toMatchObject({
        outcome: "existing",
        itemId: id,
      });
    }
  });

  it("are asked once: what they mean now is decided again", async () => {
    const t = await swappedAlbums();
    await importWords(t.context, "Nevermind");
    expect(t.asked()).not.toEqual([]);
    expect(await importWords(t.context, "Nevermind")).toMatchObject({ outcome: "existing", itemId: 2 });
    expect(t.asked()).toEqual([]);
  });

  it("still mean an album that is called otherwise, where no other is called so", async () => {
    const t = await importing();
    await importWords(t.context, "Nevermind");
    edit(t.catalogue.releaseGroups, nevermind, { title: "Smells" });
    await importWords(t.context, {}, { id: 1, force: true });
    t.asked();
    expect(await importWords(t.context, "Nevermind")).toMatchObject({ outcome: "existing", itemId: 1 });
    expect(named(t.db, "album", "Nevermind")).toEqual([1]);
    expect(t.asked()).toEqual([]);
  });

  it("mean the artist who is called so by now", async () => {
    const t = await importing();
    const byName = (name: string) =>
      importArtist(t.context, { query: { kind: "name", name }, force: false, only: [] });
    for (const name of ["Bob Dylan", "U2"]) await byName(name);
    const world = createWorld(t.catalogue);
    world.renameArtist(bobDylan, "U2");
    world.renameArtist(u2, "Bob Dylan");
    for (const id of [1, 2]) await importArtist(t.context, { id, force: true, only: [] });
    expect(named(t.db, "artist", "U2")).toEqual([1]);
    expect(await byName("U2")).toMatchObject({ outcome: "existing", itemId: 1 });
    expect(await byName("Bob Dylan")).toMatchObject({ outcome: "existing", itemId: 2 });
  });
});

it("a person's choice stays, whatever is called so", async () => {
  const t = await swappedAlbums();
  const chosen = {
    ref: { source: "musicbrainz", entity: "release-group", id: nevermind },
    only: ["musicbrainz"],
  };
  await importChosenAlbum(t.context, {
    ...chosen,
    query: albumQueryOf({ title: "Nevermind" })!,
    force: false,
  });
  expect(await importWords(t.context, "Nevermind")).toMatchObject({ outcome: "existing", itemId: 1 });
  expect(named(t.db, "album", "Nevermind")).toContain(1);
});
