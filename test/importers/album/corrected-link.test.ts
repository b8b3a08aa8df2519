import { describe, expect, it } from "vitest";
import { discogsOf } from "../../../src/demo/discogs/catalogue.ts";
import { demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import type { Json } from "../../../src/demo/musicbrainz/server.ts";
import { keepBinding } from "../../../src/library/write/decisions/bindings.ts";
import { credit, discogsAt, discogsStandIn, master } from "../../helpers/discogs.ts";
import { column, edit, importing, importWords } from "../../helpers/importing.ts";

/** Which master of Discogs is whose: MusicBrainz says so by a link, and may have said it wrongly before. */

const darkSide = "f5093c06-23e3-404f-aeaa-40f72885ee3a";
const nevermind = "1b022e01-4da6-387b-8658-8678046e4cef";
const only = ["musicbrainz", "discogs"];

async function linkedStage() {
  const t = await importing(demoCatalogue());
  edit(t.catalogue.releaseGroups, darkSide, { genres: [] });
  const named = (id: number, genre: string) =>
    master(id, {
      title: `Master ${id}`,
      genres: [genre],
      styles: [],
      main_release: undefined,
      artists: [credit(45, "Floyd")],
    });
  const masters = [named(900, "Polka"), named(901, "Zydeco"), named(902, "Ska")];
  const discogs = await discogsStandIn(discogsOf({ artists: [{ id: 45, name: "Floyd" }], masters }));
  const context = { ...t.context, albumSources: [...t.context.albumSources, discogsAt(discogs)] };
  const link = (group: string, ...ids: (number | string)[]): void =>
    edit(t.catalogue.releaseGroups, group, {
      relations: ids.map((id) => ({
        type: "discogs",
        "target-type": "url",
        url: { resource: `https://www.discogs.com/master/${id}` },
      })) as unknown as Json,
    });
  return {
    ...t,
    context,
    discogs,
    link,
    bring: (words: string) => importWords(context, words, { only, force: true }),
    again: (id: number) => importWords(context, {}, { id, force: true, only }),
    masters: (id: number) =>
      column(
        t.db,
        "SELECT value FROM identifiers WHERE item_type = 'album' AND item_id = ? AND kind = 'discogs_master' ORDER BY id",
        id,
      ),
    genres: () =>
      column(
        t.db,
        "SELECT name FROM item_categories JOIN categories ON categories.id = category_id WHERE item_type = 'album' AND item_id = 1 AND name IN ('polka', 'zydeco', 'ska') ORDER BY name",
      ),
  };
}

describe("a link that is corrected", () => {
  it("takes the wrong identity with it, and what that told", async () => {
    const t = await linkedStage();
    t.link(darkSide, 900);
    await t.bring(darkSide);
    expect(await t.bring("discogs:master:900")).toMatchObject({ itemId: 1 });
    expect([t.masters(1), t.genres()]).toEqual([["900"], ["polka"]]);
    t.link(darkSide, 901);
    t.link(nevermind, 900);
    const asked = t.discogs.requests.length;
    expect(await t.again(1)).toMatchObject({ itemId: 1, outcome: "updated" });
    expect(t.discogs.requests.slice(asked).map(({ path }) => path)).not.toContain("/masters/900");
    expect([t.masters(1), t.genres()]).toEqual([["901"], ["zydeco"]]);
    expect(await t.again(1)).toMatchObject({ outcome: "existing" });
    expect(await t.bring(nevermind)).toMatchObject({ itemId: 2 });
    expect(t.masters(2)).toEqual(["900"]);
    expect(await t.bring("discogs:master:900")).toMatchObject({ itemId: 2 });
    expect(
      column(
        t.db,
        "SELECT url FROM external_links WHERE item_type = 'album' AND item_id = 1 AND source = 'discogs'",
      ),
    ).toEqual(["https://www.discogs.com/master/901"]);
  });

  it.each<[string, (number | string)[], (t: Awaited<ReturnType<typeof linkedStage>>) => void, string[]]>([
    ["is no longer there, and no other is", [], () => {}, ["900"]],
    ["has another beside it", [900, 901], () => {}, ["900", "901"]],
    [
      "says otherwise than a person",
      [901],
      ({ db }) => keepBinding(db, 1, { kind: "discogs_master", value: "900" }, 0),
      ["900", "901"],
    ],
    [
      "is of an album that another was made one with: that one's stays",
      [901],
      ({ db }) =>
        db.$client
          .exec(`INSERT INTO identifiers (item_type, item_id, kind, value) VALUES ('album', 1, 'discogs_master', '902');
          INSERT INTO item_redirects (item_type, from_id, to_id, merged_at) VALUES ('album', 7, 1, 0)`),
      ["901", "902"],
    ],
  ])("%s", async (_, links, change, masters) => {
    const t = await linkedStage();
    t.link(darkSide, 900);
    await t.bring(darkSide);
    change(t);
    t.link(darkSide, ...links);
    await t.again(1);
    expect(t.masters(1)).toEqual(masters);
  });

  it("is nothing to an album that came from there first", async () => {
    const t = await linkedStage();
    await t.bring("discogs:master:900");
    t.link(darkSide, 900);
    expect(await t.bring(darkSide)).toMatchObject({ itemId: 1 });
    t.link(darkSide, 901);
    await t.again(1);
    expect(t.masters(1)).toEqual(["900", "901"]);
  });
});

it("a master that another album links as well is told to be that one's", async () => {
  const t = await linkedStage();
  for (const group of [darkSide, nevermind]) t.link(group, 900);
  await t.bring(darkSide);
  const why =
    'not asked: the master 900, which it links, is album 1\'s already ("The Dark Side of the Moon")';
  expect((await t.bring(nevermind)).providers[1]).toMatchObject({ outcome: "skipped", errors: [why] });
  expect((await t.again(2)).providers[1]).toMatchObject({ outcome: "skipped", errors: [why] });
});
