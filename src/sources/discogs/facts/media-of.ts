import type { MediumFacts, TrackFacts } from "../../../facts.ts";
import type { DiscogsReleaseDocument } from "../documents.ts";
import { mediaOfFormats as formatsOf, type MediumFormat } from "./formats.ts";
import { discogsCredits } from "./names.ts";
import { readRows, type Heading, type DiscogsTrack } from "./rows.ts";

/**
 * The media of a release with their tracks, told apart by the positions (`1-01`, `CD1-3`, `A1` to `D3`). Where these and the formats
 * don't agree, everything stays in one list, and `odd` says so: a position never fails a release.
 */
export function mediaOf(release: Pick<DiscogsReleaseDocument, "formats" | "tracklist">): {
  media: MediumFacts[];
  odd: string[];
} {
  const { tracks, headings } = readRows(release.tracklist ?? []);
  const formats = formatsOf(release.formats);
  if (tracks.length === 0) {
    const media = formats.map((format, at) => mediumOf(at + 1, format, [], null));
    return { media, odd: [] };
  }
  const lists = listsOf(tracks, formats.length);
  if (formats.length > 1 && lists.length === 1) {
    const one: MediumFormat = { name: formatText(formats), prefix: "" };
    const why = `its ${formats.length} media can't be told apart by the positions: its tracks are in one list`;
    return { media: [mediumOf(1, one, tracks, null)], odd: [why] };
  }
  const titles = titlesOf(headings, lists, tracks);
  const media = lists.map((list, at) => mediumOf(at + 1, formatFor(list, at, formats), list, titles[at]!));
  return { media, odd: [] };
}

/** The lists of the media, if there are as many as the formats count; else one. */
function listsOf(tracks: DiscogsTrack[], count: number): DiscogsTrack[][] {
  if (count < 2) return [tracks];
  for (const keyOf of [prefixOf, sidesOf(tracks), discOf]) {
    const keys = tracks.map(({ position }) => keyOf(position));
    const distinct = [...new Set(keys)];
    if (distinct.length !== count || keys.includes(undefined)) continue;
    return distinct.map((key) => tracks.filter((_, at) => keys[at] === key));
  }
  return [tracks];
}

/** What stands before the last hyphen: `CD1-3`, `1-01`. */
const prefixOf = (position: string): string | undefined => /^(.+)-[^-]*$/.exec(position)?.[1];

/** `1.12`: disc and number. */
const discOf = (position: string): string | undefined => /^(\d+)\.\d+$/.exec(position)?.[1];

/** Two sides a record: A and B are the first. Roman numerals are numbers, not sides. */
function sidesOf(tracks: DiscogsTrack[]): (position: string) => string | undefined {
  const isRoman = tracks.some(({ position }) => /^(?:II|III|IV|VI|VII|VIII|IX)$/.test(position));
  return (position) => {
    const [, letters] = /^([A-Z]{1,2})(?:\d.*)?$/.exec(position) ?? [];
    if (letters === undefined || isRoman) return undefined;
    if (letters === "AA") return "0";
    const side = letters.length === 1 ? letters.charCodeAt(0) - 65 : undefined;
    return side === undefined ? undefined : String(Math.floor(side / 2));
  };
}

/** The format that the positions name (`DVD-2`), else the one in this place. */
function formatFor(list: DiscogsTrack[], at: number, formats: MediumFormat[]): MediumFormat | undefined {
  const prefix = (prefixOf(list[0]?.position ?? "") ?? "").replace(/\d+$/, "").toLowerCase();
  const here = formats[at];
  if (prefix === "" || here?.prefix.startsWith(prefix)) return here;
  return formats.find((format) => format.prefix.startsWith(prefix)) ?? here;
}

/** Headings are media's titles only if each medium begins with one, and there are no others. */
function titlesOf(headings: Heading[], lists: DiscogsTrack[][], tracks: DiscogsTrack[]): (string | null)[] {
  const starts = lists.map((list) => tracks.indexOf(list[0]!));
  const isEach =
    lists.length > 1 &&
    headings.length === lists.length &&
    starts.every((start, at) => headings[at]!.before === start);
  return lists.map((_, at) => (isEach ? headings[at]!.title || null : null));
}

function mediumOf(
  position: number,
  format: MediumFormat | undefined,
  list: DiscogsTrack[],
  title: string | null,
): MediumFacts {
  const tracks = list.map((track, at) => trackFactsOf(track, at + 1));
  return { position, title, format: format?.name || null, trackCount: tracks.length, tracks };
}

function trackFactsOf({ position, title, lengthMs, artists }: DiscogsTrack, at: number): TrackFacts {
  const credits = discogsCredits(artists);
  const unsaid = { isVideo: null, isrcs: null, disambiguation: null, identifiers: [] };
  return {
    mbid: null,
    position: at,
    number: position || String(at),
    title,
    lengthMs,
    kind: "track",
    credits,
    recording: { title, lengthMs, credits, ...unsaid },
  };
}

const formatText = (formats: MediumFormat[]): string =>
  [...new Set(formats.map(({ name }) => name))].join(" + ");
