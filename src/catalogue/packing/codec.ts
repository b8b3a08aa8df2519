import { bytesOf, isMbid, mbidAt } from "./mbid.ts";

/**
 * Serialization of facts: objects as lists in the order of their shape, so that no key is stored, and MBIDs apart, as raw
 * bytes, since they can't be compressed. Lossless; a field whose name ends in "?" is left out again where it is empty.
 */
export type Shape = "plain" | "mbid" | "artist" | "credits" | { list: Shape } | { fields: [string, Shape][] };

/** Artists are stored once, and referred to by number. */
export interface ArtistRefs {
  /** Undefined: not stored, or with other words; then the credit keeps its own. */
  refOf(artist: unknown): number | undefined;
  artistOf(ref: number): unknown;
}

export interface Packed {
  text: string;
  /** 16 bytes each. */
  ids: Buffer;
}

/** @param mbids `text` where there are hardly any: then `ids` is empty. */
export function pack(shape: Shape, value: unknown, artists: ArtistRefs, mbids: "raw" | "text"): Packed {
  const ids: Buffer[] = [];
  const credits = new Map<string, number>();

  function write(as: Shape, from: unknown): unknown {
    if (from === undefined || from === null) return null;
    if (as === "plain") return from;
    if (as === "mbid") return mbids === "raw" && isMbid(from) ? putAside(from) : from;
    if (as === "artist") return artists.refOf(from) ?? write(bareArtist, from);
    if (as === "credits") return writeCredits(from);
    if ("list" in as) return (from as unknown[]).map((each) => write(as.list, each));
    const packed = as.fields.map(([name, of]) => write(of, (from as Record<string, unknown>)[keyOf(name)]));
    while (packed.at(-1) === null) packed.pop();
    return packed;
  }

  function putAside(mbid: string): 0 {
    ids.push(bytesOf(mbid));
    return 0;
  }

  /** Nearly all tracks have the credit of their release: from the second time on it is a number. */
  function writeCredits(from: unknown): unknown {
    const key = JSON.stringify(from);
    const known = credits.get(key);
    if (known !== undefined) return known;
    credits.set(key, credits.size);
    return write(creditList, from);
  }

  return { text: JSON.stringify(write(shape, value)), ids: Buffer.concat(ids) };
}

export function unpackFacts<T>(shape: Shape, { text, ids }: Packed, artists: ArtistRefs): T {
  let at = 0;
  const credits: unknown[] = [];

  function read(as: Shape, from: unknown): unknown {
    if (from === null || from === undefined) return null;
    if (as === "plain") return from;
    if (as === "mbid") return from === 0 ? mbidAt(ids, (at += 16) - 16) : from;
    if (as === "artist") return typeof from === "number" ? artists.artistOf(from) : read(bareArtist, from);
    if (as === "credits") return readCredits(from);
    if ("list" in as) return (from as unknown[]).map((each) => read(as.list, each));
    const value: Record<string, unknown> = {};
    for (const [index, [name, of]] of as.fields.entries()) {
      const field = read(of, (from as unknown[])[index]);
      if (field !== null || !name.endsWith("?")) value[keyOf(name)] = field;
    }
    return value;
  }

  function readCredits(from: unknown): unknown {
    if (typeof from === "number") return credits[from];
    const place = credits.push(undefined) - 1;
    return (credits[place] = read(creditList, from));
  }

  return read(shape, JSON.parse(text)) as T;
}

const keyOf = (name: string): string => (name.endsWith("?") ? name.slice(0, -1) : name);

const associations: [string, Shape][] = [
  ["identifiers", { list: { fields: [["kind", "plain"], ["value", "mbid"]] } }], // prettier-ignore
  ["categories", { list: { fields: [["kind", "plain"], ["name", "plain"], ["weight", "plain"]] } }], // prettier-ignore
  ["links", { list: { fields: [["source", "plain"], ["externalId", "plain"], ["url", "plain"]] } }], // prettier-ignore
  ["odd?", "plain"],
];

/** What a credit says of an artist. */
const bareArtist: Shape = {
  fields: [
    ["name", "plain"],
    ["sortName", "plain"],
    ["kind", "plain"],
    ["country", "plain"],
    ["disambiguation", "plain"],
    ["beganOn", "plain"],
    ["endedOn", "plain"],
    ["aliases?", "plain"],
    ...associations,
  ],
};

const creditList: Shape = {
  list: { fields: [["artist", "artist"], ["creditedAs", "plain"], ["joinPhrase", "plain"]] }, // prettier-ignore
};

/** What is known of an artist beside what a credit says. */
export const artistDetailShape: Shape = {
  fields: [["beganOn", "plain"], ["endedOn", "plain"], ["aliases?", "plain"], ...associations], // prettier-ignore
};

/** An album, and its other titles, which are no facts of the library. */
export const albumShape: Shape = {
  fields: [
    ["title", "plain"],
    ["primaryType", "plain"],
    ["secondaryTypes", "plain"],
    ["firstReleaseDate", "plain"],
    ["disambiguation", "plain"],
    ["credits", "credits"],
    ...associations,
    ["aliases", "plain"],
  ],
};

const recordingShape: Shape = {
  fields: [
    ["title", "plain"],
    ["lengthMs", "plain"],
    ["isVideo", "plain"],
    ["isrcs", "plain"],
    ["disambiguation", "plain"],
    ["credits", "credits"],
    ["identifiers", associations[0]![1]],
  ],
};

const trackShape: Shape = {
  fields: [
    ["mbid", "mbid"],
    ["position", "plain"],
    ["number", "plain"],
    ["title", "plain"],
    ["lengthMs", "plain"],
    ["kind", "plain"],
    ["credits", "credits"],
    ["recording", recordingShape],
  ],
};

export const releaseShape: Shape = {
  fields: [
    ["title", "plain"],
    ["releasedOn", "plain"],
    ["country", "plain"],
    ["status", "plain"],
    ["packaging", "plain"],
    ["barcode", "plain"],
    ["asin", "plain"],
    ["labels", { list: { fields: [["label", "plain"], ["mbid", "mbid"], ["catalogNumber", "plain"]] } }], // prettier-ignore
    ["language", "plain"],
    ["script", "plain"],
    ["disambiguation", "plain"],
    ["hasFrontCover", "plain"],
    ["credits", "credits"],
    [
      "media",
      {
        list: {
          fields: [
            ["position", "plain"],
            ["title", "plain"],
            ["format", "plain"],
            ["trackCount", "plain"],
            ["tracks", { list: trackShape }],
            ["isCut?", "plain"],
          ],
        },
      },
    ],
    ["isCut?", "plain"],
    ...associations,
  ],
};
