import { expect, test } from "vitest";
import { PayloadError } from "../../../src/errors.ts";
import { buildCatalogue, demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, type AlbumFacts } from "../../../src/demo/musicbrainz/facts.ts";
import { createMusicBrainz } from "../../../src/sources/musicbrainz/source.ts";
import { inTurn, rateLimited, serverBusy } from "../../helpers/faults.ts";
import { apiAt, faultOf, testClient, wordService } from "../../helpers/http.ts";
import { connectTo, darkSide, surrender, variousArtists, wintertunes } from "./connect.ts";

const oddArtist = 'AC/DC & the "Odd" (band) \\ +1: AND';
const oddTitles = [
  ...["Music: Response", 'The "Priest" They Called Him', "Face/Off", "(What's the Story) Morning Glory?"],
  ...[
    "!!!",
    "+",
    "×",
    "Back\\Slash",
    "AND",
    "NOT",
    "TO",
    "To Be OR NOT to Be",
    "a AND",
    "F♯ A♯ ∞",
    "[untitled]",
  ],
  ...[
    "{ }",
    "()",
    "~",
    "*",
    "?",
    "&&",
    "||",
    "2^10",
    "-",
    "=",
    "<3",
    "@",
    '"',
    "title\\",
    "field:title",
    "#1's",
  ],
  ...["Let It Be… Naked", "N.W.A & the Posse", "Ágætis byrjun", "日本語", "🎵", "100%"],
];

/** An album for each title, all by the odd artist. */
const odd = buildCatalogue(
  oddTitles.map((title, index): AlbumFacts => ({
    ...{ id: madeUpMbid("odd", index), title, primaryType: "Album", firstReleased: "", genres: [] },
    credits: [{ artist: { id: madeUpMbid("odd artist"), name: oddArtist } }],
    releases: [],
  })),
);

test.each(oddTitles.map((title, index) => [title, madeUpMbid("odd", index)]))(
  "the album %s is the first hit for its title, exact and relaxed, with and without its artist",
  async (title, mbid) => {
    const { musicbrainz } = await connectTo(odd);
    for (const mode of ["exact", "relaxed"] as const) {
      if (mode === "relaxed" && title === "2^10") continue; // "210" in the index: no single word is near it
      for (const reading of [{ title }, { title, artist: oddArtist }]) {
        const [first] = await musicbrainz.searchAlbums([reading], mode);
        expect(first, `${mode} ${JSON.stringify(reading)}`).toMatchObject({ mbid, title });
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
])("%s is found when %s is typed", async (stored, typed) => {
  const [album] = [madeUpMbid("quotes")];
  const credits = [{ artist: { id: madeUpMbid("odd artist"), name: oddArtist } }];
  const facts: AlbumFacts = {
    ...{ id: album, title: stored, primaryType: null, firstReleased: "", genres: [], releases: [], credits },
  };
  const { musicbrainz } = await connectTo(buildCatalogue([facts]));
  for (const mode of ["exact", "relaxed"] as const) {
    expect(await musicbrainz.searchAlbums([{ title: typed }], mode)).toHaveLength(1);
  }
});

test("a slip of the finger is forgiven by a relaxed search, and by no other", async () => {
  const { musicbrainz } = await connectTo();
  const reading = { title: "The Dark Sied of the Mooon", artist: "Pink Floid" };
  expect(await musicbrainz.searchAlbums([reading], "exact")).toEqual([]);
  const [first] = await musicbrainz.searchAlbums([reading], "relaxed");
  expect(first?.mbid).toBe(darkSide);
});

test("several readings are one request, for at most 100 hits as JSON", async () => {
  const { musicbrainz, server } = await connectTo();
  const readings = [{ title: "Pink Floyd - Desire" }, { title: "Desire", artist: "U2" }];
  const found = await musicbrainz.searchAlbums(readings, "exact");
  expect(found).toHaveLength(1);
  const [request] = server.requests;
  const asked = new URL(request?.path ?? "", server.url);
  expect([asked.pathname, server.requests.length]).toEqual(["/ws/2/release-group", 1]);
  expect(Object.fromEntries(asked.searchParams)).toEqual({
    fmt: "json",
    limit: "100",
    query: expect.stringContaining('"Pink Floyd - Desire"') as string,
  });
});

test("what a search document leaves out is left out, or taken from where it stands", async () => {
  const catalogue = demoCatalogue();
  const bare = {
    id: "0000000A-0000-4000-8000-00000000BEEF",
    title: "Bare",
    "artist-credit": [{ artist: { id: madeUpMbid("bare"), name: "Nobody" } }],
  };
  const full = {
    ...{ id: madeUpMbid("full"), title: "Bare bones", "primary-type": "Album", "secondary-types": ["Live"] },
    ...{ "first-release-date": "1973-03", disambiguation: "live", count: 12, aliases: [{ name: "Bones" }] },
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
  expect(await musicbrainz.searchAlbums([{ title: "bare" }], "exact")).toEqual([
    {
      ...{ mbid: "0000000a-0000-4000-8000-00000000beef", title: "Bare", aliases: [], secondaryTypes: [] },
      artists: [
        { mbid: madeUpMbid("bare"), name: "Nobody", creditedAs: "Nobody", joinPhrase: "", aliases: [] },
      ],
      searchScore: 100,
    },
    {
      ...{ mbid: madeUpMbid("full"), title: "Bare bones", aliases: ["Bones"], secondaryTypes: ["Live"] },
      ...{ primaryType: "Album", firstReleaseDate: "1973-03", disambiguation: "live", releaseCount: 12 },
      artists: [
        {
          ...{ mbid: madeUpMbid("bare"), name: "Nobody", creditedAs: "No One", joinPhrase: " & " },
          ...{ aliases: ["N."], sortName: "Body, No" },
        },
        { mbid: madeUpMbid("b"), name: "B", creditedAs: "B", joinPhrase: "", aliases: [] },
      ],
      searchScore: expect.any(Number) as number,
    },
  ]);
});

test("nothing found is an empty list", async () => {
  const { musicbrainz } = await connectTo();
  expect(await musicbrainz.searchAlbums([{ title: "No Such Album" }], "exact")).toEqual([]);
  expect(await musicbrainz.searchArtists("No Such Artist")).toEqual([]);
  expect(await musicbrainz.findAlbumsByBarcode(["4006381333931"])).toEqual([]);
});

test.each(["Ed Sheeran", "Sheeran, Ed", "ed sheeran"])("the artist %s is found", async (name) => {
  const { musicbrainz } = await connectTo();
  const [first] = await musicbrainz.searchArtists(name);
  expect(first).toMatchObject({
    ...{ name: "Ed Sheeran", sortName: "Sheeran, Ed", kind: "Person", country: "GB" },
    disambiguation: "UK singer-songwriter",
  });
});

test.each(["AC/DC", '"Odd"', "\\", "(band)", oddArtist])(
  "an artist with odd signs is found by %s",
  async (name) => {
    const { musicbrainz } = await connectTo(odd);
    expect(await musicbrainz.searchArtists(name)).toMatchObject([{ name: oddArtist }]);
  },
);

test("Various Artists is an artist as any other", async () => {
  const { musicbrainz } = await connectTo();
  expect(await musicbrainz.searchArtists("Various Artists")).toMatchObject([{ mbid: variousArtists }]);
  const [album] = await musicbrainz.searchAlbums([{ title: "Wintertunes" }], "exact");
  expect(album).toMatchObject({ mbid: wintertunes, artists: [{ mbid: variousArtists }] });
});

test("a barcode leads to the albums of its releases, each once", async () => {
  const { musicbrainz, server } = await connectTo();
  expect(await musicbrainz.findAlbumsByBarcode(["724384761028"])).toEqual([surrender]); // two releases have it
  expect(await musicbrainz.findAlbumsByBarcode(["000000000017", "00000000000017"])).toHaveLength(1);
  expect(await musicbrainz.findAlbumsByBarcode(["724384761028", "5052498646524"])).toHaveLength(2);
  expect(server.requests).toHaveLength(3);
});

test("both kinds of 503 are waited out", async () => {
  const { musicbrainz, server } = await connectTo();
  server.setFault(inTurn(serverBusy, rateLimited, serverBusy, serverBusy, serverBusy));
  expect(await musicbrainz.searchAlbums([{ title: "Nevermind" }], "exact")).toHaveLength(1);
  expect(server.requests.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503, 200]);
});

test("a search that does not exist was asked in the wrong place, which is not nothing found", async () => {
  const { server } = await connectTo();
  const { http } = testClient();
  const wrong = apiAt(`${new URL(server.url).origin.replace("//", "//me:s3cret@")}/ws`);
  const musicbrainz = createMusicBrainz(http, { ...wrong, name: "MusicBrainz" });
  for (const asked of [
    musicbrainz.searchAlbums([{ title: "Nevermind" }], "exact"),
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
  const error = await faultOf(musicbrainz.searchAlbums([{ title: "x" }], "exact"));
  expect(error).toBeInstanceOf(PayloadError);
  expect(error.message).toMatch(/\((count|release-groups): /);
});
