import { UserError } from "../../errors.ts";
import type { IndexHits, ItemField, Kind, Test, Texts } from "../field.ts";
import { foldedForOrder } from "./fold-text.ts";
import { joinConditions } from "./join-conditions.ts";
import type { Condition, Order, ItemQuery } from "./parse-query.ts";
import type { Alternative } from "./read-terms.ts";
import { anyTestOf, askedBy, type Bind } from "./value-tests.ts";

/** What the full-text index tells of texts, as SQL. */
export interface Sieve {
  /** What a text must be asked for there; undefined where it can't tell. */
  matchOf(alternatives: readonly Alternative[]): string | undefined;
  /** Selects ids, among which are all items of a kind whose title or names fit the match that a parameter holds. */
  candidatesOf(...about: [...Parameters<IndexHits>, match: string]): string;
}

export type Params = Record<string, string | number>;

/** A query as SQL. */
export interface Compiled {
  /** Of the items' ids, in order; takes `@limit`, `@offset` and what `params` has. */
  condition: string;
  order: string;
  /** The index that has that order, at least that of its first field; "" where the table has, undefined where none has. */
  index: string | undefined;
  params: Params;
  /**
   * Index look-ups, one list a group: each selects a set of ids that holds all items of its group. Undefined where a group has none:
   * then its items are found by reading them all.
   */
  lookUps: string[][] | undefined;
}

/** Of one statement, with some for the page. */
const mostValues = 32_000;

const tooManyValues = ({ name }: Kind): UserError =>
  new UserError(`more than ${mostValues.toLocaleString("en")} values are too many for one question`, {
    hint: `in parts, or all of them: importer list ${name} --ndjson`,
  });

/** SQL of a query, with every value bound. @throws UserError for a value that its field can't have */
export function compileQuery(kind: Kind, { groups, order }: ItemQuery, sieve?: Sieve): Compiled {
  const params: Params = {};
  let bound = 0;
  const bind: Bind = (value) => {
    if (bound === mostValues) throw tooManyValues(kind);
    const name = `p${bound++}`;
    params[name] = value;
    return `@${name}`;
  };
  const compiled = groups.map((group) =>
    group.map((condition) => compileCondition(kind, condition, { bind, sieve })),
  );
  const each = compiled.map((group) =>
    joinConditions(
      group.map(({ holds }) => holds),
      "AND",
    ),
  );
  const any = joinConditions(
    each.map((group) => `(${group})`),
    "OR",
  );
  const lookUps = compiled.map((group) => group.flatMap(({ lookUp }) => lookUp ?? []));
  return {
    condition: any === "" ? "true" : any,
    order: orderOf(kind, order),
    index: order[0] ? order[0].field.index : kind.index,
    params,
    lookUps: lookUps.length > 0 && lookUps.every((each) => each.length > 0) ? lookUps : undefined,
  };
}

/** Three-valued logic stays inside: unknown fits nothing, and so `-` takes it along with all that does not fit. */
function compileCondition(
  kind: Kind,
  condition: Condition,
  { bind, sieve }: { bind: Bind; sieve: Sieve | undefined },
): { holds: string; lookUp?: string } {
  const { field, isNegated, alternatives } = condition;
  const said = alternatives.filter(({ text }) => text !== "");
  const isUnknown = said.length < alternatives.length ? [unknownOf(field!)] : [];
  const test: Test = anyTestOf(
    said.map((each) => askedBy(condition, each, bind)),
    bind,
  );
  // The sign keeps an index out: which one is used is decided by `lookUps`.
  const standard = (each: Test): string =>
    said.length > 1 && field?.value.includes("SELECT")
      ? `(SELECT ${each("asked")} FROM (SELECT ${field.value} AS asked))` // once, not for each value: preparing that took minutes
      : each(`+${field?.value}`);
  const { holds = standard, among }: Partial<Texts> = field ?? kind.anywhere;
  const fits = said.length === 0 ? [] : [holds(test)];
  const any = [...fits, ...isUnknown].join(" OR ");
  if (isNegated) return { holds: `(${any}) IS NOT TRUE` };
  if (isUnknown.length > 0) return { holds: `(${any}) IS TRUE` };
  const lookUp = lookUpByText(among, alternatives, { bind, sieve }) ?? field?.ids?.(test);
  return { holds: `(${any}) IS TRUE`, ...(lookUp !== undefined && { lookUp }) };
}

function lookUpByText(
  among: Texts["among"],
  alternatives: readonly Alternative[],
  { bind, sieve }: { bind: Bind; sieve: Sieve | undefined },
): string | undefined {
  const match = among && sieve?.matchOf(alternatives);
  if (match === undefined) return undefined;
  const name = bind(match);
  return among!((kind, columns) => sieve!.candidatesOf(kind, columns, name));
}

const unknownOf = ({ isUnknown, value }: ItemField): string => isUnknown ?? `coalesce(${value}, '') = ''`;

/** Unknown comes last both ways; the id makes it one order. */
function orderOf({ table, order: usual }: Kind, order: readonly Order[]): string {
  if (order.length === 0) return usual;
  const keys = order.map(({ field, isDescending }) => {
    const key = field.sort ?? (field.type === "text" ? foldedForOrder(field.value) : field.value);
    return `${key} ${isDescending ? "DESC" : "ASC"} NULLS LAST`;
  });
  return [...keys, `${table}.id`].join(", ");
}
