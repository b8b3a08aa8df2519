import { UserError } from "../../errors.ts";
import { readCsvRecords } from "../reading/parse-csv.ts";
import { readText, zeroByte } from "../reading/text.ts";
import type { Decision } from "./decision.ts";

/** A line of a filled-in spreadsheet. */
export interface GivenDecision {
  line: number;
  id: number;
  decision: Decision;
  /** What the line says the question is about, where its columns are there. */
  about?: string[];
}

const words = ["keep", "drop", "later"] as const;

/**
 * What a person wrote into the column `decision`; lines without one say nothing. All is read before anything is done, whatever a
 * spreadsheet made of it on the way: other separators, columns moved or left out, numbers with decimals, quoted formulas.
 * @throws UserError for what is no such file, and for a question that is decided in two ways, naming the line.
 */
export async function readDecisions(
  bytes: AsyncIterable<Buffer | string>,
  name: string,
): Promise<GivenDecision[]> {
  const { head, pieces } = await readText(bytes, name);
  const given = new Map<number, GivenDecision>();
  let places: Places | undefined;
  let width: number | undefined;
  const reading = { name, delimiter: separatorOf(head), columns: () => width };
  for await (const { record, line, raw, isStray } of readCsvRecords(pieces, reading)) {
    const where = `${name}, line ${line}`;
    if (isStray) throw unclosed(where);
    if (raw.includes("\0")) throw new UserError(`${where}: ${zeroByte}; nothing was decided`, { hint });
    if (!places && isSeparatorLine(record)) continue;
    width ??= record.length;
    if (!places) places = placesOf(record, name);
    else note(given, decisionOf(record, places, where, line), name);
  }
  if (!places) throw new UserError(`${name} is empty`, { hint });
  return [...given.values()];
}

const hint = "importer review --csv > open.csv makes such a file";

/** What stands in which column is not certain any more. */
const unclosed = (where: string): UserError =>
  new UserError(`${where}: a quote that begins in this row is never closed`, {
    hint: 'close it, or double it where it is meant: ""; nothing was decided',
  });

interface Places {
  id: number;
  decision: number;
  /** Of the columns that say what a question is about. */
  about: number[];
}

/** Excel's own first line. */
const isSeparatorLine = ([first = ""]: string[]): boolean => /^sep=/i.test(first);

/** The one under which the header names both columns. */
function separatorOf(head: string): string {
  const lines = head.replace(/^\ufeff/, "").split(/[\r\n]+/);
  const header = lines.find((line) => line.trim() !== "" && !/^sep=/i.test(line)) ?? "";
  const fits = (separator: string): boolean => placesIn(header.split(separator)) !== undefined;
  return [",", ";", "\t", "|"].find(fits) ?? ",";
}

const namesOf = (header: string[]): string[] =>
  header.map((each) =>
    each
      .trim()
      .replace(/^"(.*)"$/, "$1")
      .toLowerCase(),
  );

function placesIn(header: string[]): Places | undefined {
  const names = namesOf(header);
  const about = ["said", "title"].map((each) => names.indexOf(each)).filter((at) => at >= 0);
  const places = { id: names.indexOf("id"), decision: names.indexOf("decision"), about };
  return places.id >= 0 && places.decision >= 0 ? places : undefined;
}

function placesOf(header: string[], name: string): Places {
  const twice = (["id", "decision"] as const).find(
    (wanted) => namesOf(header).filter((each) => each === wanted).length > 1,
  );
  if (twice !== undefined)
    throw new UserError(`${name} has two columns ${twice}`, {
      hint: "leave one of them; nothing was decided",
    });
  const places = placesIn(header);
  if (places) return places;
  throw new UserError(`${name} has no columns id and decision`, { hint });
}

/** The same decision twice is one. */
function note(given: Map<number, GivenDecision>, one: GivenDecision | undefined, name: string): void {
  if (!one) return;
  const before = given.get(one.id);
  if (before && wordOf(before) !== wordOf(one)) {
    const both = `${wordOf(before)} (line ${before.line}) and ${wordOf(one)} (line ${one.line})`;
    throw new UserError(`${name}: question ${one.id} is decided twice: ${both}`, {
      hint: "leave one of them; nothing was decided",
    });
  }
  given.set(one.id, before ?? one);
}

const wordOf = ({ decision }: GivenDecision): string =>
  decision.kind === "pick" ? decision.ref.toLowerCase() : decision.kind;

function decisionOf(
  record: string[],
  places: Places,
  where: string,
  line: number,
): GivenDecision | undefined {
  const said = bare(record[places.decision]);
  if (said === "") return undefined;
  const id = whole(bare(record[places.id]));
  if (!/^[1-9]\d{0,14}$/.test(id)) throw new UserError(`${where}: "${id}" is no question's id`, { hint });
  const word = words.find((each) => each === said.toLowerCase());
  const decision: Decision = word ? { kind: word } : { kind: "pick", ref: whole(said) };
  const about = places.about.map((at) => bare(record[at])).filter((text) => text !== "");
  return { line, id: Number(id), decision, about };
}

/** `'keep`, `="12"`, `=12`: how a spreadsheet keeps a text from being reckoned with. Wide digits are digits. */
const bare = (cell = ""): string =>
  cell
    .normalize("NFKC")
    .trim()
    .replace(/^'/, "")
    .replace(/^="?([^"]*)"?$/, "$1")
    .trim();

/** `12.0`, `12,00` → 12. Three zeros may be thousands: `1,000` is another question than 1. */
const whole = (text: string): string => text.replace(/^(\d+)[.,]0{1,2}$/, "$1");
