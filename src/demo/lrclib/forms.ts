import type { LyricsBaseRecord } from "./records.ts";

/** What the base has of a track, made out of the ordinary record: plain and synced, under the album's names. */
export type LyricsForm = (record: LyricsBaseRecord) => LyricsBaseRecord[];

export const missing: LyricsForm = () => [];
export const instrumental: LyricsForm = (record) => [
  { ...record, instrumental: true, plainLyrics: null, syncedLyrics: null },
];
export const plainOnly: LyricsForm = (record) => [{ ...record, syncedLyrics: null }];
export const syncedOnly: LyricsForm = (record) => [{ ...record, plainLyrics: null }];
/** Somebody made an entry, and wrote nothing into it. */
export const neither: LyricsForm = (record) => [{ ...record, plainLyrics: null, syncedLyrics: null }];

/** Only under another name, or for a version of another length. */
export function filedUnder(facts: Partial<LyricsBaseRecord>): LyricsForm {
  return (record) => [{ ...record, ...facts }];
}

export function lasting(moreSeconds: number): LyricsForm {
  return (record) => [{ ...record, duration: record.duration + moreSeconds }];
}

/** Stamps that go on after the track has ended: made for a longer version. */
export const outrunning: LyricsForm = (record) => [
  { ...record, syncedLyrics: `${record.syncedLyrics}\n${stamp(record.duration + 30)} La la la, too late` },
];

/** As some editors save it: with a byte order mark, Windows line ends and tags. */
export const fromWindows: LyricsForm = (record) => [
  {
    ...record,
    syncedLyrics: `\uFEFF[ti:${record.trackName}]\r\n[offset:+200]\r\n${record.syncedLyrics?.replaceAll("\n", "\r\n")}`,
  },
];

/** Each word with a stamp of its own, and the singer marked. */
export const wordByWord: LyricsForm = (record) => [
  {
    ...record,
    syncedLyrics: `${stamp(4)} v1: <00:04.00> La <00:05.50> la <00:07.00> la, <00:08.25> word by word`,
    plainLyrics: "La la la, word by word\n",
  },
];

/** One text for several times, and lines out of order. */
export const refrain: LyricsForm = (record) => [
  {
    ...record,
    syncedLyrics: `${stamp(10)}${stamp(40)} La la la, again\n${stamp(20)} \n${stamp(15)} La la la, once`,
    plainLyrics: "La la la, again\nLa la la, once\n\nLa la la, again\n",
  },
];

const secondsALine = 20;
const lineNumbers = "one two three four five six seven eight nine ten".split(" ");

/** Placeholder lyrics: a line every twenty seconds, as far as the track or ten lines go, then a pause. */
export function placeholderLyrics(
  lineOf: (number: string) => string,
  durationS: number,
): Pick<LyricsBaseRecord, "plainLyrics" | "syncedLyrics"> {
  const lines = lineNumbers.slice(0, Math.max(1, Math.floor(durationS / secondsALine) - 1)).map(lineOf);
  const synced = lines.map((line, index) => `${stamp(5.25 + index * secondsALine)} ${line}`);
  return {
    plainLyrics: `${lines.join("\n")}\n`,
    syncedLyrics: [...synced, `${stamp(5.25 + lines.length * secondsALine)} `].join("\n"),
  };
}

function stamp(seconds: number): string {
  const minutes = String(Math.floor(seconds / 60)).padStart(2, "0");
  return `[${minutes}:${(seconds % 60).toFixed(2).padStart(5, "0")}]`;
}
