import { madeUpMbid, numbered, track, type DemoAlbum, type DemoArtist } from "../facts.ts";

const standIns: DemoArtist = {
  id: madeUpMbid("artist", "The Stand-Ins"),
  name: "The Stand-Ins",
  sortName: "Stand-Ins, The",
  disambiguation: "made up for the demo",
  type: "Group",
};
const understudy: DemoArtist = {
  id: madeUpMbid("artist", "The Understudy"),
  name: "The Understudy",
  sortName: "Understudy, The",
  disambiguation: "made up for the demo",
};

const name = "Odd Sizes";
const ownLabel = { id: madeUpMbid("label", name), name: "[no label]" };
const featuring = [
  { artist: standIns, join: " feat. " },
  { artist: understudy, as: "Under Study" },
];

/**
 * An album that does not exist: here stands what real data has and the other albums lack. No date, no type, a
 * track before the first and one after the last, lengths on one side only, a medium of unknown format, and a
 * release without any event.
 */
export const oddSizes: DemoAlbum = {
  id: madeUpMbid("release group", name),
  title: name,
  disambiguation: "made up for the demo",
  primaryType: null,
  firstReleased: "",
  credits: [{ artist: standIns }],
  genres: [],
  releases: [
    {
      id: madeUpMbid("release", name, "enhanced CD"),
      events: [["2012-02", "XW"]],
      barcode: "000000000017",
      labels: [
        [null, ownLabel],
        ["ODD 1", null],
      ],
      media: [
        {
          format: "CD",
          pregap: track(name, ["Before the Beginning", 31000], "0"),
          tracks: [
            ...numbered(name, [
              ["Length of the Track Only", 201000, undefined, undefined, null],
              ["Length of the Recording Only", null, undefined, undefined, 202000],
            ]),
            track(name, ["Lent", 203000], "3", featuring),
          ],
          dataTracks: [track(name, ["Making Odd Sizes (video)", 600000], "4")],
        },
      ],
    },
    {
      id: madeUpMbid("release", name, "promotion"),
      status: "Promotion",
      events: [],
      barcode: null,
      media: [{ format: null, trackCount: 3 }],
    },
  ],
};
