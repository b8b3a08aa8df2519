import { expect, it } from "vitest";
import type { DiscogsDocument } from "../../../src/demo/discogs/catalogue.ts";
import { creditText, type ReleaseFacts } from "../../../src/facts.ts";
import { credit, discogsWorld, master, masterRef, release, releaseRef, row } from "../../helpers/discogs.ts";

/**
 * The twenty-five odd cases of Discogs, by their numbers in the reference of its API: those of documents (12 to 24), one row each, through the real client at the stand-in.
 * What a case means in its details stands in the files beside this one.
 */

/** A release without a master, whole. */
async function whole(changes: DiscogsDocument): Promise<ReleaseFacts> {
  const { discogs } = await discogsWorld({ releases: [release(800, { master_id: 0, ...changes })] });
  return (await discogs.lookUpRelease(releaseRef(800)))!.facts;
}
const albumOf = async (changes: DiscogsDocument, ofMain: DiscogsDocument = {}) =>
  (await (
    await discogsWorld({ masters: [master(900, changes)], releases: [release(800, ofMain)] })
  ).discogs.lookUpAlbum(masterRef(900)))!;
const titlesOf = ({ media }: ReleaseFacts): string[][] =>
  media.map(({ tracks }) => tracks.map(({ title }) => title));

const cases: [number, string, () => Promise<void>][] = [
  [
    12,
    "a release without a master",
    async () => {
      for (const master_id of [undefined, null, 0]) {
        const { discogs } = await discogsWorld({ releases: [release(800, { master_id })] });
        expect(await discogs.albumOfRelease(releaseRef(800))).toEqual(releaseRef(800));
      }
    },
  ],
  [
    13,
    "years and days that are not known",
    async () => {
      const dates = [
        ["1999-00-00", "1999"],
        ["1999-03-00", "1999-03"],
        ["", null],
        [undefined, null],
      ] as const;
      for (const [released, date] of dates)
        expect((await whole({ released, year: 0 })).releasedOn).toBe(date);
      expect((await albumOf({ year: 0, main_release: undefined })).firstReleaseDate).not.toBe("0");
    },
  ],
  [
    14,
    "a reissue's year, and a bootleg's",
    async () => {
      expect((await albumOf({ year: 1972 }, { year: 1984, released: "1984" })).firstReleaseDate).toBe("1972");
      expect(
        (await albumOf({ year: 0 }, { formats: [{ name: "CD", descriptions: ["Unofficial Release"] }] }))
          .firstReleaseDate,
      ).toBeNull();
    },
  ],
  [
    15,
    "names with numbers, asterisks, variations and joins",
    async () => {
      const artists = [
        credit(1, "A (2)", { join: "," }),
        credit(2, "B", { anv: "Bee*", join: "Feat." }),
        credit(3, "C", { join: "vs" }),
      ];
      const { credits } = await albumOf({ artists });
      expect(creditText(credits)).toBe("A, Bee Feat. C");
      expect((await whole({})).labels?.[0]?.label).toBe("Basement");
    },
  ],
  [
    16,
    "Various with artists of tracks, and an unknown artist",
    async () => {
      const facts = await whole({
        artists: [credit(194, "Various")],
        tracklist: [row("1", "One", "", { artists: [credit(21, "Ann")] })],
      });
      expect(facts.credits[0]!.artist.name).toBe("Various Artists");
      expect(creditText(facts.media[0]!.tracks[0]!.credits)).toBe("Ann");
      expect(
        (await albumOf({ artists: [credit(355, "Unknown Artist")] })).credits[0]!.artist.identifiers,
      ).toEqual([]);
    },
  ],
  [
    17,
    "headings a side, and headings that are sections",
    async () => {
      const sides = ["A1", "B1", "C1", "D1"].flatMap((at) => [
        row("", `Side ${at[0]}`, "", { type_: "heading" }),
        row(at, at),
      ]);
      expect(titlesOf(await whole({ formats: [{ name: "Vinyl", qty: "2" }], tracklist: sides }))).toEqual([
        ["A1", "B1"],
        ["C1", "D1"],
      ]);
      const sections = [row("", "Logo_Side", "", { type_: "heading" }), row("A", "a"), row("AA", "aa")];
      expect(titlesOf(await whole({ formats: [{ name: "Vinyl", qty: "1" }], tracklist: sections }))).toEqual([
        ["a", "aa"],
      ]);
    },
  ],
  [
    18,
    "index rows of parts, of tracks, and alone",
    async () => {
      const index = (title: string, parts: string[]) =>
        row(null, title, "", {
          type_: "index",
          ...(parts.length > 0 && { sub_tracks: parts.map((at) => row(at, `p${at}`)) }),
        });
      const tracklist = [
        index("Suite", ["1a", "1b"]),
        index("Work", ["2", "3"]),
        index("Alone", []),
        row("5.1", "x"),
        row("5.2", "y"),
      ];
      expect(titlesOf(await whole({ tracklist }))).toEqual([
        ["Suite", "Work: p2", "Work: p3", "Alone", "x / y"],
      ]);
    },
  ],
  [
    19,
    "positions of every form never fail a release",
    async () => {
      const positions = ["1-01", "CD1-3", "A1a", "Video 2", "0", "", "IV"];
      const facts = await whole({ tracklist: positions.map((at) => row(at, `t${at}`)) });
      expect(titlesOf(facts).flat()).toHaveLength(positions.length);
    },
  ],
  [
    20,
    "lengths: none, hours, of the index row only; no track at all",
    async () => {
      const index = row(null, "Suite", "9:00", {
        type_: "index",
        sub_tracks: [row("3a", "p"), row("3b", "q")],
      });
      const facts = await whole({ tracklist: [row("1", "x"), row("2", "y", "1:02:03"), index] });
      expect(facts.media[0]!.tracks.map(({ lengthMs }) => lengthMs)).toEqual([null, 3_723_000, 540_000]);
      expect(titlesOf(await whole({ tracklist: [] })).flat()).toEqual([]);
    },
  ],
  [
    21,
    "barcodes spaced, scanned and wrong; a catalogue number that is none",
    async () => {
      const codes = ["5 016026 202392", "5016026202392", "5016026202393"].map((value) => ({
        type: "Barcode",
        value,
      }));
      const labels = [
        { id: 3, name: "One", catno: "none" },
        { id: 4, name: "Two", catno: "T 2" },
      ];
      const { identifiers } = await whole({ identifiers: codes, labels });
      expect(identifiers.filter(({ kind }) => kind === "barcode")).toEqual([
        { kind: "barcode", value: "5016026202392" },
      ]);
      expect(identifiers.filter(({ kind }) => kind === "catalog_number").map(({ value }) => value)).toEqual([
        "T 2",
      ]);
    },
  ],
  [
    22,
    "a box with discs, and formats that say what it is",
    async () => {
      const formats = [
        { name: "Box Set", qty: "1" },
        { name: "CD", qty: 2 },
        { name: "DVD", qty: "1" },
        { name: "All Media", qty: "1" },
      ];
      const tracklist = ["CD1-1", "CD2-1", "DVD-1"].map((at) => row(at, at));
      expect((await whole({ formats, tracklist })).media.map(({ format }) => format)).toEqual([
        "CD",
        "CD",
        "DVD",
      ]);
      expect((await whole({ formats: [{ name: "CD", descriptions: ["Promo"] }] })).status).toBe("Promotion");
    },
  ],
  [
    23,
    "lists that are null or left out; credits that make nobody an album artist",
    async () => {
      const composer = credit(5, "Composer", { role: "Composed By, Orchestra [Strings]" });
      const facts = await whole({
        extraartists: [composer, credit(11, "The Porters (2)", { role: "Featuring" })],
        genres: null,
        styles: undefined,
        identifiers: null,
        labels: undefined,
      });
      expect(creditText(facts.credits)).toBe("The Porters");
      expect(await whole({ extraartists: null, companies: null, series: undefined })).toMatchObject({
        title: "Night Shift",
      });
    },
  ],
  [
    24,
    "notes in their markup and pictures without addresses are never read",
    async () => {
      const notes = "By [a123] \r\n[url=http://x.example]here[/url] &amp; [l=Basement] \u0007";
      const facts = await whole({
        notes,
        images: [{ type: "primary", uri: "", resource_url: "", uri150: "" }],
        thumb: "",
      });
      expect(facts).toEqual(await whole({ notes: "", images: null, thumb: undefined }));
      expect(JSON.stringify(facts)).not.toMatch(/a123|x\.example|uri150/);
    },
  ],
];

it.each(cases)("case %i: %s", (_, __, check) => check());
