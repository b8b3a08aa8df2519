import { expect, test } from "vitest";
import { PayloadError } from "../../../src/errors.ts";
import { buildDemoCatalogue, demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, type DemoAlbum } from "../../../src/demo/musicbrainz/facts.ts";
import type { AlbumQuestion } from "../../../src/sources/albums/source.ts";
import { createMusicBrainz } from "../../../src/sources/musicbrainz/source.ts";
import { inTurn, rateLimited, serverBusy } from "../../helpers/faults.ts";
import { apiAt, faultOf, testClient, wordService } from "../../helpers/http.ts";
import { connectTo, darkSide, surrender, variousArtists, wintertunes } from "./connect.ts";
import { oddTitles } from "./odd-titles.ts";

const oddArtist = 'AC/DC & the "Odd" (band) \\ +1: AND';
/** An album for each title, all by the odd artist. */
const odd = buildDemoCatalogue(
  oddTitles.map((title, index): DemoAlbum => ({
    id: madeUpMbid("odd", index),
    title,
    primaryType: "Album",
    firstReleased: "",
    genres: [],
    credits: [{ artist: { id: madeUpMbid("odd artist"), name: oddArtist } }],
    releases: [],
  })),
);

const ranked = (title: string): AlbumQuestion => ({ readings: [{ title }], how: "ranked" });
const hows = ["ranked", "forgiving", "complete"] as const;

test.each(oddTitles.map((title, index) => [title, madeUpMbid("odd", index)]))(
  "the album %s is among the hits for its title, however it is asked, with and without its artist",
  async (title, mbid) => {
    const { musicbrainz } = await connectTo(odd);
    for (const how of hows) {
      for (const reading of [{ title }, { title, artist: oddArtist }]) {
        const { albums } = await musicbrainz.searchAlbums({ readings: [reading], how });
        expect(albums, `${how} ${JSON.stringify(reading)}`).toContainEqual(
          expect.objectContaining({ mbid, title }),
        );
      }
    }
  },
);

test.each([
  ["“Heroes”", '"Heroes"'],
  ['"Heroes"', "“Heroes”"],
  ["Don’t Believe the Truth", "Don't Believe the Truth"],
  ["Don't Believe the Truth", "Don’t Believe the Truth"],
  ["A - B", "A – B"],
  ["Rock ’n’ Roll", "Rock & Roll"],
  ["Rock and Roll", "Rock'n'Roll"],
  ["Week‐End", "Weekend"],
  ["Weekend", "Week-End"],
  ["Greatest Hits, Vol. 2", "Greatest Hits II"],
  ["Greatest Hits II", "Greatest Hits Volume Two"],
  ["IV", "Four"],
  ["4", "IV"],
  ["Four", "4"],
  ["Black Album", "The Black Album"],
  ["The Black Album", "Black Album"],
  ["Blackstar", "Black Star"],
  ["Chicago 17", "Chicago XVII"],
])("%s is found when %s is typed", async (stored, typed) => {
  const [album] = [madeUpMbid("quotes")];
  const credits = [{ artist: { id: madeUpMbid("odd artist"), name: oddArtist } }];
  const facts: DemoAlbum = {
    id: album,
    title: stored,
    primaryType: null,
    firstReleased: "",
    genres: [],
    releases: [],
    credits,
  };
  const { musicbrainz } = await connectTo(buildDemoCatalogue([facts]));
  for (const how of ["ranked", "complete"] as const) {
    const { albums } = await musicbrainz.searchAlbums({ readings: [{ title: typed }], how });
    expect(albums, how).toHaveLength(1);
  }
});

test("a slip of the finger is forgiven by a forgiving question; of known artists it brings all albums", async () => {
  const { musicbrainz } = await connectTo();
  const reading = { title: "Drak Sied Mooon", artist: "Pikn Floid" };
  expect((await musicbrainz.searchAlbums({ readings: [reading], how: "ranked" })).albums).toEqual([]);
  const { albums } = await musicbrainz.searchAlbums({ readings: [reading], how: "forgiving" });
  expect(albums[0]?.mbid).toBe(darkSide);
  const artistMbids = [albums[0]!.artists[0]!.mbid];
  const theirs = await musicbrainz.searchAlbums({
    readings: [{ title: "?" }],
    how: "forgiving",
    artistMbids,
  });
  expect(theirs.albums.map(({ mbid }) => mbid)).toEqual([darkSide]);
});

test("several readings are one request, for at most 100 hits as JSON", async () => {
  const { musicbrainz, server } = await connectTo();
  const readings = [{ title: "Pink Floyd - Desire" }, { title: "Desire", artist: "Pink Floyd" }];
  const { albums, total, query } = await musicbrainz.searchAlbums({ readings, how: "ranked" });
  expect(albums).toHaveLength(4);
  expect(total).toBe(4);
  const [request] = server.requests;
  const asked = new URL(request?.path ?? "", server.url);
  expect([asked.pathname, server.requests.length]).toEqual(["/ws/2/release-group", 1]);
  expect(Object.fromEntries(asked.searchParams)).toEqual({ fmt: "json", limit: "100", query });
  const next = await musicbrainz.searchAlbums({ readings, how: "ranked" }, undefined, 3);
  expect([next.albums.length, next.total]).toEqual([1, 4]);
});

test("what a search document leaves out is left out, or taken from where it stands", async () => {
  const catalogue = demoCatalogue();
  const bare = {
    id: "0000000A-0000-4000-8000-00000000BEEF",
    title: "Bare",
    "artist-credit": [{ artist: { id: madeUpMbid("bare"), name: "Nobody" } }],
  };
  const full = {
    id: madeUpMbid("full"),
    title: "Bare bones",
    "primary-type": "Album",
    "secondary-types": ["Live"],
    "first-release-date": "1973-03",
    disambiguation: "live",
    count: 12,
    aliases: [{ name: "Bones" }],
    releases: [{ title: "Bare bones" }, { title: "Nackte Knochen" }, { title: "Nackte Knochen" }, {}],
    "artist-credit": [
      {
        name: "No One",
        joinphrase: " & ",
        artist: {
          id: madeUpMbid("bare"),
          name: "Nobody",
          "sort-name": "Body, No",
          aliases: [{ name: "N." }],
        },
      },
      { name: null, joinphrase: null, artist: { id: madeUpMbid("b"), name: "B", disambiguation: null } },
    ],
  };
  const { musicbrainz } = await connectTo({ ...catalogue, searchDocuments: [bare, full] });
  const { albums } = await musicbrainz.searchAlbums({ readings: [{ title: "bare" }], how: "ranked" });
  expect(albums.sort((a, b) => (a.title < b.title ? -1 : 1))).toEqual([
    {
      mbid: "0000000a-0000-4000-8000-00000000beef",
      title: "Bare",
      aliases: [],
      secondaryTypes: [],
      editionTitles: [],
      artists: [
        { mbid: madeUpMbid("bare"), name: "Nobody", creditedAs: "Nobody", joinPhrase: "", aliases: [] },
      ],
      searchScore: expect.any(Number) as number,
    },
    {
      mbid: madeUpMbid("full"),
      title: "Bare bones",
      aliases: ["Bones"],
      secondaryTypes: ["Live"],
      editionTitles: ["Nackte Knochen"],
      primaryType: "Album",
      firstReleaseDate: "1973-03",
      disambiguation: "live",
      releaseCount: 12,
      artists: [
        {
          mbid: madeUpMbid("bare"),
          name: "Nobody",
          creditedAs: "No One",
          joinPhrase: " & ",
          aliases: ["N."],
          sortName: "Body, No",
        },
        { mbid: madeUpMbid("b"), name: "B", creditedAs: "B", joinPhrase: "", aliases: [] },
      ],
      searchScore: expect.any(Number) as number,
    },
  ]);
});

test("nothing found is an empty list", async () => {
  const { musicbrainz } = await connectTo();
  expect(await musicbrainz.searchAlbums(ranked("Xylophone Zebra"))).toMatchObject({ albums: [], total: 0 });
  expect((await musicbrainz.searchArtists("Xylophone Zebra")).artists).toEqual([]);
  expect((await musicbrainz.findAlbumsByBarcode(["4006381333931"])).albums).toEqual([]);
});

test.each(["Ed Sheeran", "Sheeran, Ed", "ed sheeran"])("the artist %s is found", async (name) => {
  const { musicbrainz } = await connectTo();
  const [first] = (await musicbrainz.searchArtists(name)).artists;
  expect(first).toMatchObject({
    name: "Ed Sheeran",
    sortName: "Sheeran, Ed",
    kind: "Person",
    country: "GB",
    disambiguation: "UK singer-songwriter",
  });
});

test.each(["AC/DC", '"Odd"', "\\", "(band)", oddArtist])(
  "an artist with odd signs is found by %s",
  async (name) => {
    const { musicbrainz } = await connectTo(odd);
    expect((await musicbrainz.searchArtists(name)).artists).toMatchObject([{ name: oddArtist }]);
  },
);

test("Various Artists is an artist as any other", async () => {
  const { musicbrainz } = await connectTo();
  expect((await musicbrainz.searchArtists("Various Artists")).artists).toMatchObject([
    { mbid: variousArtists },
  ]);
  const [album] = (await musicbrainz.searchAlbums(ranked("Wintertunes"))).albums;
  expect(album).toMatchObject({ mbid: wintertunes, artists: [{ mbid: variousArtists }] });
});

test("a barcode leads to the albums of its releases, each once", async () => {
  const { musicbrainz, server } = await connectTo();
  expect((await musicbrainz.findAlbumsByBarcode(["724384761028"])).albums).toEqual([surrender]); // two releases have it
  expect((await musicbrainz.findAlbumsByBarcode(["000000000017", "00000000000017"])).albums).toHaveLength(1);
  expect((await musicbrainz.findAlbumsByBarcode(["724384761028", "5052498646524"])).albums).toHaveLength(2);
  expect(server.requests).toHaveLength(3);
});

test("both kinds of 503 are waited out", async () => {
  const { musicbrainz, server } = await connectTo();
  server.setFault(inTurn(serverBusy, rateLimited, serverBusy, serverBusy, serverBusy));
  expect((await musicbrainz.searchAlbums(ranked("Nevermind"))).albums).toHaveLength(1);
  expect(server.requests.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503, 200]);
});

test("a search that does not exist was asked in the wrong place, which is not nothing found", async () => {
  const { server } = await connectTo();
  const { http } = testClient();
  const wrong = apiAt(`${new URL(server.url).origin.replace("//", "//me:s3cret@")}/ws`);
  const musicbrainz = createMusicBrainz(http, { ...wrong, name: "MusicBrainz" });
  for (const asked of [
    musicbrainz.searchAlbums(ranked("Nevermind")),
    musicbrainz.searchArtists("Nirvana"),
    musicbrainz.findAlbumsByBarcode(["724384761028"]),
  ]) {
    const error = await faultOf(asked);
    expect(error).toBeInstanceOf(PayloadError);
    expect(error.message).toBe(
      `MusicBrainz knows no search at ${new URL(server.url).origin}/ws: is the address right?`,
    );
  }
});

test("an answer of another service is refused, with the key that is missing", async () => {
  const service = await wordService();
  const musicbrainz = createMusicBrainz(testClient().http, apiAt(service.url));
  const error = await faultOf(musicbrainz.searchAlbums(ranked("x")));
  expect(error).toBeInstanceOf(PayloadError);
  expect(error.message).toMatch(/\((count|release-groups): /);
});
