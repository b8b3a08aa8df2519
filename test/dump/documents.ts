import { createHash } from "node:crypto";

type Json = Record<string, unknown>;

/** The documents of a synthetic dump, with the keys of the real ones. */

export interface Artist {
  mbid: string;
  name: string;
  sortName: string;
  kind: "Person" | "Group" | "Other";
  country: string | null;
  aliases: string[];
  genre: string;
}

export interface Group {
  mbid: string;
  title: string;
  artist: Artist;
  date: string;
  type: "Album" | "Single" | "EP";
  secondary: string[];
  aliases: string[];
}

export interface Edition {
  mbid: string;
  title: string;
  date: string;
  country: string;
  format: string;
  status: string;
  barcode: string;
  label: string;
  catalogNumber: string;
  /** Titles of the tracks of each medium. */
  media: { title: string; number: number; lengthMs: number }[][];
}

/** The same in every run. */
export function mbidOf(kind: string, number: number): string {
  const hex = createHash("md5").update(`${kind} ${number}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

const aliasesOf = (names: string[]): Json[] =>
  names.map((name) => ({
    name,
    "sort-name": name,
    type: null,
    "type-id": null,
    locale: null,
    primary: null,
    begin: null,
    end: null,
    ended: false,
  }));
const social = (genre: string, aliases: string[]): Json => {
  const votes = [{ id: mbidOf("genre", genre.length), name: genre, count: 2, disambiguation: "" }];
  return {
    aliases: aliasesOf(aliases),
    genres: votes,
    tags: votes.map(({ name, count }) => ({ name, count })),
    annotation: null,
  };
};

const link = (type: string, resource: string): Json => ({
  type,
  "type-id": mbidOf("link type", type.length),
  "target-type": "url",
  direction: "forward",
  ended: false,
  begin: null,
  end: null,
  attributes: [],
  "attribute-ids": {},
  "attribute-values": {},
  url: { id: mbidOf("url", resource.length), resource },
});
/** Relations of every kind stand in the dumps. */
const other = (artist: Artist): Json => ({
  type: "member of band",
  "type-id": mbidOf("link type", 1),
  "target-type": "artist",
  direction: "backward",
  ended: true,
  begin: "1970",
  end: "1980",
  attributes: ["guitar"],
  "attribute-ids": {},
  "attribute-values": {},
  artist: stub(artist),
});

/** As long as the real ones: so many more relations wherever there are any; all but addresses are passed over when they are read. */
export function withRelations(line: string, count: number, artist: Artist): string {
  if (count === 0) return line;
  const more = Array.from({ length: count }, () => JSON.stringify(other(artist))).join(",");
  return line.replace(/"relations":\[(\]?)/g, (_, end: string) => `"relations":[${more}${end || ","}`);
}

const stub = ({ mbid, name, sortName, kind, country }: Artist): Json => ({
  id: mbid,
  name,
  "sort-name": sortName,
  disambiguation: "",
  type: kind,
  "type-id": mbidOf("artist type", kind.length),
  country,
});
const credit = (artist: Artist): Json[] => [{ name: artist.name, joinphrase: "", artist: stub(artist) }];

export function artistLine(artist: Artist, number: number): string {
  return JSON.stringify({
    ...stub(artist),
    ...social(artist.genre, artist.aliases),
    "life-span": { begin: number % 2 === 0 ? String(1930 + (number % 70)) : null, end: null, ended: false },
    area: artist.country && { id: mbidOf("area", 1), name: artist.country, "sort-name": artist.country },
    "begin-area": null,
    "end-area": null,
    gender: null,
    ipis: [],
    isnis: [],
    relations: [
      link("discogs", `https://www.discogs.com/artist/${number + 1}`),
      ...(number % 3 === 0
        ? [link("wikidata", `https://www.wikidata.org/wiki/Q${number + 1000}`), other(artist)]
        : []),
    ],
  });
}

export function groupLine(group: Group, number: number): string {
  return JSON.stringify({
    ...groupStub(group),
    ...social(group.artist.genre, group.aliases),
    relations:
      number % 4 === 0
        ? [link("discogs", `https://www.discogs.com/master/${number + 1}`), other(group.artist)]
        : [],
  });
}

const groupStub = (group: Group): Json => ({
  id: group.mbid,
  title: group.title,
  disambiguation: "",
  "first-release-date": group.date,
  "primary-type": group.type,
  "primary-type-id": mbidOf("type", group.type.length),
  "secondary-types": group.secondary,
  "secondary-type-ids": group.secondary.map((type) => mbidOf("secondary", type.length)),
  "artist-credit": credit(group.artist),
});

export function editionLine(edition: Edition, group: Group): string {
  const area = { id: mbidOf("area", 2), name: edition.country, "iso-3166-1-codes": [edition.country] };
  return JSON.stringify({
    id: edition.mbid,
    title: edition.title,
    disambiguation: "",
    status: edition.status,
    "status-id": mbidOf("status", 1),
    quality: "normal",
    packaging: "Jewel Case",
    "packaging-id": mbidOf("packaging", 1),
    date: edition.date,
    country: edition.country,
    "release-events": [{ date: edition.date, area }],
    barcode: edition.barcode,
    asin: null,
    "text-representation": { language: "eng", script: "Latn" },
    "cover-art-archive": { artwork: true, count: 1, front: true, back: false, darkened: false },
    "label-info": [
      {
        "catalog-number": edition.catalogNumber,
        label: { id: mbidOf("label", edition.label.length), name: edition.label, "sort-name": edition.label },
      },
    ],
    "artist-credit": credit(group.artist),
    "release-group": groupStub(group),
    ...social(group.artist.genre, []),
    relations: [],
    media: edition.media.map((tracks, at) => mediumOf(edition, tracks, at, group.artist)),
  });
}

function mediumOf(edition: Edition, tracks: Edition["media"][number], at: number, artist: Artist): Json {
  return {
    position: at + 1,
    title: "",
    format: edition.format,
    "format-id": mbidOf("format", edition.format.length),
    "track-count": tracks.length,
    "track-offset": 0,
    discs: [],
    tracks: tracks.map(({ title, number, lengthMs }, index) => ({
      id: mbidOf(`track ${edition.mbid} ${at}`, index),
      number: String(index + 1),
      position: index + 1,
      title,
      length: lengthMs,
      "artist-credit": credit(artist),
      recording: {
        id: mbidOf("recording", number),
        title,
        length: lengthMs,
        video: false,
        disambiguation: "",
        isrcs: number % 2 === 0 ? [`USXX${String(1_000_0000 + (number % 9_000_000))}`] : [],
        "artist-credit": credit(artist),
        "first-release-date": edition.date,
        ...social(artist.genre, []),
        relations: [other(artist)],
      },
    })),
  };
}
