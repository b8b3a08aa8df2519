import { expect, it } from "vitest";
import type { AlbumSource } from "../../../src/sources/albums/source.ts";
import { importing, importWords } from "../../helpers/importing.ts";

it("a third source is ten lines of facts", async () => {
  const t = await importing();
  const [musicbrainz] = t.context.albumSources;
  const facts = {
    title: "Cassette Only",
    primaryType: "Album",
    secondaryTypes: [],
    firstReleaseDate: "1989",
    disambiguation: null,
    credits: [],
    categories: [],
    links: [],
    identifiers: [{ kind: "wikidata" as const, value: "Q77" }],
  };
  const third: AlbumSource = {
    ...musicbrainz!,
    name: "shelf",
    title: "The Shelf",
    albumKinds: ["wikidata"],
    albumRef: (id) => ({ source: "wikidata", entity: "item", id }),
    searchAlbums: () =>
      Promise.resolve({
        albums: [
          {
            mbid: "Q77",
            title: "Cassette Only",
            aliases: [],
            secondaryTypes: [],
            artists: [{ mbid: "x", name: "Tape Club", creditedAs: "Tape Club", joinPhrase: "", aliases: [] }],
          },
        ],
        total: 1,
        received: 1,
        query: "shelf",
        odd: [],
      }),
    lookUpAlbum: () =>
      Promise.resolve({
        ...facts,
        credits: [{ artist: { ...nobody, name: "Tape Club" }, creditedAs: "Tape Club", joinPhrase: "" }],
      }),
  };
  const context = { ...t.context, albumSources: [...t.context.albumSources, third] };
  const result = await importWords(
    context,
    { title: "Cassette Only", artist: "Tape Club" },
    { only: ["musicbrainz", "shelf"] },
  );
  expect(result.providers.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    "musicbrainz absent",
    "shelf found",
  ]);
  expect(result).toMatchObject({ outcome: "created", itemId: 1 });
});

const nobody = {
  name: "",
  sortName: null,
  kind: null,
  country: null,
  disambiguation: null,
  beganOn: null,
  endedOn: null,
  identifiers: [],
  categories: [],
  links: [],
};
