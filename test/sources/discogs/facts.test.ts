import { describe, expect, it } from "vitest";
import { creditText, type AlbumFacts, type ReleaseFacts } from "../../../src/facts.ts";
import { discogsOf, type Json } from "../../../src/demo/discogs/catalogue.ts";
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

async function albumOf(masterChanges: Json, releaseChanges: Json = {}): Promise<AlbumFacts> {
  const source = await sourceOf({
    masters: [master(900, masterChanges)],
    releases: [release(800, releaseChanges)],
  });
  return (await source.lookUpAlbum(masterRef(900)))!;
}

/** A release without a master, as its listing tells it. */
async function releaseOf(changes: Json): Promise<ReleaseFacts & { told: string[] }> {
  const source = await sourceOf({ releases: [release(800, { master_id: 0, ...changes })] });
  const page = (await source.releasePages(releaseRef(800)).next()).value!;
  return { ...page.releases[0]!, told: page.odd };
}

const listOf = ({ media }: ReleaseFacts) =>
  media.map(({ tracks }) => tracks.map(({ number, title }) => `${number} ${title}`.trim()));
const tracks = (...positions: string[]): Json[] =>
  positions.map((position) => row(position, `t${position}`, "1:00"));
const cds = (qty: unknown): Json[] => [{ name: "CD", qty, descriptions: ["Album"] }];

describe("an album", () => {
  it("is its master, with the types of the main release, and no picture or price", async () => {
    const facts = await albumOf({});
    expect(facts).toMatchObject({
      ...{ title: "Night Shift", primaryType: "Album", secondaryTypes: [], firstReleaseDate: "1993" },
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

describe("a track list", () => {
  it.each<[string, Json[], Json[], string[][]]>([
    ["numbers", cds("1"), tracks("1", "2"), [["1 t1", "2 t2"]]],
    ["1-01", cds("2"), tracks("1-01", "1-02", "2-01"), [["1-01 t1-01", "1-02 t1-02"], ["2-01 t2-01"]]],
    ["CD1-3", cds(2), tracks("CD1-1", "CD2-1"), [["CD1-1 tCD1-1"], ["CD2-1 tCD2-1"]]],
    [
      "sides",
      [{ name: "Vinyl", qty: "2" }],
      tracks("A1", "B1", "C1", "D1"),
      [
        ["A1 tA1", "B1 tB1"],
        ["C1 tC1", "D1 tD1"],
      ],
    ],
    ["AA", [{ name: "Vinyl", qty: "1" }], tracks("A", "AA"), [["A tA", "AA tAA"]]],
    [
      "1.12",
      cds("2"),
      tracks("1.1", "1.2", "1.3", "2.1", "2.2"),
      [
        ["1.1 t1.1", "1.2 t1.2", "1.3 t1.3"],
        ["2.1 t2.1", "2.2 t2.2"],
      ],
    ],
    ["roman numerals", cds("2"), tracks("I", "II", "III", "IV"), [["I tI", "II tII", "III tIII", "IV tIV"]]],
    ["nothing at all", cds("1"), [row("", "x", "1:00"), row("0", "y")], [["1 x", "0 y"]]],
    ["Video 2", cds("1"), tracks("1", "Video 2"), [["1 t1", "Video 2 tVideo 2"]]],
    ["parts", cds("1"), tracks("1", "2a", "2b", "3.1", "3.2"), [["1 t1", "2 t2a / t2b", "3 t3.1 / t3.2"]]],
    ["A1a", cds("1"), tracks("A1a", "A1b", "A2"), [["A1 tA1a / tA1b", "A2 tA2"]]],
  ])("with %s is told apart", async (_, formats, tracklist, lists) => {
    expect(listOf(await releaseOf({ formats, tracklist }))).toEqual(lists);
  });

  it("whose media can't be told apart stays one, and says so", async () => {
    const facts = await releaseOf({ formats: cds("3"), tracklist: tracks("1", "2", "3") });
    expect(listOf(facts)).toEqual([["1 t1", "2 t2", "3 t3"]]);
    expect(facts.told).toEqual([expect.stringContaining("3 media can't be told apart")]);
  });

  it("has headings that title media only if each begins with one", async () => {
    const heading = (title: string): Json => ({ type_: "heading", title, position: "", duration: "" });
    const [one, two] = [tracks("1-1", "1-2"), tracks("2-1")];
    const each = await releaseOf({
      formats: cds("2"),
      tracklist: [heading("Day"), ...one, heading("Night"), ...two],
    });
    expect(each.media.map(({ title }) => title)).toEqual(["Day", "Night"]);
    const sections = await releaseOf({
      formats: cds("2"),
      tracklist: [heading("A"), one[0]!, heading("B"), one[1]!, ...two],
    });
    expect(sections.media.map(({ title }) => title)).toEqual([null, null]);
    expect(listOf(sections).flat()).toHaveLength(3);
  });

  it("has index rows: parts are one track, works are several, and one may stand alone", async () => {
    const index = (title: string, duration: string, sub_tracks?: Json[]): Json => ({
      ...{ type_: "index", title, position: null, duration, ...(sub_tracks && { sub_tracks }) },
      artists: [credit(31, "Orchestra")],
    });
    const facts = await releaseOf({
      tracklist: [
        index("Suite", "9:00", tracks("1.1", "1.2")),
        index("Sonata", "", tracks("2", "3")),
        index("Interlude", "0:30"),
        index("Medley", "", tracks("5a", "5b")),
      ],
    });
    const told = facts.media[0]!.tracks.map(({ number, title, lengthMs }) => [number, title, lengthMs]);
    expect(told).toEqual([
      ["1", "Suite", 540_000],
      ["2", "Sonata: t2", 60_000],
      ["3", "Sonata: t3", 60_000],
      ["4", "Interlude", 30_000],
      ["5", "Medley", 120_000],
    ]);
    expect(creditText(facts.media[0]!.tracks[1]!.credits)).toBe("Orchestra");
  });

  it("reads durations, also of hours, and takes none for unknown", async () => {
    const facts = await releaseOf({
      tracklist: [row("1", "a", "1:02:03"), row("2", "b", ""), row("3", "c", "12:05")],
    });
    expect(facts.media[0]!.tracks.map(({ lengthMs }) => lengthMs)).toEqual([3_723_000, null, 725_000]);
    expect((await releaseOf({ tracklist: [] })).media).toMatchObject([{ format: "CD", tracks: [] }]);
  });
});

describe("an edition", () => {
  it("has each barcode once, spaced or scanned, and no number that is none", async () => {
    const facts = await releaseOf({
      identifiers: [
        { type: "Barcode", value: "5 016026 202392", description: "Text" },
        { type: "Barcode", value: "5016026202392", description: "Scanned" },
        { type: "Barcode", value: "5016026202393" },
        { type: "Matrix / Runout", value: "BASE 7 A1" },
      ],
      labels: [
        { name: "One (2)", catno: "none" },
        { name: "Two", catno: "TW 1" },
      ],
      country: "UK & Europe",
    });
    expect(facts).toMatchObject({ barcode: "5016026202392", country: null });
    expect(facts.labels).toEqual([
      { label: "One", mbid: null, catalogNumber: null },
      { label: "Two", mbid: null, catalogNumber: "TW 1" },
    ]);
    expect(facts.identifiers.filter(({ kind }) => kind !== "discogs_release")).toEqual([
      { kind: "barcode", value: "5016026202392" },
      { kind: "catalog_number", value: "TW 1" },
    ]);
  });

  it("has the media of its formats; a box is none", async () => {
    const formats = [
      { name: "Box Set", qty: "1", descriptions: [] },
      { name: "CD", qty: 1, descriptions: null, text: "red" },
      { name: "DVD", qty: "1" },
      { name: "All Media", qty: "1", descriptions: ["Limited Edition", "Promo"] },
    ];
    const facts = await releaseOf({ formats, tracklist: tracks("CD-1", "DVD-1") });
    expect(facts.media.map(({ format, trackCount }) => [format, trackCount])).toEqual([
      ["CD", 1],
      ["DVD", 1],
    ]);
    expect(facts.status).toBe("Promotion");
    const files = await releaseOf({ formats: [{ name: "File", qty: "12", descriptions: ["FLAC"] }] });
    expect(files.media).toMatchObject([{ format: "Digital Media" }]);
  });

  it("survives lists that are null or left out, and keys that are odd", async () => {
    const nothing = ["genres", "styles", "labels", "series", "companies", "identifiers", "images", "formats"];
    const facts = await releaseOf(
      Object.fromEntries(nothing.map((key, at) => [key, at % 2 ? null : undefined])),
    );
    expect(facts).toMatchObject({ title: "Night Shift", barcode: null, labels: null, status: "Official" });
    expect(
      (await releaseOf({ notes: "[a123] &amp; [url=http://x]y[/url]\r\n", released: 5 })).releasedOn,
    ).toBe("1994");
  });
});
