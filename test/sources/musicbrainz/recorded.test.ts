import { expect, test } from "vitest";
import { objectsOf, type Json } from "../../../src/demo/musicbrainz/documents.ts";
import type { ReleaseFacts } from "../../../src/facts.ts";
import { recordedCatalogue } from "../../helpers/musicbrainz.ts";
import { connectTo } from "./connect.ts";

const catalogue = recordedCatalogue();
const reason = "needs the recordings in ../shared";
const albums = [...(catalogue?.releaseGroups.values() ?? [])].map((album): [string, Json] => [
  String(album.title),
  album,
]);

const creditOf = (document: Json): string =>
  objectsOf(document, "artist-credit")
    .map(({ name, joinphrase }) => `${String(name)}${String(joinphrase ?? "")}`)
    .join("");

test.skipIf(!catalogue).each(albums)(
  `%s is found by its title and artist (${reason})`,
  async (title, album) => {
    const { musicbrainz } = await connectTo(catalogue);
    for (const reading of [{ title, artist: creditOf(album) }, { title }]) {
      const { albums: found } = await musicbrainz.searchAlbums({ readings: [reading], how: "ranked" });
      expect(found.map(({ mbid }) => mbid)).toContain(album.id);
    }
  },
);

test.skipIf(!catalogue).each(albums)(`%s and its artists are looked up (${reason})`, async (title, album) => {
  const { musicbrainz } = await connectTo(catalogue);
  const facts = await musicbrainz.lookUpAlbum(String(album.id));
  expect(facts).toMatchObject({
    title,
    primaryType: album["primary-type"],
    firstReleaseDate: album["first-release-date"] || null,
  });
  expect(facts?.credits.map(({ creditedAs, joinPhrase }) => creditedAs + joinPhrase).join("")).toBe(
    creditOf(album),
  );
  for (const { artist } of facts?.credits ?? []) {
    const mbid = artist.identifiers[0]?.value ?? "";
    const known = catalogue?.artists.get(mbid);
    expect((await musicbrainz.lookUpArtist(mbid))?.name).toBe(known?.name);
  }
});

test.skipIf(!catalogue).each(albums)(
  `all releases of %s come, with every track (${reason})`,
  async (_, album) => {
    const { musicbrainz } = await connectTo(catalogue);
    const received: ReleaseFacts[] = [];
    for await (const page of musicbrainz.releasePages(String(album.id))) received.push(...page.releases);
    const recorded = catalogue?.releasesByGroup.get(String(album.id)) ?? [];
    const byId = new Map(recorded.map((release) => [String(release.id), release]));
    expect(received).toHaveLength(recorded.length);
    for (const facts of received) {
      const document = byId.get(facts.identifiers[0]?.value ?? "");
      expect(facts).toMatchObject({
        title: document?.title,
        releasedOn: document?.date || null,
        barcode: document?.barcode ?? null,
      });
      const tracks = objectsOf(document ?? {}, "media").flatMap((medium) => objectsOf(medium, "tracks"));
      const listed = facts.media.flatMap((medium) => medium.tracks).filter(({ kind }) => kind === "track");
      expect(listed.map(({ title }) => title)).toEqual(tracks.map(({ title }) => title));
      expect(listed.map(({ number }) => number)).toEqual(tracks.map(({ number }) => String(number)));
    }
  },
);

test.skipIf(!catalogue)(`a title with a backslash has its artist found (${reason})`, async () => {
  const { musicbrainz } = await connectTo(catalogue);
  const [first] = (await musicbrainz.searchArtists("nq\\skrju")).artists;
  expect(first?.name).toBe("nq\\skrju");
});
