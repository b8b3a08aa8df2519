import { UserError } from "../../errors.ts";
import { readCsvRecords } from "../reading/parse-csv.ts";
import { readText } from "../reading/text.ts";
import type { Decision } from "./decide.ts";

/** A line of a filled-in spreadsheet. */
export interface GivenDecision {
  line: number;
  id: number;
  decision: Decision;
}

const words = ["keep", "drop", "later"] as const;

/**
 * What a person wrote into the column `decision`; lines without one say nothing. All is read before anything is done.
 * @throws UserError for what is no such file, naming the line.
 */
export async function readDecisions(
  bytes: AsyncIterable<Buffer | string>,
  name: string,
): Promise<GivenDecision[]> {
  const { head, pieces } = await readText(bytes, name);
  const first = head.split(/[\r\n]/, 1)[0]!;
  const delimiter = [",", ";", "\t"].find((each) => first.split(each).length > 2) ?? ",";
  const hint = "importer review --csv > open.csv makes such a file";
  const given: GivenDecision[] = [];
  let places: { id: number; decision: number } | undefined;
  for await (const { record, info } of readCsvRecords(pieces, { name, delimiter, hint })) {
    if (!places) places = placesOf(record, name);
    else given.push(...decisionOf(record, places, `${name}, line ${info.lines}`, info.lines));
  }
  if (!places) throw new UserError(`${name} is empty`, { hint: "importer review --csv > open.csv" });
  return given;
}

function placesOf(header: string[], name: string): { id: number; decision: number } {
  const names = header.map((each) => each.trim().toLowerCase());
  const places = { id: names.indexOf("id"), decision: names.indexOf("decision") };
  if (places.id >= 0 && places.decision >= 0) return places;
  throw new UserError(`${name} has no columns id and decision`, { hint: "importer review --csv > open.csv" });
}

function decisionOf(
  record: string[],
  places: { id: number; decision: number },
  where: string,
  line: number,
): GivenDecision[] {
  const said = (record[places.decision] ?? "").trim().replace(/^'/, "");
  if (said === "") return [];
  const id = (record[places.id] ?? "").trim();
  if (!/^[1-9]\d{0,14}$/.test(id)) throw new UserError(`${where}: "${id}" is no question's id`);
  const word = words.find((each) => each === said.toLowerCase());
  return [
    {
      line,
      id: Number(id),
      decision: word ? { kind: word } : { kind: "pick", ref: said.replace(/\.0$/, "") },
    },
  ];
}
