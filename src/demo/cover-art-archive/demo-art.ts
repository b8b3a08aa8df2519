import { desireByBobDylan, desireByU2 } from "../musicbrainz/albums/desire.ts";
import { darkSideOfTheMoon } from "../musicbrainz/albums/dark-side-of-the-moon.ts";
import { nevermind } from "../musicbrainz/albums/nevermind.ts";
import { oddSizes } from "../musicbrainz/albums/odd-sizes.ts";
import { plus } from "../musicbrainz/albums/plus.ts";
import { summerReggaeRainbow } from "../musicbrainz/albums/summer-reggae-rainbow.ts";
import { surrender } from "../musicbrainz/albums/surrender.ts";
import { wintertunes } from "../musicbrainz/albums/wintertunes.ts";
import { madeUpMbid, type DemoAlbum } from "../musicbrainz/facts.ts";
import type { ArtCatalogue, ArtItem } from "./documents.ts";
import { drawItem, type ImageFacts, type ListingAge } from "./draw-item.ts";

/** The art of one release. The first entry of an album stands for the whole album. */
interface ArtFacts {
  album: DemoAlbum;
  release: string;
  images: ImageFacts[];
  age?: ListingAge;
  darkened?: boolean;
}

const vinylImages: ImageFacts[] = [
  { id: 31_000_000_001, types: ["Front"], sizePx: 1400 },
  { id: 31_000_000_002, types: ["Back"] },
  { id: 31_000_000_003, types: ["Front", "Back", "Spine"], comment: "gatefold, opened" },
  { id: 31_000_000_004, types: ["Poster"], comment: "the band" },
  { id: 31_000_000_005, types: ["Poster"], comment: "pyramids" },
  { id: 31_000_000_006, types: ["Sticker"] },
  { id: 31_000_000_007, types: ["Medium"], comment: "side A" },
  { id: 31_000_000_008, types: ["Medium", "Matrix/Runout"], comment: "side B" },
  { id: 31_000_000_009, types: ["Front", "Raw/Unedited"], suffix: "png" },
  { id: 31_000_000_010, types: ["Front", "Watermark"], approved: false },
];

/** Has no art at all: "Desire" by Pharoahe Monch, and most editions of the others. */
const art: ArtFacts[] = [
  { album: darkSideOfTheMoon, release: "b84ee12a-09ef-421b-82de-0441a926375b", images: vinylImages },
  {
    album: darkSideOfTheMoon,
    release: madeUpMbid("release", darkSideOfTheMoon.title, "CD 2011"),
    images: [{ id: 31_000_000_021, types: ["Front"], suffix: "png" }],
    age: "middle",
  },
  {
    album: nevermind,
    release: "a146429a-cedc-3ab0-9e41-1aaf5f6cdc2d",
    images: [{ id: 829_000_031, types: ["Front"] }],
    age: "old",
  },
  {
    // An edition that the demo's MusicBrainz does not know: only the album leads to it.
    album: surrender,
    release: madeUpMbid("release", surrender.title, "LP"),
    images: [
      { id: 31_000_000_041, types: ["Front"], sizePx: 1000 },
      { id: 31_000_000_042, types: ["Back"] },
    ],
  },
  {
    // The flagged front is a raw scan, and a clean one stands beside it.
    album: desireByBobDylan,
    release: "0586779a-1e0c-465a-ad7d-5dd1c0946028",
    images: [
      { id: 31_000_000_051, types: ["Front", "Raw/Unedited"], suffix: "png" },
      { id: 31_000_000_052, types: ["Front"] },
      { id: 31_000_000_053, types: ["Back"] },
    ],
  },
  {
    album: desireByU2,
    release: madeUpMbid("release", "Desire", "U2"),
    images: [{ id: 31_000_000_061, types: ["Front"] }],
    darkened: true,
  },
  {
    album: plus,
    release: "94ad3a58-a1cc-46a3-acf4-9cb6c1d6f032",
    images: [{ id: 31_000_000_071, types: ["Front"], suffix: "png" }],
  },
  {
    album: summerReggaeRainbow,
    release: "0385f276-5f4f-4c81-a7a4-6bd7b8d85a7e",
    images: [{ id: 829_000_081, types: ["Front"], sizePx: 300, approved: false }], // smaller than most thumbnails
    age: "old",
  },
  {
    album: wintertunes,
    release: "0b405ea7-8785-402f-bcf7-d55f5000dc3e",
    images: [{ id: 31_000_000_091, types: ["Front"], sizePx: 500 }],
  },
  {
    album: oddSizes,
    release: madeUpMbid("release", oddSizes.title, "enhanced CD"),
    images: [
      {
        id: 31_000_000_101,
        types: ["Front", "Booklet"],
        suffix: "pdf",
        comment: "all pages",
        missingThumbnails: [1200],
      },
    ],
  },
];

/** Covers for the demo's albums, drawn by this project: none of them looks like the real one. */
export function demoArt(): ArtCatalogue {
  return {
    items: new Map(art.map((facts) => [facts.release, itemOf(facts)])),
    // A map keeps the last of equal keys; here the first shall win.
    groups: new Map(art.map(({ album, release }): [string, string] => [album.id, release]).reverse()),
  };
}

function itemOf({ release, images, age, darkened }: ArtFacts): ArtItem {
  return { ...drawItem(release, images, age), ...(darkened ? { darkened } : {}) };
}
