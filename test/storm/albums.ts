import { type DemoAlbum, type DemoArtist, madeUpMbid, numbered } from "../../src/demo/musicbrainz/facts.ts";
import { buildDemoCatalogue, demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import type { DemoCatalogue } from "../../src/demo/musicbrainz/server.ts";

/** Of the demo's albums those for which every source has a clear answer. */
export const demoAlbums = [
  ["The Dark Side of the Moon", "Pink Floyd"],
  ["Nevermind", "Nirvana"],
  ["Desire", "Bob Dylan"],
  ["+", "Ed Sheeran"],
] as const;

const artists = ["Quiet Harbour", "Nine Lanterns", "Paper Orchard"].map((name): DemoArtist => ({
  id: madeUpMbid("artist", name),
  name,
  type: "Group",
  genres: ["folk"],
}));
const places = ["Amber", "Birch", "Cobalt", "Dune", "Ember", "Fjord", "Grove", "Heron", "Inlet", "Juniper"];
const things = ["Letters", "Windows"];

/** Albums of artists that nobody has heard of: each on two editions that share their recordings. */
export const madeUpAlbums: DemoAlbum[] = places.flatMap((place, at) =>
  things.map((thing): DemoAlbum => {
    const title = `${place} ${thing}`;
    const songs = ["one", "two", "three", "four"].map((song, number): [string, number] => [
      `${title}, ${song}`,
      150_000 + 1_000 * number,
    ]);
    return {
      id: madeUpMbid("release group", title),
      title,
      primaryType: "Album",
      firstReleased: "1999-05-01",
      credits: [{ artist: artists[at % artists.length]! }],
      genres: ["folk"],
      releases: ([1999, 2009] as const).map((year) => ({
        id: madeUpMbid("release", title, year),
        barcode: null,
        events: [[`${year}-05-01`, "GB"]],
        media: [{ format: "CD", tracks: numbered(title, songs) }],
      })),
    };
  }),
);

/** The demo's catalogue, and the made-up albums beside it. */
export function stormCatalogue(): DemoCatalogue {
  const [demo, more] = [demoCatalogue(), buildDemoCatalogue(madeUpAlbums)];
  const both = <K extends "releaseGroups" | "releases" | "artists" | "releasesByGroup">(
    part: K,
  ): DemoCatalogue[K] => new Map<string, unknown>([...demo[part], ...more[part]]) as DemoCatalogue[K];
  return {
    ...demo,
    searchDocuments: [...demo.searchDocuments, ...more.searchDocuments],
    releaseGroups: both("releaseGroups"),
    releases: both("releases"),
    artists: both("artists"),
    releasesByGroup: both("releasesByGroup"),
  };
}
