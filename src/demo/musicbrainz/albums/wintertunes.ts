import { track, type DemoAlbum, type DemoArtist, type DemoCredit, type DemoTrackRow } from "../facts.ts";

const variousArtists: DemoArtist = {
  id: "89ad4ac3-39f7-470e-963a-56509c546377",
  name: "Various Artists",
  disambiguation: "add compilations to this artist",
  type: "Other",
};

const coda: DemoArtist = {
  id: "cea05738-9dfd-4d29-9313-ceb89a9f94ca",
  name: "coda",
  disambiguation: "chiptune musician",
};
const surasshu: DemoArtist = { id: "088057ef-b7cf-4d16-8ca4-0b624ead4106", name: "surasshu" };

const tracks: [DemoTrackRow, ...DemoCredit[]][] = [
  [
    ["Magic Snow is White and Slow", 101000, "99c771d8-0a9a-4740-b7b4-72b3c6050a01"],
    by("80968324-2ef4-4dc0-9f96-d838d55d12cc", "nq\\skrju"),
  ],
  [
    ["Navigator", 150000, "dcb92f44-ef9f-4731-b269-9f3c24647223"],
    by("def88929-c322-4beb-8996-5d8bff043391", "Rico Zerone", "Zerone, Rico"),
  ],
  [
    ["Cough Syrup Overdose", 157000, "0a780f36-a2d4-496d-a388-403399cb5beb"],
    by("3bc5e2e7-4297-40bf-84f7-d2840a48c580", "Tony Thai", "Thai, Tony"),
  ],
  [
    ["Reconciliation", 138000, "d64011b9-2b21-466b-bc38-ffa10aa3d201"],
    by("0e5c8900-fd09-46e8-91da-24c17762f64b", "Derris-Kharlan"),
  ],
  [
    ["Wind Chill", 159000, "9a18d5c7-ea20-4670-8948-a684ca4513e6"],
    by("74fe672c-638a-48ee-8adb-48627a081c79", "Captain Tortilla"),
  ],
  [
    ["Jeca Jeca", 285000, "3658187e-ff85-4337-848f-5fb3875842be"],
    by("2fec36c6-9241-4b9c-8189-19a2e40f7c8f", "Zan-zan-zawa-veia"),
  ],
  [
    ["The Labyrinth of Skadi", 305000, "c2bcc38c-9838-41e0-aeea-e10a74f18fbb"],
    by("aa3bbbf9-9654-43e7-b7b8-0a0c6ac940a2", "Blitz Lunar"),
  ],
  [
    ["Hibernation Hacker", 300000, "87a75cca-dc25-48b1-b11f-485144b4181e"],
    by("04b22af1-ce4e-4a41-aedf-41343378761f", "Zinger"),
  ],
  [
    ["lucia", 377000, "59f146c0-4c27-44c5-b09a-6b8ada92e8df"],
    { artist: coda, join: " & " },
    { artist: surasshu, as: "Surasshu" },
  ],
  [
    ["Mere Words (Bobby McFerrin)", 192000, "fc0a2ba4-75a4-4d85-900a-545c191b9642"],
    by("0b768f1d-6a04-4f9f-8c19-24cc4f941c7c", "ast0r"),
  ],
  [
    ["Angels' Bane", 177000, "11f5b832-725a-40d5-83c4-3984e74d46fc"],
    by("6b061a4b-025a-46aa-908e-8b2e72c83f31", "Temp Sound Solutions"),
  ],
];

function by(id: string, name: string, sortName?: string): DemoCredit {
  return { artist: { id, name, ...(sortName ? { sortName } : {}) } };
}

/** A compilation: each track by others than the album. */
export const wintertunes: DemoAlbum = {
  id: "29cc1e8d-fa99-4460-884f-373a590f48b7",
  title: "Wintertunes",
  primaryType: "Album",
  secondaryTypes: ["Compilation"],
  firstReleased: "2010-03-28",
  credits: [{ artist: variousArtists }],
  genres: ["chiptune", "electronic"],
  releases: [
    {
      id: "0b405ea7-8785-402f-bcf7-d55f5000dc3e",
      events: [["2010-03-28", "XW"]],
      barcode: null,
      labels: [["UBI013", { id: "47e718e1-7ee4-460c-b1cc-1192a841c6e5", name: "Ubiktune" }]],
      cover: { front: true, back: false, count: 1 },
      media: [
        {
          format: "Digital Media",
          tracks: tracks.map(([row, ...credits], index) =>
            track("Wintertunes", row, String(index + 1), credits),
          ),
        },
      ],
    },
  ],
};
