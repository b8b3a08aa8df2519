import { demoProducts } from "../../src/demo/amazon/demo-products.ts";
import { createCoverArtArchive } from "../../src/sources/cover-art-archive/source.ts";
import type { HttpClient } from "../../src/sources/http/api.ts";
import { createLrclib } from "../../src/sources/lrclib/source.ts";
import { createMusicBrainz } from "../../src/sources/musicbrainz/source.ts";
import type { StandIn } from "../../src/demo/stand-in.ts";
import { judgeAnswer, productQuestion } from "../../src/matching/ai/verdict.ts";
import { aiModelAt, aiStandIn, album, candidate } from "../helpers/ai.ts";
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
  /** An opinion: without it the rules decide alone, so that none at all is no loss. */
  isOpinion?: true;
}

const nevermind = "1b022e01-4da6-387b-8658-8678046e4cef";
const nirvana = "5b11f4ce-a62d-471e-81fc-a69a8278c7da";
const darkSide = "f5093c06-23e3-404f-aeaa-40f72885ee3a";

/** Every stand-in, started, with the questions that the program asks of it. */
export async function startTargets(http: HttpClient): Promise<Target[]> {
  return [...(await musicbrainzTargets(http)), ...(await otherTargets(http)), await aiTarget()];
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

/** A model's opinion of two products: one is the album, and of the other it is not to be said. */
async function aiTarget(): Promise<Target> {
  const standIn = await aiStandIn();
  const { model } = aiModelAt(standIn.url);
  const asked = album();
  const candidates = [candidate(), candidate({ asin: "B000000002", title: "A shirt", artists: [] })];
  return {
    name: "an opinion",
    standIn,
    isOpinion: true,
    async ask() {
      const answer = await model.ask(productQuestion(asked, candidates));
      if (answer.outcome === "no_answer") return 0;
      const [first, second] = judgeAnswer(asked, candidates, answer.json);
      if (second!.decision === "match") throw new Error("a shirt is taken for the album");
      return first!.decision === "unsure" ? 0 : 1;
    },
  };
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
