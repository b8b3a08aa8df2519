import { expect, it } from "vitest";
import { createLayered } from "../../src/catalogue/layered.ts";
import type { CatalogueSource } from "../../src/catalogue/source.ts";
import type { AlbumCandidate } from "../../src/matching/candidate.ts";
import type { AlbumPage, AlbumQuestion } from "../../src/sources/albums/source.ts";
import type { MusicBrainz } from "../../src/sources/musicbrainz/source.ts";

/** What the file says is final only where title (or alias) and artist are identical: all else the web is asked. */

const pageOf = (albums: AlbumCandidate[], hasMoreEquals = false): AlbumPage => {
  return { albums, query: "", total: albums.length, received: albums.length, odd: [], hasMoreEquals };
};

const albumOf = (title: string, artist: string, more: Partial<AlbumCandidate> = {}): AlbumCandidate => ({
  mbid: "in the file",
  title,
  aliases: [],
  editionTitles: [],
  artists: [{ mbid: "a", name: artist, creditedAs: artist, joinPhrase: "", aliases: [] }],
  secondaryTypes: [],
  ...more,
});

async function whoAnswers(page: AlbumPage, question: AlbumQuestion): Promise<string> {
  const web = { searchAlbums: () => Promise.resolve(pageOf([{ ...albumOf("", ""), mbid: "on the web" }])) };
  const file = { searchAlbums: () => Promise.resolve(page) };
  const layered = createLayered(file as unknown as CatalogueSource, web as unknown as MusicBrainz);
  return (await layered.searchAlbums(question)).albums[0]!.mbid;
}

const typed: AlbumQuestion = { readings: [{ title: "Desire", artist: "Bob Dylan" }], how: "ranked" };

it("what comes behind the first page of the web's is asked on the web, whatever the file has", async () => {
  const web = {
    searchAlbums: (_: unknown, __: unknown, offset: number) =>
      Promise.resolve(pageOf([{ ...albumOf("", ""), mbid: `web ${offset}` }])),
  };
  const file = { searchAlbums: () => Promise.resolve(pageOf([albumOf("Desire", "Bob Dylan")])) };
  const layered = createLayered(file as unknown as CatalogueSource, web as unknown as MusicBrainz);
  expect((await layered.searchAlbums(typed, undefined, 100)).albums[0]!.mbid).toBe("web 100");
});

it("pages come from the file where it can know them, and else from the web", async () => {
  const said = (by: string) => ({
    async *albumPages() {
      yield by;
    },
    async *releasePages() {
      yield by;
    },
  });
  const pagesOf = async (
    has: Partial<CatalogueSource>,
    ask: (layered: MusicBrainz) => AsyncGenerator<unknown>,
  ) => {
    const file = { ...said("file"), hasArtist: () => true, hasAlbum: () => true, hasReleases: true, ...has };
    const layered = createLayered(file as unknown as CatalogueSource, said("web") as unknown as MusicBrainz);
    return (await ask(layered).next()).value as unknown;
  };
  const albums = (wanted?: Parameters<MusicBrainz["albumPages"]>[1]) => (layered: MusicBrainz) =>
    layered.albumPages("a", wanted);
  const releases = (layered: MusicBrainz) => layered.releasePages("a");
  expect(await pagesOf({}, albums())).toBe("file");
  expect(await pagesOf({ hasArtist: () => false }, albums())).toBe("web");
  expect(await pagesOf({}, albums({ status: "website-default" }))).toBe("web"); // which are official only the web can tell
  expect(await pagesOf({}, releases)).toBe("file");
  expect(await pagesOf({ hasAlbum: () => false }, releases)).toBe("web"); // it is newer than the file
  expect(await pagesOf({ hasReleases: false }, releases)).toBe("web");
});

it.each<[what: string, page: AlbumPage]>([
  ["the very title and artist", pageOf([albumOf("desire", "Bob Dylan")])],
  ["an alias", pageOf([albumOf("Begehren", "Bob Dylan", { aliases: ["Desire"] })])],
])("%s is final", async (_, page) => {
  expect(await whoAnswers(page, typed)).toBe("in the file");
});

it.each<[what: string, page: AlbumPage, question?: AlbumQuestion]>([
  ["a title that comes near", pageOf([albumOf("Desires", "Bob Dylan")])],
  ["an artist who comes near", pageOf([albumOf("Desire", "Bob Dyllan")])],
  ["another artist's of the same title", pageOf([albumOf("Desire", "Gene Clark")])],
  ["more than the file tells of", pageOf([albumOf("Desire", "Bob Dylan")], true)],
  ["nothing", pageOf([])],
  [
    "a title alone",
    pageOf([albumOf("Desire", "Bob Dylan")]),
    { readings: [{ title: "Desire" }], how: "ranked" },
  ],
])("%s is asked on the web", async (_, page, question = typed) => {
  expect(await whoAnswers(page, question)).toBe("on the web");
});
