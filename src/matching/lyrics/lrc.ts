import { hasNotes } from "./placeholders.ts";

/** One line of synced lyrics. */
export interface LrcLine {
  atMs: number;
  /** As it was written, with word stamps and voice prefixes; "" is a pause. */
  text: string;
}

/** `unsynced`: the words are there, but no times that can be used. */
export type LrcReading =
  | { kind: "synced"; lines: LrcLine[] }
  | { kind: "unsynced"; text: string }
  | { kind: "instrumental" }
  | { kind: "refused"; why: string };

/** A song of an hour has a few hundred lines in 20 kB; more is no song. */
const largestBytes = 512 * 1024;
const mostLines = 5000;
/** LRCLIB takes lengths within 2 s for the same, and rounds them. */
const lateByMs = 3000;
/** Of another master the words are the same; beyond that it may be another song. */
const farTooLateMs = 30_000;

const time = "(\\d{1,4}):(\\d{1,2})(?:[.:,](\\d{1,3}))?";
/** With hours, a fraction must follow: `[01:02:03]` is minutes, seconds and hundredths. */
const timeWithHours = "(\\d{1,2}):(\\d{1,2}):(\\d{1,2})[.,](\\d{1,3})";
const stamp = new RegExp(`\\s*\\[\\s*(?:${timeWithHours}|${time})\\s*\\]`, "y");
const innerStamp = new RegExp(`<${time}>|\\[${time}\\]`, "g");
/** Tags that players write above the first stamp, whatever they are called; "[Chorus: All]" is a line. */
const headerLine =
  /^\[(?!chorus|verse|bridge|intro|outro|refrain|hook|pre-?chorus|part)[a-z#_][\w-]*:[^\]]*\]$/i;
/** Only those that exist. */
const tag = /\s*\[(ti|ar|al|au|lr|by|re|ve|la|id|key|tool|length|offset|#)\s*:([^\]]*)\]/iy;

/**
 * Reads LRC text: lines in any order come out sorted, a line with several stamps several times, an `offset` is
 * worked into the times, and the other tags are left out (the library knows title and artist better).
 * Refused is what has no words, is absurdly large, or goes on long after the track has ended; a little after it, only the times are wrong.
 */
export function readLrc(text: string, lengthMs: number | null = null): LrcReading {
  if (text.length > largestBytes || Buffer.byteLength(text) > largestBytes)
    return refuse("larger than 512 kB");
  const { lines, tags, unstamped: above } = parse(cleanText(text).split("\n"));
  const unstamped = lines.length === 0 ? above : above.filter((line) => !headerLine.test(line));
  if (lines.length + unstamped.length > mostLines) return refuse(`more than ${mostLines} lines`);
  const sung = lines.filter(({ text }) => hasWords(text));
  if (unstamped.filter(hasWords).length > sung.length) {
    return { kind: "unsynced", text: tidyText([...unstamped, plainOf(lines)].join("\n")) };
  }
  if (sung.length === 0) {
    const isInstrumental = tags.get("au") === "instrumental" || lines.some(({ text }) => hasNotes(text));
    return isInstrumental ? { kind: "instrumental" } : refuse("no words");
  }
  const sorted = shift(lines, Number(tags.get("offset")) || 0).sort((a, b) => a.atMs - b.atMs);
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  if (sung.length > 1 && first.atMs === last.atMs) return { kind: "unsynced", text: plainOf(sorted) };
  const lateMs = lengthMs === null ? 0 : last.atMs - lengthMs;
  if (lateMs > farTooLateMs) return refuse("goes on long after the end of the track");
  if (lateMs >= lateByMs) return { kind: "unsynced", text: plainOf(sorted) };
  return { kind: "synced", lines: sorted };
}

/** LRC with one stamp a line, in hundredths of a second, which every player reads. */
export function formatLrc(lines: LrcLine[]): string {
  return lines.map(({ atMs, text }) => `[${formatTime(atMs)}] ${text}`.trimEnd()).join("\n");
}

/** The words alone; pauses become empty lines. */
export function plainOf(lines: LrcLine[]): string {
  const words = lines.map(({ text }) => {
    const bare = text.replace(voice, "").replace(innerStamp, "");
    return bare === text ? text : bare.replace(/\s+/g, " ");
  });
  return tidyText(words.join("\n"));
}

/** Lyrics as they are kept: LF, no control characters, no space at line ends, at most one empty line in a row. */
export function tidyText(text: string): string {
  return cleanText(text)
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^\n+|\n+$/g, "");
}

export const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

const voice = /^\s*v\d+:\s*/i;

const refuse = (why: string): LrcReading => ({ kind: "refused", why });

/** A stamp as a Japanese or Chinese keyboard writes it. */
const wideStamp = /[[［](\d{1,4})[:：](\d{1,2})(?:[.:．：](\d{1,3}))?[\]］]/g;

function cleanText(text: string): string {
  return text
    .replace(wideStamp, (stamp, minutes: string, seconds: string, fraction?: string) =>
      /[［］：．]/.test(stamp)
        ? `[${minutes}:${seconds}${fraction === undefined ? "" : `.${fraction}`}]`
        : stamp,
    )
    .replaceAll("\ufeff", "")
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replaceAll("\t", " ")
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "");
}

interface Parsed {
  lines: LrcLine[];
  tags: Map<string, string>;
  /** Lines above the first stamp. */
  unstamped: string[];
}

function parse(rows: string[]): Parsed {
  const parsed: Parsed = { lines: [], tags: new Map(), unstamped: [] };
  let times: number[] = [];
  for (const row of rows) {
    const stamped = takeStamps(takeTags(row, parsed.tags));
    const text = stamped.rest.trim();
    if (stamped.times.length > 0) times = stamped.times;
    else if (times.length === 0) parsed.unstamped.push(text);
    else if (text === "") continue;
    // A line without a stamp goes on with the one above.
    for (const atMs of times) parsed.lines.push({ atMs, text });
    if (parsed.lines.length + parsed.unstamped.length > mostLines) break;
  }
  return parsed;
}

function takeTags(row: string, tags: Map<string, string>): string {
  let at = 0;
  tag.lastIndex = 0;
  for (let found = tag.exec(row); found; found = tag.exec(row)) {
    tags.set(found[1]!.toLowerCase(), found[2]!.trim().toLowerCase());
    at = tag.lastIndex;
  }
  return row.slice(at);
}

function takeStamps(row: string): { times: number[]; rest: string } {
  const times: number[] = [];
  let at = 0;
  stamp.lastIndex = 0;
  for (let found = stamp.exec(row); found && times.length <= mostLines; found = stamp.exec(row)) {
    const [, hours, minutes, seconds, fraction] = found;
    times.push(
      hours === undefined
        ? parseTime(found[5]!, found[6]!, found[7])
        : Number(hours) * 3_600_000 + parseTime(minutes!, seconds!, fraction),
    );
    at = stamp.lastIndex;
  }
  return { times, rest: row.slice(at) };
}

function parseTime(minutes: string, seconds: string, fraction = ""): number {
  return Number(minutes) * 60_000 + Number(seconds) * 1000 + Number(fraction.padEnd(3, "0"));
}

function formatTime(ms: number): string {
  const hundredths = Math.round(ms / 10);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  return `${two(hundredths / 6000)}:${two((hundredths / 100) % 60)}.${two(hundredths % 100)}`;
}

/** A positive offset shows the words earlier; those of the words within a line go along. */
function shift(lines: LrcLine[], offsetMs: number): LrcLine[] {
  if (offsetMs === 0) return lines;
  const earlier = (ms: number): number => Math.max(0, ms - offsetMs);
  return lines.map(({ atMs, text }) => ({
    atMs: earlier(atMs),
    text: text.replace(
      /<(\d{1,4}):(\d{1,2})(?:[.:,](\d{1,3}))?>/g,
      (_, minutes, seconds, fraction) =>
        `<${formatTime(earlier(parseTime(minutes as string, seconds as string, fraction as string | undefined)))}>`,
    ),
  }));
}
