import { describe, expect, it } from "vitest";
import { barcodeForms, recogniseAlbum, recogniseArtist } from "../../src/matching/recognise.ts";

const mbid = "f5093c06-23e3-404f-aeaa-40f72885ee3a";
const readingsOf = (text: string) => {
  const recognised = recogniseAlbum(text);
  return recognised.kind === "title" ? recognised.readings : [];
};

describe("an identifier", () => {
  it("is an MBID in any case, and of any version", () => {
    expect(recogniseAlbum(` ${mbid.toUpperCase()} `)).toEqual({ kind: "mbid", mbid });
    expect(recogniseAlbum("b84625af-6229-005f-1f1b-59c0185df016").kind).toBe("mbid");
  });

  it.each([
    `https://musicbrainz.org/release-group/${mbid}`,
    `http://beta.musicbrainz.org/release-group/${mbid.toUpperCase()}/details?tab=1#top`,
    `musicbrainz.org/release-group/${mbid}?x=y`,
    `https://m.musicbrainz.org/release-group/${mbid}/`,
  ])("is read from %s", (address) => {
    expect(recogniseAlbum(address)).toEqual({ kind: "musicbrainz-url", entity: "release-group", mbid });
  });

  it("says of what the address is", () => {
    expect(recogniseArtist(`https://musicbrainz.org/artist/${mbid}`)).toEqual({
      kind: "musicbrainz-url",
      entity: "artist",
      mbid,
    });
  });

  it("is not seen in other sites' addresses, nor in an MBID with a letter too few", () => {
    expect(recogniseAlbum(`https://example.org/release-group/${mbid}`).kind).toBe("title");
    expect(recogniseAlbum(mbid.slice(1)).kind).toBe("title");
  });
});

describe("a barcode", () => {
  it.each([
    ["074646493526", "074646493526"],
    ["0 74646 49352 6", "074646493526"],
    ["4006381-333931", "4006381333931"],
    ["96385074", "96385074"],
  ])("is read from %s", (text, barcode) => {
    expect(recogniseAlbum(text)).toEqual({ kind: "barcode", barcode });
  });

  it.each(["074646493527", "1989", "12345678", "1234567890123", "1967-1970", "1997 1998 1999", "2112 2112"])(
    "is not seen in %s, which is a title",
    (text) => {
      expect(readingsOf(text)).toEqual([{ title: text }]);
    },
  );

  it("has a twin with a zero more or less", () => {
    expect(barcodeForms("074646493526")).toEqual(["074646493526", "0074646493526"]);
    expect(barcodeForms("0074646493526")).toEqual(["0074646493526", "074646493526"]);
    expect(barcodeForms("4006381333931")).toEqual(["4006381333931"]);
    expect(barcodeForms("96385074")).toEqual(["96385074"]);
  });
});

describe("a title", () => {
  it.each([
    "1989",
    "(What's the Story) Morning Glory?",
    "Blink-182",
    "+",
    "1967–1970",
    "AC/DC Live",
    "Stand-by",
  ])("such as %s is only itself", (title) => {
    expect(readingsOf(title)).toEqual([{ title }]);
  });

  it("may be an artist and a title, in either order", () => {
    expect(readingsOf("Nirvana - Nevermind")).toEqual([
      { title: "Nirvana - Nevermind" },
      { title: "Nevermind", artist: "Nirvana" },
      { title: "Nirvana", artist: "Nevermind" },
    ]);
  });

  it.each([
    "Nirvana – Nevermind",
    "Nirvana — Nevermind",
    "Nirvana—Nevermind",
    "Nirvana -- Nevermind",
    "Nevermind by Nirvana",
  ])("%s is read with its artist", (text) => {
    expect(readingsOf(text)).toContainEqual({ title: "Nevermind", artist: "Nirvana" });
  });

  it("may carry a year", () => {
    expect(readingsOf("Nevermind (1991)")).toEqual([
      { title: "Nevermind (1991)" },
      { title: "Nevermind", year: 1991 },
    ]);
    const dated = { title: "Nevermind", artist: "Nirvana", year: 1991 };
    expect(readingsOf("Nirvana - Nevermind [1991]")).toContainEqual(dated);
    expect(readingsOf("Nirvana - 1991 - Nevermind")).toContainEqual(dated);
    expect(readingsOf("Nirvana (1991) - Nevermind")).toContainEqual(dated);
  });

  it("is kept as typed first, whatever else it may be", () => {
    for (const text of ["A - B - C", "Stand by Me", "Live (1985)", "The 20/20 Experience – 2 of 2"]) {
      expect(readingsOf(text)[0]).toEqual({ title: text });
    }
  });
});

it("takes any other words for an artist's name", () => {
  expect(recogniseArtist(" AC/DC ")).toEqual({ kind: "name", name: "AC/DC" });
  expect(recogniseArtist(mbid)).toEqual({ kind: "mbid", mbid });
  expect(recogniseArtist("96385074")).toEqual({ kind: "name", name: "96385074" });
});
