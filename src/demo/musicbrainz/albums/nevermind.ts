import {
  bySide,
  madeUpMbid,
  numbered,
  type DemoAlbum,
  type DemoArtist,
  type DemoTrackRow,
} from "../facts.ts";

const nirvana: DemoArtist = {
  id: "5b11f4ce-a62d-471e-81fc-a69a8278c7da",
  name: "Nirvana",
  disambiguation: "90s US grunge band",
  type: "Group",
  country: "US",
  begin: "1988-01",
  end: "1994-04-05",
  aliases: [{ name: "Nirvana US" }, { name: "ニルヴァーナ", locale: "ja", primary: true }],
  genres: ["grunge", "alternative rock"],
  links: [
    ["discogs", "https://www.discogs.com/artist/125246"],
    ["wikidata", "https://www.wikidata.org/wiki/Q11649"],
  ],
};

const dgc = { id: "68803e28-86fe-4a95-985f-8e493795ab31", name: "DGC Records" };
const name = "Nevermind";

const eleven: DemoTrackRow[] = [
  ["Smells Like Teen Spirit", 301106, "6da76448-982a-4a01-b65b-9a710301c9c9", "USGF19942501"],
  ["In Bloom", 254893, "2042ce91-f5fe-4fce-b451-b3354843b193", "USGF19942502", 255000],
  ["Come as You Are", 219066, "b4184747-0157-41be-ae44-e3a6a0c13272", "USGF19942503", 219026],
  ["Breed", 183840, "b4f0642e-05c5-4bc4-bf0c-95e67bfb3e99", "USGF19942504"],
  ["Lithium", 256960, "3f5647db-6f12-4c36-94ea-2d06f2c7e8f9", "USGF19942505", 257000],
  ["Polly", 177040, "d8417d44-9324-43b8-838a-e1034ac11f8c", "USGF19942506", 177000],
  ["Territorial Pissings", 143000, "120bdf8e-c760-4aaf-8e34-ddd1ab3be504", "USGF19942507"],
  ["Drain You", 223893, "4eb581fa-4080-4b0b-9ef0-2c8720c02190", "USGF19942508"],
  ["Lounge Act", 156840, "1e35bde3-37bd-431d-916a-c364e6440446", "USGF19942509"],
  ["Stay Away", 212493, "6fb6fff0-a381-44be-8aa6-e3429a670e0b", "USGF19942510", 212480],
  ["On a Plain", 196373, "f30831a3-a9de-41ba-86c8-f1cad625b305", "USGF19942511"],
];
const hidden: DemoTrackRow = [
  "Something in the Way / Endless, Nameless",
  1235160,
  "d506a8b2-4ba9-49b9-941f-40d1295ebd29",
];
const onCd = numbered(name, [...eleven, hidden]);
const onRecord = bySide(numbered(name, [...eleven, ["Something in the Way", 232000]]), 6, 6);

export const nevermind: DemoAlbum = {
  id: "1b022e01-4da6-387b-8658-8678046e4cef",
  title: name,
  primaryType: "Album",
  firstReleased: "1991-09-23",
  credits: [{ artist: nirvana }],
  genres: ["grunge", "alternative rock", "rock"],
  links: [["discogs", "https://www.discogs.com/master/13814"]],
  releases: [
    {
      id: "a146429a-cedc-3ab0-9e41-1aaf5f6cdc2d",
      packaging: "Jewel Case",
      events: [["1991-09-24", "US"]],
      barcode: "720642442524",
      asin: "B000003TA4",
      labels: [["DGCD-24425", dgc]],
      cover: { front: true, back: false, count: 1 },
      links: [
        ["amazon asin", "https://www.amazon.com/gp/product/B000003TA4"],
        ["discogs", "https://www.discogs.com/release/924027"],
      ],
      media: [{ format: "CD", tracks: onCd }],
    },
    {
      id: madeUpMbid("release", name, "CD GB"),
      packaging: "Jewel Case",
      events: [["1991-09-23", "GB"]],
      barcode: "720642442524",
      labels: [["DGCD 24425", dgc]],
      media: [{ format: "CD", tracks: onCd }],
    },
    {
      id: madeUpMbid("release", name, "LP"),
      packaging: "Cardboard/Paper Sleeve",
      events: [["1991-09-24", "US"]],
      barcode: "720642442517",
      labels: [["DGC-24425", dgc]],
      media: [{ format: '12" Vinyl', tracks: onRecord }],
    },
  ],
};
