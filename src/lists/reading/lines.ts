import { UserError } from "../../errors.ts";
import { isBlank } from "../../plain-text.ts";
import { longestField } from "./text.ts";

export interface TextLine {
  /** From 1. */
  number: number;
  text: string;
}

/** Lines that hold something, by any line end. @throws UserError for one longer than 1 MB. */
export async function* linesOf(pieces: AsyncIterable<string>, name: string): AsyncGenerator<TextLine> {
  let rest = "";
  let number = 0;
  for await (const piece of pieces) {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/); // a \r at the end may be half of a \r\n
    rest = lines.pop()!;
    for (const line of lines) {
      number++;
      if (!isBlank(line)) yield { number, text: checked(line, number, name) };
    }
    checked(rest, number + 1, name);
  }
  if (!isBlank(rest)) yield { number: number + 1, text: rest.replace(/\r$/, "") };
}

function checked(line: string, number: number, name: string): string {
  if (line.length <= longestField) return line;
  throw new UserError(`${name}, line ${number}: it is longer than 1 MB`, {
    hint: "that is no list, a line an album; --as csv|tsv|json says what it is",
  });
}

/** List marks of people and programs; numbers only where lines are numbered on from 1. */
export function unmarked(text: string, { isNumbered }: { isNumbered: boolean }): string {
  const bare = text.replace(/^\s*[-*•–—]\s+/, "").trim();
  return isNumbered ? bare.replace(/^\d{1,5}[.):]\s+/, "") : bare;
}

/** Do the first lines count 1, 2, 3 (or downwards)? */
export function readsNumbered(head: string): boolean {
  const lines = head
    .split(/\r\n|\n|\r/)
    .filter((line) => !isBlank(line))
    .slice(0, 4);
  const numbers = lines.slice(0, 3).map((line) => Number(/^\s*(\d{1,5})[.):]\s+\S/.exec(line)?.[1] ?? NaN));
  if (numbers.length < 3) return false;
  const [one, two, three] = numbers as [number, number, number];
  return (one === 1 && two === 2 && three === 3) || (one - two === 1 && two - three === 1);
}
