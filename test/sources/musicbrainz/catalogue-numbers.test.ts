import { expect, test } from "vitest";
import { buildDemoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, type DemoAlbum } from "../../../src/demo/musicbrainz/facts.ts";
import { connectTo } from "./connect.ts";

/** An album with a release for each number. */
const bearing = (title: string, numbers: (string | null)[]): DemoAlbum => ({
  id: madeUpMbid("album", title),
  title,
  primaryType: "Album",
  secondaryTypes: ["Live"],
  firstReleased: "1990",
  genres: [],
  credits: [{ artist: { id: madeUpMbid("artist", title), name: `Who made ${title}` } }],
  releases: numbers.map((number, at) => ({
    id: madeUpMbid("release", `${title} ${at}`),
    title: at === 0 ? title : `${title} again`,
    events: [],
    barcode: null,
    labels: [[number, null]],
    media: [],
  })),
});
const one = bearing("One", ["ABC 123", "ABC-123", null]);
const other = bearing("Other", ['AB "C" 123', "abc123"]);
const longer = bearing("Longer", ["ABC 1234", "XABC 123"]);
const world = buildDemoCatalogue([one, other, longer]);

test("numbers lead to the albums of which a release bears one, each once, in one request", async () => {
  const { musicbrainz, server } = await connectTo(world);
  const found = await musicbrainz.findAlbumsByCatalogueNumbers(["Abc-123", "none there"]);
  const made = (title: string) => [expect.objectContaining({ creditedAs: `Who made ${title}` }) as unknown];
  expect(found).toMatchObject({ isCut: false, odd: [] });
  const albums = found === "unasked" ? [] : found.albums.toSorted((a, b) => (a.title < b.title ? -1 : 1));
  expect(albums).toMatchObject([
    {
      mbid: one.id,
      title: "One",
      editionTitles: ["One again"],
      artists: made("One"),
      secondaryTypes: ["Live"],
    },
    { mbid: other.id, title: "Other", editionTitles: ["Other again"], artists: made("Other") },
  ]);
  expect(server.requests).toHaveLength(1);
});

test.each(['"', "\\", '") OR catno:*', 'AB "C" 123', "+-&& ||"])(
  "signs in a number (%s) are no syntax",
  async (number) => {
    const { musicbrainz } = await connectTo(world);
    const found = await musicbrainz.findAlbumsByCatalogueNumbers([number]);
    const titles = found === "unasked" ? [] : found.albums.map(({ title }) => title);
    expect(titles.includes("Longer")).toBe(false);
  },
);

test("more releases than come with one answer are told as that", async () => {
  const many = bearing(
    "Many",
    Array.from({ length: 101 }, () => "ABC 123"),
  );
  const { musicbrainz } = await connectTo(buildDemoCatalogue([many]));
  expect(await musicbrainz.findAlbumsByCatalogueNumbers(["ABC 123"])).toMatchObject({
    isCut: true,
    albums: [{ mbid: many.id }],
  });
});
