import { numbered, type DemoAlbum, type DemoArtist, type DemoTrackRow } from "../facts.ts";

const edSheeran: DemoArtist = {
  id: "b8a7c51f-362c-4dcb-a259-bc6e0095f0a6",
  name: "Ed Sheeran",
  sortName: "Sheeran, Ed",
  disambiguation: "UK singer-songwriter",
  type: "Person",
  gender: "Male",
  country: "GB",
  begin: "1991-02-17",
  genres: ["pop", "folk pop"],
  links: [
    ["official homepage", "https://www.edsheeran.com/"],
    ["wikidata", "https://www.wikidata.org/wiki/Q47447"],
  ],
};

const asylum = { id: "a8bea33e-67af-424a-a734-898e2dc437ed", name: "Asylum Records" };

const standard: DemoTrackRow[] = [
  ["The A Team", 261000, "17eb8cd6-7bb0-4579-90af-dc38c1b3fc6a", "GBAHS1100095", 260506],
  ["Drunk", 199000, "dca0d867-2861-4b35-b309-897d8169edf7", "GBAHS1100199"],
  ["U.N.I.", 229000, "c1a486fb-223a-4e3d-b6fc-19def43155a5", "GBAHS1100200"],
  ["Grade 8", 181000, "ca8bc972-15fe-4e2e-82dc-e578f88e64a4", "GBAHS1100201"],
  ["Wake Me Up", 229000, "904d88cd-b119-4a0b-b3da-2bef6e2972f9", "GBAHS1100202"],
  ["Small Bump", 259000, "3835ff4d-cbdd-4294-9ffe-09b8295b1715", "GBAHS1100203"],
  ["This", 196000, "edb66734-d7e4-437e-a314-70e67e72d881", "GBAHS1100204"],
  ["The City", 235000, "12f09a58-e376-4847-aabb-255ede6e46db", "GBAHS1100205"],
  ["Lego House", 184000, "28e418ee-9fb6-49e0-9f75-03184a09083b", "GBAHS1100206"],
  ["You Need Me, I Don't Need You", 220000, "1893bb06-26f3-4de8-b281-eec870212fed", "GBAHS1100207"],
  ["Kiss Me", 278000, "232f4982-c146-4c68-8db6-651ba9ddc441", "GBAHS1100208"],
  ["Give Me Love", 526000, "abe26875-6d79-40af-b26d-61093b7cad70", "GBAHS1100209"],
];
const bonus: DemoTrackRow[] = [
  ["Autumn Leaves", null],
  ["Little Bird", null],
  ["Gold Rush", null],
  ["Sunburn", null],
];

/** A title that is one sign, and a deluxe edition with a film that nobody has entered. */
export const plus: DemoAlbum = {
  id: "05ce100c-eddf-4967-8d7e-33fc0883fe39",
  title: "+",
  disambiguation: "plus",
  primaryType: "Album",
  firstReleased: "2011-09-09",
  credits: [{ artist: edSheeran }],
  genres: ["pop", "folk pop"],
  links: [
    ["discogs", "https://www.discogs.com/master/380740"],
    ["wikidata", "https://www.wikidata.org/wiki/Q2703155"],
  ],
  releases: [
    {
      id: "94ad3a58-a1cc-46a3-acf4-9cb6c1d6f032",
      packaging: "Jewel Case",
      events: [["2011-09-09", "XE"]],
      barcode: "5052498646524",
      asin: "B004XZDT60",
      labels: [["5052498646524", asylum]],
      cover: { front: true, back: false, count: 1 },
      links: [
        ["amazon asin", "https://www.amazon.co.uk/gp/product/B004XZDT60"],
        ["discogs", "https://www.discogs.com/release/3191626"],
      ],
      media: [{ format: "CD", tracks: numbered("+", standard) }],
    },
    {
      id: "71688dad-6a8d-44a6-9f35-582b3b6eac45",
      disambiguation: "deluxe version",
      packaging: "None",
      events: [["2011-09-09", "XW"]],
      barcode: "825646658398",
      media: [{ format: "Digital Media", tracks: numbered("+", [...standard, ...bonus]) }],
    },
    {
      id: "fa1c3567-24f0-42ec-9e1e-a33e8081eae9",
      disambiguation: "deluxe edition",
      packaging: "Jewel Case",
      events: [
        ["2012", "AU"],
        ["2012", "NZ"],
      ],
      barcode: "9340650011782",
      media: [
        { format: "CD", title: "+", tracks: numbered("+", [...standard, ...bonus]) },
        { format: "DVD-Video", title: "Live from O2 Shepherd’s Bush Empire, London", trackCount: 12 },
      ],
    },
  ],
};
