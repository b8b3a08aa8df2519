import type { DiscogsCreditDocument, RowDocument } from "../documents.ts";
import { durationMs } from "./dates.ts";

/** A track as a Discogs list has it, once headings, index rows and parts are sorted out. */
export interface DiscogsTrack {
  /** As printed; "" where nothing is. */
  position: string;
  title: string;
  lengthMs: number | null;
  artists: DiscogsCreditDocument[];
}

/** A heading stands before the track with this index. */
export interface Heading {
  before: number;
  title: string;
}

type Row = Omit<RowDocument, "sub_tracks"> & Pick<Partial<RowDocument>, "sub_tracks">;

/** Only rows of music are tracks; parts of one track are put together, works of several movements are told apart. */
export function readRows(rows: RowDocument[]): { tracks: DiscogsTrack[]; headings: Heading[] } {
  const tracks: DiscogsTrack[] = [];
  const headings: Heading[] = [];
  for (const row of rows) {
    if (kindOf(row) === "heading") headings.push({ before: tracks.length, title: titleOf(row) });
    else if (kindOf(row) === "index") tracks.push(...indexTracks(row));
    else tracks.push(trackOf(row));
  }
  return joinParts({ tracks, headings });
}

/** Old documents have no `type_`: a row with neither position nor duration is a heading there. */
function kindOf({ type_, position, duration }: Row): "track" | "heading" | "index" {
  if (type_ === "heading" || type_ === "index" || type_ === "track") return type_;
  return (position ?? "") === "" && (duration ?? "") === "" ? "heading" : "track";
}

const titleOf = ({ title }: Row): string => (title ?? "").trim();

const trackOf = (row: Row): DiscogsTrack => ({
  position: (row.position ?? "").trim(),
  title: titleOf(row) || "[untitled]",
  lengthMs: durationMs(row.duration),
  artists: row.artists ?? [],
});

/** Parts (`2.1`, `2a`) are one track with the title and length of the index row; rows with numbers of their own are tracks of a work. */
function indexTracks(index: RowDocument): DiscogsTrack[] {
  const subs = (index.sub_tracks ?? []).map(trackOf);
  if (subs.length === 0) return [trackOf(index)];
  const artists = (own: DiscogsCreditDocument[]): DiscogsCreditDocument[] =>
    own.length > 0 ? own : (index.artists ?? []);
  const work = titleOf(index);
  if (!subs.every(({ position }) => stemOf(position) !== undefined || position === "")) {
    return subs.map((sub) => ({
      ...sub,
      title: work === "" ? sub.title : `${work}: ${sub.title}`,
      artists: artists(sub.artists),
    }));
  }
  const whole = joined(subs);
  return [
    {
      position: (index.position ?? "").trim() || (stemOf(subs[0]!.position) ?? ""),
      title: work || whole.title,
      lengthMs: durationMs(index.duration) ?? whole.lengthMs,
      artists: artists(whole.artists),
    },
  ];
}

/** What `2.1`, `2a`, `A1a`, `A2.a` are parts of. */
const stemOf = (position: string): string | undefined =>
  /^(.*\d)(?:\.\d+|\.?[a-z]|[A-Z])$/.exec(position)?.[1] ?? undefined;

/** `1.1 1.2 2.1 2.2` counts discs, unless one of them stands for itself. */
const countsDiscs = (tracks: DiscogsTrack[]): boolean => {
  const all = tracks.map(({ position }) => /^(\d+)\.(\d+)$/.exec(position));
  const discs = new Set(all.map((each) => each?.[1]));
  return all.every((each) => each !== null) && discs.size < tracks.length / 2;
};

/** Neighbours with one stem are one track, their titles joined. */
function joinParts(read: { tracks: DiscogsTrack[]; headings: Heading[] }): typeof read {
  const { tracks, headings } = read;
  if (countsDiscs(tracks)) return read;
  const whole: DiscogsTrack[] = [];
  const indexes: number[] = [];
  for (let at = 0; at < tracks.length;) {
    const stem = stemOf(tracks[at]!.position);
    let end = at + 1;
    while (stem !== undefined && end < tracks.length && stemOf(tracks[end]!.position) === stem) end++;
    for (let part = at; part < end; part++) indexes.push(whole.length);
    const parts = tracks.slice(at, end);
    whole.push(parts.length === 1 ? parts[0]! : { ...joined(parts), position: stem! });
    at = end;
  }
  const moved = headings.map(({ before, title }) => ({ before: indexes[before] ?? whole.length, title }));
  return { tracks: whole, headings: moved };
}

/** A sum is known only where every part is. */
function joined(parts: DiscogsTrack[]): DiscogsTrack {
  const lengths = parts.map(({ lengthMs }) => lengthMs);
  return {
    position: parts[0]!.position,
    title: parts.map(({ title }) => title).join(" / "),
    lengthMs: lengths.reduce<number | null>(
      (sum, each) => (sum === null || each === null ? null : sum + each),
      0,
    ),
    artists: parts.find(({ artists }) => artists.length > 0)?.artists ?? [],
  };
}
