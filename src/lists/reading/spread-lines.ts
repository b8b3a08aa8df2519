import { fieldOf, type ListField } from "./fields.ts";
import { isComment, isDrawn, saysAlbum, shown, type FilledLine } from "./lines.ts";

/** How the albums of a text are spread over lines: so many each, of which one or two are its names. */
export interface Spread {
  lines: number;
  /** Which of the lines, in the order in which they are said: `Artist`, `Title`. */
  names: number[];
  /** The column's names stand above, each on a line of its own. */
  hasHeader: boolean;
}

/** So many albums are no chance. */
const fewest = 3;
const mostLines = 6;

/** What stands beside an album where a page is copied: its year or day, a price, the medium, a rating, how many songs. */
const details = [
  /^[([]?(?:18|19|20)\d\d[)\]]?$/,
  /^(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}\.? \p{L}{3,9}\.?,? \d{4}|\p{L}{3,9}\.? \d{1,2}, \d{4})$/u,
  /^(?:[$€£¥]\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£¥]|USD|EUR|GBP|kr))$/i,
  /^(?:\d\s?x\s?)?(?:cds?|\d?lps?|vinyl|cassette|digital|album|ep|single|compilation)(?:\s*[,·•|]\s*\S.*)?$/i,
  /^(?:[★☆⭐]{1,5}½?|\d{1,2}(?:[.,]\d{1,2})?\s?\/\s?(?:5|10|100))$/u,
  /^\d{1,3} (?:songs?|tracks?|titel|canciones|titres|brani)\b.{0,40}$/i,
];
const isDetail = (text: string): boolean => details.some((detail) => detail.test(text.trim()));

/** A line alone that counts: `1.`, `#2`. */
const rank = /^#?\d{1,4}[.)]?$/;

/**
 * Layout detection: whether each album of a text stands on several lines (`Nirvana`, `Nevermind`, `1991`), as what is copied from a page does.
 * Told by blank lines between albums all of one size, by details that stand on every so-many-th line, or by the names of columns above
 * them. Undefined where lines are albums by themselves.
 */
export function spreadOf(all: FilledLine[]): Spread | undefined {
  const lines = all.filter(isPart);
  return underHeader(lines) ?? inBlocks(lines) ?? inStep(lines);
}

const isPart = ({ text }: FilledLine): boolean => !isComment(text) && !isDrawn(text);

/** `Artist`, `Album`, `Year`, and below them as many lines an album. */
function underHeader(lines: FilledLine[]): Spread | undefined {
  const fields = lines.slice(0, mostLines).map(({ text }) => fieldOf(text));
  const width = fields.includes(undefined) ? fields.indexOf(undefined) : fields.length;
  const placeOf = (...wanted: ListField[]): number =>
    fields.slice(0, width).findIndex((field) => field !== undefined && wanted.includes(field));
  const names = [placeOf("artist", "albumArtist"), placeOf("albumTitle", "title")];
  return names.includes(-1) || !areWhole(lines, width) ? undefined : { lines: width, names, hasHeader: true };
}

/** Only of a text that is longer than what is looked at the last album may lack lines. */
const areWhole = ({ length }: FilledLine[], size: number): boolean =>
  length >= size * fewest && (length % size === 0 || length >= shown.lines);

/** Blank lines part the albums. A heading above them, and what stands below, may be of another size. */
function inBlocks(lines: FilledLine[]): Spread | undefined {
  const blocks = blocksOf(lines);
  const size = blocks[1]?.length ?? 0;
  const alike = blocks.filter(({ length }) => length === size);
  const others = blocks.slice(1, -1).filter(({ length }) => length !== size);
  if (size < 2 || size > mostLines || alike.length < fewest || others.length > 0) return undefined;
  const spread = shapeOf(alike);
  // Two lines without a detail are the heading and the one album of a group, or an artist and a title: the same.
  return spread && (spread.names.length < size || size === 2) ? spread : undefined;
}

function blocksOf(lines: FilledLine[]): FilledLine[][] {
  const blocks: FilledLine[][] = [];
  for (const line of lines) {
    if (line.beginsBlock || blocks.length === 0) blocks.push([]);
    blocks.at(-1)!.push(line);
  }
  return blocks;
}

/** Nothing parts them but a detail on every so-many-th line. */
function inStep(lines: FilledLine[]): Spread | undefined {
  if (lines.slice(1).some(({ beginsBlock }) => beginsBlock)) return undefined;
  for (let size = 2; size <= mostLines; size++) {
    if (!areWhole(lines, size)) continue;
    const blocks = Array.from({ length: Math.floor(lines.length / size) }, (_, at) =>
      lines.slice(at * size, (at + 1) * size),
    );
    const spread = shapeOf(blocks);
    if (spread && spread.names.length < size) return spread;
  }
  return undefined;
}

/** Undefined where the details of the blocks stand in other places, leave more names than two, or a line says an album by itself. */
function shapeOf(blocks: FilledLine[][]): Spread | undefined {
  const size = blocks[0]!.length;
  const column = (place: number): string[] => blocks.map((block) => block[place]!.text.trim());
  const names = Array.from({ length: size }, (_, place) => place).filter(
    (place) => !column(place).every(isDetail) && !areRanks(column(place)),
  );
  const areOdd = names.some((place) => column(place).filter(isDetail).length * 4 > blocks.length);
  const areTold =
    names.length === 2 && names.some((place) => column(place).filter(saysAlbum).length * 4 > blocks.length);
  if (names.length < 1 || names.length > 2 || areOdd || areTold) return undefined;
  return { lines: size, names, hasHeader: false };
}

const areRanks = (texts: string[]): boolean => {
  const numbers = texts.map((text) => (rank.test(text) ? Number(/\d+/.exec(text)) : Number.NaN));
  return numbers.slice(1).every((number, at) => Math.abs(number - numbers[at]!) === 1);
};

/** One line an album: `Nirvana - Nevermind (1991)`. What has more lines, or fewer, stays as it is. */
export async function* joinSpread(
  lines: AsyncIterable<FilledLine>,
  spread: Spread,
): AsyncGenerator<FilledLine> {
  const join = createJoin(spread);
  for await (const line of lines) yield* join.next(line);
  yield* join.rest();
}

/** The same of the first lines. */
export function joinShown(lines: FilledLine[], spread: Spread): FilledLine[] {
  const join = createJoin(spread);
  return [...lines.flatMap(join.next), ...join.rest()];
}

interface Join {
  /** What is whole by this line. */
  next(line: FilledLine): FilledLine[];
  rest(): FilledLine[];
}

function createJoin({ lines: size, names, hasHeader }: Spread): Join {
  let block: FilledLine[] = [];
  let isHeader = hasHeader;
  let isFirst = true;
  const take = (): FilledLine[] => {
    const taken = block;
    block = [];
    return taken;
  };
  return {
    rest: take,
    next(line) {
      if (!isPart(line)) return [line];
      const odd = line.beginsBlock ? take() : [];
      block.push(line);
      if (block.length < size) return odd;
      const album = { ...joined(take(), names), beginsBlock: isFirst };
      if (isHeader) {
        isHeader = false;
        return odd;
      }
      isFirst = false;
      return [...odd, album];
    },
  };
}

function joined(block: FilledLine[], names: number[]): FilledLine {
  const texts = block.map(({ text }) => text.trim());
  const said = names.map((place) => texts[place]!);
  const isBy = /^by\s+\S/i.test(said[1] ?? "");
  const years = texts.filter((_, place) => !names.includes(place)).map((text) => year.exec(text)?.[1]);
  const dated = years.find((each) => each !== undefined);
  const name = said.join(isBy ? " " : " - ");
  const raw = block.map(({ text }) => text).join("\n");
  return { ...block[0]!, text: dated === undefined ? name : `${name} (${dated})`, raw };
}

const year = /(?<!\d)((?:18|19|20)\d\d)(?!\d)/;
