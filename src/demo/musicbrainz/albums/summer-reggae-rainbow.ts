import { numbered, type DemoAlbum, type DemoArtist, type DemoRelease } from "../facts.ts";

const sevenMatsuri: DemoArtist = {
  id: "802673f0-9b88-4e8a-bb5c-dd01d68b086f",
  name: "7人祭",
  sortName: "7nin Matsuri",
  type: "Group",
  country: "JP",
  aliases: [{ name: "7nin Matsuri", locale: "en", primary: true }],
  genres: ["j-pop"],
};

const ids = [
  "162630d9-36d2-4a8d-ade1-1c77440b34e7",
  "487cac92-eed5-4efa-8563-c9a818079b9a",
  "eb818aa4-d472-4d2b-b1a9-7fe5f1c7d26e",
] as const;
const name = "サマーれげぇ!レインボー";

const original: Omit<DemoRelease, "id" | "media"> = {
  events: [["2001-07-04", "JP"]],
  barcode: "4942463511227",
  asin: "B00005LA6G",
  labels: [["EPCE-5112", { id: "6bb73458-6c5f-4c26-8367-66fcef562955", name: "zetima" }]],
  language: "jpn",
  script: "Jpan",
  links: [["amazon asin", "http://www.amazon.co.jp/gp/product/B00005LA6G"]],
};

/** A single in Japanese, with the pseudo-release that carries its transliteration. */
export const summerReggaeRainbow: DemoAlbum = {
  id: "b84625af-6229-305f-9f1b-59c0185df016",
  title: name,
  primaryType: "Single",
  firstReleased: "2001-07-04",
  credits: [{ artist: sevenMatsuri }],
  aliases: [{ name: "Summer Reggae! Rainbow", locale: "en", primary: true }],
  genres: ["j-pop"],
  releases: [
    {
      ...original,
      id: "0385f276-5f4f-4c81-a7a4-6bd7b8d85a7e",
      media: [
        {
          format: "CD",
          tracks: numbered(name, [
            [name, 296026, ids[0]],
            ["HELLO! また会おうね (7人祭 version)", 213106, ids[1]],
            [`${name} (instrumental)`, 292800, ids[2]],
          ]),
        },
      ],
    },
    {
      ...original,
      id: "b3b7e934-445b-4c68-a097-730c6a6d47e6",
      title: "Summer Reggae! Rainbow",
      status: "Pseudo-Release",
      script: "Latn",
      quality: "high",
      media: [
        {
          format: "CD",
          tracks: numbered(name, [
            ["Summer Reggae! Rainbow", 296026, ids[0]],
            ["Hello! Mata Aou Ne (7nin Matsuri version)", 213106, ids[1]],
            ["Summer Reggae! Rainbow (Instrumental)", 292800, ids[2]],
          ]),
        },
      ],
    },
  ],
};
