import { describe, expect, test } from "vitest";
import { PayloadError, RejectedError } from "../../../src/errors.ts";
import { nevermind } from "../../../src/demo/musicbrainz/albums/nevermind.ts";
import { demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid } from "../../../src/demo/musicbrainz/facts.ts";
import { createWorld, type World } from "../../../src/demo/musicbrainz/world.ts";
import type { WhereEntity } from "../../../src/sources/musicbrainz/source.ts";
import { faultOf } from "../../helpers/http.ts";
import { edit } from "../../helpers/importing.ts";
import { connectTo, darkSide, surrender, unknown, variousArtists, wintertunes } from "./connect.ts";

const pinkFloyd = "83d91898-7763-47d7-b03b-b92132375c47";

test("an album comes whole with one request", async () => {
  const { musicbrainz, server } = await connectTo();
  const album = await musicbrainz.lookUpAlbum(darkSide);
  expect(album).toMatchObject({
    title: "The Dark Side of the Moon",
    primaryType: "Album",
    secondaryTypes: [],
    firstReleaseDate: "1973-03-24",
    disambiguation: null,
    credits: [{ creditedAs: "Pink Floyd", joinPhrase: "", artist: { name: "Pink Floyd", country: "GB" } }],
  });
  expect(album?.identifiers[0]).toEqual({ kind: "musicbrainz_release_group", value: darkSide });
  expect(album?.identifiers).toContainEqual({
    kind: "wikidata",
    value: expect.stringMatching(/^Q/) as string,
  });
  expect(album?.categories).toContainEqual({
    kind: "genre",
    name: "progressive rock",
    weight: expect.any(Number) as number,
  });
  expect(server.requests.map(({ path }) => path)).toEqual([
    `/ws/2/release-group/${darkSide}?inc=artist-credits+aliases+genres+url-rels&fmt=json`,
  ]);
});

test.each([
  ["1999", "1999"],
  ["1973-03", "1973-03"],
  ["????-05-01", "????-05-01"],
  ["", null],
  [null, null],
  [undefined, null],
])("a date of %j stays the text %j", async (date, expected) => {
  const catalogue = demoCatalogue();
  edit(catalogue.releaseGroups, darkSide, { "first-release-date": date });
  const { musicbrainz } = await connectTo(catalogue);
  expect((await musicbrainz.lookUpAlbum(darkSide))?.firstReleaseDate).toBe(expected);
});

test("keys that are absent or null say nothing", async () => {
  const catalogue = demoCatalogue();
  catalogue.releaseGroups.set(darkSide, { id: darkSide.toUpperCase(), title: "Bare" });
  catalogue.artists.set(pinkFloyd, { id: pinkFloyd, name: "Bare", "life-span": null, area: null });
  const { musicbrainz } = await connectTo(catalogue);
  expect(await musicbrainz.lookUpAlbum(darkSide)).toEqual({
    title: "Bare",
    primaryType: null,
    secondaryTypes: null,
    firstReleaseDate: null,
    disambiguation: null,
    credits: [],
    categories: [],
    links: [],
    identifiers: [{ kind: "musicbrainz_release_group", value: darkSide }],
  });
  expect(await musicbrainz.lookUpArtist(pinkFloyd)).toEqual({
    name: "Bare",
    sortName: null,
    kind: null,
    country: null,
    disambiguation: null,
    beganOn: null,
    endedOn: null,
    categories: [],
    links: [],
    identifiers: [{ kind: "musicbrainz_artist", value: pinkFloyd }],
  });
});

test("an artist comes with dates, places, genres and links", async () => {
  const catalogue = demoCatalogue();
  edit(catalogue.artists, pinkFloyd, {
    "life-span": { begin: "1965", end: "2015-08", ended: true },
    area: { name: "United Kingdom" },
    "begin-area": { name: "London" },
    relations: [
      { type: "discogs", "target-type": "url", url: { resource: "https://www.discogs.com/artist/45467" } },
      {
        type: "official homepage",
        "target-type": "url",
        ended: true,
        url: { resource: "https://gone.example" },
      },
    ],
  });
  const { musicbrainz } = await connectTo(catalogue);
  const artist = await musicbrainz.lookUpArtist(pinkFloyd);
  expect(artist).toMatchObject({ name: "Pink Floyd", beganOn: "1965", endedOn: "2015-08", kind: "Group" });
  expect(artist?.identifiers).toEqual([
    { kind: "musicbrainz_artist", value: pinkFloyd },
    { kind: "discogs_artist", value: "45467" },
  ]);
  expect(artist?.categories.filter(({ kind }) => kind === "place").map(({ name }) => name)).toEqual([
    "United Kingdom",
    "London",
  ]);
  expect(artist?.links).toEqual([
    { source: "discogs", externalId: "45467", url: "https://www.discogs.com/artist/45467" },
  ]);
});

test("a merged album answers under the surviving MBID, and keeps the old one second", async () => {
  const { musicbrainz, server } = await connectTo();
  const old = madeUpMbid("merged", "The Dark Side of the Moon");
  const album = await musicbrainz.lookUpAlbum(old.toUpperCase());
  expect(album?.title).toBe("The Dark Side of the Moon");
  expect(album?.identifiers.slice(0, 2)).toEqual([
    { kind: "musicbrainz_release_group", value: darkSide },
    { kind: "musicbrainz_release_group", value: old },
  ]);
  expect(album?.identifiers[2]?.kind).not.toBe("musicbrainz_release_group");
  expect(server.requests.map(({ status }) => status)).toEqual([301, 200]);
});

test("so does a merged artist", async () => {
  const catalogue = demoCatalogue();
  const old = madeUpMbid("merged artist");
  const { musicbrainz } = await connectTo({ ...catalogue, merged: new Map([[old, pinkFloyd]]) });
  const artist = await musicbrainz.lookUpArtist(old);
  expect(artist?.identifiers.slice(0, 2)).toEqual([
    { kind: "musicbrainz_artist", value: pinkFloyd },
    { kind: "musicbrainz_artist", value: old },
  ]);
});

test("an MBID that is written in capitals is not a second identifier", async () => {
  const { musicbrainz } = await connectTo();
  const album = await musicbrainz.lookUpAlbum(darkSide.toUpperCase());
  expect(album?.identifiers.filter(({ kind }) => kind === "musicbrainz_release_group")).toHaveLength(1);
});

test("Various Artists stands in the credit of a compilation", async () => {
  const { musicbrainz } = await connectTo();
  expect(await musicbrainz.lookUpAlbum(wintertunes)).toMatchObject({
    secondaryTypes: ["Compilation"],
    credits: [{ artist: { identifiers: [{ kind: "musicbrainz_artist", value: variousArtists }] } }],
  });
});

test("what does not exist is undefined", async () => {
  const { musicbrainz } = await connectTo();
  expect(await musicbrainz.lookUpAlbum(unknown)).toBeUndefined();
  expect(await musicbrainz.lookUpArtist(unknown)).toBeUndefined();
  expect(await musicbrainz.findAlbumOfRelease(unknown)).toBeUndefined();
});

test("a release leads to its album", async () => {
  const { musicbrainz, server } = await connectTo();
  expect(await musicbrainz.findAlbumOfRelease("91d36d01-a898-426d-bc28-35ee5b7a7b6b")).toBe(surrender);
  expect(server.requests[0]?.path).toContain("?inc=release-groups&fmt=json");
});

describe("where an id is now", () => {
  const [cd, gb, lp] = nevermind.releases.map(({ id }) => id) as [string, string, string];
  const [first, second] = nevermind.releases[0]!.media[0]!.tracks!.map(({ recording }) => recording.id) as [
    string,
    string,
  ];

  test.each<[string, WhereEntity, string, (world: World) => void, unknown]>([
    ["a group where it was", "release-group", darkSide, () => undefined, { mbid: darkSide }],
    [
      "a group that was merged",
      "release-group",
      nevermind.id,
      (world) => world.mergeGroups(nevermind.id, darkSide),
      { mbid: darkSide },
    ],
    [
      "a release with its group",
      "release",
      lp.toUpperCase(),
      () => undefined,
      { mbid: lp, albumMbid: nevermind.id },
    ],
    [
      "a release that moved",
      "release",
      lp,
      (world) => world.moveRelease(lp, darkSide),
      { mbid: lp, albumMbid: darkSide },
    ],
    [
      "a release that was merged",
      "release",
      gb,
      (world) => world.mergeReleases(gb, cd),
      { mbid: cd, albumMbid: nevermind.id },
    ],
    [
      "a recording that was merged",
      "recording",
      second,
      (world) => world.mergeRecordings(second, first),
      { mbid: first },
    ],
    ["a release that is gone", "release", lp, (world) => world.deleteRelease(lp), undefined],
    ["an artist who is gone", "artist", pinkFloyd, (world) => world.deleteArtist(pinkFloyd), undefined],
  ])("%s", async (_, entity, mbid, change, expected) => {
    const catalogue = demoCatalogue();
    change(createWorld(catalogue));
    const { musicbrainz } = await connectTo(catalogue);
    expect(await musicbrainz.whereIs(entity, mbid)).toEqual(expected);
  });

  test.each<[string, unknown]>([
    ["an empty object", {}],
    ["a release without its album", { id: lp }],
  ])("%s is no answer", async (_, body) => {
    const { musicbrainz, server } = await connectTo();
    server.setFault(() => ({ kind: "status", status: 200, body: JSON.stringify(body) }));
    await expect(musicbrainz.whereIs("release", lp)).rejects.toBeInstanceOf(PayloadError);
  });
});

test("an MBID that is none is refused by them, once, and said", async () => {
  const { musicbrainz, server } = await connectTo();
  const error = await faultOf(musicbrainz.lookUpAlbum("not-an-mbid"));
  expect(error).toBeInstanceOf(RejectedError);
  expect(error.message).toBe("MusicBrainz answered 400: Invalid mbid.");
  expect(server.requests).toHaveLength(1);
});
