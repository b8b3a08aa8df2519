import { describe, expect, it } from "vitest";
import { discogsOf, type DiscogsDocument } from "../../../src/demo/discogs/catalogue.ts";
import { demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { createWorld } from "../../../src/demo/musicbrainz/world.ts";
import { importReleases } from "../../../src/importers/release/import.ts";
import { keepApart } from "../../../src/library/write/decisions/kept-apart.ts";
import { getAlbum } from "../../../src/library/items/albums.ts";
import { discogsAt, discogsStandIn, master, release } from "../../helpers/discogs.ts";
import { column, importing, importWords } from "../../helpers/importing.ts";

/** An album that Discogs alone has, and what Discogs makes of it later: it is never there twice, and never another. */

const lone = (id: number, changes: DiscogsDocument = {}) => release(id, { master_id: 0, ...changes });

async function discogsStage(documents: Parameters<typeof discogsOf>[0]) {
  const t = await importing(demoCatalogue());
  const catalogue = discogsOf({ artists: [{ id: 11, name: "The Porters" }], ...documents });
  const discogs = await discogsStandIn(catalogue);
  const context = { ...t.context, albumSources: [...t.context.albumSources, discogsAt(discogs)] };
  const only = ["musicbrainz", "discogs"];
  return {
    ...t,
    context,
    catalogue,
    discogs,
    bring: async (typed: string) => {
      const result = await importWords(context, typed, { only });
      await importReleases(context, getAlbum(t.db, result.itemId!)!);
      return result.itemId;
    },
    typed: (words: string) => importWords(context, words, { only, force: true }),
    again: (id: number) => importWords(context, {}, { id, force: true, only }),
    albums: () => column(t.db, "SELECT id FROM albums ORDER BY id"),
    refs: (id: number) =>
      column(
        t.db,
        "SELECT kind || ' ' || value FROM identifiers WHERE item_type = 'album' AND item_id = ? AND kind LIKE 'discogs%' ORDER BY value",
        id,
      ),
  };
}
type DiscogsStage = Awaited<ReturnType<typeof discogsStage>>;

/** What becomes of album 1 there, and the ids that it then has. */
const changes: [string, string, (t: DiscogsStage) => void, string, string[]][] = [
  [
    "a release gets a master, whose main release it is",
    "discogs:release:800",
    ({ catalogue }) => {
      catalogue.masters.set(900, master(900));
      catalogue.releases.set(800, release(800));
    },
    "discogs:master:900",
    ["discogs_release 800", "discogs_master 900"],
  ],
  [
    "a release gets a master of another name, whose main release it is",
    "discogs:release:800",
    ({ catalogue }) => {
      catalogue.masters.set(900, master(900, { title: "Night Shift And More" }));
      catalogue.releases.set(800, release(800));
    },
    "discogs:master:900",
    ["discogs_release 800", "discogs_master 900"],
  ],
  [
    "a release gets a master, whose main release is another",
    "discogs:release:800",
    ({ catalogue }) => {
      catalogue.masters.set(900, master(900, { main_release: 801 }));
      catalogue.releases.set(800, release(800));
      catalogue.releases.set(801, release(801, { country: "Japan" }));
    },
    "discogs:master:900",
    ["discogs_release 800", "discogs_master 900"],
  ],
  [
    "its master is deleted, and its release goes to another",
    "discogs:master:900",
    ({ catalogue }) => {
      catalogue.masters.delete(900);
      catalogue.masters.set(901, master(901, { title: "Night Shift And More" }));
      catalogue.releases.set(800, release(800, { master_id: 901 }));
    },
    "discogs:master:901",
    ["discogs_master 900", "discogs_master 901"],
  ],
  [
    "its master is deleted, and its release stands alone",
    "discogs:master:900",
    ({ catalogue }) => {
      catalogue.masters.delete(900);
      catalogue.releases.set(800, lone(800));
    },
    "discogs:release:800",
    ["discogs_release 800", "discogs_master 900"],
  ],
];

const first = { masters: [master(900)], releases: [release(800)] };
const alone = { releases: [lone(800)] };

describe.each(changes)("%s", (_, brought, change, current, refs) => {
  async function changed(): Promise<DiscogsStage> {
    const t = await discogsStage(brought.includes("master") ? first : alone);
    expect(await t.bring(brought)).toBe(1);
    change(t);
    return t;
  }

  it("and is asked for by its id", async () => {
    const t = await changed();
    const result = await t.again(1);
    expect(result).toMatchObject({ itemId: 1, upstream: [] });
    expect(["existing", "updated"]).toContain(result.outcome);
    expect(t.refs(1)).toEqual(refs);
    expect(column(t.db, "SELECT gone_at FROM albums")).toEqual([null]);
    expect(await t.again(1)).toMatchObject({ itemId: 1, outcome: "existing" });
    expect(await t.typed(current)).toMatchObject({ itemId: 1 });
    expect(t.albums()).toEqual([1]);
  });

  it("and is named as it is now", async () => {
    const t = await changed();
    expect(await t.typed(current)).toMatchObject({ itemId: 1 });
    expect(await t.again(1)).toMatchObject({ itemId: 1 });
    expect(t.albums()).toEqual([1]);
  });
});

describe("of which nobody can say that it is the same", () => {
  it("it stays two: the master has another main release, and lives", async () => {
    const t = await discogsStage({ masters: [master(900), master(901)], releases: [release(800)] });
    await t.bring("discogs:master:900");
    t.catalogue.releases.set(800, release(800, { master_id: 901 }));
    t.catalogue.masters.set(900, master(900, { main_release: 801 }));
    t.catalogue.releases.set(801, release(801));
    expect(await t.typed("discogs:master:901")).toMatchObject({ outcome: "created", itemId: 2 });
    expect(t.refs(1)).toEqual(["discogs_master 900"]);
  });

  it("it stays two: a master claims a release that says it is of none", async () => {
    const t = await discogsStage(alone);
    await t.bring("discogs:release:800");
    t.catalogue.masters.set(900, master(900));
    expect(await t.typed("discogs:master:900")).toMatchObject({ outcome: "created", itemId: 2 });
    expect(t.refs(1)).toEqual(["discogs_release 800"]);
  });

  it("it is gone where its releases are, too; and unavailable where that can't be asked", async () => {
    const t = await discogsStage(first);
    await t.bring("discogs:master:900");
    t.catalogue.masters.delete(900);
    t.discogs.setFault(({ path }) => (path.startsWith("/releases/") ? { kind: "html" } : undefined));
    expect(await t.again(1)).toMatchObject({ outcome: "unavailable", itemId: 1, upstream: [] });
    t.discogs.setFault(undefined);
    t.catalogue.releases.delete(800);
    expect(await t.again(1)).toMatchObject({ itemId: 1, upstream: [{ event: "gone" }] });
  });
});

it("a listing of releases that are another master's by now does not make the album gone", async () => {
  const t = await discogsStage(first);
  await t.bring("discogs:master:900");
  t.catalogue.masters.delete(900);
  t.catalogue.masters.set(901, master(901));
  t.catalogue.releases.set(800, release(800, { master_id: 901 }));
  const { providers, upstream } = await importReleases(t.context, getAlbum(t.db, 1)!, ["discogs"]);
  const next =
    "Discogs has no releases of 900: they are elsewhere now; to follow them: importer album --id 1 -f";
  expect([providers[0]!.errors, upstream]).toEqual([[next], []]);
});

it("a group of MusicBrainz that is gone, with all of its releases in another, is that one", async () => {
  const t = await importing();
  const [from, into] = ["1b022e01-4da6-387b-8658-8678046e4cef", "f5093c06-23e3-404f-aeaa-40f72885ee3a"];
  await importWords(t.context, { mbid: from });
  await importReleases(t.context, getAlbum(t.db, 1)!);
  const releases = column(t.db, "SELECT value FROM identifiers WHERE kind = 'musicbrainz_release'");
  expect(releases.length).toBeLessThanOrEqual(10);
  const world = createWorld(t.catalogue);
  for (const each of releases) world.moveRelease(String(each), into);
  t.catalogue.releaseGroups.delete(from);
  const again = () => importWords(t.context, {}, { id: 1, force: true });
  expect(await again()).toMatchObject({ itemId: 1, outcome: "updated", upstream: [] });
  expect(await again()).toMatchObject({ itemId: 1, outcome: "existing" });
  expect(await importWords(t.context, { mbid: into })).toMatchObject({ itemId: 1, outcome: "existing" });
});

/** How album 2 comes to be what album 1 is named by. */
const twice: [string, (t: DiscogsStage) => void][] = [
  ["told apart", ({ db }) => keepApart(db, "album", [1, 2], { why: "undone", saidAt: 0 })],
  [
    "both are a person's",
    ({ db }) => db.$client.exec("UPDATE albums SET owned_release_by = 'person', owned_release_id = id"),
  ],
  [
    "two at MusicBrainz",
    ({ db }) =>
      db.$client.exec(`INSERT INTO identifiers (item_type, item_id, kind, value) VALUES
        ('album', 1, 'musicbrainz_release_group', 'one'), ('album', 2, 'musicbrainz_release_group', 'other')`),
  ],
];

describe("--id is never answered by another album, which Discogs says it is", () => {
  async function doubled() {
    const t = await discogsStage({
      masters: [master(901, { main_release: 801, title: "Day Shift" })],
      releases: [lone(800), release(801, { master_id: 901, title: "Day Shift" })],
    });
    await t.bring("discogs:release:800");
    await t.bring("discogs:master:901");
    t.catalogue.releases.set(800, release(800, { master_id: 901 }));
    return t;
  }

  it("the two are one, by the older's id", async () => {
    const t = await doubled();
    expect(await t.again(1)).toMatchObject({ itemId: 1, upstream: [{ event: "merged", id: 2, into: 1 }] });
    expect(t.albums()).toEqual([1]);
    expect(t.refs(1)).toEqual(["discogs_release 800", "discogs_master 901"]);
  });

  it.each(twice)("they stay two: %s", async (_, decide) => {
    const t = await doubled();
    decide(t);
    for (const only of [["discogs"], ["musicbrainz", "discogs"]]) {
      expect((await importWords(t.context, {}, { id: 1, force: true, only })).itemId).toBe(1);
    }
    expect(t.albums()).toEqual([1, 2]);
    expect(t.refs(2)).toEqual(["discogs_master 901"]);
    expect((await t.again(2)).itemId).toBe(2);
  });

  it("nor is one that only tags tell of: it is a question", async () => {
    const t = await doubled();
    t.db.$client.exec(`DELETE FROM provider_runs WHERE item_id = 1`);
    t.db.$client.exec(`INSERT INTO files (path, track_id, size_bytes, mtime_ms, state, scanned_at)
      SELECT '/x.flac', min(id), 1, 1, 'read', 1 FROM tracks WHERE album_id = 1`);
    const result = await t.again(1);
    expect(result).toMatchObject({ itemId: 1, outcome: "ambiguous" });
    expect(t.albums()).toEqual([1, 2]);
  });
});
