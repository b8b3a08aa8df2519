import { describe, expect, it } from "vitest";
import { discogsOf, type DiscogsDocument } from "../../../src/demo/discogs/catalogue.ts";
import { creditText, type ReleaseFacts } from "../../../src/facts.ts";
import { credit, discogsAt, discogsStandIn, release, releaseRef, row } from "../../helpers/discogs.ts";

/** A release without a master, as its listing tells it. */
async function releaseOf(changes: DiscogsDocument): Promise<ReleaseFacts & { told: string[] }> {
  const documents = discogsOf({ releases: [release(800, { master_id: 0, ...changes })] });
  const source = discogsAt(await discogsStandIn(documents));
  const page = (await source.releasePages(releaseRef(800)).next()).value!;
  return { ...page.releases[0]!, told: page.odd };
}

const listOf = ({ media }: ReleaseFacts) =>
  media.map(({ tracks }) => tracks.map(({ number, title }) => `${number} ${title}`.trim()));
const tracks = (...positions: string[]): DiscogsDocument[] =>
  positions.map((position) => row(position, `t${position}`, "1:00"));
const cds = (qty: unknown): DiscogsDocument[] => [{ name: "CD", qty, descriptions: ["Album"] }];

describe("a track list", () => {
  it.each<[string, DiscogsDocument[], DiscogsDocument[], string[][]]>([
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
    const heading = (title: string): DiscogsDocument => ({
      type_: "heading",
      title,
      position: "",
      duration: "",
    });
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
    const index = (title: string, duration: string, sub_tracks?: DiscogsDocument[]): DiscogsDocument => ({
      type_: "index",
      title,
      position: null,
      duration,
      ...(sub_tracks && { sub_tracks }),
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
