import { exitCodes, type ExitCode } from "../../../errors.ts";
import type { ImportOutcome, ImportResult, ProviderReport } from "../../../importers/flow/result.ts";
import { isMistypedBarcode, readBarcode } from "../../../matching/typed/barcode.ts";
import { plainText } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";
import { pad } from "../../layout/text.ts";

/** What all imports show alike. */

const exitCodeByOutcome: Record<ImportOutcome, ExitCode> = {
  created: exitCodes.done,
  updated: exitCodes.done,
  existing: exitCodes.done,
  not_found: exitCodes.notFound,
  ambiguous: exitCodes.ambiguous,
  unavailable: exitCodes.unavailable,
  rejected: exitCodes.rejected,
  failed: exitCodes.failed,
};

export const exitCodeOf = (outcome: ImportOutcome): ExitCode => exitCodeByOutcome[outcome];

export function jsonOfProviders(result: ImportResult): unknown[] {
  return result.providers.map(({ name, outcome, dataPopulated, errors, hint, evidence }) => ({
    name,
    outcome,
    dataPopulated,
    errors,
    ...(hint !== undefined && { hint }),
    ...(evidence !== undefined && { evidence }),
  }));
}

/** `upstream`: only where something had happened to an id there. */
export const jsonOfUpstream = ({ upstream }: Pick<ImportResult, "upstream">): object =>
  upstream.length === 0 ? {} : { upstream };

/** Of what became of items at their source: each with what decides it, where that is a person's business. */
function showUpstream(output: Output, { upstream }: ImportResult): void {
  for (const { event, says, command } of upstream) {
    output.line(`  ${pad(event, 12)} ${plainText(says)}`);
    if (command !== undefined)
      output.line(`  ${pad("", 12)} to make one of them: ${command} (the question waits in importer review)`);
  }
}

export function showProviders(output: Output, result: ImportResult): void {
  // Where nothing was found there is nothing to queue: that goes without saying.
  const isNobodyAsked = result.providers.every(({ outcome }) => outcome === "skipped");
  const isSaid = ({ outcome }: ProviderReport): boolean =>
    outcome !== "skipped" || result.itemId !== undefined || isNobodyAsked;
  for (const report of result.providers.filter(isSaid)) {
    output.line(`  ${pad(report.name, 12)} ${plainText(wordsOf(report))}`);
    const isDone = report.outcome === "found" || report.outcome === "queued";
    const troubles = isDone ? report.errors : report.errors.slice(1);
    for (const trouble of troubles) output.line(`  ${pad("", 12)} ${plainText(trouble)}`);
    if (report.hint) output.line(`  ${pad("", 12)} ${plainText(report.hint)}`);
  }
  showUpstream(output, result);
  if (result.outcome !== "existing") return;
  if (result.asked) output.line(`  known already${result.upstream.length > 0 ? "" : ", nothing new"}`);
  else if (result.providers.length === 0) {
    output.line("  known already, nothing was asked; --force-providers asks again");
  }
}

/** What was typed: words that name an item, and which item of the library it is for. */
export interface TypedItem {
  words: string | undefined;
  mbid?: string | undefined;
  id?: number | undefined;
  /** `--later` takes what was typed. */
  canQueue: boolean;
  /** Flags of what is done with what is found: a command that goes on has them, too. */
  kept?: string;
}

/** The next command to type, where nothing was found, or nobody could be asked. An item that the library has is named by its id. */
export function sayWhatNext(
  output: Output,
  what: "album" | "artist",
  { outcome, itemId, candidates }: ImportResult,
  { words, canQueue, kept = "" }: TypedItem,
): void {
  if (outcome === "unavailable") {
    const orQueue = canQueue ? ", or queue it: --later" : "";
    output.remark(`  nothing was lost: type the same command again later${orQueue}`);
  }
  if (outcome !== "not_found" || candidates.length > 0) return;
  if (what === "album" && words !== undefined && isMistypedBarcode(words))
    output.remark("  read as a title: as a barcode one of its digits is wrong");
  if (itemId !== undefined) {
    output.remark(`  to say which it is: importer ${what} --id ${itemId} <MBID or address>${kept}`);
  } else if (words !== undefined && what === "album") {
    output.remark("  to decide it later, or under other words: importer review");
    if (readBarcode(words, { hasArtist: false }) !== undefined)
      output.remark(`  if it is the title: importer album title:${words.trim()}${kept}`);
  } else {
    output.remark(`  under its ${what === "album" ? "title" : "name"}: importer ${what} <words>${kept}`);
  }
}

function wordsOf({ outcome, dataPopulated, errors }: ProviderReport): string {
  if (outcome === "queued") return "queued: a job asks it";
  if (outcome !== "found") return `${outcome}: ${errors[0] ?? ""}`;
  return `found ${dataPopulated.join(", ").replaceAll("_", " ")}`;
}
