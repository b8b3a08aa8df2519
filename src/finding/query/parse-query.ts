import { UserError } from "../../errors.ts";
import { findField, getField, namesBetweenCommas, type ItemField, type Kind } from "../field.ts";
import { foldForFinding } from "./fold-text.ts";
import { commandMeant, lookedForAsWords, refuseOtherNotations } from "./other-notations.ts";
import { readTerms, type Alternative, type FieldForm, type Term } from "./read-terms.ts";

/** A term whose field is known; none for a bare word. */
export interface Condition {
  typed: string;
  isNegated: boolean;
  field: ItemField | undefined;
  alternatives: Alternative[];
}

export interface Order {
  field: ItemField;
  isDescending: boolean;
}

/** Disjunctive normal form: of one group all must hold. No group fits everything. */
export interface ItemQuery {
  groups: Condition[][];
  order: Order[];
}

/** What was typed behind `importer list <kind>`, and `--sort`. @throws UserError for what can't be asked. */
export function parseQuery(kind: Kind, words: readonly string[], sort?: string): ItemQuery {
  const groups: Condition[][] = [[]];
  const sorted = sort === undefined ? [] : namesBetweenCommas(kind, "--sort", sort);
  const order: Order[] = sorted.flatMap((each) => orderOf(kind, each));
  const tokens = readTerms(words, formsOf(kind));
  refuseOtherNotations(kind, tokens);
  for (const token of tokens) {
    if (token.kind === "or") groups.push([]);
    else if (token.kind === "term") groups.at(-1)!.push(conditionOf(kind, token));
    else order.push(...orderOf(kind, `${token.field}${token.isDescending ? "-" : "+"}`));
  }
  return { groups: groups.filter((group) => group.length > 0), order };
}

/** What to say of a question that nothing fits: what of it would be more than words in another program. */
export const sayLookedFor = (kind: Kind, words: readonly string[]): string[] =>
  lookedForAsWords(kind, readTerms(words, formsOf(kind)));

/** Of words that were searched for in vain: the command that asks for what they would mean as conditions. */
export function listCommandOf(kind: Kind, words: readonly string[]): string | undefined {
  try {
    return commandMeant(kind, readTerms(words, formsOf(kind)));
  } catch (error) {
    if (error instanceof UserError) return undefined; // a quote that is not closed: mere words
    throw error;
  }
}

function conditionOf(kind: Kind, { typed, isNegated, field: name, alternatives }: Term): Condition {
  // Letters that nobody sees would fit everything.
  const isBlank = ({ text }: Alternative): boolean => text !== "" && foldForFinding(text).trim() === "";
  const said = alternatives.filter(({ text }) => text !== "");
  if (alternatives.some(isBlank) || (name === undefined && said.length === 0)) {
    throw new UserError(`"${typed}" says nothing to look for`, { hint: `importer help list` });
  }
  if (name === undefined) return { typed, isNegated, field: undefined, alternatives: said };
  const flag = flagOf[name.toLowerCase()];
  const hint =
    flag === undefined
      ? `for the words themselves: '"${typed}"'`
      : `that is a flag: importer list ${kind.name} ${flag} ${alternatives.map(({ text }) => text).join(",")}`;
  const field = getField(kind, name, { hint });
  const each = isWords(field) ? alternatives : alternatives.flatMap(apart);
  return { typed, isNegated, field, alternatives: each };
}

/** What is a field in other programs. */
const flagOf: Readonly<Record<string, string>> = {
  sort: "--sort",
  order: "--sort",
  orderby: "--sort",
  sortby: "--sort",
  limit: "--limit",
  offset: "--offset",
  columns: "--columns",
  fields: "--columns",
};

const isWords = ({ type }: ItemField): boolean => ["text", "identifier", "list", "credit"].includes(type);

const formsOf =
  (kind: Kind): FieldForm =>
  (name) => {
    const field = findField(kind, name);
    return field && (isWords(field) ? "words" : "value");
  };

/** A comma within a number is an "or", too: `id:1,234`. */
const apart = ({ text, isWhole }: Alternative): Alternative[] =>
  text.split(",").map((each) => ({ text: each.trim(), isWhole }));

/** `year`, `year+`, `year-` or `-year`. */
function orderOf(kind: Kind, text: string): Order[] {
  const [, before, name = "", after] = /^([+-]?)(.*?)([+-]?)$/.exec(text)!;
  const [, plain = "", way] = /^(\w+)[\s:]+(asc|desc)(?:ending)?$/i.exec(name) ?? [];
  const written = `${plain}${way?.toLowerCase() === "desc" ? "-" : ""}`;
  const field = getField(kind, name, way === undefined ? {} : { hint: `it is written --sort ${written}` });
  if (field.type === "list" || field.type === "credit") {
    throw new UserError(`${kind.name} can't be sorted by ${name}: it holds several`, {
      hint: `for instance: importer list ${kind.name} --sort ${kind.columns.includes("artists") ? "artist" : "id"}`,
    });
  }
  return [{ field, isDescending: before === "-" || after === "-" }];
}
