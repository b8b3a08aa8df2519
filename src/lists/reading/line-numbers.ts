import { saysAlbum } from "./lines.ts";

/** How the lines of a list are numbered, and from where on. */
export interface LineNumbers {
  /** What matches has the number first, and is no part of what the line says. */
  pattern: RegExp;
  first: number;
  isRising: boolean;
  /** Rows were taken out of a numbered list: the numbers rise, or fall, in steps of any size. */
  isSparse: boolean;
  /** How many lines stand above the first one. */
  above: number;
}

/** Ties too: `=5.`, `5=`, `T-5.`; `(1)`, `#1.`, `No. 1:`. */
const marked =
  /^\s*(?:[([#=]|(?:no|nr|n°|№)\.?\s*|t-?)?(\d{1,5})(?:=?\s*[.):\]、．]|=)(?=\s|\p{L})(?:\s*[-–—](?=\s))?\s*(?=\S)/iu;
/** A number and nothing behind it: `01 Artist - Title`, `#1 Artist - Title`, `1 - Artist - Title`, a column of its own. */
const bare = /^\s*(?:#|=|(?:no|nr|n°|№)\.?\s*)?(\d{1,5})=?\s+(?:[-–—]\s+)?(?=\S)/iu;

/** Steps from one number to the next: 0 where two are equal, more where some were, or a line lost its number. */
const widestStep = 3;
/** So many lines without a number may stand between two with one. */
const mostBetween = 5;

interface NumberedLine {
  /** Its place among the lines. */
  at: number;
  number: number;
  /** What the line says behind the number. */
  says: string;
}

/**
 * Do some of these lines count on, from 1 or downwards, or by one each? Undefined where they don't. Artists and titles begin with numbers, too:
 * what is counted differs, years count nothing, and a number without a sign behind it is believed where nearly every line has one.
 */
export function numbersOf(lines: string[]): LineNumbers | undefined {
  for (const pattern of [marked, bare]) {
    const numbered = lines.flatMap((line, at) => numberIn(line, at, pattern));
    const isSparse = pattern === marked && numbered.length === lines.length && isLeftover(numbered);
    const run = [1, -1].map((step) => longestRun(numbered, step)).find((each) => isCount(each, lines.length));
    const counted = run ?? (isSparse ? numbered : undefined);
    if (!counted || (pattern === bare && !areNearlyAll(counted, numbered, lines.length))) continue;
    const [first, last] = [counted[0]!, counted.at(-1)!];
    const isRising = first.number <= last.number;
    return { pattern, first: first.number, isRising, isSparse, above: numbered[0]!.at };
  }
  return undefined;
}

function numberIn(line: string, at: number, pattern: RegExp): NumberedLine[] {
  const found = pattern.exec(line);
  return found ? [{ at, number: Number(found[1]), says: line.slice(found[0].length) }] : [];
}

/** The longest chain of numbers that count on; what stands between them and does not is passed over. */
function longestRun(numbered: NumberedLine[], direction: number): NumberedLine[] {
  const runs: NumberedLine[][] = [];
  for (const line of numbered) {
    const before = runs
      .slice(-mostBetween)
      .filter((run) => follows(run.at(-1)!, line, direction))
      .sort((one, other) => other.length - one.length)[0];
    runs.push([...(before ?? []), line]);
  }
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), []);
}

const follows = (one: NumberedLine, next: NumberedLine, direction: number): boolean =>
  isStep(direction * (next.number - one.number)) && next.at - one.at - 1 <= mostBetween;

const isStep = (by: number): boolean => by >= 0 && by <= widestStep;

/** Two lines are a count where they are the whole list, and name albums. */
function isCount(run: NumberedLine[], lines: number): boolean {
  const numbers = run.map(({ number }) => number);
  const [first = 0, last = 0] = [numbers[0], numbers.at(-1)];
  if (run.length < 2 || areYears(numbers) || !sayDifferent(run)) return false;
  if (run.length === 2)
    return lines === 2 && first === 1 && last === 2 && run.every(({ says }) => saysAlbum(says));
  const steps = numbers.slice(1).map((number, at) => Math.abs(number - numbers[at]!));
  const isTold = steps.includes(1) || last === run.length; // 1, 1, 3
  return isTold && (first === 1 || last < first || steps.every((step) => step === 1));
}

/** Years do not count lines, whatever the order that they stand in. */
const areYears = (numbers: number[]): boolean => numbers.every((number) => number >= 1900 && number < 2100);

/** `7. Symphonie`, `8. Symphonie`, `9. Symphonie`: the numbers are all that tells them apart. */
const sayDifferent = (run: NumberedLine[]): boolean => new Set(run.map(({ says }) => says.trim())).size > 1;

/** Every line has a number, and they rise, or fall, all along. */
function isLeftover(numbered: NumberedLine[]): boolean {
  const numbers = numbered.map(({ number }) => number);
  const steps = numbers.slice(1).map((number, at) => number - numbers[at]!);
  const isOneWay = steps.every((step) => step > 0) || steps.every((step) => step < 0);
  return numbers.length > 3 && isOneWay && !areYears(numbers) && sayDifferent(numbered);
}

/** All of them below a heading; where some have none, there must be more to show for it. */
function areNearlyAll(run: NumberedLine[], numbered: NumberedLine[], lines: number): boolean {
  const below = lines - numbered[0]!.at;
  const isWhole = run.length === numbered.length && numbered.length === below;
  const isMost = run.length >= 5 && run.length >= numbered.length * 0.9 && run.length >= below * 0.75;
  return numbered[0]!.at <= mostAbove && (isWhole || isMost);
}

/** What stands above numbered lines at the most: a heading, who made the list. */
export const mostAbove = 2;

/** What a line says behind its number; undefined for a line that has none, or one of its own. */
export type TakeNumber = (text: string, next: string | undefined) => string | undefined;

/**
 * Line by line, in their order: a number that does not count on is the line's own (`7. Symphonie`), unless the next one counts on from it, or it
 * stands before `Artist - Title` and none that is lower comes next.
 */
export function createTakeNumber(numbers: LineNumbers | undefined): TakeNumber {
  if (!numbers) return () => undefined;
  const { pattern, first, isRising, isSparse } = numbers;
  const read = (text = ""): NumberedLine | undefined => numberIn(text, 0, pattern)[0];
  const stepOf = (from: number, to: number): number => (isRising ? to - from : from - to);
  let last = first;
  return (text, next) => {
    const line = read(text);
    if (!line) return undefined;
    const { number, says } = line;
    const [step, nextStep] = [stepOf(last, number), stepOf(number, read(next)?.number ?? number)];
    const isLeap = step > 0 && nextStep >= 0 && (isSparse || saysAlbum(says));
    if (number !== first && !isStep(step) && !isLeap && !(nextStep > 0 && isStep(nextStep))) return undefined;
    last = number;
    return says;
  };
}
