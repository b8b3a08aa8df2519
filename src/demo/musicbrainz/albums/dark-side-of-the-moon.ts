import {
  bySide,
  madeUpMbid,
  numbered,
  type DemoAlbum,
  type DemoArtist,
  type DemoTrackRow,
} from "../facts.ts";

const pinkFloyd: DemoArtist = {
  id: "83d91898-7763-47d7-b03b-b92132375c47",
  name: "Pink Floyd",
  type: "Group",
  country: "GB",
  begin: "1965",
  aliases: [{ name: "The Pink Floyd" }, { name: "ピンク・フロイド", locale: "ja", primary: true }],
  genres: ["progressive rock", "psychedelic rock"],
  links: [
    ["discogs", "https://www.discogs.com/artist/45467"],
    ["wikidata", "https://www.wikidata.org/wiki/Q2306"],
  ],
};

const harvest = { id: "993af7f6-bb99-456b-83e7-5e728ea80a0e", name: "Harvest" };
const emi = { id: madeUpMbid("label", "EMI"), name: "EMI" };
const name = "The Dark Side of the Moon";

const opening: DemoTrackRow[] = [
  ["Speak to Me", 68346, "bef3fddb-5aca-49f5-b2fd-d56a23268d63"],
  ["Breathe", 168720, "ecbc7c9b-e79d-4ec8-ac77-44e4a7f7f1b8"],
];
const rest: DemoTrackRow[] = [
  ["On the Run", 230600, "747a79a7-644e-42d4-be86-9adaf44393d8", undefined, 230000],
  ["Time", 409600, "41959321-f2bb-4580-aa19-16248fe665d3", undefined, 412000],
  ["The Great Gig in the Sky", 284133, "73b01cea-2dad-4fc2-9e61-02a31477c1b1"],
  ["Money", 382746, "7fef22bd-76aa-4803-b56b-93a5d6e70662"],
  ["Us and Them", 469853, "2d1201cf-59bb-4ffa-9f52-f5b3afa13346"],
  ["Any Colour You Like", 206213, "7c278a16-ae04-460c-88ea-39155cadcd09", undefined, 206000],
  ["Brain Damage", 226933, "71c0e054-b700-4fd2-a35b-95c7afc566cb", undefined, 227000],
  ["Eclipse", 131546, "76341a6e-bac9-4ab3-9d9a-3cf1c9ceac80"],
];
const tenTracks = numbered(name, [...opening, ...rest]);
/** The first CDs have the two openers in one track. */
const nineTracks = numbered(name, [["Speak to Me / Breathe", 237066], ...rest]);

export const darkSideOfTheMoon: DemoAlbum = {
  id: "f5093c06-23e3-404f-aeaa-40f72885ee3a",
  title: name,
  primaryType: "Album",
  firstReleased: "1973-03-24",
  credits: [{ artist: pinkFloyd }],
  aliases: [{ name: "Dark Side of the Moon" }],
  genres: ["progressive rock", "psychedelic rock", "art rock"],
  links: [
    ["discogs", "https://www.discogs.com/master/10362"],
    ["wikidata", "https://www.wikidata.org/wiki/Q150901"],
  ],
  mergedFrom: [madeUpMbid("merged", name)],
  releases: [
    {
      id: "b84ee12a-09ef-421b-82de-0441a926375b",
      disambiguation: "stereo",
      packaging: "Gatefold Cover",
      events: [
        ["1973-03-24", "GB"],
        ["1973", "NZ"],
      ],
      barcode: "",
      labels: [["SHVL 804", harvest]],
      cover: { front: true, back: true, count: 10 },
      links: [["discogs", "https://www.discogs.com/release/1873013"]],
      media: [{ format: '12" Vinyl', tracks: bySide(tenTracks, 5, 5) }],
    },
    {
      id: madeUpMbid("release", name, "CD 1984"),
      packaging: "Jewel Case",
      events: [["1984", "US"]],
      barcode: "077774600125",
      labels: [["CDP 7 46001 2", harvest]],
      media: [{ format: "CD", tracks: nineTracks }],
    },
    {
      id: madeUpMbid("release", name, "CD 2011"),
      disambiguation: "2011 remaster",
      packaging: "Gatefold Cover",
      events: [["2011-09-26", "GB"]],
      barcode: "5099902895529",
      labels: [["50999 028955 2 9", emi]],
      cover: { front: true, back: false, count: 1 },
      media: [{ format: "CD", tracks: tenTracks }],
    },
  ],
};
