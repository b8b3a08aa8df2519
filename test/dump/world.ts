import { variousArtistsMbid } from "../../src/matching/artists/various-artists.ts";
import type { Random } from "../eval/world/random.ts";
import { createWriter, type Spread, type Writer } from "../eval/world/titles.ts";
import { mbidOf, type Artist, type Edition, type Group } from "./documents.ts";

/** Real proportions, of 2026: 2.8 million artists and 5.5 million releases to 4.45 million groups. */
const artistsPerGroup = 0.63;
const shareOfVarious = 0.05;
const shareOfSameTitle = 0.03;
const shareOfFamous = 0.004;

/**
 * MusicBrainz has about a million different words in its titles, a handful to a hundred namesakes of the commonest names, and one
 * Greatest Hits among a thousand albums. These are still several times as many namesakes, and Greatest Hits.
 */
const spreadOf = (groups: number): { titles: Spread; names: Spread } => {
  const rareWords = Math.max(20_000, Math.round(groups / 2));
  const titles = { rareWords, shareOfRare: 0.5, shareOfRareSurnames: 0, shareOfPatterns: 0.1 };
  return { titles, names: { ...titles, shareOfRare: 0.9, shareOfRareSurnames: 0.95 } };
};

const genres = ["rock", "electronic", "jazz", "folk", "hip hop", "classical", "ambient", "metal"];
const countries = ["US", "GB", "DE", "JP", "FR", "SE", "XE", "XW"];

/** A world of albums that is the same for the same seed; each part is made as it is asked for, in order. */
export interface World {
  artists: Artist[];
  nextGroup(number: number): { group: Group; editions: Edition[]; isFamous: boolean };
}

export function createWorld(random: Random, groups: number, { small = false } = {}): World {
  const spread = spreadOf(groups);
  const writer = createWriter(random, [], spread.titles);
  const namer = createWriter(random, [], spread.names);
  const artists = Array.from({ length: Math.max(2, Math.ceil(groups * artistsPerGroup)) }, (_, number) =>
    number === 0 ? various : artistOf(random, namer, number),
  );
  const named = artists.slice(1);
  const titles: string[] = [];
  let recordings = 0;
  let releases = 0;

  function editionOf(group: Group, tracks: number, isBox: boolean): Edition {
    const number = releases++;
    const media = Array.from({ length: isBox ? 3 + random.below(12) : random.chance(0.06) ? 2 : 1 }, () =>
      Array.from({ length: tracks }, () => ({
        title: writer.plainTitle(),
        number: recordings++,
        lengthMs: 90_000 + random.below(300_000),
      })),
    );
    const year = Number(group.date.slice(0, 4)) + random.below(20);
    return {
      mbid: mbidOf("release", number),
      title: random.chance(0.05) ? `${group.title} (Deluxe Edition)` : group.title,
      date: `${Math.min(2026, year)}-0${1 + random.below(9)}-1${random.below(10)}`,
      country: random.pick(countries),
      format: random.pick(["CD", "CD", "Digital Media", '12" Vinyl']),
      status: "Official",
      barcode: String(600_000_000_000 + number),
      label: `${random.pick(genres)} records`,
      catalogNumber: `CAT ${number}`,
      media,
    };
  }

  function nextGroup(number: number) {
    const artist = random.chance(shareOfVarious) ? various : random.pickCommon(named);
    const repeats = titles.length > 0 && random.chance(shareOfSameTitle);
    const title = repeats ? random.pick(titles) : writer.title(artist.name);
    if (titles.length < 20_000) titles.push(title);
    const isFamous = random.chance(shareOfFamous);
    const isLive = title.startsWith("Live ");
    const group: Group = {
      mbid: mbidOf("release group", number),
      title,
      artist,
      date: `${1955 + random.below(70)}${random.chance(0.7) ? "-05" : ""}${random.chance(0.4) ? "" : ""}`,
      type: random.chance(0.6) ? "Album" : random.chance(0.6) ? "Single" : "EP",
      secondary: isLive ? ["Live"] : artist === various ? ["Compilation"] : [],
      aliases: random.chance(0.02) ? [writer.plainTitle()] : [],
    };
    const count = isFamous ? 10 + random.below(51) : random.chance(0.12) ? 2 : 1;
    const tracks = group.type === "Single" ? 2 : group.type === "EP" ? 5 : 8 + random.below(8);
    const editions = Array.from({ length: small ? 0 : count }, () =>
      editionOf(group, tracks, random.chance(0.003)),
    );
    return { group, editions, isFamous };
  }
  return { artists, nextGroup };
}

const various: Artist = {
  mbid: variousArtistsMbid,
  name: "Various Artists",
  sortName: "Various Artists",
  kind: "Other",
  country: null,
  aliases: ["V.A.", "オムニバス"],
  genre: "rock",
};

function artistOf(random: Random, writer: Writer, number: number): Artist {
  const name = writer.artist();
  const words = name.split(" ");
  const sortName = name.startsWith("The ")
    ? `${name.slice(4)}, The`
    : `${words.at(-1)}, ${words.slice(0, -1).join(" ")}`;
  return {
    mbid: mbidOf("artist", number),
    name,
    sortName: words.length > 1 ? sortName : name,
    kind: random.chance(0.5) ? "Person" : "Group",
    country: random.chance(0.6) ? random.pick(countries) : null,
    aliases: random.chance(0.2) ? [writer.artist()] : [],
    genre: random.pick(genres),
  };
}
