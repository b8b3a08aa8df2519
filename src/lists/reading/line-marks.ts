import { whyNoAlbum } from "./around.ts";
import { numbersOf, type LineNumbers } from "./line-numbers.ts";
import { partingOf, withDashes, type LineParting } from "./line-parts.ts";
import { isComment, isDrawn, saysAlbum, type FilledLine } from "./lines.ts";
import { withoutEmphasis } from "./markup.ts";
import { preambleOf, type Preamble } from "./preamble.ts";

/** What people and programs write around the albums of a list, a line each. */
export interface LineMarks {
  preamble: Preamble;
  numbers: LineNumbers | undefined;
  /** Before each line stands the day on which somebody heard it. */
  areDated: boolean;
  parting: LineParting | undefined;
  /** At least half of the lines say `Artist - Title`. */
  areAlbumsTold: boolean;
  /** Blocks of such lines, each below a line that says none. */
  haveHeadings: boolean;
  /** Above them, apart, stands a line that says none. */
  hasTitle: boolean;
}

/** By the first lines. */
export function marksOf(all: FilledLine[]): LineMarks {
  const preamble = preambleOf(all);
  const below = all.filter(
    ({ number, text }) => number > preamble.lines && !isComment(text) && !isDrawn(text),
  );
  const bare = below.map(({ text }) => withoutBullet(text));
  const numbers = numbersOf(bare);
  const unnumbered = numbers ? bare.map((text) => text.replace(numbers.pattern, "")) : bare;
  const areDated =
    unnumbered.length > 2 && mostly(unnumbered, (text) => saysAlbum(text.replace(day, "")) && day.test(text));
  const parting = partingOf(areDated ? unnumbered.map((text) => text.replace(day, "")) : unnumbered);
  const marks = {
    preamble,
    numbers,
    areDated,
    parting,
    areAlbumsTold: false,
    haveHeadings: false,
    hasTitle: false,
  };
  const told = below.map((line, at) => ({ ...line, isAlbum: saysAlbum(unmarked(unnumbered[at]!, marks)) }));
  return { ...marks, ...shapeOf(told) };
}

const mostly = <T>(lines: T[], isSo: (line: T) => boolean, share = 0.75): boolean =>
  lines.filter(isSo).length >= lines.length * share;

type ToldLine = FilledLine & { isAlbum: boolean };

function shapeOf(lines: ToldLine[]): Pick<LineMarks, "areAlbumsTold" | "haveHeadings" | "hasTitle"> {
  const plain = lines.filter(({ text }) => whyNoAlbum(text, { areAlbumsTold: false }) === undefined);
  const areAlbumsTold = plain.length > 2 && mostly(plain, ({ isAlbum }) => isAlbum, 0.5);
  const blocks: ToldLine[][] = [];
  for (const line of lines) {
    if (line.beginsBlock || blocks.length === 0) blocks.push([]);
    blocks.at(-1)!.push(line);
  }
  const headed = blocks.filter(
    ([first, ...rest]) => !first!.isAlbum && rest.length > 0 && rest.every(({ isAlbum }) => isAlbum),
  );
  const [title, first = []] = blocks;
  const hasTitle =
    title?.length === 1 && !title[0]!.isAlbum && !/ by /i.test(title[0]!.text) && first.length > 1;
  return {
    areAlbumsTold,
    haveHeadings: areAlbumsTold && headed.length > 1,
    hasTitle: areAlbumsTold && hasTitle,
  };
}

/** A quotation's sign, the bullet of an item, and its box. */
export const withoutBullet = (text: string): string =>
  text
    .replace(/^(?:\s*>)+\s*/, "")
    .replace(/^\s*(?:[-*•–—+◦▪‣]|\*+ (?:TODO|DONE|WAITING))\s+/, "")
    .replace(box, "")
    .trim();

/** `[ ]`, `[x]`, `(x)`, `[✓]`, `[/]`. */
const box = /^\s*(?:\[[ xX/>~✓✔√✗✘•-]?\]|\([ xX✓✔√]\))\s+(?=\S)/;

/** `2024-01-31`, `[2024-01-31 10:00]`, and what stands behind it. */
const day = /^\[?\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?\]?\s*[:|,–—-]?\s+/;

/** Media, in brackets behind a title; alone behind a dash they are the title. */
const mediumNote =
  /(?<![\s:;–—-])\s+[([](?:\d\s?x\s?)?(?:CDs?|\d?LPs?|vinyl|cassette|MC|DVD|SACD|FLAC|MP3|digital)[)\]]$/i;

/** Ticks, notes, arrows before what is said. */
const ticks = /^[✅❌✔✓✗✘☐☑☒→►▶▪■●○◦‣»>🎵🎶🎧💿📀\ufe0f]+\s+(?=[\p{L}\p{N}"“„«「『])/u;

/** What somebody gave it, behind an artist and a title (`$1`: a lookbehind would seek them again from every sign of the line). */
const rating =
  /^([^]*?\S\s+[-–—]\s+\S.*?)\s*(?:(?<=\(\d{4}\)\s*)\s\d{1,2}[.,]\d{1,2}|\s[★☆⭐]{1,5}½?|\s\*{3,5}|[-–—([]?\s*\d{1,2}(?:[.,]\d)?\s?\/\s?(?:5|10|100)[)\]]?|\[\d{1,2}[.,]\d\])$/u;

/** A year that nobody knew, as programs write it. */
const noYear = /\s*(?:[-–—]\s*0000|\(0000?\)|\[0000?\])$/;

/** Of a note: tags behind a year, and the name of the line itself. */
const noteMarks = /(?<=\))(?:\s+#[\p{L}\p{N}/_-]+)+$|\s\^[\w-]+$/u;

/** A song with its album, as foobar2000 copies it: `Artist - [Album CD1 #01] Title`. */
const ofSong = /^(.+?) - \[(.+?)(?: CD\d+)? #\d+\] .+$/;

/** No album is called so; what looks for marks in a longer one would take long. */
const longest = 1000;

/** What a line says that has neither bullet nor number any more, without marks and what else stands around it. */
export function unmarked(
  text: string,
  { parting, areDated }: Pick<LineMarks, "parting" | "areDated">,
): string {
  if (text.length > longest) return text;
  const undated = areDated ? text.replace(day, "") : text;
  const bare = withoutEmphasis(undated.replace(box, "")).replace(ticks, "");
  const parted = bare.replace(/\t+/g, " - ");
  const whole = parting && parted === bare ? withDashes(parted, parting) : parted;
  const told = whole.replace(noteMarks, "").replace(rating, "$1").replace(noYear, "").replace(mediumNote, "");
  const [, inner] = /^"([^"]+\s[-–—]\s[^"]+)"$/.exec(told) ?? []; // a title of its own keeps its quotes
  return (inner ?? told).replace(ofSong, "$1 - $2");
}
