import { fieldOf, type ListField } from "./fields.ts";
import { isComment } from "./lines.ts";
import { exportIt, unreadableList } from "./text.ts";

/** So many of the first lines tell what a text is, and so much of each. */
const seen = { lines: 200, letters: 500 };
/** A share of them that is no chance. */
const most = 0.6;

interface Seen {
  lines: string[];
  /** All of them, a line each. */
  text: string;
}

const files = "importer scan reads the files themselves";
const audio = /\.(?:mp3|flac|ogg|oga|opus|m4a|m4b|aac|wav|aiff?|wma|ape|wv|dsf|dff|mpc|alac)(?:[?#]\S*)?$/i;

/** Texts of another kind whose lines would be asked for as titles, each by what it holds. */
const kinds: { is: string; holds: (text: Seen) => boolean }[] = [
  {
    is: `a cue sheet (${files})`,
    holds: ({ text }) =>
      /^\s*TRACK \d{1,2} [A-Z]\S*$/m.test(text) && /^\s*(?:INDEX \d\d \d|FILE \S)/m.test(text),
  },
  {
    is: `a playlist of files (${files})`,
    holds: ({ text, lines }) =>
      (/^\[playlist\]$/i.test(lines[0]!) && /^File\d+=/im.test(text)) || /^#EXTINF:/m.test(text),
  },
  {
    is: `a log of a rip (${files})`,
    holds: ({ lines }) =>
      lines
        .slice(0, 4)
        .some((line) =>
          /^(?:Exact Audio Copy V|EAC extraction logfile|X Lossless Decoder version|XLD extraction logfile|Log created by: whipper|dBpoweramp Release|\[CUETools log;)/i.test(
            line,
          ),
        ),
  },
  {
    is: `a list of checksums (${files})`,
    holds: ({ lines }) =>
      mostly(
        lines.filter((line) => !line.startsWith(";")),
        (line) =>
          /^[0-9a-f]{32,128} [ *]?\S.*\.\w{2,4}$/i.test(line) ||
          /\.\w{2,4}:[0-9a-f]{32}$/i.test(line) ||
          /\.\w{2,4}\s+[0-9a-f]{8}$/i.test(line),
      ),
  },
  { is: `a list of files (${files})`, holds: ({ lines }) => mostly(lines, (line) => audio.test(line)) },
  {
    is: "lyrics with their times (LRC)",
    holds: ({ lines }) => mostly(lines, (line) => /^\[\d{1,3}:\d\d(?:[.:]\d{1,3})?\]/.test(line)),
  },
  {
    is: "settings (INI, TOML)",
    holds: ({ lines: [first = "", ...rest] }) =>
      /^\[{1,2}[\w .-]+\]{1,2}$/.test(first) && mostly(rest, (line) => /^(?:[\w.-]+\s*=|\[)/.test(line)),
  },
  { is: "YAML, or tags: what each line is stands before it", holds: ({ lines }) => areLabelled(lines) },
  {
    is: "a table of a wiki",
    holds: ({ lines }) =>
      lines.some((line) => /^\{\|/.test(line)) && lines.some((line) => /^\|[-}]/.test(line)),
  },
  {
    is: "a table that a program drew",
    holds: ({ lines }) => lines.slice(0, 3).some((line) => /^[┌╔┏╭]|^={3,}(?:\s+={3,})+$/.test(line)),
  },
  {
    is: "a dump of a database (SQL)",
    holds: ({ text }) =>
      /^(?:INSERT INTO\s+[\w."`[\]]+.*\bVALUES\s*(?:\(|$)|CREATE TABLE\s.*\(|COPY \S+ \(.*\) FROM stdin;)/im.test(
        text,
      ),
  },
  { is: "references (BibTeX)", holds: ({ lines }) => /^@\w+\s*\{[^}]*,/.test(lines[0]!) },
  {
    is: "a tree of folders",
    holds: ({ lines }) => mostly(lines, (line) => /^[│\s]*[├└][─-]{1,2}\s/.test(line)),
  },
  {
    is: "a folder as ls or dir lists it",
    holds: ({ lines }) =>
      mostly(lines, (line) =>
        /^(?:[dl-][rwxsStT-]{9}[+.@]?\s+\d+\s|\d\d[./]\d\d[./]\d{4}\s+\d\d:\d\d\s)/.test(line),
      ),
  },
  {
    is: "songs with their lengths",
    holds: ({ lines }) =>
      lines.length > 2 && mostly(lines, (line) => /\s[([]?(?:0?\d|1[0-4]):[0-5]\d[)\]]?$/.test(line)),
  },
  {
    is: "a chat",
    holds: ({ lines }) =>
      mostly(lines, (line) =>
        /^\[?\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m)?\]?(?: -)? [^:]{1,40}: /i.test(
          line,
        ),
      ),
  },
  {
    is: "XML or a web page",
    holds: ({ text }) => /^<(?:\?[a-z]|[a-z][a-z0-9]*(?:\s[^>\n]*)?>)/i.test(text) && text.includes("</"),
  },
];

/** Whether most are so; of none, not. */
const mostly = (lines: string[], isSo: (line: string) => boolean): boolean =>
  lines.length > 0 && lines.filter(isSo).length >= lines.length * most;

/** `artist: Nirvana`, then `album: Nevermind`: two names of columns at least, and no artist is called so. */
function areLabelled(lines: string[]): boolean {
  const fields = lines.map((line) => {
    const [, label] = /^(?:- +)?["']?([\p{L}_ ]{2,30}?)["']? ?[:=]/u.exec(line) ?? [];
    const field = label === undefined ? undefined : fieldOf(label);
    return field !== undefined && wordy.has(field) ? field : undefined;
  });
  const known = fields.filter((field) => field !== undefined);
  return new Set(known).size > 1 && known.length >= lines.length * (1 - most);
}

/** Behind an identifier's name stands the identifier, which says enough. */
const wordy = new Set<ListField>(["title", "name", "albumTitle", "track", "artist", "albumArtist", "date"]);

/**
 * Content sniffing: refuses a text of another kind, whose lines are no albums: a cue sheet, a playlist, a log, checksums, YAML.
 * @throws UserError that says what it is.
 */
export function refuseForeignText(head: string, name: string): void {
  const lines = head
    .replace(/^\ufeff/, "")
    .split(/[\r\n]+/, seen.lines * 2)
    .map((line) => line.slice(0, seen.letters).trim())
    .filter((line) => line !== "")
    .slice(0, seen.lines);
  const told = lines.filter((line) => !isComment(line) && line !== "---");
  if (told.length === 0) return;
  const kind = kinds.find(({ holds }) => holds({ lines: told, text: lines.join("\n") }));
  if (kind) throw unreadableList(name, kind.is, `${exportIt}; if each line is an album: --as lines`);
}
