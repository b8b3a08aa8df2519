/** Characters that nobody sees: they turn the direction of what follows, or make two equal texts of two different ones. */
const unseen =
  "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e" +
  "\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb";

const unseenAnywhere = new RegExp(`[${unseen}\\u{e0000}-\\u{e007f}]`, "gu");

/** For a document that must keep its text: what is to be written as an escape. Matches single UTF-16 units. */
export const toEscape = new RegExp(`[\\u007f-\\u009f\\u2028\\u2029${unseen}]|\\udb40[\\udc00-\\udc7f]`, "g");

/**
 * Text from outside, safe to show: no terminal escapes or other control characters, nothing that turns the
 * direction of what follows, all on one line.
 */
export function plainText(text: string): string {
  return text
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?/g, "")
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ")
    .replace(unseenAnywhere, "");
}

/** The same, at most `most` characters long. */
export function shortText(text: string, most: number): string {
  const plain = plainText(text).replace(/\s+/g, " ").trim();
  return plain.length > most ? `${plain.slice(0, most - 1)}…` : plain;
}

/**
 * Shell quoting. A word of a command that is shown to be typed: as a POSIX shell splits it, it is this very word again. What a terminal
 * would obey is left out, as in all that is shown; `***` stands for a secret.
 */
export function shellQuoted(text: string): string {
  const word = plainText(text);
  if (/^(?![~=])(?:[\p{L}\p{N}@%+=:,./_~-]|\*{3})+$/u.test(word)) return word;
  // Within double quotes an interactive shell expands `!` as well, and no backslash takes that back.
  return word.includes("!") ? `'${word.replaceAll("'", "'\\''")}'` : `"${word.replace(/["\\$`]/g, "\\$&")}"`;
}

/** The same of what a command is about, as its last word: what begins with a dash would be a flag. */
export const argumentQuoted = (text: string): string =>
  `${plainText(text).startsWith("-") ? "-- " : ""}${shellQuoted(text)}`;

/** Whether nobody would see anything of a text: spaces, joiners, marks of direction, fillers. It names nothing, and would fit everything. */
export const isBlank = (text: string): boolean =>
  /^[\s\p{Cc}\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f]*$/u.test(text);

/** What a spreadsheet reckons, Japan's wide signs and what stands behind blanks included; an apostrophe more keeps it a text. */
const reckoned = /^'*[\s\u3000]*[=+\-@＝＋－＠\t\r]/;

/** CSV injection. A text as a cell that a spreadsheet does not reckon (`=cmd…`): an apostrophe stands before it, but not before a number. */
export const asCellText = (text: string): string =>
  reckoned.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text;

/** The text that `asCellText` made a cell of. */
export const textOfCell = (cell: string): string =>
  cell.startsWith("'") && reckoned.test(cell) ? cell.slice(1) : cell;
