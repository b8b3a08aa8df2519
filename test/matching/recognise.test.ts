import { describe, expect, it } from "vitest";
import { barcodeForms, recogniseAlbum, recogniseArtist } from "../../src/matching/typed/recognise.ts";

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
    `HTTPS://BETA.MUSICBRAINZ.ORG:443/release-group/{${mbid}}`,
    `<https://test.musicbrainz.org/ws/2/release-group/${mbid}?inc=releases>`,
    `http://localhost:5000/release-group/${mbid}`,
    `https://listenbrainz.org/album/${mbid}/`,
    `musicbrainz:release-group:${mbid}`,
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

  it.each([`{${mbid}}`, `urn:uuid:${mbid.toUpperCase()}`, mbid.replaceAll("-", ""), `mbid:${mbid}`])(
    "is an MBID as %s",
    (text) => {
      expect(recogniseAlbum(text)).toEqual({ kind: "mbid", mbid });
    },
  );

  it.each([
    `MBID: ${mbid}`,
    `MBID ${mbid.toUpperCase()}`,
    `mbid = {${mbid}}`,
    `MusicBrainz ID: ${mbid}`,
    `MusicBrainz Album Id: ${mbid}`,
    `MB: ${mbid}`,
    `mb_albumid: ${mbid}`,
    `mbid: ${mbid.replaceAll("-", "")}`,
  ])("is an MBID in %s, which says so", (text) => {
    expect(recogniseAlbum(text)).toEqual({ kind: "mbid", mbid });
    expect(recogniseArtist(text)).toEqual({ kind: "mbid", mbid });
  });

  it.each([
    [`Release group MBID: ${mbid}`, "release-group"],
    [`musicbrainz:release-group: ${mbid}`, "release-group"],
    [`MUSICBRAINZ_RELEASEGROUPID=${mbid}`, "release-group"],
    [`release mbid ${mbid}`, "release"],
    [`MusicBrainz Artist Id: ${mbid}`, "artist"],
  ])("a label says of what: %s", (text, entity) => {
    expect(recogniseAlbum(text)).toEqual({ kind: "musicbrainz-url", entity, mbid });
  });

  it("needs no letter where it has its dashes", () => {
    const digits = "00000000-0000-4000-8000-000000000017";
    expect(recogniseAlbum(digits)).toEqual({ kind: "mbid", mbid: digits });
    expect(recogniseAlbum(digits.replaceAll("-", "")).kind).toBe("title");
  });

  it("behind another word it is no MBID", () => {
    expect(recogniseAlbum(`MD5: ${mbid.replaceAll("-", "")}`).kind).toBe("title");
    expect(recogniseAlbum(`Live at ${mbid}`).kind).toBe("title");
  });

  it.each([
    [`http://musicbrainz.org/album/${mbid}.html`, "release"],
    [`https://listenbrainz.org/release/${mbid}/`, "release"],
    [`https://musicbrainz.org/release/${mbid}/disc/1#x`, "release"],
    [`https://coverartarchive.org/release/${mbid}/front`, "release"],
    [`https://musicbrainz.org/recording/${mbid}`, "recording"],
  ])("says of what %s is", (address, entity) => {
    expect(recogniseAlbum(address)).toEqual({ kind: "musicbrainz-url", entity, mbid });
  });

  it.each([
    `https://example.org/release-group/${mbid}`,
    mbid.slice(1),
    `${mbid}0`,
    `MBID: ${mbid.slice(1)}`,
    `MusicBrainz id ${mbid}0`,
    "https://musicbrainz.org/search?query=x",
    "https://spotify.link/AbCdEf",
    "amzn.to/3abc",
    "https://open.spotify.com/playlist/37i9dQZF1DXcBWIGoYBM5M",
    "https://www.discogs.com/label/1-Planet-E",
    "ftp://example.org/a.zip",
    "www.example.org/albums/1",
  ])("is never a title: %s", (text) => {
    expect(recogniseAlbum(text).kind).toBe("unknown");
  });
});

describe("a year beside two parts", () => {
  it.each([
    "1976 - Bob Dylan - Desire",
    "[1976] Bob Dylan - Desire",
    "(1976) - Desire – Bob Dylan",
    "1976. Bob Dylan — Desire",
    "Bob Dylan - Desire - 1976",
    "Desire – Bob Dylan – 1976",
    "Bob Dylan － Desire （1976）",
    "Bob Dylan --- Desire, 1976",
    'Bob Dylan "Desire" (1976)',
    "Bob Dylan: «Desire» [1976]",
    "Bob Dylan『Desire』（1976年）",
  ])("is one in %s", (text) => {
    expect(readingsOf(text)).toContainEqual({ title: "Desire", artist: "Bob Dylan", year: 1976 });
  });

  it.each(["1984 - Van Halen", "Van Halen - 1984"])("may be the title in %s", (text) => {
    expect(readingsOf(text)).toContainEqual({ title: "1984", artist: "Van Halen" });
    expect(readingsOf(text).filter(({ year }) => year !== undefined)).toEqual([]);
  });
});

describe("a title in quotes behind its artist", () => {
  it.each([
    "Bob Dylan「Desire」",
    "Bob Dylan《Desire》",
    "Bob Dylan „Desire“",
    "Bob Dylan, “Desire”",
    'Bob Dylan "Desire"',
  ])("is one in %s", (text) => {
    expect(readingsOf(text)).toContainEqual({ title: "Desire", artist: "Bob Dylan" });
  });

  it.each(['"Heroes"', 'David Bowie - "Heroes"', '"A" and "B"', "「空洞です」", '12"'])(
    "is none in %s",
    (text) => {
      expect(readingsOf(text).filter(({ title }) => /^[A-Z]$/.test(title) || title === "空洞です")).toEqual(
        [],
      );
    },
  );

  it("a year behind a comma may be the title's", () => {
    expect(readingsOf("Low - Berlin, 1985")).toContainEqual({ title: "Berlin, 1985", artist: "Low" });
  });
});

describe("a barcode", () => {
  it.each([
    ["074646493526", "074646493526"],
    ["0 74646 49352 6", "074646493526"],
    ["4006381-333931", "4006381333931"],
    ["96385074", "96385074"],
    ["00810121774182", "00810121774182"],
    ["77774600125", "077774600125"],
    ["77774600125.0", "077774600125"],
    ["UPC: 0 74646 49352 6", "074646493526"],
    ["EAN-13 4006381-333931", "4006381333931"],
    ["4006381–333931", "4006381333931"],
  ])("is read from %s", (text, barcode) => {
    expect(recogniseAlbum(text)).toEqual({ kind: "barcode", barcode });
  });

  it.each([
    "074646493527",
    "1989",
    "12345678",
    "1234567890123",
    "1967-1970",
    "1997 1998 1999",
    "2112 2112",
    "20011118",
    "31-12-1999",
    "00000000",
  ])("is not seen in %s, which is a title", (text) => {
    expect(readingsOf(text)).toEqual([{ title: text }]);
  });

  it("has a twin with a zero more or less", () => {
    const forms = ["074646493526", "0074646493526", "00074646493526", "74646493526"];
    for (const form of forms) expect(barcodeForms(form).sort()).toEqual([...forms].sort());
    expect(barcodeForms("074646493526")[0]).toBe("074646493526");
    expect(barcodeForms("4006381333931")).toEqual(["4006381333931", "04006381333931"]);
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

it("takes a short number beside an artist for a title, and a whole barcode for what it is", () => {
  expect(recogniseAlbum("96385074", { hasArtist: true }).kind).toBe("title");
  expect(recogniseAlbum("EAN 96385074", { hasArtist: true }).kind).toBe("barcode");
  expect(recogniseAlbum("074646493526", { hasArtist: true }).kind).toBe("barcode");
});
