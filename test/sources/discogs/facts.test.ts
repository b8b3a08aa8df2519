import { describe, expect, it } from "vitest";
import { creditText, type AlbumFacts, type ReleaseFacts } from "../../../src/facts.ts";
import { discogsOf, type DiscogsDocument } from "../../../src/demo/discogs/catalogue.ts";
import {
  credit,
  discogsAt,
  discogsStandIn,
  master,
  masterRef,
  release,
  releaseRef,
  row,
} from "../../helpers/discogs.ts";

async function sourceOf(documents: Parameters<typeof discogsOf>[0]) {
  return discogsAt(await discogsStandIn(discogsOf(documents)));
}

async function albumOf(
  masterChanges: DiscogsDocument,
  releaseChanges: DiscogsDocument = {},
): Promise<AlbumFacts> {
  const source = await sourceOf({
    masters: [master(900, masterChanges)],
    releases: [release(800, releaseChanges)],
  });
  return (await source.lookUpAlbum(masterRef(900)))!;
}

/** A release without a master, as its listing tells it. */
async function releaseOf(changes: DiscogsDocument): Promise<ReleaseFacts & { told: string[] }> {
  const source = await sourceOf({ releases: [release(800, { master_id: 0, ...changes })] });
  const page = (await source.releasePages(releaseRef(800)).next()).value!;
  return { ...page.releases[0]!, told: page.odd };
}

describe("an album", () => {
  it("is its master, with the types of the main release, and no picture or price", async () => {
    const facts = await albumOf({});
    expect(facts).toMatchObject({
      title: "Night Shift",
      primaryType: "Album",
      secondaryTypes: [],
      firstReleaseDate: "1993",
      identifiers: [{ kind: "discogs_master", value: "900" }],
      links: [{ source: "discogs", externalId: "900", url: "https://www.discogs.com/master/900" }],
    });
    expect(facts.categories).toEqual([
      { kind: "genre", name: "electronic", weight: 1 },
      { kind: "genre", name: "deep house", weight: 2 },
    ]);
    expect(JSON.stringify(facts)).not.toMatch(/9\.99|want|image/);
  });

  it.each([
    ["left out", undefined],
    ["null", null],
    ["zero", 0],
  ])("is a release whose master is %s", async (_, master_id) => {
    const source = await sourceOf({ releases: [release(800, { master_id })] });
    const facts = await source.lookUpAlbum(releaseRef(800));
    expect(facts).toMatchObject({
      title: "Night Shift",
      identifiers: [{ kind: "discogs_release", value: "800" }],
    });
    expect(await source.albumOfRelease(releaseRef(800))).toEqual(releaseRef(800));
  });

  it("of a number that is a master's and a release's is the one that was meant", async () => {
    const source = await sourceOf({
      masters: [master(7, { title: "Of a master", main_release: undefined })],
      releases: [release(7, { title: "Of a release", master_id: null })],
    });
    expect((await source.lookUpAlbum(masterRef(7)))?.title).toBe("Of a master");
    expect((await source.lookUpAlbum(releaseRef(7)))?.title).toBe("Of a release");
  });

  it.each([
    ["the master's, of a later edition", { year: 1972 }, { year: 1984, released: "1984-03-00" }, "1972"],
    ["the main release's, of the same year", { year: 1994 }, {}, "1994-05-02"],
    ["the main release's where the master has none", { year: 0 }, { released: "1999-03-00" }, "1999-03"],
    ["a year alone", { year: 0 }, { released: "1999-00-00" }, "1999"],
    ["unknown", { year: 0 }, { released: "", year: 0 }, null],
    [
      "never a bootleg's",
      { year: 0 },
      { formats: [{ name: "CD", descriptions: ["Unofficial Release"] }] },
      null,
    ],
  ])("has a first date: %s", async (_, ofMaster, ofRelease, date) => {
    expect((await albumOf(ofMaster, ofRelease)).firstReleaseDate).toBe(date);
  });

  it.each([
    [["LP", "EP"], "EP", []],
    [["Mini-Album"], "EP", []],
    [['12"', "Maxi-Single"], "Single", []],
    [["Compilation"], "Album", ["Compilation"]],
    [["Album", "Mixed"], "Album", ["DJ-mix"]],
    [null, null, []],
    [undefined, null, []],
  ])("with %j is %s %j", async (descriptions, primaryType, secondaryTypes) => {
    const formats = [{ name: "Vinyl", qty: "1", ...(descriptions !== undefined && { descriptions }) }];
    expect(await albumOf({}, { formats })).toMatchObject({ primaryType, secondaryTypes });
  });

  it("whose main release is gone is told by the earliest version that is no bootleg", async () => {
    const versions = Array.from({ length: 300 }, (_, at) =>
      release(1000 + at, { released: `2001-01-${String((at % 28) + 1).padStart(2, "0")}` }),
    );
    const source = await sourceOf({
      masters: [master(900, { main_release: 5 })],
      releases: [
        ...versions,
        release(2000, { released: "1990", formats: [{ name: "CD", descriptions: ["Unofficial Release"] }] }),
        release(2001, { released: "1991", formats: [{ name: "CD", descriptions: ["Mini-Album"] }] }),
      ],
    });
    expect((await source.lookUpAlbum(masterRef(900)))?.primaryType).toBe("EP");
  });

  it("that was drafted or deleted is gone; answered under another id it keeps both", async () => {
    const source = await sourceOf({
      releases: [release(800, { master_id: 0, status: "Deleted" })],
    });
    expect(await source.lookUpAlbum(releaseRef(800))).toBeUndefined();
    const standIn = await discogsStandIn(
      discogsOf({ masters: [master(900, { id: 900 })], releases: [release(800)] }),
    );
    standIn.setFault(({ path }) =>
      path === "/masters/41"
        ? { kind: "rewrite", rewrite: () => ({ status: 200, body: JSON.stringify(master(900)) }) }
        : undefined,
    );
    expect((await discogsAt(standIn).lookUpAlbum(masterRef(41)))?.identifiers).toEqual([
      { kind: "discogs_master", value: "900" },
      { kind: "discogs_master", value: "41" },
    ]);
  });
});

describe("a credit", () => {
  it.each([
    [[credit(11, "Nirvana (2)")], "Nirvana", ["11"]],
    [
      [credit(11, "Porter (2)", { anv: "DJ Porter*", join: "," }), credit(12, "Kay")],
      "DJ Porter, Kay",
      ["11", "12"],
    ],
    [
      [credit(11, "A", { join: "&" }), credit(12, "B", { join: "Feat." }), credit(13, "C", { join: "vs" })],
      "A & B Feat. C",
      ["11", "12", "13"],
    ],
    [[credit(355, "Unknown Artist")], "Unknown Artist", [undefined]],
    [[credit(0, "Somebody")], "Somebody", [undefined]],
  ])("%# is printed and identified", async (artists, text, ids) => {
    const { credits } = await albumOf({ artists });
    expect(creditText(credits)).toBe(text);
    expect(credits.map(({ artist }) => artist.identifiers[0]?.value)).toEqual(ids);
  });

  it("of Various is MusicBrainz' own, and each track has its artist", async () => {
    const facts = await releaseOf({
      artists: [credit(194, "Various")],
      tracklist: [row("1", "One", "", { artists: [credit(21, "Ann (3)")] }), row("2", "Two")],
      extraartists: [credit(5, "Composer", { role: "Written-By" })],
    });
    expect(facts.credits[0]!.artist).toMatchObject({
      name: "Various Artists",
      identifiers: [{ kind: "musicbrainz_artist", value: "89ad4ac3-39f7-470e-963a-56509c546377" }],
    });
    expect(facts.media[0]!.tracks.map(({ credits }) => creditText(credits))).toEqual(["Ann", ""]);
  });
});
