import { madeUpMbid, type DemoAlbum } from "../../src/demo/musicbrainz/facts.ts";

export const manyArtist = { id: madeUpMbid("artist", "The Many"), name: "The Many" };

/** Primary and secondary types of a release group. */
export type Types = [primary: string, secondary: string[]];

/** Release groups of one artist, one of each of the types a year from 1960 on, an official edition each; the last has no date. */
export const albumsOfMany = (count: number, types: Types[]): DemoAlbum[] =>
  Array.from({ length: count }, (_, at) => {
    const [primaryType, secondaryTypes] = types[at % types.length]!;
    return {
      id: madeUpMbid("group", at),
      title: `Title ${at}`,
      primaryType,
      secondaryTypes,
      firstReleased: at === count - 1 ? "" : `${1960 + Math.floor(at / types.length)}-02-03`,
      credits: [{ artist: manyArtist }],
      genres: [],
      releases: [
        {
          id: madeUpMbid("release", at),
          status: "Official",
          events: [["1990", "GB"]],
          barcode: null,
          media: [],
        },
      ],
    } satisfies DemoAlbum;
  });
