import type { Credit } from "../../facts.ts";
import { bytesOf, isMbid, mbidAt } from "./mbid.ts";
import { bareArtist, type Shape } from "./shapes.ts";

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

/**
 * Serialization of facts: objects as lists in the order of their shape, so that no key is stored, and MBIDs apart, as raw
 * bytes, since they can't be compressed. Lossless.
 * @param mbids `text` where there are hardly any: then `ids` is empty.
 */
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
    return withoutEnd(
      as.fields.map(([name, of]) => write(of, (from as Record<string, unknown>)[keyOf(name)])),
    );
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
    return (from as Credit[]).map(writeCredit);
  }

  /** Most are credited by their own name. */
  const writeCredit = ({ artist, creditedAs, joinPhrase }: Credit): unknown[] =>
    withoutEnd([
      write("artist", artist),
      creditedAs === artist.name ? null : creditedAs,
      joinPhrase === "" ? null : joinPhrase,
    ]);

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
    return (credits[place] = (from as unknown[][]).map(readCredit));
  }

  function readCredit([stored, creditedAs, joinPhrase]: unknown[]): unknown {
    const artist = read("artist", stored) as Credit["artist"];
    return { artist, creditedAs: creditedAs ?? artist.name, joinPhrase: joinPhrase ?? "" };
  }

  return read(shape, JSON.parse(text)) as T;
}

function withoutEnd(packed: unknown[]): unknown[] {
  while (packed.at(-1) === null) packed.pop();
  return packed;
}

const keyOf = (name: string): string => (name.endsWith("?") ? name.slice(0, -1) : name);

const noArtists: ArtistRefs = { refOf: () => undefined, artistOf: () => undefined };

/** What is known of an artist or album beside what stands in its row as it is; of most, nothing: that takes no bytes. */
export function packDetail(shape: Shape, facts: unknown): Packed {
  const packed = pack(shape, facts, noArtists, "text");
  return packed.text === blankText(shape) ? { ...packed, text: "" } : packed;
}

export const unpackDetail = <T>(shape: Shape, text: string): T =>
  unpackFacts<T>(shape, { text: text === "" ? blankText(shape) : text, ids: Buffer.alloc(0) }, noArtists);

const blank = { identifiers: [], categories: [], links: [] };
const blankTexts = new Map<Shape, string>();

function blankText(shape: Shape): string {
  const text = blankTexts.get(shape) ?? pack(shape, blank, noArtists, "text").text;
  blankTexts.set(shape, text);
  return text;
}
