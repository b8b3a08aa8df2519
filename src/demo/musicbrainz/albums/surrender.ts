import { numbered, type DemoAlbum, type DemoArtist } from "../facts.ts";

const chemicalBrothers: DemoArtist = {
  id: "1946a82a-f927-40c2-8235-38d64f50d043",
  name: "The Chemical Brothers",
  sortName: "Chemical Brothers, The",
  type: "Group",
  country: "GB",
  begin: "1989",
  aliases: [{ name: "Chemical Brothers" }],
  genres: ["big beat", "electronic"],
};

const astralwerks = { id: "60f3af98-d6ca-4995-a9b5-b93924e2405f", name: "Astralwerks" };
const freestyleDust = { id: "86b88c78-b21f-4711-a43d-991d8d1db10b", name: "Freestyle Dust" };
const virginAustralia = { id: "42adf77e-f597-4bfe-9abd-b3e2516851e3", name: "Virgin Records Australia" };
const name = "Surrender";

const album = numbered(name, [
  ["Music: Response", 320146, "12842247-cabf-4a85-9e8d-4e1201c42364"],
  ["Under the Influence", 256253, "4b364aa9-f227-42b8-b0c2-ee32f5ccf4fa"],
  ["Out of Control", 439546, "fc336694-71c3-4963-b221-2c0687e26cfb", undefined, 441066],
  ["Orange Wedge", 186826, "0982e813-a279-482c-8057-285d07372fb9"],
  ["Let Forever Be", 235360, "6abc5eed-68a4-4ea3-a092-374772b8f09d"],
  ["The Sunshine Underground", 518906, "7d37745a-fdf8-4ee4-b6f2-1453bd432572"],
  ["Asleep From Day", 287386, "1344425c-47ea-4d7b-a759-c7f5ec0fa191"],
  ["Got Glint?", 326906, "310a7db0-9a0f-4833-817f-ae4f6adc026e"],
  ["Hey Boy Hey Girl", 289946, "bf7845cc-eac3-48a3-8b06-543b4b7ba117", undefined, 290853],
  ["Surrender", 269360, "9c83afdc-cd59-4d2a-b990-611b6c7c1899"],
  ["Dream On", 405760, "6efd1d7e-4c99-4dee-b3ef-55724809fb28"],
]);
const secondDisc = numbered(name, [
  ["Hey Boy Hey Girl (extended version)", 364560, "e01f42b4-7fcd-482a-81bf-5aa8b76a961d"],
  ["Flashback", 318946, "6ac6e0d3-e4ba-4cd0-8480-17771b66c3e7"],
  ["Power Move", 249493, "4f7ba3c3-a4db-4237-a035-06627152b217"],
  ["Out of Control (Sasha remix)", 439000, "459b1b98-9dfb-41b8-aa35-4b1c201012b3"],
]);

export const surrender: DemoAlbum = {
  id: "22ca85ec-ee39-3895-aef9-dee5d5c2f4d6",
  title: name,
  primaryType: "Album",
  firstReleased: "1999",
  credits: [{ artist: chemicalBrothers }],
  genres: ["big beat", "electronic", "house"],
  releases: [
    {
      id: "8268c2f8-bfc3-4079-9c25-fad0d69a38df",
      status: "Promotion",
      events: [["1999", "US"]],
      barcode: null,
      asin: "B00000J8EK",
      labels: [["ASW CD PRO 47610-2", astralwerks]],
      media: [],
    },
    {
      id: "91d36d01-a898-426d-bc28-35ee5b7a7b6b",
      quality: "high",
      events: [["1999-06-22", "US"]],
      barcode: "724384761028",
      asin: "B00000J8EK",
      labels: [["ASW47610-2", astralwerks]],
      media: [{ format: "CD", tracks: album }],
    },
    {
      id: "b4820c33-41f0-3fd5-854e-8b9f98a60b50",
      quality: "high",
      events: [["1999-06-21", "GB"]],
      barcode: "724384761028",
      asin: "B00000J8EK",
      labels: [["XDUSTCD4", freestyleDust]],
      media: [{ format: "CD", tracks: album }],
    },
    {
      id: "5199f302-99bc-3c80-a9ec-dffd68867c10",
      events: [["2000-01-25", "AU"]],
      barcode: "724384884901",
      asin: "B00003W1QB",
      labels: [["7243 8 48849 0 1", virginAustralia]],
      media: [
        { format: "CD", tracks: album },
        { format: "CD", tracks: secondDisc },
      ],
    },
  ],
};
