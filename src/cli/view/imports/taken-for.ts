import type { ImportResult } from "../../../importers/flow/result.ts";
import { foldTitle } from "../../../matching/text/fold.ts";
import { plainText } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";
import { pad } from "../../layout/text.ts";

/** What is kept of a search that decided: `evidenceOf` of the importers writes it. */
interface Decision {
  by?: string;
  decision?: string;
  ranked?: { why: readonly string[] }[];
}

/** Why what was typed is taken for an item that is called otherwise, in one line; nothing where it was typed as it is called. */
export function showTakenFor(
  output: Output,
  result: ImportResult,
  typed: string | undefined,
  name: string,
): void {
  const why = typed === undefined ? undefined : whyTaken(result, typed, name);
  if (why !== undefined) output.line(`  ${pad("typed", 12)} "${plainText(typed!)}": ${plainText(why)}`);
}

function whyTaken({ providers, outcome }: ImportResult, typed: string, name: string): string | undefined {
  const decided = providers
    .map(({ evidence }) => (evidence ?? {}) as Decision)
    .find(({ decision }) => decision === "resolved");
  const reasons = decided?.by === "search" ? (decided.ranked?.[0]?.why ?? []) : [];
  if (reasons.some((reason) => !isExact(reason))) return reasons.join(", ");
  // Known words need no search: that they are others than its name stands in nothing else on the screen.
  const isRemembered = outcome === "existing" && providers.length === 0 && !isNamedIn(typed, name);
  return isRemembered ? "these words were decided before" : undefined;
}

/** Of a year, or of what kind of album it is, the headline says as much. */
const isExact = (reason: string): boolean =>
  !/^(?:title|artist|name) /.test(reason) || / (?:identical|is Various Artists)$/.test(reason);

/** The name stands in what was typed, with its artist or without: an identifier, a number and a label are no names. */
const isNamedIn = (typed: string, name: string): boolean =>
  !/\p{L}/u.test(typed) ||
  /[:/]|\d{5}/.test(typed) ||
  ` ${foldTitle(typed)} `.includes(` ${foldTitle(name)} `);
