import { PayloadError } from "../../errors.ts";
import { shortText } from "../../plain-text.ts";
import type { ErrorEntry, FoundDocument, AmazonItemDocument } from "./documents.ts";
import { absentCodes } from "./refusal.ts";

/** What an answer with status 200 holds. */
export interface AmazonReply {
  found: FoundDocument;
  errors: ErrorEntry[];
  /** All that we do not know. */
  rest: object;
}

/**
 * The items of an answer with status 200. "None" comes as an error that says so, as an empty list, or as an empty result;
 * other errors, other content in the place of items, and none of the known keys are no answer. `isAbsence`: beside the
 * usual codes.
 */
export function itemsOf(
  source: string,
  { found, errors, rest }: AmazonReply,
  isAbsence?: RegExp,
): AmazonItemDocument[] {
  const refuse = (words: string): PayloadError => new PayloadError(source, `${source} answered ${words}`);
  const items = found?.items ?? [];
  const read = items.filter((item) => item !== undefined);
  if (read.length > 0) return read;
  if (items.length > 0) throw refuse("with items, none of which this importer can read");
  const fault = errors.map(codeOf).find((code) => !absentCodes.test(code) && !isAbsence?.test(code));
  if (fault !== undefined) throw refuse(`with an error${nameOf(fault)}`);
  const strange = Object.entries(rest).find(([key, value]) => isContent(key, value));
  if (!found && strange) {
    throw refuse(`in a shape this importer does not know ("${shortText(strange[0], 40)}")`);
  }
  if (!found && errors.length === 0) throw refuse("in a shape this importer does not know (no result)");
  if (found && isContradiction(found)) throw refuse("with a result that holds no items");
  return [];
}

/** Nothing at all is a result, and so is a count of 0; without the list that other keys speak of it is none. */
function isContradiction({ items, totalResultCount, ...rest }: NonNullable<FoundDocument>): boolean {
  if (items) return items.length === 0 && (totalResultCount ?? 0) > 0;
  return (
    totalResultCount !== 0 &&
    (items === null || totalResultCount !== undefined || Object.keys(rest).length > 0)
  );
}

const codeOf = ({ code, reason, type }: ErrorEntry): string => code ?? reason ?? type ?? "";

/** An id of the request, or a number of hits, may stand anywhere; a list or an error in the place of items may not. */
function isContent(key: string, value: unknown): boolean {
  return (typeof value === "object" && value !== null) || ["error", "message"].includes(key);
}

/** Only what looks like a name: their words may repeat what we sent. */
const nameOf = (code: string): string => (/^[A-Za-z]{1,60}$/.test(code) ? `: ${code}` : "");
