import { demoProducts } from "../../src/demo/amazon/demo-products.ts";
import { createCoverArtArchive } from "../../src/sources/cover-art-archive/source.ts";
import type { HttpClient } from "../../src/sources/http/api.ts";
import { createLrclib } from "../../src/sources/lrclib/source.ts";
import { createMusicBrainz } from "../../src/sources/musicbrainz/source.ts";
import type { StandIn } from "../../src/demo/stand-in.ts";
import { amazonClient, amazonStandIn } from "../helpers/amazon.ts";
import { coverArtStandIn } from "../helpers/cover-art-archive.ts";
import { apiAt } from "../helpers/http.ts";
import { lrclibStandIn, lyricsRecord } from "../helpers/lrclib.ts";
import { musicbrainzStandIn } from "../helpers/musicbrainz.ts";

/** One question to one service, and how much it brings: 0 is "they have none". */
export interface Target {
  name: string;
  standIn: StandIn;
  ask(): Promise<number>;
  /** A spoilt answer that is, as it stands, their documented "none". */
  none?: string;
}

const nevermind = "1b022e01-4da6-387b-8658-8678046e4cef";
const nirvana = "5b11f4ce-a62d-471e-81fc-a69a8278c7da";
const darkSide = "f5093c06-23e3-404f-aeaa-40f72885ee3a";

/** Every stand-in, started, with the questions that the program asks of it. */
export async function startTargets(http: HttpClient): Promise<Target[]> {
  return [...(await musicbrainzTargets(http)), ...(await otherTargets(http))];
}

async function musicbrainzTargets(http: HttpClient): Promise<Target[]> {
  const standIn = await musicbrainzStandIn();
  const musicbrainz = createMusicBrainz(http, { ...apiAt(standIn.url), name: "MusicBrainz" });
  const readReleases = async (): Promise<number> => {
    let count = 0;
    for await (const page of musicbrainz.releasePages(nevermind)) count += page.releases.length;
    return count;
  };
  return [
    { name: "an album", standIn, ask: async () => ((await musicbrainz.lookUpAlbum(nevermind)) ? 1 : 0) },
    {
      name: "an artist",
      standIn,
      ask: async () => ((await musicbrainz.lookUpArtist(nirvana)) ? 1 : 0),
    },
    {
      name: "a search",
      standIn,
      ask: async () => {
        const found = await musicbrainz.searchAlbums({ readings: [{ title: "Nevermind" }], how: "ranked" });
        return found.albums.length;
      },
    },
    { name: "releases", standIn, ask: readReleases },
  ];
}

async function otherTargets(http: HttpClient): Promise<Target[]> {
  const art = await coverArtStandIn();
  const archive = createCoverArtArchive(http, { ...apiAt(art.url), name: "Cover Art Archive" }, 20_000_000);
  const lyrics = await lrclibStandIn([lyricsRecord()]);
  const lrclib = createLrclib(http, { ...apiAt(lyrics.url), name: "LRCLIB" });
  const { trackName: title, artistName: artist } = lyricsRecord();
  const shop = await amazonStandIn({ catalogue: demoProducts() });
  const { amazon } = amazonClient(shop);
  await amazon.getItems(["B000003TA4"]); // so that a token is at hand
  return [
    {
      name: "a cover",
      standIn: art,
      ask: async () => ((await archive.frontOfReleaseGroup(darkSide)) ? 1 : 0),
    },
    { name: "lyrics", standIn: lyrics, ask: async () => ((await lrclib.get({ title, artist })) ? 1 : 0) },
    {
      name: "a search for lyrics",
      standIn: lyrics,
      ask: async () => (await lrclib.search({ title, artist })).length,
    },
    {
      name: "a product",
      standIn: shop,
      ask: async () => (await amazon.getItems(["B000003TA4"])).length,
      none: '{"itemsResult":{}}',
    },
    {
      name: "products",
      standIn: shop,
      ask: async () => Math.min(1, (await amazon.search({ keywords: "Surrender" })).length),
      none: '{"searchResult":{}}',
    },
  ];
}
