import { bySide, madeUpMbid, numbered, type DemoAlbum, type DemoArtist } from "../facts.ts";

/** Three works of one name: the title alone cannot decide between them. */
const bobDylan: DemoArtist = {
  id: "72c536dc-7137-4477-a521-567eeb840fa8",
  name: "Bob Dylan",
  sortName: "Dylan, Bob",
  type: "Person",
  gender: "Male",
  country: "US",
  begin: "1941-05-24",
  aliases: [
    { name: "Robert Allen Zimmerman", sortName: "Zimmerman, Robert Allen" },
    { name: "Боб Дилан", sortName: "Дилан, Боб", locale: "ru", primary: true },
  ],
  genres: ["folk rock", "singer-songwriter", "folk"],
  links: [
    ["official homepage", "https://bobdylan.com/"],
    ["wikidata", "https://www.wikidata.org/wiki/Q392"],
  ],
};
const pharoaheMonch: DemoArtist = {
  id: madeUpMbid("artist", "Pharoahe Monch"),
  name: "Pharoahe Monch",
  sortName: "Monch, Pharoahe",
  type: "Person",
  gender: "Male",
  country: "US",
};
const u2: DemoArtist = {
  id: "a3cb23fc-acd3-4ce0-8f36-1e5aa6a18432",
  name: "U2",
  disambiguation: "Irish rock band",
  type: "Group",
  country: "IE",
  begin: "1976",
};

const columbia = { id: "011d1192-6f65-45bd-85c4-0400dd45693e", name: "Columbia" };
const island = { id: madeUpMbid("label", "Island"), name: "Island Records" };

const dylanTracks = numbered("Desire", [
  ["Hurricane", 513000],
  ["Isis", 418000],
  ["Mozambique", 180000],
  ["One More Cup of Coffee", 223000],
  ["Oh, Sister", 245000],
  ["Joey", 665000],
  ["Romance in Durango", 350000],
  ["Black Diamond Bay", 450000],
  ["Sara", 329000],
]);

export const desireByBobDylan: DemoAlbum = {
  id: "fc325dd3-73ed-36aa-9c77-6b65a958e3cf",
  title: "Desire",
  primaryType: "Album",
  firstReleased: "1976-01-05",
  credits: [{ artist: bobDylan }],
  genres: ["folk rock", "singer-songwriter"],
  links: [
    ["discogs", "https://www.discogs.com/master/3911"],
    ["wikidata", "https://www.wikidata.org/wiki/Q1200744"],
  ],
  releases: [
    {
      id: "1138abc1-77f4-4ba9-900d-5cf52baaf4bf",
      packaging: "Cardboard/Paper Sleeve",
      events: [["1976-01-05", "US"]],
      barcode: "",
      labels: [["PC 33893", columbia]],
      media: [{ format: '12" Vinyl', tracks: bySide(dylanTracks, 5, 4) }],
    },
    {
      id: "e2135acb-1c2e-4ac3-ba9e-f889876c4235",
      disambiguation: "Terre Haute pressing",
      packaging: "Cardboard/Paper Sleeve",
      events: [["1976-01-05", "US"]],
      barcode: null,
      labels: [["PC 33893", columbia]],
      media: [{ format: '12" Vinyl', trackCount: 9 }],
    },
    {
      id: "0586779a-1e0c-465a-ad7d-5dd1c0946028",
      packaging: "Jewel Case",
      events: [["1985", "US"]],
      barcode: "074643389327",
      labels: [["CK 33893", columbia]],
      media: [{ format: "CD", tracks: dylanTracks }],
    },
    {
      id: "a16bb1c2-f69a-3a1d-af73-b09e179d7849",
      packaging: "Jewel Case",
      events: [["", "XE"]],
      barcode: "5099703257021",
      labels: [["CD 32570", columbia]],
      media: [{ format: "CD", tracks: dylanTracks }],
    },
  ],
};

export const desireByPharoaheMonch: DemoAlbum = {
  id: madeUpMbid("release group", "Desire", "Pharoahe Monch"),
  title: "Desire",
  primaryType: "Album",
  firstReleased: "2007-06-26",
  credits: [{ artist: pharoaheMonch }],
  genres: ["hip hop"],
  releases: [
    {
      id: madeUpMbid("release", "Desire", "Pharoahe Monch"),
      events: [["2007-06-26", "US"]],
      barcode: null,
      media: [{ format: "CD", trackCount: 13 }],
    },
  ],
};

export const desireByU2: DemoAlbum = {
  id: madeUpMbid("release group", "Desire", "U2"),
  title: "Desire",
  primaryType: "Single",
  firstReleased: "1988-09-19",
  credits: [{ artist: u2 }],
  genres: ["rock"],
  releases: [
    {
      id: madeUpMbid("release", "Desire", "U2"),
      events: [["1988-09-19", "GB"]],
      barcode: null,
      labels: [["CID 400", island]],
      media: [
        {
          format: "CD",
          tracks: numbered("Desire (U2)", [
            ["Desire", 179000],
            ["Hallelujah (Here She Comes)", 240000],
            ["Desire (Hollywood remix)", 323000],
          ]),
        },
      ],
    },
  ],
};
